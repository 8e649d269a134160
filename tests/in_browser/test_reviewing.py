"""Reviewing and editing papers in the preview: by keyboard alone, and by touch on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lists import make_list
from playwright.sync_api import expect
from previews import PATIENCE, Serving, save, serve

from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAPERS = {
    "barley": ("Barley Malt Colors the Crust", "Malt browns what would stay pale in a short bake."),
    "durum": ("Durum in Long Noodles", "Semolina holds its shape when it is boiled twice."),
    "emmer": ("Emmer on Poor Soil", "An old grain grows where modern wheat gives up."),
    "maize": ("Maize without Gluten", "Psyllium holds the crumb of a maize loaf together."),
    "millet": ("Millet Porridge by Hand", "Stirring matters more than heat, says a panel of six."),
    "oats": ("Oats Hold Water", "Beta glucans bind three times their weight of water."),
    "quinoa": ("Washing Quinoa", "Saponins leave with the second bowl of cold water."),
    "rye-1": ("Acid Saves Rye", "Sour starters keep amylase from eating the starch of a rye loaf overnight."),
    "rye-2": (
        "Why Rye Needs Acid",
        "Sour starters keep amylase from eating the starch of a rye loaf overnight.",
    ),
    "sorghum": ("Sorghum Beer Bread", "A dark beer raises a flat loaf with its own yeast."),
    "spelt": ("Spelt Is Kneaded Less", "Ten turns suffice; thirty tear the dough apart."),
    "teff": ("Teff Ferments in a Day", "The flatbread is ready when its bubbles stay open."),
    "tuna": ("Tuna Migration in Spring", "Tagged fish cross the ocean within forty days."),
}
"""Thirteen papers to review. Two of them are about the same, and one is out of place."""


def write_papers(root: Path) -> None:
    for slug, (title, abstract) in PAPERS.items():
        record = {
            "title": title,
            "topics": ["sourdough"],
            "tags": ["seminar"],
            "abstract": abstract,
            "review": "Topics are suggested: sourdough. Correct or confirm them, then delete this line.",
            "added": "2031-03-04",
        }
        path = root / "content" / "papers" / f"{slug}.yml"
        path.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Serving]:
    root = tmp_path / "list"
    make_list(root)
    write_papers(root)
    with serve(root) as found:
        yield found


@dataclass(slots=True)
class Curator:
    """Edits pages of the preview, and counts the keys pressed; a typed text counts once."""

    page: Page
    folder: Folder
    pressed: int = 0
    problems: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Open a page that is marked until it is loaded again."""
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.goto(address)
        expect(self.page.locator("html[data-rl-editing]")).to_be_attached()
        self.page.evaluate("document.marked = true")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.pressed += 1
        self.page.keyboard.type(text)

    @property
    def current(self) -> Locator:
        return self.page.locator(".rl-card.is-current h2")

    def expect_progress(self, text: str) -> None:
        expect(self.page.locator(".rl-edit-progress span")).to_have_text(text)

    @property
    def papers(self) -> Mapping[str, Paper]:
        return load_catalog(self.folder).papers


@contextmanager
def edit(browser: Browser, preview: Serving, **settings: Any) -> Iterator[Curator]:
    """A curator, whose window is closed before the preview ends: its pages would ask for it forever."""
    context = browser.new_context(**settings)
    curator = Curator(context.new_page(), Folder(preview.root))
    # some of what is expected comes with the next state of the preview
    expect.set_options(timeout=1000 * PATIENCE)
    try:
        yield curator
    finally:
        expect.set_options(timeout=5000)
        context.close()
    assert curator.problems == []


