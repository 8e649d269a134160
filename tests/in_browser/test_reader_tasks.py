"""What readers come for, in few actions: each click or tap, key, and text that is typed counts as one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
from playwright.sync_api import expect
from reader import Reader
from stored_library import KEY

from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


class Visitor:
    """A reader who counts actions.

    Attributes:
        page: the page they look at, at first the home page.
        actions: number of actions so far.
    """

    def __init__(self, read: Reader, *, phone: bool) -> None:
        self.read = read
        self.phone = phone
        self.actions = 0
        self.page: Page

    def arrive(self, address: str = "", **options: object) -> Page:
        """Open the site at a page, without counting that."""
        window = self.read.window(
            has_touch=self.phone,
            viewport=PHONE if self.phone else DESKTOP,
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        self.page = self.read.open(address, within=window)
        return self.page

    def press(self, target: Locator) -> None:
        """Tap or click, and wait for the page that this may lead to."""
        self.actions += 1
        if self.phone:
            target.tap()
        else:
            target.click()
        self.page.wait_for_load_state()
        self.read.settle(self.page)

    def type(self, target: Locator, text: str) -> None:
        """Type a text into a field; choosing the field is part of typing."""
        self.actions += 1
        target.fill(text)

    def copied(self) -> str:
        """The text on the clipboard."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture(params=[False, True], ids=["desktop", "phone"])
def visitor(request: pytest.FixtureRequest, read: Reader) -> Visitor:
    return Visitor(read, phone=request.param)


@pytest.fixture(scope="module")
def topic(catalog: Catalog) -> str:
    """A topic with a reading path of several papers, and with many papers."""
    return next(topic.id for topic in catalog.taxonomy.topics.values() if len(topic.path) > 2)


def library(papers: dict[str, Any]) -> dict[str, str]:
    """Return what the browser has stored of a library."""
    return {KEY: json.dumps({"version": 1, "papers": papers, "opened": [], "preferences": {}})}


def titles(papers: Iterable[Paper]) -> set[str]:
    return {paper.title for paper in papers}


def listed(page: Page) -> set[str]:
    return set(page.locator(".rl-list .rl-card__title a").all_text_contents())


def open_topic(visitor: Visitor, catalog: Catalog, topic: str) -> None:
    title = catalog.taxonomy.topics[topic].title
    visitor.press(visitor.page.locator(".rl-group__topics").get_by_role("link", name=title, exact=True))


def test_finding_a_paper_half_remembered(visitor: Visitor) -> None:
    page = visitor.arrive()
    visitor.type(page.locator("#rl-hero-q"), "explainig gluten development starter")
    visitor.press(page.get_by_role("option").first)
    expect(page.locator("h1")).to_contain_text("Explaining Gluten Development in Sourdough Starters")
    assert visitor.actions <= 2


def test_a_topic_since_a_year_with_code_as_bibtex(visitor: Visitor, catalog: Catalog, topic: str) -> None:
    page = visitor.arrive()
    open_topic(visitor, catalog, topic)
    visitor.press(page.locator(".rl-topic__facts").get_by_role("link", name="with code"))
    since = page.locator("[data-rl-quick=from]").last
    year = int(since.get_attribute("value") or 0)
    if visitor.phone:
        visitor.press(since)
    else:
        visitor.actions += 1
        page.locator("select[name=from]").select_option(str(year))
    visitor.press(page.locator(".rl-export summary"))
    with page.expect_download() as started:
        visitor.press(page.locator(".rl-export [aria-label='Download BibTeX']"))
    library = bibtexparser.parse_file(str(started.value.path()))
    wanted = [
        paper
        for paper in catalog.by_topic[topic]
        if paper.links.code and (paper.year or 0) >= year and paper.primary_topic == topic
    ]
    assert wanted
    assert {entry["eprint"] for entry in library.entries} >= {paper.links.arxiv for paper in wanted}
    assert all(int(entry["year"]) >= year for entry in library.entries)
    assert visitor.actions <= 5


def test_following_a_topic(visitor: Visitor, catalog: Catalog, topic: str) -> None:
    page = visitor.arrive()
    open_topic(visitor, catalog, topic)
    visitor.press(page.locator(".rl-follow summary"))
    assert visitor.actions <= 2
    visitor.read.go(page, "")
    title = catalog.taxonomy.topics[topic].title
    expect(page.locator("#rl-back").get_by_role("link", name=title)).to_be_visible()


