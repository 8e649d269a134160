"""The filters of the browse page, and what to drop when nothing matches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from reader import Reader

from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def total(page: Page) -> Locator:
    return page.locator("[data-rl=total]")


def count(catalog: Catalog, is_chosen: Callable[[Paper], object]) -> str:
    number = sum(bool(is_chosen(paper)) for paper in catalog.papers.values())
    return f"{number} paper" if number == 1 else f"{number} papers"


def test_years_are_chosen_as_a_range_and_undated_papers_are_mentioned(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/")
    page.get_by_role("combobox", name="From", exact=True).select_option("2021")
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.year and paper.year >= 2021))
    page.get_by_role("combobox", name="to", exact=True).select_option("2022")
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.year in (2021, 2022)))
    assert page.url.endswith("?from=2021&to=2022")
    expect(page.get_by_role("button", name="Since 2021")).to_be_visible()
    undated = sum(paper.year is None for paper in catalog.papers.values())
    assert undated > 1
    note = page.locator("[data-rl=chips]")
    expect(note).to_contain_text(f"{undated} undated papers not shown")
    note.get_by_role("button", name="Include").click()
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.year in (2021, 2022, None)))
    expect(note).not_to_contain_text("not shown")
    expect(page.get_by_role("checkbox", name="Undated")).to_be_checked()


def test_links_with_a_year_mean_the_year_of_first_publication(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?year=2023&venue=BreadConf")
    expect(total(page)).to_have_text(
        count(catalog, lambda paper: (paper.year, paper.venue) == (2023, "BreadConf"))
    )
    expect(page.get_by_role("combobox", name="From", exact=True)).to_have_value("2023")
    expect(page.get_by_role("combobox", name="to", exact=True)).to_have_value("2023")
    page.get_by_role("button", name="First published 2023 — remove this filter").click()
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.venue == "BreadConf"))


def test_a_range_is_drawn_on_the_histogram(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/")
    years = [paper.year for paper in catalog.papers.values() if paper.year]
    bars = page.locator("[data-rl=years] rect")
    expect(bars).to_have_count(max(years) - min(years) + 1)

    def point_at(year: int) -> None:
        place = page.locator("[data-rl=years] svg").bounding_box()
        assert place
        share = (year - min(years) + 0.5) / (max(years) - min(years) + 1)
        page.mouse.move(place["x"] + share * place["width"], place["y"] + 5)

    def draw(first: int, last: int) -> None:
        point_at(first)
        page.mouse.down()
        point_at(last)
        page.mouse.up()

    draw(2018, 2018)
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.year == 2018))
    assert page.url.endswith("?year=2018")
    page.keyboard.down("Shift")
    draw(2020, 2020)
    page.keyboard.up("Shift")
    page.wait_for_url("**/?from=2018&to=2020")
    draw(2021, max(years))
    page.wait_for_url("**/?from=2021")
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.year and paper.year >= 2021))
    draw(2021, max(years))
    expect(total(page)).to_have_text(f"All {len(catalog.papers)} papers")


def test_papers_have_any_or_all_of_the_topics_chosen(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?topic=flour-milling")
    switch = page.get_by_role("radiogroup", name="Papers on")
    expect(switch).to_be_hidden()
    page.locator("input[name=topic][value=oven-crust]").check()
    both = {"flour-milling", "oven-crust"}
    expect(total(page)).to_have_text(count(catalog, lambda paper: both & set(paper.topics)))
    switch.get_by_label("all of these").check()
    expect(total(page)).to_have_text(count(catalog, lambda paper: both <= set(paper.topics)))
    assert page.url.endswith("?topic=flour-milling&topic=oven-crust&match=all")
    page.reload()
    expect(switch.get_by_label("all of these")).to_be_checked()


def test_the_years_of_a_venue_are_chosen_on_their_own(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/")
    venue, year = next(
        (paper.venue, paper.venue_year)
        for paper in catalog.papers.values()
        if paper.venue and paper.venue.startswith("Bakery Workshop")
    )
    whole = page.locator(f"input[name=venue][value='{venue}']")
    if not whole.is_visible():
        page.get_by_role("button", name="All venues").click()
    whole.check()
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.venue == venue))
    page.get_by_role("button", name=f"Years of {venue}").click()
    page.locator(f"input[name=venue][value='{venue} {year}']").check()
    expect(total(page)).to_have_text(
        count(catalog, lambda paper: (paper.venue, paper.venue_year) == (venue, year))
    )
    expect(whole).not_to_be_checked()
    expect(page.get_by_role("button", name=f"{venue} {year}")).to_be_visible()
    page.reload()
    expect(page.locator(f"input[name=venue][value='{venue} {year}']")).to_be_checked()
    whole.check()
    expect(total(page)).to_have_text(count(catalog, lambda paper: paper.venue == venue))


def test_authors_are_found_by_name_and_always_shown(read: Reader, catalog: Catalog) -> None:
    author = "Rosa Roggen"
    papers = [paper for paper in catalog.papers.values() if author in paper.authors]
    assert len(papers) > 1
    assert all(author not in paper.authors[:3] for paper in papers)
    before = len(read.site.requested)
    page = read.open("browse/")
    assert not [path for path, _ in read.site.requested[before:] if path.endswith("/authors.json")]
    page.locator("[data-rl-facet=author] > summary").click()
    first = page.locator("[data-rl=authors] label").first
    expect(first).to_contain_text("Ada Krume")
    page.get_by_role("searchbox", name="Find an author").fill("rogg ros")
    page.get_by_role("checkbox", name=author).check()
    expect(total(page)).to_have_text(f"{len(papers)} papers")
    expect(page.locator("[data-rl=list] .rl-facts__authors", has_text=author)).to_have_count(len(papers))
    page.goto(read.site.at(f"browse/?q={author}"))
    expect(page.locator("[data-rl=list] .rl-facts__authors", has_text=author)).to_have_count(len(papers))


def test_one_click_drops_a_filter_when_nothing_matches(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?from=2020&to=2020&venue=BreadConf&code=yes")
    expect(page.locator(".rl-empty")).to_contain_text("No papers match.")
    left = count(catalog, lambda paper: paper.venue == "BreadConf" and paper.links.code)
    page.get_by_role("button", name=f": {left}").click()
    expect(total(page)).to_have_text(left)
    page.wait_for_url("**/?code=yes&venue=BreadConf")


def test_frequent_filters_take_one_tap_on_a_phone(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?topic=oven-crust", viewport={"width": 390, "height": 844}, has_touch=True)
    frequent = page.get_by_role("group", name="Quick filters")
    newest = max(paper.year for paper in catalog.papers.values() if paper.year)
    since = frequent.get_by_role("button", name=f"Since {newest - 2}")
    frequent.get_by_role("button", name="Has code").tap()
    since.tap()
    expect(total(page)).to_have_text(
        count(
            catalog,
            lambda paper: (
                "oven-crust" in paper.topics and paper.links.code and paper.year and paper.year >= newest - 2
            ),
        )
    )
    expect(since).to_have_attribute("aria-pressed", "true")
    since.tap()
    page.wait_for_url("**/?topic=oven-crust&code=yes")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
