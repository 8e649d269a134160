"""Keeping the library in a file, which other computers change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from reader import Reader
from stored_library import KEY, stored

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The dialogs cannot be operated by a test; a file of the site's own is chosen in their place.
CHOOSE = """
window.showSaveFilePicker = async () => {
  const folder = await navigator.storage.getDirectory();
  return folder.getFileHandle("my-library.json", { create: true });
};
"""
READ = "async () => (await (await showSaveFilePicker()).getFile()).text()"
WRITE = """async (text) => {
  const stream = await (await showSaveFilePicker()).createWritable();
  await stream.write(text);
  await stream.close();
}"""
UP_TO_DATE = "Your library is kept in my-library.json. It is up to date."


def read_file(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate(READ))
    return found


def test_changes_in_the_file_and_in_the_browser_are_merged(read: Reader, catalog: Catalog) -> None:
    one, two, three, four = list(catalog.papers)[:4]
    papers = {slug: {"title": slug, "star": True, "starAt": 5} for slug in (one, two)}
    context = read.context()
    context.add_init_script(CHOOSE)
    page = read.open("library/", within=context)
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [KEY, json.dumps({"version": 2, "papers": papers, "opened": [], "preferences": {"slash": False}})],
    )
    read.go(page, "library/")
    page.get_by_role("button", name="Create a file").click()
    expect(page.get_by_text(UP_TO_DATE)).to_be_visible()
    file = read_file(page)
    assert (set(file["papers"]), file["preferences"]) == ({one, two}, {})

    # another computer removes a paper, adds one, and writes a note; this one adds a paper
    del file["papers"][one]
    file["papers"][two]["note"] = "Theirs"
    file["papers"][three] = {"title": "Three", "star": True, "starAt": 9}
    page.evaluate(WRITE, json.dumps(file))
    read.go(page, f"papers/{four}/")
    page.locator("[data-rl-act=star]").first.click()
    read.go(page, "library/")
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(3)
    expect(page.locator(".rl-kept__note")).to_have_text("Theirs")
    expect(page.get_by_text(UP_TO_DATE)).to_be_visible()
    assert set(stored(page)["papers"]) == set(read_file(page)["papers"]) == {two, three, four}

    # what cannot be read is neither merged nor replaced
    for broken in ('{"format": "reading-list-library"', json.dumps({**file, "version": 99})):
        page.evaluate(WRITE, broken)
        page.reload()
        expect(page.get_by_text("Your library could not be saved in the file.")).to_be_visible()
        assert page.evaluate(READ) == broken
    page.evaluate(WRITE, "")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text(UP_TO_DATE)).to_be_visible()
    assert set(stored(page)["papers"]) == set(read_file(page)["papers"]) == {two, three, four}