def test_continuing_a_reading_path(visitor: Visitor, catalog: Catalog, topic: str) -> None:
    first, second = (step.paper for step in catalog.taxonomy.topics[topic].path[:2])
    entry = {"title": "T", "state": "read", "stateAt": 1}
    page = visitor.arrive(stored=library({first: entry}))
    visitor.press(page.locator("#rl-back [data-rl=continue] a"))
    expect(page.locator("h1")).to_contain_text(catalog.papers[second].title)
    assert visitor.actions <= 1


def test_all_papers_of_a_venue_and_year(visitor: Visitor, catalog: Catalog) -> None:
    chosen = next(paper for paper in catalog.papers.values() if paper.venue == "Bakery Workshop 3")
    wanted = [
        paper
        for paper in catalog.papers.values()
        if (paper.venue, paper.venue_year) == (chosen.venue, chosen.venue_year)
    ]
    page = visitor.arrive()
    visitor.press(page.locator("[data-rl-palette]").first)
    visitor.type(page.get_by_role("combobox"), f"{chosen.venue} {chosen.venue_year}")
    visitor.press(page.get_by_role("option", name=f"{chosen.venue} {chosen.venue_year}").first)
    expect(page.locator(".rl-card__title")).to_have_count(len(wanted))
    assert listed(page) == titles(wanted)
    assert visitor.actions <= 3


def test_all_papers_of_an_author(visitor: Visitor, catalog: Catalog) -> None:
    paper = next(paper for paper in catalog.papers.values() if paper.authors[:1] == ("Ada Krume",))
    page = visitor.arrive(f"papers/{paper.slug}/")
    visitor.press(page.locator(".rl-paper__authors").get_by_role("link", name="Ada Krume"))
    assert listed(page) == titles([one for one in catalog.papers.values() if "Ada Krume" in one.authors])
    assert visitor.actions <= 1


def test_sharing_a_selection_with_notes(visitor: Visitor, catalog: Catalog) -> None:
    chosen = [paper for paper in catalog.papers.values() if paper.venue == "Bakery Workshop 3"]
    note = {"title": "T", "note": "Read <b>this</b> first.", "noteAt": 1}
    page = visitor.arrive("browse/?venue=Bakery+Workshop+3", stored=library({chosen[0].slug: note}))
    visitor.press(page.locator("[data-rl=all]"))
    visitor.press(page.get_by_role("button", name="Share"))
    visitor.press(page.get_by_role("dialog").get_by_role("button", name="Copy link"))
    assert visitor.actions <= 3
    link = visitor.copied()
    colleague = visitor.read.context().new_page()
    colleague.goto(link)
    expect(colleague.locator(".rl-shared .rl-card__title")).to_have_count(len(chosen))
    expect(colleague.get_by_text("Read <b>this</b> first.")).to_be_visible()


def test_moving_five_papers_to_the_phone(read: Reader) -> None:
    desktop, phone = Visitor(read, phone=False), Visitor(read, phone=True)
    page = desktop.arrive("browse/")
    for number in range(5):
        desktop.press(page.locator("[data-rl-pick]").nth(number))
    chosen = page.locator(".rl-card__title a").all_text_contents()[:5]
    desktop.press(page.get_by_role("button", name="Share"))
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    # what the phone's camera reads
    page.get_by_role("button", name="Copy link").click()
    link = desktop.copied()
    there = phone.arrive(link.removeprefix(read.site.url))
    phone.press(there.get_by_role("button", name=re.compile("^Add ")))
    read.go(there, "library/")
    assert listed(there) == set(chosen)
    assert desktop.actions + phone.actions <= 7


def test_printing_a_topic(visitor: Visitor, catalog: Catalog, topic: str) -> None:
    page = visitor.arrive()
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = '' }")
    open_topic(visitor, catalog, topic)
    visitor.press(page.get_by_role("button", name="Print"))
    expect(page.locator("html[data-printed]")).to_be_attached()
    assert visitor.actions <= 2


def test_citing_in_markdown(visitor: Visitor, catalog: Catalog) -> None:
    paper = next(paper for paper in catalog.papers.values() if paper.links.arxiv and paper.authors)
    page = visitor.arrive(f"papers/{paper.slug}/")
    visitor.press(page.get_by_role("tab", name="Markdown"))
    visitor.press(page.get_by_role("button", name="Copy Markdown"))
    expect(page.get_by_text("copied")).to_be_visible()
    assert f"[{paper.title}](" in visitor.copied()
    assert visitor.actions <= 2
