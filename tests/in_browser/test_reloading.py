"""`mkdocs serve` in a browser: a page reloads by itself once a save has changed what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lists import make_list
from playwright.sync_api import expect
from previews import Serving, save, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = tmp_path_factory.mktemp("previewed") / "list"
    make_list(root)
    with serve(root) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser, preview: Serving) -> Iterator[BrowserContext]:
    """Closed before the preview ends, because its pages would ask for it forever."""
    opened = browser.new_context()
    yield opened
    opened.close()


def open_tab(context: BrowserContext, address: str) -> Page:
    """Open a page that is marked until it is loaded again."""
    tab = context.new_page()
    tab.goto(address)
    tab.evaluate("document.marked = true")
    return tab


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    save(path, text.replace(old, new, 1))


def test_only_pages_that_a_save_changes_reload(preview: Serving, context: BrowserContext) -> None:
    about = open_tab(context, f"{preview.url}about/")
    curating = open_tab(context, f"{preview.url}curating/")
    page = preview.root / "content" / "pages" / "about.md"
    edit(page, "# About this list", "# About this list\n\nWritten in the small hours.")
    expect(about.get_by_text("Written in the small hours.")).to_be_visible()
    # the other page would reload now, not at the next save
    about.evaluate("document.marked = true")
    edit(page, "Written in the small hours.", "Written at noon.")
    expect(about.get_by_text("Written at noon.")).to_be_visible()
    assert curating.evaluate("document.marked")


def test_saved_styles_and_images_show_up(preview: Serving, context: BrowserContext) -> None:
    pages = preview.root / "content" / "pages"
    save(pages / "style.css", "img { width: 10px }")
    save(pages / "crumb.svg", '<svg xmlns="http://www.w3.org/2000/svg" height="20"/>')
    save(pages / "crumb.md", '# Crumbs\n\n<link rel="stylesheet" href="../style.css"> ![Crumb](crumb.svg)\n')
    # the tab is told that there is no such page until there is
    tab = open_tab(context, f"{preview.url}crumb/")
    crumb = tab.get_by_alt_text("Crumb")
    expect(crumb).to_have_js_property("width", 10)
    edit(pages / "style.css", "10px", "30px")
    expect(crumb).to_have_js_property("width", 30)
    edit(pages / "crumb.svg", 'height="20"', 'height="40"')
    expect(crumb).to_have_js_property("height", 40)
