"""Exports made in the browser: the same bytes as the files of the build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exports_samples import SITE, TAXONOMY, VENUES, sample
from reader import Windows
from serving import ServedSite, serve_site

from generator.exports import FORMATS, bibtex, collect_references
from generator.exports.files import Exports
from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Page

Built = tuple[Path, Catalog, dict[str, bytes]]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exports</title></head><body>
<button id="focused">Focused</button>
<script type="module">
import * as exports_ from "./assets/js/export.js";
import * as saving from "./assets/js/saving.js";
Object.assign(window, { exports_, saving });
document.documentElement.dataset.ready = "";
</script></body></html>"""
SCRIPTS = ("export.js", "loading.js", "saving.js", "translation.js")


def _catalog() -> Catalog:
    more = {
        f"paper-{number}": Paper(slug=f"paper-{number}", title=f"Paper №{number}", topics=("tea",))
        for number in range(130)
    }
    return Catalog(site=SITE, taxonomy=TAXONOMY, papers={**sample().papers, **more}, venues=VENUES)


def make_all(catalog: Catalog) -> dict[str, bytes]:
    return dict(Exports(catalog, collect_references(catalog)).make_all())


def _write(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("site")
    catalog = _catalog()
    files = make_all(catalog)
    _write(root, files)
    scripts = repository / "templates" / "assets" / "js"
    _write(root, {f"assets/js/{name}": (scripts / name).read_bytes() for name in SCRIPTS})
    _write(root, {"index.html": PAGE.encode()})
    return root, catalog, files


@pytest.fixture(scope="module")
def served(built: Built) -> Iterator[ServedSite]:
    with serve_site(built[0]) as site:
        yield site


@pytest.fixture
def page(windows: Windows, served: ServedSite) -> Page:
    (opened,) = windows.take(served, permissions=["clipboard-read", "clipboard-write"]).pages
    opened.goto(served.url)
    opened.wait_for_selector("html[data-ready]")
    return opened


def export(page: Page, slugs: list[str], format_: str) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(
        "([slugs, format]) => exports_.exportSelection(slugs, format)", [slugs, format_]
    )
    return result


@pytest.mark.parametrize("format_", FORMATS)
def test_a_topic_is_exported_as_by_the_build(page: Page, built: Built, format_: str) -> None:
    _, catalog, files = built
    slugs = page.evaluate("exports_.listSlugs('topics/tea')")
    assert sorted(slugs) == sorted(paper.slug for paper in catalog.by_topic["tea"])
    result = export(page, [*reversed(slugs), slugs[0]], format_)
    references = collect_references(catalog)
    expected = FORMATS[format_].write(references[slug] for slug in sorted(slugs))
    assert result["text"] == expected
    if format_ == "bib":
        assert expected.encode() == files["exports/topics/tea.bib"]
    extension = FORMATS[format_].extension
    assert (result["filename"], result["count"], result["missing"]) == (
        f"selection.{extension}",
        len(slugs),
        [],
    )


@pytest.mark.parametrize("extension", ["bib", "ris", "json", "csv"])
def test_all_papers_selected_give_the_file_of_the_list(page: Page, built: Built, extension: str) -> None:
    result = export(page, list(built[1].papers), extension)
    assert result["text"].encode() == built[2][f"exports/all.{extension}"]


def test_one_paper_needs_few_requests(page: Page, built: Built) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    result = export(page, ["greek-steam"], "bib")
    assert result["text"].encode() == built[2]["papers/greek-steam/greek-steam.bib"]
    export(page, ["greek-steam"], "ris")
    copied = page.evaluate("exports_.exportSelection(['greek-steam'], 'bib', { toCopy: true })")
    (ref,) = (ref for ref in collect_references(built[1]).values() if ref.slug == "greek-steam")
    assert copied["text"] == bibtex.write_short_entry(ref)
    assert len(requests) == 2  # the index and one shard


def test_an_unknown_group_is_empty(page: Page) -> None:
    assert page.evaluate("exports_.listSlugs('topics/no-such-topic')") == []


def test_slugs_that_are_not_on_the_list_are_named(page: Page) -> None:
    result = export(page, ["old-style", "no-such-paper", "constructor", "zzz", "0"], "md")
    assert result["missing"] == ["0", "constructor", "no-such-paper", "zzz"]
    assert result["text"].startswith("[Old Ovens](https://arxiv.org/abs/hep-th/9901001)")
    assert result["text"].count("\n") == 1


def test_a_site_built_anew_is_noticed(page: Page, built: Built) -> None:
    export(page, ["old-style"], "bib")
    root, _, files = built
    fewer = {"newcomer": Paper(slug="newcomer", title="New")}
    anew = make_all(Catalog(site=SITE, taxonomy=TAXONOMY, papers=fewer))
    for path in files:
        if path.startswith("assets/data/"):
            (root / path).unlink()
    _write(root, anew)
    try:
        result = export(page, ["newcomer", "old-style"], "bib")
        assert result["text"].encode() == anew["exports/all.bib"]
        assert result["missing"] == ["old-style"]
    finally:
        _write(root, files)


def test_a_text_is_copied_byte_for_byte(page: Page) -> None:
    assert page.evaluate("saving.copy('α & β')") is True
    assert page.evaluate("navigator.clipboard.readText()") == "α & β"


def test_without_the_clipboard_the_older_command_is_used(page: Page) -> None:
    page.evaluate(
        """() => {
            Object.defineProperty(navigator, "clipboard", { value: undefined });
            document.execCommand = (command) => {
                window.copied = document.activeElement.value;
                return command === "copy";
            };
        }"""
    )
    page.focus("#focused")
    assert page.evaluate("saving.copy('α & β')") is True
    assert page.evaluate("window.copied") == "α & β"
    assert page.evaluate("document.activeElement.id") == "focused"
    assert page.evaluate("document.querySelectorAll('textarea').length") == 0


def test_copying_reports_when_no_way_is_allowed(page: Page) -> None:
    page.evaluate(
        """() => {
            Object.defineProperty(navigator, "clipboard", { value: undefined });
            document.execCommand = () => { throw new Error("no"); };
        }"""
    )
    assert page.evaluate("saving.copy('text')") is False


def test_a_download_saves_the_very_bytes(page: Page, built: Built) -> None:
    with page.expect_download() as waiting:
        page.evaluate(
            "exports_.exportSelection(['old-style', 'greek-steam'], 'csv', { name: 'mine' })"
            ".then(saving.download)"
        )
    assert waiting.value.suggested_filename == "mine.csv"
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfkey,")
    assert data.count(b"\r\n") == 3


@pytest.mark.parametrize("route", ["**/data/cite/*/0.bin", "**/data/cite/index.json"])
def test_a_failed_request_rejects_with_a_load_error(page: Page, route: str) -> None:
    page.route(route, lambda route: route.abort())
    error = page.evaluate("exports_.exportSelection(['a-preprint'], 'ris').catch(String)")
    assert error.startswith("LoadError: Could not fetch ")
