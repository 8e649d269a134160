"""Library buttons, notes, the library page, and citing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import bibtexparser
import pytest
import yaml
from playwright.sync_api import expect
from reader import Reader
from serving import build_site, serve_site
from stored_library import stored, with_library

from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# title: Notes on slow proofing
TITLE = re.compile(r"^title: .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def topic(catalog: Catalog) -> str:
    """A topic with a reading path of several papers."""
    return next(topic.id for topic in catalog.taxonomy.topics.values() if len(topic.path) > 2)


@pytest.fixture(scope="module")
def paper(catalog: Catalog) -> Paper:
    return next(paper for paper in catalog.papers.values() if paper.links.arxiv and paper.authors)


def act(place: Page | Locator, name: str) -> Locator:
    return place.locator(f"[data-rl-act={name}]").first


def card(page: Page, slug: str) -> Locator:
    return page.locator(f".rl-card[data-slug='{slug}']").first


def test_a_star_survives_the_next_build(
    read: Reader, paper: Paper, repository: Path, list_folder: Path, tmp_path: Path
) -> None:
    slug = paper.slug
    changed = shutil.copytree(list_folder, tmp_path / "list")
    record = changed / "content" / "papers" / f"{slug}.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(TITLE.sub("title: A New Title", text, count=1), encoding="utf-8")
    second = build_site(repository, tmp_path / "second", config=changed / "mkdocs.yml")
    with serve_site(read.site.folder) as served:
        read.site = served
        page = read.open(f"papers/{slug}/")
        act(page, "star").click()
        expect(page.locator("[data-rl-count]").first).to_have_text("1")
        served.folder = second
        read.go(page, f"papers/{slug}/")
        expect(page.locator("h1")).to_contain_text("A New Title")
        expect(act(page, "star")).to_have_attribute("aria-pressed", "true")
        read.go(page, "library/?show=starred")
        expect(page.locator("[data-rl=list] .rl-card__title")).to_have_text("A New Title")


def test_one_click_copies_valid_bibtex(read: Reader, paper: Paper) -> None:
    page = read.open(f"papers/{paper.slug}/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_text("BibTeX copied.")).to_be_visible()
    library = bibtexparser.parse_string(page.evaluate("navigator.clipboard.readText()"))
    (entry,) = library.entries
    assert entry["eprint"] == paper.links.arxiv


def test_a_card_cites_by_keyboard(read: Reader, topic: str) -> None:
    page = read.open(f"topics/{topic}/", permissions=["clipboard-read", "clipboard-write"])
    opener = act(page.locator(".rl-card").first, "cite")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="BibTeX", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".rl-notice")).to_have_text("BibTeX copied.")
    assert len(bibtexparser.parse_string(page.evaluate("navigator.clipboard.readText()")).entries) == 1


def test_two_tabs_stay_in_sync(read: Reader, catalog: Catalog, topic: str) -> None:
    context = read.window()
    page = read.open(f"topics/{topic}/", within=context)
    other = read.open("library/", within=context)
    expect(other.get_by_text("Your library is empty.")).to_be_visible()
    first, second = (page.locator(".rl-card").nth(number) for number in (0, 1))
    act(first, "star").click()
    act(second, "later").click()
    expect(other.locator("[data-rl=list] .rl-card")).to_have_count(2)
    expect(other.locator("[data-rl-count]").first).to_have_text("1")
    act(other.locator("[data-rl=list]"), "star").click()
    slug = str(other.locator("[data-rl=list] .rl-card").first.get_attribute("data-slug"))
    expect(act(card(page, slug), "star")).to_have_attribute("aria-pressed", "true")


def test_read_papers_can_be_hidden_everywhere(read: Reader, catalog: Catalog, topic: str) -> None:
    page = read.open(f"topics/{topic}/")
    first, second = (page.locator(".rl-card").nth(number) for number in (0, 1))
    slug = str(first.get_attribute("data-slug"))
    act(first, "read").click()
    expect(first).to_be_visible()
    page.get_by_role("button", name="Hide read").click()
    expect(first).to_be_hidden()
    expect(page.locator(".rl-hidden-line").first).to_contain_text("1 paper you have read is hidden.")
    act(second, "read").click()
    expect(second).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.rlAct") == "read"
    page.get_by_role("button", name="Undo").click()
    expect(second).to_be_visible()

    read.go(page, "browse/?shown=2000")
    expect(page.locator("[data-rl=total]")).to_have_text(f"{len(catalog.papers) - 1} papers")
    assert card(page, slug).count() == 0
    page.get_by_role("button", name="Hide read").click()
    expect(page.locator("[data-rl=total]")).to_have_text(f"All {len(catalog.papers)} papers")
    expect(card(page, slug)).to_have_class("rl-card rl-card--pick is-read")


def test_a_reading_path_shows_progress(read: Reader, catalog: Catalog, topic: str) -> None:
    path = catalog.taxonomy.topics[topic].path
    page = read.open(f"topics/{topic}/")
    steps = page.locator(".rl-path__step")
    progress = page.locator("[data-rl-progress-text]")
    expect(progress).to_have_text(f"0 of {len(path)} read")
    act(steps.nth(0), "read").click()
    expect(progress).to_have_text(f"1 of {len(path)} read")
    read.go(page, "library/")
    way = page.locator(".rl-way:visible", has_text=catalog.taxonomy.topics[topic].title)
    expect(way).to_contain_text(f"1 of {len(path)} read")
    expect(way.locator(".rl-way__next")).to_contain_text(catalog.papers[path[1].paper].title)


def test_a_note_is_saved_and_edited_in_the_library(read: Reader, paper: Paper) -> None:
    page = read.open(f"papers/{paper.slug}/")
    act(page, "note").click()
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type("<b>Compare</b> with the older one")
    expect(page.locator(".rl-note-editor__saved")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Your note")).to_have_value("<b>Compare</b> with the older one")
    read.go(page, "library/?show=notes")
    expect(page.locator(".rl-kept__note")).to_have_text("<b>Compare</b> with the older one")
    page.get_by_role("button", name="Edit note").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Shorter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export as JSON").click()
    assert json.loads(Path(waiting.value.path()).read_bytes())["papers"][paper.slug]["note"] == "Shorter"
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".rl-kept__note")).to_have_text("Shorter")
    expect(page.get_by_role("button", name="Edit note")).to_be_focused()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Your library is empty.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".rl-kept__note")).to_have_text("Shorter")

    read.go(page, f"papers/{paper.slug}/")
    page.get_by_role("button", name="Folders").click()
    expect(page.get_by_label("New folder")).to_be_focused()
    page.keyboard.type("Thesis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Thesis")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Folders")).to_be_focused()
    assert stored(page)["papers"][paper.slug]["folders"] == ["Thesis"]


def test_a_library_is_exported_and_imported_in_another_browser(
    read: Reader, catalog: Catalog, tmp_path: Path
) -> None:
    one, two, three = list(catalog.papers.values())[:3]
    entries = {
        one.slug: {"title": one.title, "star": True, "starAt": 5},
        two.slug: {"title": two.title, "state": "read", "stateAt": 6, "note": "Mine", "noteAt": 6},
        "no-longer-listed": {"title": "An older paper", "star": True, "starAt": 7},
    }
    context = with_library(read, {"version": 1, "papers": entries, "opened": [], "preferences": {}})
    page = read.open("library/", within=context)
    expect(page.locator(".rl-card", has_text="An older paper")).to_contain_text("No longer on the list")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export as JSON").click()
    file = tmp_path / "my-library.json"
    waiting.value.save_as(file)

    ours = {
        two.slug: {"title": two.title, "state": "later", "stateAt": 1, "note": "Theirs", "noteAt": 1},
        three.slug: {"title": three.title, "star": True, "starAt": 1},
    }
    elsewhere = with_library(read, {"version": 1, "papers": ours, "opened": [], "preferences": {}})
    there = read.open("library/", within=elsewhere)
    there.set_input_files("[data-rl=file]", file)
    expect(there.locator("[data-rl=message]")).to_have_text("Imported 3 papers, 2 of them new.")
    merged = stored(there)["papers"]
    assert set(merged) == {one.slug, two.slug, three.slug, "no-longer-listed"}
    assert (merged[two.slug]["state"], merged[two.slug]["note"]) == ("read", "Theirs\n\nMine")
    there.set_input_files("[data-rl=file]", file)
    expect(there.locator("[data-rl=message]")).to_have_text("Imported 3 papers, 0 of them new.")
    assert stored(there)["papers"] == merged

    there.locator("[data-rl=views] button[value=starred]").click()
    expect(there.locator("[data-rl=list] .rl-card")).to_have_count(3)
    with there.expect_download() as waiting:
        there.locator(".rl-shelf .rl-export > summary").click()
        there.get_by_role("button", name="Download BibTeX").click()
    assert waiting.value.suggested_filename == "starred.bib"
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert len(bibtexparser.parse_string(text).entries) == 2
    expect(there.locator(".rl-notice")).to_contain_text("1 no longer on the list.")

    there.get_by_role("button", name="Clear library").click()
    expect(there.get_by_role("button", name="Cancel")).to_be_focused()
    box = there.get_by_role("dialog").bounding_box()
    assert box
    assert box["height"] < 300
    there.get_by_role("dialog").get_by_role("button", name="Clear library").click()
    expect(there.get_by_text("Your library is empty.")).to_be_visible()
    there.get_by_role("button", name="Undo").click()
    expect(there.locator("[data-rl=list] .rl-card")).to_have_count(3)


def test_papers_are_kept_in_folders(read: Reader, catalog: Catalog) -> None:
    """The library is of the version before folders."""
    one, two = list(catalog.papers)[:2]
    entries = {
        one: {"title": "One", "star": True, "starAt": 5},
        two: {"title": "Two", "star": True, "starAt": 4},
    }
    context = with_library(read, {"version": 1, "papers": entries, "opened": [], "preferences": {}})
    page = read.open("library/", within=context)
    expect(page.locator("[data-rl=aside]")).to_be_hidden()
    cards = page.locator("[data-rl=list] .rl-card")
    cards.nth(0).get_by_role("button", name="Folders").click()
    page.keyboard.type("Rye & wheat")
    page.keyboard.press("Enter")
    page.keyboard.type("Monday")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(cards.nth(0).locator(".rl-folder")).to_have_text(["Rye & wheat", "Monday"])
    cards.nth(1).get_by_role("button", name="Folders").click()
    page.get_by_role("checkbox", name="Monday").check()
    page.get_by_role("button", name="Done").click()
    folders = page.get_by_role("group", name="Folders")
    expect(folders.get_by_role("button")).to_have_text(["Monday2", "Rye & wheat1"])

    folders.get_by_role("button", name="Rye & wheat").click()
    expect(cards).to_have_count(1)
    folders.get_by_role("button", name="Rename").click()
    page.keyboard.type("Rye")
    page.keyboard.press("Enter")
    expect(folders.get_by_role("button", name="Rye")).to_have_attribute("aria-pressed", "true")
    page.reload()
    read.settle(page)
    expect(cards).to_have_count(1)
    assert stored(page)["papers"][one]["folders"] == ["Rye", "Monday"]
    folders.get_by_role("button", name="Delete folder").click()
    expect(cards).to_have_count(2)
    expect(folders.get_by_role("button")).to_have_text(["Monday2"])
    page.get_by_role("button", name="Undo").click()
    expect(folders.get_by_role("button")).to_have_text(["Monday2", "Rye1"])
    assert stored(page)["version"] == 2


def test_the_library_is_downloaded_as_markdown_notes(read: Reader, catalog: Catalog) -> None:
    paper = next(paper for paper in catalog.papers.values() if len(paper.authors) > 3 and paper.venue)
    title = 'The "#1" [paper]: <b>\x85'
    entries = {
        paper.slug: {"star": True, "state": "later", "note": "Mine\n- second", "folders": ["Rye & wheat"]},
        "con": {"title": title, "state": "read"},
    }
    context = with_library(read, {"version": 2, "papers": entries, "opened": [], "preferences": {}})
    page = read.open("library/", within=context)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Markdown notes").click()
    assert waiting.value.suggested_filename == "my-notes.zip"
    with ZipFile(waiting.value.path()) as archive:
        assert archive.testzip() is None
        notes = {name: archive.read(name).decode() for name in archive.namelist()}
    # Windows allows no file that is called con
    assert set(notes) == {f"{paper.slug}.md", "con-1.md"}
    _, front, text = notes[f"{paper.slug}.md"].split("---\n", 2)
    found = yaml.safe_load(front)
    assert (found["title"], found["authors"]) == (paper.title, list(paper.authors))
    assert (found["year"], found["status"], found["starred"]) == (paper.year, "to read", True)
    assert found["folders"] == ["Rye & wheat"]
    assert found["tags"][0] == paper.topics[0]
    assert f"> {paper.tldr}" in text
    assert text.endswith("## Notes\n\nMine\n- second\n")
    _, front, text = notes["con-1.md"].split("---\n", 2)
    assert yaml.safe_load(front)["title"] == title
    assert "\\[paper\\]: \\<b\\>" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not JSON", "This is not a JSON file."),
        ('{"papers": {}}', "This file is not a library."),
        ('{"format": "reading-list-library", "version": 99, "papers": {}}', "newer version"),
    ],
)
def test_importing_another_file_changes_nothing(
    read: Reader, catalog: Catalog, tmp_path: Path, text: str, message: str
) -> None:
    slug = next(iter(catalog.papers))
    context = with_library(
        read, {"version": 1, "papers": {slug: {"star": True}}, "opened": [], "preferences": {}}
    )
    page = read.open("library/", within=context)
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    page.set_input_files("[data-rl=file]", file)
    expect(page.locator("[data-rl=message]")).to_contain_text(message)
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)


def test_markup_in_the_storage_stays_text(read: Reader) -> None:
    evil = "<img src=x onerror=document.body.dataset.hit=1>"
    entry = {"title": evil, "facts": evil, "note": evil, "star": True}
    papers = {"gone": entry, "__proto__": entry, '"]><script>': entry}
    context = with_library(
        read, {"version": 1, "papers": papers, "opened": [{"slug": "gone", "title": evil}]}
    )
    page = read.open("library/", within=context)
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    assert page.locator("#rl-library img").count() == 0
    assert page.evaluate("document.body.dataset.hit") is None
