"""Exports made in the browser: the same bytes as the files of the build."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exports_samples import SITE, TAXONOMY, VENUES, sample

from generator.exports import paths
from generator.exports.files import export_files
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Built = tuple[Path, Catalogue, dict[str, bytes]]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exports</title></head><body>
<button id="copy" data-export-copy="bib" data-export-slugs="old-style">Copy BibTeX</button>
<button id="save" data-export-download="csv" data-export-slugs="old-style greek-steam"
data-export-name="mine">Save</button>
<button id="broken" data-export-copy="docx" data-export-slugs="old-style">Copy</button>
<script type="module">
import * as exports_ from "/list/assets/js/export.js";
window.exports_ = exports_;
exports_.bind();
document.documentElement.dataset.ready = "";
</script></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def _catalogue() -> Catalogue:
    more = {
        f"paper-{number}": Paper(slug=f"paper-{number}", title=f"Paper №{number}", topics=("tea",))
        for number in range(130)
    }
    return Catalogue(site=SITE, taxonomy=TAXONOMY, papers={**sample().papers, **more}, venues=VENUES)


def _write(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("site") / "list"
    catalogue = _catalogue()
    files = export_files(catalogue)
    _write(root, files)
    scripts = repository / "templates" / "assets" / "js"
    _write(root, {f"assets/js/{name}": (scripts / name).read_bytes() for name in ("export.js", "text.js")})
    _write(root, {"index.html": PAGE.encode()})
    return root, catalogue, files


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    handler = partial(Quiet, directory=str(built[0].parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/list/"
        server.shutdown()
        thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    opened = context.new_page()
    opened.goto(address)
    opened.wait_for_selector("html[data-ready]")
    return opened


def export(page: Page, slugs: list[str], format_: str) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(
        "([slugs, format]) => exports_.exportSelection(slugs, format)", [slugs, format_]
    )
    return result


@pytest.mark.parametrize("extension", paths.LIST_EXTENSIONS)
def test_a_topic_selected_whole_gives_the_file_of_the_topic(page: Page, built: Built, extension: str) -> None:
    _, catalogue, files = built
    slugs = [paper.slug for paper in catalogue.by_topic["tea"]]
    result = export(page, [*reversed(slugs), slugs[0]], extension)
    assert result["text"].encode() == files[paths.topic_file("tea", extension)]
    assert (result["filename"], result["count"], result["missing"]) == (
        f"selection.{extension}",
        len(slugs),
        [],
    )


def test_one_paper_gives_the_file_of_the_paper_with_few_requests(page: Page, built: Built) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    result = export(page, ["greek-steam"], "ris")
    assert result["text"].encode() == built[2]["papers/greek-steam/greek-steam.ris"]
    export(page, ["greek-steam"], "ris")
    assert len(requests) == 2  # the index and one shard


def test_slugs_that_are_not_on_the_list_are_named(page: Page) -> None:
    result = export(page, ["old-style", "no-such-paper", "constructor"], "md")
    assert result["missing"] == ["constructor", "no-such-paper"]
    assert result["text"].startswith("[Old Ovens](https://arxiv.org/abs/hep-th/9901001)")
    assert result["text"].count("\n") == 1


def test_a_site_built_anew_is_noticed(page: Page, built: Built) -> None:
    export(page, ["old-style"], "bib")
    root, _, files = built
    fewer = {"newcomer": Paper(slug="newcomer", title="New")}
    anew = export_files(Catalogue(site=SITE, taxonomy=TAXONOMY, papers=fewer))
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


def test_a_button_copies_and_says_so(page: Page, context: BrowserContext, built: Built) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.focus("#copy")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[role=status]').textContent === 'BibTeX copied.'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.encode() == built[2]["papers/old-style/old-style.bib"]


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
    page.focus("#copy")
    assert page.evaluate("exports_.copy('α & β')") is True
    assert page.evaluate("window.copied") == "α & β"
    assert page.evaluate("document.activeElement.id") == "copy"
    assert page.evaluate("document.querySelectorAll('textarea').length") == 0


def test_a_button_saves_the_very_bytes(page: Page, built: Built) -> None:
    with page.expect_download() as waiting:
        page.click("#save")
    saved = waiting.value
    assert saved.suggested_filename == "mine.csv"
    data = Path(saved.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfkey,")
    assert data.count(b"\r\n") == 3
    page.wait_for_function("document.querySelector('[role=status]').textContent === 'mine.csv saved.'")


def test_what_goes_wrong_is_said(page: Page, context: BrowserContext) -> None:
    page.click("#broken")
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent === 'There is no export as docx.'"
    )
    context.route("**/data/cite/**/ris-*.json", lambda route: route.abort())
    message = page.evaluate("exports_.exportSelection(['old-style'], 'ris').catch((error) => error.message)")
    assert message == "The citations could not be fetched. Check the connection and try again."


def test_the_formats_can_be_listed(page: Page) -> None:
    assert page.evaluate("exports_.listFormats()") == [
        {"id": "bib", "name": "BibTeX"},
        {"id": "ris", "name": "RIS"},
        {"id": "json", "name": "CSL-JSON"},
        {"id": "csv", "name": "CSV"},
        {"id": "citation", "name": "Citations"},
        {"id": "md", "name": "Markdown"},
    ]
