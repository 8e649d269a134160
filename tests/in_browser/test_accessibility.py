"""Every kind of page: accessibility rules, keyboard, the menu, layout shifts, and no JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from page_kinds import KINDS
from playwright.sync_api import expect
from reader import Reader
from serving import ServedSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
SHARED = "library/#list=eJyrVipTslIw1FFQKgHSSr75eSmJlUpAbgGQGx2tlJ6fl6pbkFiQWgQSDEpNTFEoycgsVoqNrQUA3I8RKA"
"""A shared list called Monday, of one paper with a note."""


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]
MANY = "article, li, tr"
"""What lists repeat. Axe takes its time for every text, so it looks at the first three of each list only."""


def find_violations(page: Page, rules: list[str] | None = None, *, within: str = "html") -> list[str]:
    """Run axe on a part of the page as it is now, with all rules or with these; return the violations."""
    assert page.locator(within).first.is_visible(), within
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    options = {"runOnly": rules or TAGS, "resultTypes": ["violations"], "preload": False}
    where = {"include": [[within]], "exclude": [[f"main :is({MANY}):nth-of-type(n + 4)"]]}
    found = page.evaluate("([where, options]) => axe.run(where, options)", [where, options])
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def find_violations_in_both_schemes(page: Page, *, within: str = "html") -> list[str]:
    """Run axe in light mode, and its color rules in dark mode: nothing else differs."""
    page.emulate_media(color_scheme="light")
    found = find_violations(page, within=within)
    page.emulate_media(color_scheme="dark")
    return found + find_violations(page, COLOR_RULES, within=within)


def expect_missing_page(read: Reader) -> None:
    """The browser logs an error for the missing page itself."""
    read.problems[:] = [problem for problem in read.problems if "404 (Not Found)" not in problem]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desktop(
    read: Reader, addresses: dict[str, str], kind: str
) -> None:
    page = read.open(addresses[kind], viewport=WIDE, reduced_motion="reduce")
    page.emulate_media(color_scheme="light")
    assert find_violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    assert find_violations(page) == []
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("dialog", name="Navigation")
    expect(menu.get_by_role("button", name="Close")).to_be_visible()
    expect(menu.get_by_role("link").first).to_be_visible()
    if kind == "not found":
        expect_missing_page(read)


def test_axe_finds_nothing_in_menus_dialogs_and_editors(read: Reader, addresses: dict[str, str]) -> None:
    page = read.open(addresses["paper"], viewport=NARROW, reduced_motion="reduce")
    for act in ("star", "read", "note"):
        page.locator(f".rl-paper [data-rl-act={act}]").click()
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type("A note")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Note", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Copy BibTeX")).to_be_visible()
    assert find_violations(page, within=".rl-palette") == []
    page.keyboard.type("dough")
    expect(page.locator(".rl-palette .rl-search__title").first).to_be_visible()
    assert find_violations_in_both_schemes(page, within=".rl-palette") == []
    read.go(page, "browse/")
    page.locator(".rl-export > summary").click()
    assert find_violations(page, within=".rl-export") == []
    page.locator("[data-rl-act=cite]").first.click()
    expect(page.get_by_role("group", name="Copy as")).to_be_visible()
    assert find_violations_in_both_schemes(page, within=".rl-list > .rl-card") == []
    page.keyboard.press("Escape")
    page.locator("[data-rl-pick]").last.check()
    page.locator(".rl-selected").get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert find_violations(page, within="dialog[open]") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters").click()
    for topic in page.locator("input[name=topic]").all()[:2]:
        topic.check()
    page.locator("[data-rl-years]:visible").first.click()
    page.locator("[data-rl-facet=author] > summary").click()
    expect(page.locator("input[name=author]").first).to_be_visible()
    expect(page.locator(".rl-facet__values--years input").first).to_be_visible()
    assert find_violations(page, within="dialog[open]") == []
    read.go(page, "library/")
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    page.get_by_role("button", name="Edit note").click()
    assert find_violations_in_both_schemes(page, within="main") == []
    page.get_by_role("button", name="Done").click()
    page.locator("[data-rl-edit=folders]").click()
    expect(page.get_by_label("New folder")).to_be_focused()
    page.keyboard.type("Thesis")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog", name="Share 1 paper")).to_be_visible()
    assert find_violations_in_both_schemes(page, within="dialog[open]") == []
    page.get_by_role("button", name="Copy link").click()
    read.go(page, SHARED)
    expect(page.get_by_role("heading", name="Monday", level=1)).to_be_visible()
    assert find_violations(page, within="main") == []


@pytest.mark.parametrize("kind", ["home", "paper"])
def test_icons_are_square(read: Reader, addresses: dict[str, str], kind: str) -> None:
    page = read.open(addresses[kind], viewport=WIDE)
    shapes = page.locator("svg:has(> use):visible").evaluate_all(
        "all => all.map(icon => icon.getBoundingClientRect()).map(({ width, height }) => [width, height])"
    )
    assert len(shapes) > 3
    assert all(width == pytest.approx(height, abs=0.5) and width < 40 for width, height in shapes), shapes


def test_no_heading_is_printed_without_its_section(read: Reader, addresses: dict[str, str]) -> None:
    page = read.open(addresses["paper"])
    page.emulate_media(media="print")
    expect(page.locator("h2:visible").first).to_have_text(re.compile("^Abstract"))
    expect(page.get_by_role("heading", name="Cite")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_shifts_while_a_page_loads(read: Reader, addresses: dict[str, str], width: int) -> None:
    context = read.context(viewport={"width": width, "height": 844})
    context.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) shift += entry.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page = context.new_page()
    narrow = ("home", "topic", "paper", "browse", "library", "new", "pictures", "map")
    for kind in narrow if width < 1000 else ("topic", "browse", "paper", "not found"):
        read.visit_first(page, addresses[kind])
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("shift") < 0.001, kind
    expect_missing_page(read)


@pytest.fixture(scope="module")
def plain_page(browser: Browser) -> Iterator[Page]:
    """A tab of a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_pages_work_without_javascript(
    plain_page: Page, built_site: ServedSite, addresses: dict[str, str], kind: str
) -> None:
    response = plain_page.goto(built_site.at(addresses[kind]))
    assert response is not None
    assert response.status == (404 if kind == "not found" else 200)
    expect(plain_page.locator("h1").first).to_be_visible()
    assert plain_page.locator(".rl-js:visible, [data-rl-copy]:visible, .rl-keep:visible").count() == 0
    assert plain_page.locator("main a:visible").count() > 0


