"""The charts and the map, with the keyboard, a mouse and a touch screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from reader import Reader

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WIDE = {"width": 1280, "height": 900}


def describe_focus(page: Page) -> tuple[bool, str, str]:
    """Whether the focus is in a drawing, on what kind of element it is, and its name."""
    place = page.evaluate(
        """() => {
            const at = document.activeElement;
            const name = at.getAttribute("aria-label") ?? at.textContent;
            return [Boolean(at.closest("[data-rl-marks]")), at.localName, name];
        }"""
    )
    return tuple(place)


@pytest.mark.parametrize("address", ["pictures/", "map/"])
def test_a_drawing_is_one_tab_stop_with_arrow_keys_inside(read: Reader, address: str) -> None:
    page = read.open(address, viewport=WIDE, reduced_motion="reduce")
    page.locator("main p a").first.focus()
    while not describe_focus(page)[0]:
        page.keyboard.press("Tab")
    _, kind, first = describe_focus(page)
    assert kind == "a" and first
    page.keyboard.press("ArrowRight")
    inside, kind, second = describe_focus(page)
    assert inside and kind == "a" and second != first
    page.keyboard.press("Tab")
    assert not describe_focus(page)[0]
    page.keyboard.press("Shift+Tab")
    assert describe_focus(page) == (True, "a", second)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/{address}" not in url or "#" in url)


def open_map(read: Reader, **options: Any) -> Page:
    """Open the map and wait for its script."""
    page = read.open("map/", **{"viewport": WIDE, "reduced_motion": "reduce", **options})
    expect(page.get_by_role("button", name="Zoom out")).to_be_disabled()
    return page


def find_mark(page: Page, slug: str) -> Locator:
    return page.locator(f".rl-map__mark[href='../papers/{slug}/']")


def read_view(page: Page) -> list[float]:
    """The part of the map that is shown: x, y, width and height."""
    return [float(part) for part in page.locator(".rl-map__svg").get_attribute("viewBox").split()]


def test_pointing_at_a_paper_shows_its_title_facts_and_summary(read: Reader, catalog: Catalog) -> None:
    page = open_map(read)
    paper = next(paper for paper in catalog.papers.values() if paper.authors and paper.tldr)
    mark = find_mark(page, paper.slug)
    mark.hover()
    card = page.locator(".rl-map__card")
    expect(card).to_contain_text(paper.title)
    expect(card).to_contain_text(paper.authors[0])
    expect(card).to_contain_text(paper.tldr)
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()
    # with the keyboard
    mark.focus()
    expect(card).to_contain_text(paper.tldr)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_map_zooms_and_moves(read: Reader) -> None:
    page = open_map(read)
    marks = page.locator(".rl-map__mark")
    whole = read_view(page)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    near = read_view(page)
    assert near[2] == pytest.approx(whole[2] / 2.25)
    # dragging with the mouse moves the map and opens no paper
    svg = page.locator(".rl-map__svg")
    box = svg.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 350, steps=3)
    page.mouse.up()
    moved = read_view(page)
    assert moved[0] < near[0] and moved[1] < near[1] and moved[2] == near[2]
    page.get_by_role("button", name="Whole map").click()
    assert read_view(page) == whole
    # the wheel scrolls the page, and zooms with Ctrl
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.get_by_role("button", name="Zoom out")).to_be_enabled()
    assert read_view(page)[2] < whole[2]
    # keys zoom at the paper in focus, and the map follows the focus
    marks.first.focus()
    page.keyboard.press("0")
    assert read_view(page) == whole
    for _ in range(4):
        page.keyboard.press("+")
    for mark in (marks.first, marks.last):
        mark.focus()
        page.keyboard.press("Shift")
        outer, inner = svg.bounding_box(), mark.bounding_box()
        assert outer["x"] < inner["x"] < outer["x"] + outer["width"]
        assert outer["y"] < inner["y"] < outer["y"] + outer["height"]


def test_the_map_filters_and_its_legend_highlights(read: Reader, catalog: Catalog) -> None:
    page = open_map(read)
    on_topic = catalog.by_topic["sourdough"]
    page.locator(".rl-map__key [data-topic=sourdough]").hover()
    expect(page.locator(".rl-map__mark--lit")).to_have_count(len(on_topic))
    page.mouse.move(1, 1)
    expect(page.locator(".rl-map__mark--lit")).to_have_count(0)
    page.locator("[data-rl-map=topic]").select_option("sourdough")
    page.get_by_label("First published from").select_option("2018")
    page.get_by_label("First published until").select_option("2021")
    matching = {f"../papers/{paper.slug}/" for paper in on_topic if paper.year and 2018 <= paper.year <= 2021}
    assert matching
    shown = page.locator(".rl-map__mark:not(.rl-map__mark--out)")
    assert set(shown.evaluate_all("marks => marks.map((mark) => mark.getAttribute('href'))")) == matching
    expect(page.get_by_text(f"{len(matching)} papers match.")).to_be_visible()
    expect(page.get_by_role("link", name="Browse them")).to_have_attribute(
        "href", re.compile(r"browse/\?topic=sourdough&from=2018&to=2021$")
    )
    # the Tab key leads to one of them
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") in matching


def test_papers_read_are_hollow_and_an_address_leads_to_a_paper(read: Reader, catalog: Catalog) -> None:
    first, second = sorted(catalog.papers)[:2]
    page = read.open(f"papers/{first}/", viewport=WIDE, reduced_motion="reduce")
    page.locator(".rl-paper [data-rl-act=read]").click()
    read.go(page, f"map/?paper={second}")
    expect(find_mark(page, first)).to_have_class(re.compile("mark--read"))
    expect(find_mark(page, second)).to_be_focused()
    expect(find_mark(page, second)).not_to_have_class(re.compile("mark--read"))
    expect(page.locator(".rl-map__card")).to_contain_text(catalog.papers[second].title)
    assert read_view(page)[2] < 500


def test_a_finger_needs_not_hit_a_mark(read: Reader) -> None:
    page = open_map(read, viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator(".rl-map__svg").scroll_into_view_if_needed()
    # a point that is 15 pixels from one mark, and farther from every other mark and label
    slug, x, y = page.locator(".rl-map__mark").evaluate_all(
        """marks => {
            const middle = (mark) => {
                const { x, y, width, height } = mark.getBoundingClientRect();
                return [x + width / 2, y + height / 2];
            };
            const links = [...document.querySelectorAll(".rl-map__svg a")];
            const all = links.filter((one) => one.getBoundingClientRect().width);
            for (const mark of marks) {
                const [x, y] = [middle(mark)[0] + 15, middle(mark)[1]];
                const away = (other) => Math.hypot(middle(other)[0] - x, middle(other)[1] - y);
                const alone = all.every((other) => other === mark || away(other) > 22);
                if (alone) return [mark.getAttribute('href').split('/').at(-2), x, y];
            }
        }"""
    )
    page.touchscreen.tap(x, y)
    card = page.locator(".rl-map__card")
    expect(card).to_contain_text(find_mark(page, slug).get_attribute("aria-label"))
    card.get_by_role("link").tap()
    page.wait_for_url(f"**/papers/{slug}/")
