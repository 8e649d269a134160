"""What the curator marks is shown to readers; what is private is shown to the curator only."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from built_pages import BuiltSite, read_built_site
from lists import BREAD, build_list, make_list
from playwright.sync_api import expect
from serving import ServedSite, serve_site

from generator.site_builder.builder import SiteBuilder
from generator.site_builder.source_tree import write_source_tree
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MARKED = """\
must_read: It settled the question.
level: introductory
tags: [for students, yeast & sugar]
notes: |
  Compare it with **rye**.

  ![A loaf cut in half](../assets/loaf.png "The crumb after two feedings")
review: Cardamom may be wrong.
"""
LINKS = """\
  slides: https://a.example.org/slides
  video: [https://a.example.org/talk, https://b.example.org/talk]
  poster: https://a.example.org/poster.pdf
  blog: https://a.example.org/post
  pdf: https://a.example.org/paper.pdf
"""
SECRETS = ("Caraway", "Cardamom")
"""A word of the private note, and one of why the record needs a review."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A list with one marked paper, `no`."""
    folder = Folder(make_list(tmp_path_factory.mktemp("marked") / "list").parent)
    record = folder.papers / "no.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("links:\n", f"links:\n{LINKS}") + MARKED, encoding="utf-8")
    folder.private.mkdir()
    (folder.private / "no.md").write_text(f"**{SECRETS[0]}** is better.\n", encoding="utf-8")
    (folder.pages / "assets").mkdir()
    (folder.pages / "assets" / "loaf.png").write_bytes(b"\x89PNG\r\n")
    return folder


@pytest.fixture(scope="module")
def site(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    out = build_list(folder.root / "mkdocs.yml", tmp_path_factory.mktemp("marked-site") / "site")
    return read_built_site(out, BREAD["site_url"])


@pytest.fixture(scope="module")
def served(site: BuiltSite) -> Iterator[ServedSite]:
    with serve_site(site.folder) as found:
        yield found


def test_marks_are_shown_on_the_paper_and_on_its_cards(site: BuiltSite) -> None:
    card = "//article[@data-slug='no']"
    for page, inside in ((site.pages["papers/no/"], ""), (site.pages["topics/sourdough/"], card)):
        assert page.text(f"{inside}//p[@class='rl-must-read']") == "Must-read It settled the question."
        assert "introductory" in page.text(f"{inside}//p[@class='rl-facts']")
        links = page.root.xpath(f"{inside}//span[@class='rl-links']/a")
        labels = [link.text_content() for link in links]
        assert labels[-6:] == ["PDF", "Slides", "Video", "Video", "Poster", "Blog"]
        assert page.texts(f"{inside}//a[contains(@class, 'rl-chip--tag')]") == [
            "for students",
            "yeast & sugar",
        ]
        hrefs = page.attributes(f"{inside}//a[contains(@class, 'rl-chip--tag')]/@href")
        assert hrefs == ["../../browse/?tag=for+students", "../../browse/?tag=yeast+%26+sugar"]
    facts = "(//p[starts-with(@class, 'rl-hero__facts')])[1]"
    assert "1 must-read" in site.pages["topics/sourdough/"].text(facts)
    assert "1 must-read" in site.pages[""].text(facts)


def test_notes_are_markdown_with_figures(site: BuiltSite) -> None:
    page = site.pages["papers/no/"]
    notes = "//div[@class='rl-paper__notes']"
    assert page.text(f"{notes}/p") == "Compare it with rye."
    assert page.text(f"{notes}//figcaption") == "The crumb after two feedings"
    (image,) = page.root.xpath(f"{notes}/figure/img")
    assert dict(image.attrib) == {
        "alt": "A loaf cut in half",
        "src": "../../assets/loaf.png",
        "loading": "lazy",
    }
    assert site.describe_broken(image.get("src"), page.address) is None


def test_readers_filter_by_marks(browser: Browser, served: ServedSite) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for name, value in (("must-read", "yes"), ("level", "introductory"), ("tag", "yeast & sugar")):
            page.goto(served.at("browse/"))
            page.wait_for_selector("#rl-browse[data-ready]")
            page.locator(f"[data-rl=facets] input[name={name}][value='{value}']").check()
            card = page.locator("[data-rl=list] .rl-card")
            expect(card).to_have_count(1)
            expect(card.locator(".rl-must-read")).to_have_text("Must-read It settled the question.")
            expect(card.locator(".rl-facts")).to_contain_text("introductory")
            links = card.locator(".rl-links > a")
            expect(links).to_contain_text(["PDF", "Slides", "Video", "Poster", "Blog"])
            page.reload()
            expect(card).to_have_count(1)
            card.get_by_role("link", name="for students").click()
            expect(card).to_have_count(1)
            expect(page.locator("[data-rl=chips]")).to_contain_text("for students")


def test_lists_without_marks_have_no_such_filters(bread: BuiltSite) -> None:
    names = set(bread.pages["browse/"].attributes("//@data-rl-facet"))
    assert {"topic", "year"} <= names
    assert not names & {"must-read", "level", "tag"}


def unpack(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    return zlib.decompress(data) if path.suffix == ".bin" else data


def find_secrets(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            text = unpack(path).lower()
            yield from (f"{path.name}: {word}" for word in SECRETS if word.lower().encode() in text)


def test_no_published_file_has_private_texts(folder: Folder, site: BuiltSite, tmp_path: Path) -> None:
    assert "Not reviewed yet" in site.pages["papers/no/"].text("//*[@class='rl-paper']")
    assert list(find_secrets(site.folder)) == []
    write_source_tree(folder, tmp_path / "tree")
    assert list(find_secrets(tmp_path / "tree")) == []


def test_the_preview_shows_private_texts(folder: Folder) -> None:
    builder, settings = SiteBuilder(folder), load_site(folder.root / "mkdocs.yml")
    page = builder.build(settings, local=True, private=True).render("papers/no.md").write()
    assert "<strong>Caraway</strong> is better." in page
    assert "Cardamom may be wrong." in page
    # other computers can open the preview
    page = builder.build(settings, local=True).render("papers/no.md").write()
    assert "Caraway" not in page