def test_papers_can_be_reached_without_javascript(plain_page: Page, built_site: ServedSite) -> None:
    plain_page.goto(built_site.at("browse/"))
    plain_page.locator("main noscript a, .rl-note a", has_text="topic").click()
    plain_page.wait_for_url("**/topics/")
    plain_page.locator(".rl-topic-item a").first.click()
    plain_page.wait_for_url("**/topics/*/")
    link = plain_page.locator(".rl-card__title a").first
    title = link.inner_text()
    link.click()
    plain_page.wait_for_url("**/papers/*/")
    expect(plain_page.locator("h1")).to_contain_text(title)
    expect(plain_page.locator(".rl-paper__abstract")).to_be_visible()


def describe_focus(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        page.evaluate(
            """() => {
                const at = document.activeElement;
                const { width, height } = at.getBoundingClientRect();
                const style = getComputedStyle(at);
                at.dataset.visited = Number(at.dataset.visited ?? 0) + 1;
                return JSON.stringify({
                    name: at.outerHTML.slice(0, 160), visited: Number(at.dataset.visited),
                    body: at === document.body, width, height,
                    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
                });
            }"""
        )
    )
    return found


@pytest.mark.parametrize("kind", ["home", "paper", "browse", "library"])
def test_tab_reaches_every_control_once_and_focus_is_visible(
    read: Reader, addresses: dict[str, str], kind: str
) -> None:
    page = read.open(addresses[kind], viewport=WIDE, reduced_motion="reduce")
    visible = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a[href], button, input, select, summary)")]
            .filter(at => at.checkVisibility({ visibilityProperty: true }) && at.tabIndex >= 0).length"""
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#__skip"
    seen = 0
    for _ in range(900):
        page.keyboard.press("Tab")
        place = describe_focus(page)
        if place["body"] or place["visited"] > 1:
            break
        assert place["outlined"], place["name"]
        seen += 1
    assert seen >= visible


def test_the_menu_opens_by_touch_and_by_keyboard(read: Reader, addresses: dict[str, str]) -> None:
    page = read.open("", viewport=NARROW, has_touch=True, reduced_motion="reduce")
    button = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("dialog", name="Navigation")
    for kind, target in (("browse", "new"), ("new", "library")):
        read.go(page, addresses[kind])
        button.focus()
        page.keyboard.press("Enter")
        expect(menu).to_be_visible()
        expect(menu.get_by_role("button", name="Close")).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "true")
        # Tab stays in the menu, or in the browser's own controls
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('body, dialog, dialog *')"), kind
        sections = menu.locator("summary")
        sections.last.focus()
        was_open = sections.last.evaluate("at => at.parentElement.open")
        page.keyboard.press("Enter")
        assert sections.last.evaluate("at => at.parentElement.open") != was_open
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")
        button.tap()
        link = menu.locator(f"a[href$='{target}/']")
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        link.tap()
        page.wait_for_url(f"**/{target}/**")
        expect(page.locator("main h1")).to_be_visible()
