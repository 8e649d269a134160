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
from previews import Serving, serve

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
            "abstract": abstract,
            "review": "Topics are suggested: sourdough. Correct or confirm them, then delete this line.",
            "added": "2031-03-04",
        }
        path = root / "content" / "papers" / f"{slug}.yml"
        path.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = tmp_path_factory.mktemp("reviewed") / "list"
    make_list(root, shared=False)
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
    """A curator in a window that is closed before the preview ends: its pages would ask for it forever."""
    context = browser.new_context(**settings)
    curator = Curator(context.new_page(), Folder(preview.root))
    try:
        yield curator
    finally:
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
    assert papers["maize"].must_read