def test_thirteen_papers_are_reviewed_by_keyboard(browser: Browser, preview: Serving) -> None:
    with edit(browser, preview) as curator:
        curator.open(f"{preview.url}to-review/")
        curator.expect_progress("0 of 13 papers reviewed")
        expect(curator.current).to_have_text("Acid Saves Rye")
        # the two papers on rye are one
        table = curator.page.locator(".rl-card.is-current .rl-compare")
        expect(table.locator("tr.is-different th").first).to_contain_text("Title")
        expect(table.locator("mark").first).to_have_text("Saves")
        curator.press("s")
        curator.expect_progress("1 of 13 papers reviewed")
        curator.press("c", "c")
        expect(curator.current).to_have_text("Durum in Long Noodles")
        # another topic, found by a part of its title, becomes the primary one
        curator.press("t")
        curator.type("mill")
        expect(curator.page.get_by_role("option", name="Flour and milling")).to_be_visible()
        curator.press("Shift+Enter", "Enter")
        expect(curator.page.locator(".rl-card.is-current .rl-chip").first).to_have_text("Flour and milling")
        curator.press("c", "e")
        curator.type("Emmer grows on *stones*: it’s <b>hardy</b>.")
        curator.page.get_by_label("Also asked").fill("farro, an old grain\nwheat for poor soil\n")
        curator.page.get_by_label("Kind", exact=True).select_option("theory")
        curator.page.get_by_label("Second kind").select_option("survey")
        curator.page.get_by_label("Summary").focus()
        curator.press("Control+Enter", "c", "m", "c", "c", "c")
        curator.expect_progress("8 of 13 papers reviewed")
        curator.press("j", "j", "j", "x", "1")
        expect(curator.page.locator(".rl-notice")).to_contain_text("Excluded tuna.")
        expect(curator.current).to_have_text("Washing Quinoa")
        curator.press("c", "c", "z")
        expect(curator.current).to_have_text("Teff Ferments in a Day")
        curator.press("c", "c", "c")
        expect(curator.page.locator(".rl-edit-progress")).to_contain_text("Everything is reviewed.")
        # the page was never loaded again
        expect(curator.page.locator(".rl-lead")).to_contain_text("Nothing to review.")
        assert curator.page.evaluate("document.marked")
        assert curator.pressed <= 30
    papers = curator.papers
    assert [paper.slug for paper in papers.values() if paper.review] == []
    assert "tuna" not in papers
    assert {"rye-1", "rye-2"} - set(papers) == {"rye-2"}
    assert papers["durum"].topics == ("flour-milling", "sourdough")
    assert papers["emmer"].tldr == "Emmer grows on *stones*: it’s <b>hardy</b>."
    assert papers["emmer"].also_asked == ("farro, an old grain", "wheat for poor soil")
    assert papers["emmer"].kind == ("theory", "survey")
    assert papers["maize"].must_read


def test_a_paper_is_edited_by_touch_on_a_phone(browser: Browser, preview: Serving) -> None:
    settings = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
    with edit(browser, preview, **settings) as curator:
        page = curator.page
        curator.open(f"{preview.url}papers/teff/")
        bar = page.get_by_role("group", name="Edit Teff Ferments in a Day")
        expect(bar).to_contain_text("Only you see these buttons")
        expect(page.get_by_role("link", name="seminar")).to_be_visible()
        box = bar.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        bar.get_by_role("button", name="Notes").tap()
        page.get_by_label("Notes", exact=True).fill("Read it with injera.")
        # a save elsewhere reloads the page, but not while somebody types
        record = curator.folder.papers / "teff.yml"
        save(record, record.read_text(encoding="utf-8") + "question: Why is teff so small?\n")
        preview.wait_until("papers/teff/", lambda text: "Why is teff so small?" in text)
        page.get_by_role("button", name="Save").tap()
        expect(page.get_by_text("Read it with injera.")).to_be_visible()
        expect(page.get_by_text("Why is teff so small?")).to_be_visible()
        expect(page.locator(".rl-notice")).to_contain_text("Changed the notes of teff.")
        page.locator(".rl-notice").get_by_role("button", name="Undo").tap()
        expect(page.get_by_text("Read it with injera.")).not_to_be_visible()
        # what cannot be saved stays in the form, next to the reason
        bar.get_by_role("button", name="Summary").tap()
        page.get_by_label("Summary").fill("a" * 2001)
        page.get_by_role("button", name="Save").tap()
        expect(page.get_by_role("alert")).to_contain_text("expected at most 2,000 characters (got 2,001)")
        expect(page.get_by_label("Summary")).to_have_value("a" * 2001)
        page.get_by_label("Summary").fill("Injera is baked on one side.")
        page.get_by_role("button", name="Save").tap()
        expect(page.locator(".rl-paper__tldr")).to_contain_text("Injera is baked on one side.")
        bar.get_by_role("button", name="Merge").tap()
        page.get_by_label("Merge with").press_sequentially("tuna")
        page.get_by_role("option", name="Tuna Migration in Spring").tap()
        expect(page.locator(".rl-compare td").filter(has_text="Teff Ferments in a Day")).to_be_visible()
        page.get_by_role("button", name="Cancel").tap()
        bar.get_by_role("button", name="Confirm").tap()
        expect(bar.get_by_role("button", name="Confirm")).not_to_be_visible()
        bar.get_by_role("button", name="Exclude").tap()
        page.get_by_role("button", name="Off topic.").tap()
        expect(page.get_by_text("There is no page at this address")).to_be_visible()
        page.locator(".rl-notice").get_by_role("button", name="Undo").tap()
        expect(page.get_by_role("heading", name="Teff Ferments in a Day")).to_be_visible()
    paper = curator.papers["teff"]
    assert (paper.review, paper.notes, paper.question) == (None, None, "Why is teff so small?")
    assert paper.tldr == "Injera is baked on one side."
