"""The palette, which opens on every page, and the search box of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from reader import Reader
from stored_library import with_library

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TITLE = "Measuring Gluten Development in Sourdough Starters"
ADDRESS = "papers/measuring-gluten-development-in-sourdough-starters/"


def row(page: Page, text: str) -> Locator:
    return page.locator(".rl-palette").get_by_role("option").filter(has_text=text)


def titles(page: Page) -> list[str]:
    return page.locator(".rl-palette .rl-search__title").all_text_contents()


def test_a_half_remembered_paper_is_typed_and_opened_from_any_page(read: Reader) -> None:
    before = len(read.site.requested)
    page = read.open("about/")
    assert not [path for path, _ in read.site.requested[before:] if path.endswith("palette.js")]
    page.keyboard.press("/")
    page.keyboard.type("measring gluten development starters")
    expect(row(page, TITLE)).to_have_attribute("aria-selected", "true")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") == row(page, TITLE).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ADDRESS}")
    expect(page.locator("h1")).to_contain_text(TITLE)


def test_enter_waits_for_the_results_of_what_was_typed(read: Reader) -> None:
    page = read.open("about/")
    page.keyboard.press("Control+k")
    expect(row(page, "Browse")).to_be_visible()
    with page.expect_navigation(url=f"**/{ADDRESS}"):
        page.keyboard.type(TITLE)
        page.keyboard.press("Enter")


def test_the_palette_opens_on_a_touch_screen_and_gives_the_focus_back(read: Reader) -> None:
    page = read.open("topics/", viewport={"width": 390, "height": 844}, has_touch=True)
    opener = page.get_by_role("button", name="Search", exact=True)
    opener.tap()
    palette = page.get_by_role("dialog", name="Search")
    expect(page.get_by_role("combobox")).to_be_focused()
    assert palette.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.keyboard.type("dough")
    expect(palette.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Space")
    palette.get_by_role("button", name="Close").tap()
    expect(palette).to_be_hidden()


def test_topics_authors_venues_pages_and_actions_are_found_by_their_names(
    read: Reader, catalog: Catalog
) -> None:
    page = read.open("about/")
    author = next(iter(catalog.authors.by_slug.values()))
    topic = next(topic for topic in catalog.taxonomy.topics.values() if len(topic.title) > 5)
    paper = next(paper for paper in catalog.papers.values() if paper.venue and paper.venue_year)
    edition = f"{paper.venue} {paper.venue_year}"
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    for typed, group, address in (
        (topic.title.lower(), "Topics", f"topics/{topic.id}/"),
        (author.name, "Authors", f"authors/{author.slug}/"),
        (edition, "Venues", f"browse/?venue={edition.replace(' ', '+')}"),
        # a word within the title, a former id and a term
        ("crust", "Topics", "topics/oven-crust/"),
        ("hearth fires", "Topics", "topics/oven-crust/"),
        ("baking stone", "Topics", "topics/oven-crust/"),
        ("follow and", "Pages", "feeds/"),
    ):
        box.fill(typed)
        found = page.get_by_role("group", name=group, exact=True).get_by_role("option").first
        expect(found).to_have_attribute("href", read.site.at(address))
        expect(found).to_have_attribute("aria-selected", "true")
    box.fill("dark mode")
    row(page, "Switch to dark mode").click()
    expect(page.get_by_role("combobox")).to_be_hidden()
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"


def test_a_paper_can_be_starred_and_copied_and_others_are_remembered(read: Reader) -> None:
    library = {"version": 1, "papers": {}, "opened": [{"slug": "rye", "title": "Rye in winter", "at": 1}]}
    context = with_library(read, library, permissions=["clipboard-read", "clipboard-write"])
    page = read.open(ADDRESS, within=context)
    page.keyboard.press("/")
    expect(row(page, "Rye in winter")).to_have_attribute("href", read.site.at("papers/rye/"))
    expect(row(page, TITLE)).to_have_count(0)
    row(page, "Star this paper").click()
    expect(page.locator('.rl-paper [data-rl-act="star"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    expect(row(page, "Remove the star")).to_be_visible()
    row(page, "Copy BibTeX").click()
    expect(page.locator(".rl-notice__box")).to_contain_text("copied")
    assert TITLE in page.evaluate("navigator.clipboard.readText()")


def test_the_palette_and_the_browse_page_rank_alike(read: Reader) -> None:
    page = read.open("new/")
    page.keyboard.press("/")
    page.keyboard.type("dough")
    total = row(page, "results")
    expect(total).to_be_visible()
    found = titles(page)
    text = total.inner_text()
    total.click()
    page.wait_for_url("**/browse/?q=dough")
    read.settle(page)
    assert page.locator(".rl-card__title").all_text_contents()[: len(found)] == found
    assert page.locator("[data-rl=total]").inner_text().split()[0] in text


def test_a_paper_found_by_another_title_says_so(read: Reader, catalog: Catalog) -> None:
    (paper,) = (
        paper for paper in catalog.papers.values() if paper.aliases == ("Knead2Know: Loaves & Learning",)
    )
    named = "Also known as: Knead2Know: Loaves & Learning"
    page = read.open("new/")
    page.keyboard.press("/")
    page.keyboard.type("knead2know")
    expect(row(page, paper.title).locator(".rl-search__alias")).to_have_text(named)
    page.get_by_role("combobox").fill(paper.title)
    expect(row(page, paper.title).locator(".rl-search__title mark").first).to_be_visible()
    expect(page.locator(".rl-search__alias")).to_have_count(0)
    page = read.open("browse/?q=knead2know")
    card = page.locator(".rl-card").filter(has_text=paper.title)
    expect(card.locator(".rl-card__alias")).to_have_text(named)
    expect(card.locator(".rl-card__alias mark")).to_have_text("Knead2Know")


def test_no_results_are_announced(read: Reader) -> None:
    page = read.open("topics/")
    page.keyboard.press("/")
    page.keyboard.type("zzqqxxy")
    expect(page.locator(".rl-search__note")).to_contain_text("No papers match “zzqqxxy”")
    expect(page.locator(".rl-palette [role=status]")).to_have_text("No results.")


def test_markup_in_a_query_stays_text(read: Reader) -> None:
    page = read.open("")
    page.fill("#rl-hero-q", "<zzqqx>qqxxyz</zzqqx>")
    expect(page.locator(".rl-hero__search .rl-search__note")).to_contain_text("“<zzqqx>qqxxyz</zzqqx>”")
    assert page.locator(".rl-hero__search zzqqx").count() == 0


def test_the_home_page_suggests_papers_below_its_box(read: Reader) -> None:
    page = read.open("")
    box = page.locator("#rl-hero-q")
    box.press_sequentially("gluten development starters")
    wanted = page.locator(".rl-hero__search").get_by_role("option", name=TITLE)
    expect(wanted).to_be_visible()
    page.keyboard.press("Escape")
    expect(wanted).to_be_hidden()
    expect(box).to_be_focused()


def test_the_slash_shortcut_can_be_turned_off_and_is_a_slash_in_a_field(read: Reader) -> None:
    page = read.open("library/")
    palette = page.get_by_role("dialog", name="Search")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.get_by_role("combobox")).to_have_value("a/b")
    page.keyboard.press("Escape")
    page.uncheck("[data-rl=slash]")
    page.keyboard.press("/")
    expect(palette).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(palette).to_be_visible()


@pytest.mark.parametrize("opener", ["/", None])
def test_search_reports_a_network_failure_and_recovers(read: Reader, opener: str | None) -> None:
    page = read.open("" if opener is None else "about/")
    page.route("**/assets/search/**", lambda route: route.abort())
    if opener:
        page.keyboard.press(opener)
    else:
        page.focus("#rl-hero-q")
    page.keyboard.type("dough")
    expect(page.locator(".rl-search__note:visible")).to_contain_text("could not be loaded")
    page.unroute("**/assets/search/**")
    page.keyboard.type("s")
    expect(page.get_by_role("option").first).to_be_visible()
    assert all("ERR_FAILED" in problem or "LoadError" in problem for problem in read.problems)
    read.problems.clear()
