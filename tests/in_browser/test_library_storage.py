"""The library where the storage is damaged, full or missing, or changes under the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from reader import Reader
from stored_library import KEY, stored, with_library

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FULL = "Your browser’s storage is full"
CUT_OFF = '{"version": 1, "papers"'


def act(page: Page | Locator, name: str) -> Locator:
    return page.locator(f"[data-rl-act={name}]").first


@pytest.fixture(scope="module")
def slugs(catalog: Catalog) -> list[str]:
    return list(catalog.papers)


def library(**papers: object) -> dict[str, object]:
    """A library of these papers; underscores stand for hyphens."""
    named = {slug.replace("_", "-"): entry for slug, entry in papers.items()}
    return {"version": 1, "papers": named, "opened": [], "preferences": {}}


def test_a_damaged_library_is_set_aside_until_the_reader_discards_it(
    read: Reader, slugs: list[str], tmp_path: Path
) -> None:
    page = read.open(f"papers/{slugs[0]}/", within=with_library(read, CUT_OFF))
    expect(page.locator(".rl-notice")).to_contain_text("Your library is damaged.")
    act(page, "star").click()
    expect(page.locator("[data-rl-count]").first).to_have_text("1")
    for _ in range(2):
        read.go(page, "library/")
        expect(page.get_by_role("alert")).to_contain_text("a copy of the damaged library was kept")
        expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download damaged library").click()
    assert waiting.value.suggested_filename == "damaged-library.json"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == CUT_OFF

    page.get_by_role("button", name="Discard damaged library").press("Enter")
    dialog = page.get_by_role("dialog", name="Discard the damaged library?")
    dialog.get_by_role("button", name="Cancel").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Discard damaged library").press("Enter")
    dialog.get_by_role("button", name="Discard damaged library").press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.get_by_role("button", name="Export as JSON")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('damaged'))") == []
    assert list(stored(page)["papers"]) == [slugs[0]]


def test_every_damaged_library_is_kept(read: Reader, slugs: list[str]) -> None:
    context = with_library(read, CUT_OFF)
    page = read.open("library/", within=context)
    other = read.open("about/", within=context)
    half = {**library(), "papers": {slugs[0]: {"star": True, "note": ["Mine"]}}}
    copies = page.get_by_role("alert")
    for text, number in ((CUT_OFF, ""), ("[]", "2 copies"), (json.dumps(half), "3 copies")):
        # the page removes what it has set aside; only then has the other tab's next change a clear order
        other.evaluate(
            """async ([key, text]) => {
              while (localStorage.getItem(key) !== null) await new Promise(requestAnimationFrame);
              localStorage.setItem(key, text);
            }""",
            [KEY, text],
        )
        expect(copies).to_contain_text(number)
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('damaged'))")
    assert {text for _, text in kept} == {CUT_OFF, "[]", json.dumps(half)}


def test_a_damaged_library_without_room_for_a_copy_is_left_alone(read: Reader, slugs: list[str]) -> None:
    notes = {f"paper-{number}": {"note": "n" * 20_000} for number in range(200)}
    text = json.dumps({"version": 1, "papers": {slugs[0]: {"star": True}, **notes, "x": {"star": ["odd"]}}})
    page = read.open("library/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    read.go(page, f"papers/{slugs[1]}/")
    act(page, "star").click()
    expect(page.locator(".rl-notice")).to_contain_text("too full to keep a copy")
    expect(act(page, "star")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
    read.go(page, "library/")
    expect(page.locator("[data-rl=trouble]")).to_contain_text("too full to keep a copy")
    expect(page.get_by_text("a copy of the damaged library was kept")).to_be_hidden()
    page.get_by_role("button", name="Discard damaged library").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard damaged library").click()
    expect(page.locator("[data-rl=trouble]")).to_be_hidden()
    assert len(stored(page)["papers"]) == 201


def test_what_a_newer_version_has_saved_is_not_touched(read: Reader, slugs: list[str]) -> None:
    newer = {"version": 3, "papers": {slugs[0]: {"star": True, "rating": 5}}, "tags": ["a"]}
    page = read.open(f"papers/{slugs[1]}/", within=with_library(read, newer))
    act(page, "star").click()
    expect(page.locator(".rl-notice")).to_contain_text("saved by a newer version")
    expect(act(page, "star")).to_have_attribute("aria-pressed", "false")
    assert stored(page) == newer
    read.go(page, "library/")
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export as JSON").click()
    exported = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert {key: exported[key] for key in newer} == newer


def test_undo_keeps_what_another_tab_has_changed(read: Reader, slugs: list[str], tmp_path: Path) -> None:
    one, two, three = slugs[:3]
    context = with_library(read, {**library(), "papers": {one: {"star": True, "note": "Mine"}}})
    page = read.open("library/", within=context)
    other = read.open(f"papers/{two}/", within=context)
    page.locator("[data-rl=list]").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Your library is empty.")).to_be_visible()
    act(other, "star").click()
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(2)
    assert stored(page)["papers"][one]["note"] == "Mine"

    file = tmp_path / "library.json"
    theirs = {two: {"note": "Theirs"}, three: {"star": True}}
    file.write_text(json.dumps({**library(), "papers": theirs, "format": "reading-list-library"}))
    page.set_input_files("[data-rl=file]", file)
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(3)
    act(other, "read").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(2)
    left = stored(page)["papers"]
    assert (set(left), left[two]["state"]) == ({one, two}, "read")


def test_a_change_is_newer_than_the_last_one_even_if_the_clock_went_back(
    read: Reader, slugs: list[str]
) -> None:
    future = 5_000_000_000_000
    entry = {"state": "later", "stateAt": future, "star": True, "starAt": future}
    page = read.open(
        f"papers/{slugs[0]}/", within=with_library(read, {**library(), "papers": {slugs[0]: entry}})
    )
    act(page, "read").click()
    expect(act(page, "read")).to_have_attribute("aria-pressed", "true")
    assert stored(page)["papers"][slugs[0]]["stateAt"] > future


def test_notes_that_are_too_long_together_are_not_cut(read: Reader, slugs: list[str], tmp_path: Path) -> None:
    ours, theirs = "a" * 15_000, "b" * 15_000
    page = read.open(
        "library/", within=with_library(read, {**library(), "papers": {slugs[0]: {"note": ours}}})
    )
    file = tmp_path / "library.json"
    papers = {slugs[0]: {"note": theirs, "star": True}}
    file.write_text(json.dumps({**library(), "papers": papers, "format": "reading-list-library"}))
    page.set_input_files("[data-rl=file]", file)
    expect(page.locator("[data-rl=message]")).to_have_text(
        "Imported 1 paper, 0 of them new. 1 paper was only partly imported."
    )
    entry = stored(page)["papers"][slugs[0]]
    assert (entry["note"], entry["star"]) == (ours, True)


def test_without_storage_the_page_works_and_warns_the_reader(read: Reader, slugs: list[str]) -> None:
    context = read.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('', 'SecurityError') } })"
    )
    page = read.open(f"papers/{slugs[0]}/", within=context)
    act(page, "star").click()
    expect(act(page, "star")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".rl-notice")).to_contain_text("does not let this site store data")
    read.go(page, "library/")
    expect(page.locator("[data-rl=trouble]")).to_contain_text("does not let this site store data")
    file = json.dumps({**library(a_b={"star": True}), "format": "reading-list-library"}).encode()
    page.set_input_files("[data-rl=file]", {"name": "a.json", "mimeType": "application/json", "buffer": file})
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your library is empty.")).to_be_visible()
    # the theme's own scripts use the storage, too
    read.problems[:] = [problem for problem in read.problems if problem != "SecurityError"]


def fill_storage(page: Page) -> None:
    """Leave no room in the storage."""
    page.evaluate(
        """() => {
          let rest = "x".repeat(6e6);
          for (let number = 0; rest; ) {
            try {
              localStorage.setItem(`filler-${number++}`, rest);
            } catch {
              rest = rest.slice(rest.length / 2 + 1);
            }
          }
        }"""
    )


def test_with_a_full_storage_nothing_changes_and_the_reader_is_told(read: Reader, catalog: Catalog) -> None:
    first, second = list(catalog.papers)[:2]
    library = {"version": 1, "papers": {first: {"star": True}}, "opened": [], "preferences": {}}
    page = read.open(f"papers/{second}/", within=with_library(read, library))
    before = stored(page)
    fill_storage(page)
    star = page.locator("[data-rl-act=star]").first
    star.click()
    expect(page.locator(".rl-notice")).to_contain_text(FULL)
    expect(star).to_have_attribute("aria-pressed", "false")
    page.locator("[data-rl-act=note]").click()
    page.keyboard.type("Not lost")
    expect(page.locator(".rl-note-editor__saved")).to_contain_text(FULL)
    expect(page.get_by_label("Your note")).to_have_value("Not lost")
    assert stored(page) == before
    # as soon as there is room, the note is saved
    page.evaluate(
        "Object.keys(localStorage).forEach((key) => key.startsWith('filler') && localStorage.removeItem(key))"
    )
    page.keyboard.type("!")
    expect(page.locator(".rl-note-editor__saved")).to_have_text("Saved")
    assert {slug: entry["note"] for slug, entry in stored(page)["papers"].items()} == {
        first: "",
        second: "Not lost!",
    }

    read.go(page, "library/")
    before = stored(page)
    fill_storage(page)
    page.get_by_label("Single-key shortcuts on every page").click()
    expect(page.locator(".rl-notice")).to_contain_text(FULL)
    expect(page.get_by_label("Single-key shortcuts on every page")).to_be_checked()
    # removing needs no room
    page.locator("[data-rl=list]").get_by_role("button", name="Remove").first.click()
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    assert len(stored(page)["papers"]) == 1
