"""Every kind of page: for everybody, by keyboard, without scripts, without jumps, without weight."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from conftest import Reader
from playwright.sync_api import expect
from serving import ServedSite

from generator.model.catalogue import Catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = (
    "home",
    "topics",
    "topic",
    "years",
    "year",
    "paper",
    "browse",
    "library",
    "new",
    "pictures",
    "map",
    "feeds",
    "about",
    "not found",
)
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
BUDGET = 150_000
"""Bytes on the wire that a page may need beyond the theme's own files."""


@pytest.fixture(scope="module")
def addresses(real: Catalogue) -> dict[str, str]:
    """One page of each kind; the ones with few papers, since the many are alike."""
    topic = min(real.by_topic, key=lambda id_: (len(real.by_topic[id_]), id_))
    year = min((year for year in real.by_year if year), key=lambda year: (len(real.by_year[year]), year))
    paper = next(paper for paper in real.papers.values() if paper.links.arxiv and paper.links.code)
    return {
        "home": "",
        "topic": f"topics/{topic}/",
        "year": f"years/{year}/",
        "paper": f"papers/{paper.slug}/",
        "browse": "browse/?q=graph&code=yes",
        "not found": "no-such-page/",
    } | {
        kind: f"{kind}/"
        for kind in ("topics", "years", "library", "new", "pictures", "map", "feeds", "about")
    }


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]


def complaints(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong on the page as it is shown now, by all rules or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    options = {"runOnly": rules or TAGS, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def forgive_missing_page(read: Reader) -> None:
    """The browser itself reports the address that was asked for and is not there."""
    read.faults[:] = [fault for fault in read.faults if "404 (Not Found)" not in fault]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_both_schemes_and_at_both_widths(
    read: Reader, addresses: dict[str, str], kind: str
) -> None:
    page = read.open(addresses[kind], viewport=WIDE, reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            # only colours differ between the schemes
            assert complaints(page, COLOURS if scheme == "dark" else None) == [], (scheme, size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if kind == "not found":
        forgive_missing_page(read)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(
    read: Reader, real: Catalogue, addresses: dict[str, str], scheme: str
) -> None:
    page = read.open(addresses["paper"], viewport=NARROW, color_scheme=scheme, reduced_motion="reduce")
    for act in ("star", "read", "note"):
        page.locator(f".rl-paper [data-rl-act={act}]").click()
    page.keyboard.type("A note")
    page.locator("#rl-q").fill("sparse")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".rl-search [role=option]").first).to_be_visible()
    assert complaints(page) == []
    read.go(page, "browse/")
    page.get_by_role("button", name="Export").click()
    page.locator("[data-rl-act=cite]").first.click()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters").click()
    assert complaints(page) == []
    read.go(page, "library/")
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
    page.get_by_role("button", name="Edit note").click()
    assert complaints(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_visit_stays_within_its_weight(read: Reader, addresses: dict[str, str], kind: str) -> None:
    before = len(read.site.requested)
    page = read.open(addresses[kind], viewport=NARROW)
    page.wait_for_load_state("networkidle")
    theme = ("assets/javascripts/", "assets/stylesheets/")
    loaded = {path: size for path, size in read.site.requested[before:] if not path.startswith(theme)}
    if kind == "not found":
        forgive_missing_page(read)
    assert kind == "browse" or sum(loaded.values()) < BUDGET, loaded


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_while_a_page_loads(read: Reader, addresses: dict[str, str], width: int) -> None:
    context = read.context(viewport={"width": width, "height": 844})
    context.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) jumps += entry.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page = read.open("", within=context)
    for kind in KINDS:
        read.go(page, addresses[kind])
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("jumps") < 0.03, kind
    forgive_missing_page(read)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_stands_without_javascript(
    browser: Browser, built_site: ServedSite, addresses: dict[str, str], kind: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        answer = page.goto(built_site.at(addresses[kind]))
        assert answer is not None
        assert answer.status == (404 if kind == "not found" else 200)
        expect(page.locator("h1").first).to_be_visible()
        assert page.locator(".rl-js:visible, [data-rl-copy]:visible, .rl-keep:visible").count() == 0
        assert page.locator("main a:visible").count() > 0
    finally:
        context.close()


def test_without_javascript_topics_lead_to_every_paper(
    browser: Browser, built_site: ServedSite, real: Catalogue
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(built_site.at("browse/"))
        page.locator("main noscript a, .rl-note a", has_text="topic").click()
        page.wait_for_url("**/topics/")
        page.locator(".rl-topic-item a").first.click()
        page.wait_for_url("**/topics/*/")
        link = page.locator(".rl-card__title a").first
        title = link.inner_text()
        link.click()
        page.wait_for_url("**/papers/*/")
        expect(page.locator("h1")).to_contain_text(title)
        expect(page.locator(".rl-paper__abstract")).to_be_visible()
    finally:
        context.close()


def focused(page: Page) -> dict[str, Any]:
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
def test_tab_reaches_everything_once_and_shows_where_it_is(
    read: Reader, addresses: dict[str, str], kind: str
) -> None:
    page = read.open(addresses[kind], viewport=WIDE, reduced_motion="reduce")
    visible = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a[href], button, input, select, summary)")]
            .filter(at => at.checkVisibility({ visibilityProperty: true }) && at.tabIndex >= 0).length"""
    )
    seen = 0
    for _ in range(900):
        page.keyboard.press("Tab")
        place = focused(page)
        if place["body"] or place["visited"] > 1:
            break
        assert place["outlined"], place["name"]
        seen += 1
    assert seen >= visible


@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("kind", KINDS)
def test_the_menu_opens_and_leads_to_another_page(
    read: Reader, addresses: dict[str, str], kind: str, width: int
) -> None:
    page = read.open(
        addresses[kind], viewport={"width": width, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page.locator("label.md-header__button[for=__drawer]").tap()
    drawer = page.locator(".md-sidebar--primary")
    # below a section the menu opens at that section; its title leads back to the whole menu
    back = drawer.locator("li.md-nav__item--active > nav > label[for^=__nav]")
    for level in reversed(range(back.count())):
        expect(back.nth(level)).to_be_in_viewport()
        back.nth(level).tap()
    target = "new" if kind == "browse" else "browse"
    link = drawer.locator(f"a[href$='{target}/']")
    expect(link).to_be_in_viewport(ratio=1)
    link.tap()
    page.wait_for_url(f"**/{target}/**")
    expect(page.locator("main h1")).to_be_visible()
    if kind == "not found":
        forgive_missing_page(read)
