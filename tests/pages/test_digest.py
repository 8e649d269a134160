"""The digest: Markdown and an email body that list what is new, and run nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner
from exports_samples import PAPERS, SITE, catalog_of, papers, sample
from hypothesis import given
from markdown_it import MarkdownIt

from generator.cli import main
from generator.model.catalog import Catalog, Site
from generator.model.history import Change
from generator.model.paper import Paper
from generator.pages.digest import render_html, render_markdown
from generator.storage.folder import Folder
from generator.text.cleaning import clean


class Seen(HTMLParser):
    """Tags, attributes, links and visible text of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    change = Change(
        date="2026-02-05",
        moved={"greek-steam": ("bread", "tea")},
        merged={"older-ovens": "old-style"},
        excluded={"Prices <of> bread": "off *topic*"},
        note="A good <week>.",
    )
    return sample().model_copy(update={"changes": (change,)})


def test_html_has_every_change(catalog: Catalog) -> None:
    seen = Seen(render_html(catalog, "2026-02-02"))
    assert "4 new papers, 1 moved to another topic, 1 merged into another record, 1 excluded." in seen.text
    for slug in ("by-an-organization", "nobody-knows", "steamy-workshop", "old-style"):
        assert f"https://kitchen.example/list/papers/{slug}/" in seen.links
    assert "https://kitchen.example/list/papers/crust-forms-early/" not in seen.links
    assert "Tea, green & black" in seen.text
    assert "Bread → Tea, green & black" in seen.text
    assert "Prices <of> bread" in seen.text
    assert "off *topic*" in seen.text
    assert "now includes older-ovens" in seen.text
    assert "A good <week>." in seen.text
    assert "+1 for spreadsheets." in seen.text


def test_html_is_plain_and_complete(catalog: Catalog) -> None:
    seen = Seen(render_html(catalog, "2020-01-01"))
    assert seen.tags <= {
        "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "br", "span", "a", "em",
    }  # fmt: skip
    assert seen.attributes <= {"lang", "charset", "name", "content", "style", "href"}
    assert all(link.startswith("https://") for link in seen.links)
    assert PAPERS[4].title in seen.text


def test_markdown_has_the_same_papers_and_no_markup_of_others(catalog: Catalog) -> None:
    text = render_markdown(catalog, "2020-01-01")
    assert "<script" not in text
    for seen in map(Seen, (markdown.markdown(text), MarkdownIt().render(text))):
        assert not seen.tags & {"script", "img"}
        assert all(link.startswith("https://") for link in seen.links)
        for paper in PAPERS:
            assert f"https://kitchen.example/list/papers/{paper.slug}/" in seen.links
            assert paper.title in seen.text


@given(papers())
def test_no_text_becomes_markup(paper: Paper) -> None:
    catalog = catalog_of(paper)
    seen = Seen(render_html(catalog, "2026-01-01"))
    assert seen.tags <= {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "br", "span", "a"}
    assert clean(paper.title) in seen.text
    body = Seen(MarkdownIt().render(render_markdown(catalog, "2026-01-01")))
    assert body.tags <= {"h1", "h2", "p", "ul", "li", "strong", "a", "br"}
    assert clean(paper.title) in body.text
    assert clean(paper.tldr or "") in body.text


def test_digest_without_news() -> None:
    text = render_markdown(sample(), "2027-01-01")
    assert (
        "Nothing has changed since 2027\\-01\\-01" in text or "Nothing has changed since 2027-01-01" in text
    )
    assert "Nothing has changed since 2027-01-01." in Seen(render_html(sample(), "2027-01-01")).text


def test_without_an_address_links_lead_to_the_papers() -> None:
    catalog = sample().model_copy(update={"site": Site(name=SITE.name)})
    seen = Seen(render_html(catalog, "2026-01-01"))
    assert "https://arxiv.org/abs/2212.00001" in seen.links
    assert all(link.startswith("https://") for link in seen.links)


def test_the_command_writes_both(made_up_copy: Folder, tmp_path: Path) -> None:
    arguments = ["--root", str(made_up_copy.root), "digest", "--since", "2031-03-10"]
    result = CliRunner().invoke(main, [*arguments, "--out", str(tmp_path / "new")])
    assert result.exit_code == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert set(written) == {"digest-2031-03-10.md", "digest-2031-03-10.html"}
    printed = CliRunner().invoke(main, [*arguments, "--print", "html"])
    assert printed.output == written["digest-2031-03-10.html"]
    assert "OvenPilot" in printed.output


def test_the_command_rejects_an_invalid_day(made_up_copy: Folder) -> None:
    result = CliRunner().invoke(main, ["--root", str(made_up_copy.root), "digest", "--since", "last week"])
    assert result.exit_code == 2
    assert "expected a date as YYYY-MM-DD (got 'last week')" in result.output
