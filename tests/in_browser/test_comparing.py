"""Comparing the papers of a topic in a table, and the works that a topic builds on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from reader import Reader

from generator.model.catalog import Catalog
from generator.pages.comparison import list_compared

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADDRESS = "topics/sourdough/compare/"
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


def read_column(page: Page, name: str) -> list[str]:
    """The texts of a column from top to bottom, as they are shown."""
    return page.evaluate(
        """name => {
            const table = document.querySelector(".rl-compare");
            const head = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === name);
            return [...table.tBodies[0].rows].map((row) => row.cells[head].textContent);
        }""",
        name,
    )


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_readers_sort_by_any_column_with_the_keyboard(
    read: Reader, catalog: Catalog, size: dict[str, int]
) -> None:
    page = read.open("topics/sourdough/", viewport=size)
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url(f"**/{ADDRESS}")
    read.settle(page)
    expect(page.get_by_role("columnheader", name="Year")).to_have_attribute("aria-sort", "descending")
    button = page.get_by_role("columnheader").get_by_role("button", name="Result")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort]")).to_have_text(["Result"])
    results = [paper.comparison.result or "" for paper in list_compared(catalog, "sourdough")]
    known = sorted((result for result in results if result), key=lambda text: int(text.split()[0]))
    blank = [""] * results.count("")
    assert known and blank
    assert read_column(page, "Result") == [*known, *blank]
    # numbers in texts are compared as numbers, and blank cells stay at the end
    page.keyboard.press(" ")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert read_column(page, "Result") == [*reversed(known), *blank]
    expect(button).to_be_focused()
    # the years are newest first again, as readers expect
    page.get_by_role("columnheader", name="Year").click(position={"x": 4, "y": 4})
    years = read_column(page, "Year")
    assert years == [*sorted(filter(None, years), reverse=True), *filter(lambda year: not year, years)]
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_code_can_be_first_or_last(read: Reader, catalog: Catalog) -> None:
    page = read.open(ADDRESS, viewport=WIDE)
    button = page.get_by_role("columnheader").get_by_role("button", name="Code")
    page.get_by_role("columnheader").get_by_role("button", name="Problem").click()
    papers = list_compared(catalog, "sourdough")
    groups = [[paper.title for paper in papers if bool(paper.links.code) == known] for known in (True, False)]
    assert all(groups)
    titles = page.locator(".rl-compare tbody th > a")
    button.click()
    # of equals, the newest comes first, whatever the table was sorted by before
    expect(titles).to_have_text([*groups[0], *groups[1]])
    expect(page.get_by_role("status").filter(has_text="code")).to_have_text("Papers with code first.")
    button.click()
    expect(titles).to_have_text([*groups[1], *groups[0]])
    expect(page.get_by_role("status").filter(has_text="code")).to_have_text("Papers without code first.")


def test_the_address_keeps_how_the_table_is_sorted(read: Reader) -> None:
    page = read.open(f"{ADDRESS}?from=a%20friend&sort=loaves-up", viewport=PHONE)
    # nonsense is ignored
    sorted_by = page.locator("th[aria-sort]")
    expect(sorted_by).to_have_text(["Year"])
    head = page.get_by_role("columnheader", name="Result")
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    said = page.get_by_role("status").filter(has_text="Sorted")
    expect(said).to_have_text("Sorted by Result, Z to A.")
    assert page.url.endswith("?from=a+friend&sort=result-descending")
    results = read_column(page, "Result")
    page.locator(".rl-compare tbody th > a").nth(3).click()
    page.wait_for_url("**/papers/**")
    page.go_back()
    read.settle(page)
    expect(sorted_by).to_have_text(["Result"])
    page.reload()
    read.settle(page)
    expect(head).to_have_attribute("aria-sort", "descending")
    assert read_column(page, "Result") == results
    # the line of buttons scrolled to the one in use
    box = head.bounding_box()
    assert box
    assert 0 <= box["x"] <= PHONE["width"] - box["width"]
    page.get_by_role("columnheader", name="Year").get_by_role("button").click()
    expect(said).to_have_text("Sorted by year, newest first.")
    assert page.url.endswith("?from=a+friend")


def test_focus_stays_in_sight_on_the_way_back(read: Reader) -> None:
    page = read.open(ADDRESS, viewport={"width": 1000, "height": 500})
    links = page.locator(".rl-compare tbody a")
    links.nth(30).focus()
    for _ in range(29):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            """() => {
                const { x, y } = document.activeElement.getClientRects()[0];
                return document.activeElement.contains(document.elementFromPoint(x + 3, y + 2));
            }"""
        ), page.evaluate("document.activeElement.textContent")
    expect(links.nth(1)).to_be_focused()


def test_on_paper_marks_are_no_larger_than_the_text_and_only_rows_are_kept_whole(read: Reader) -> None:
    page = read.open(ADDRESS, viewport=WIDE)
    page.emulate_media(media="print")
    title = page.locator(".rl-compare tbody th").first
    sizes = title.evaluate(
        """cell => {
            cell.insertAdjacentHTML("beforeend", "<b class=rl-must-read__badge>Must-read</b>");
            return ["a", "b"].map((part) => parseFloat(getComputedStyle(cell.querySelector(part)).fontSize));
        }"""
    )
    assert sizes == sorted(sizes, reverse=True)
    whole = page.locator(".rl-compare, .rl-compare *").evaluate_all(
        """parts => [...new Set(parts.filter((part) => getComputedStyle(part).breakInside === "avoid"))]
            .map(({ localName }) => localName)"""
    )
    # the browser itself keeps the header whole, and repeats it if there are no buttons in it
    assert (
        page.locator("thead button").first.evaluate("button => getComputedStyle(button).display")
        == "contents"
    )
    assert set(whole) == {"thead", "tr"}


def test_the_table_is_taken_along_as_it_is_sorted(read: Reader, catalog: Catalog) -> None:
    page = read.open(ADDRESS, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("columnheader").get_by_role("button", name="Mechanism").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename == "sourdough-comparison.csv"
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert header == ["Paper", "Year", "Problem", "Mechanism", "Result", "Code", "Marks", "Page"]
    papers = {paper.title: paper for paper in list_compared(catalog, "sourdough")}
    assert [row[0] for row in rows] == sorted(
        papers, key=lambda title: int((papers[title].comparison.mechanism or "").split()[-1])
    )
    for title, year, problem, mechanism, result, code, _, address in rows:
        paper = papers[title]
        assert (year, problem, mechanism) == (
            str(paper.year or ""),
            paper.comparison.problem,
            paper.comparison.mechanism,
        )
        assert (result, code) == (paper.comparison.result or "", "; ".join(paper.links.code))
        assert address == f"{read.site.url}papers/{paper.slug}/"
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".rl-notice")).to_have_text("Markdown copied.")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[:2] == [
        "| Paper | Year | Problem | Mechanism | Result | Code |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    assert lines[2].startswith(f"| [{rows[0][0]}](<{rows[0][-1]}>) | ")
    assert any(r"by hand \| sight" in line for line in lines)


def test_a_phone_shows_each_paper_with_named_parts(read: Reader) -> None:
    page = read.open(ADDRESS, viewport=PHONE, has_touch=True)
    row = page.get_by_role("row", name="Whole-Grain Doughs").first
    title, problem = row.get_by_role("rowheader"), row.get_by_role("cell", name="varies")
    above, below = title.bounding_box(), problem.bounding_box()
    assert above and below
    assert above["y"] + above["height"] <= below["y"] + 1
    assert problem.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Problem"'
    buttons = [button.bounding_box() or {} for button in page.locator("thead th").all()]
    assert len({button["y"] for button in buttons}) == 1
    assert min(button["height"] for button in buttons) >= 44
    page.get_by_role("columnheader", name="Problem").tap()
    assert read_column(page, "Problem") == sorted(read_column(page, "Problem"))


def test_other_pages_do_not_load_what_sorts_the_table(read: Reader) -> None:
    loaded = (
        "performance.getEntriesByType('resource').filter(({ name }) => name.includes('comparison.')).length"
    )
    assert read.open("topics/sourdough/").evaluate(loaded) == 0
    assert read.open(ADDRESS).evaluate(loaded) == 2


def test_works_outside_the_list_are_shown_as_such(read: Reader) -> None:
    page = read.open("topics/sourdough/", viewport=PHONE)
    link = page.get_by_role("link", name="The Gluten Network")
    assert link.get_attribute("href") == "https://doi.org/10.1000/gluten"
    item = page.get_by_role("listitem").filter(has=link)
    expect(item).to_have_text(
        "The Gluten NetworkAda Krume et al.1907DOIEvery paper here takes its network for granted."
    )
    heads = page.locator("h2").all_inner_texts()
    assert [head.rstrip("#") for head in heads[:2]] == ["Not on this list, but read first", "Reading path"]
    page.emulate_media(media="print")
    expect(link).to_be_visible()
