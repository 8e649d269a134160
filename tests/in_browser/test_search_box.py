"""The search box in the header and on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Page


def options(page: Page) -> list[str]:
    return page.locator(".rl-search [role=option] .rl-search__title").all_text_contents()


def test_a_query_with_a_typo_finds_the_paper_and_enter_opens_it(read: Reader) -> None:
    title = "Measuring Gluten Development in Sourdough Starters"
    page = read.open("about/")
    page.keyboard.press("/")
    page.keyboard.type("measring gluten development starters")
    wanted = page.locator(".rl-search [role=option]", has_text=title)
    expect(wanted).to_be_visible()
    box = page.locator("#rl-q")
    expect(box).to_have_attribute("aria-expanded", "true")
    for _ in range(options(page).index(title) + 1):
        page.keyboard.press("ArrowDown")
    expect(wanted).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == wanted.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/measuring-gluten-development-in-sourdough-starters/")
    expect(page.locator("h1")).to_contain_text(title)


def test_the_search_box_and_the_browse_page_rank_alike(read: Reader) -> None:
    page = read.open("new/")
    page.fill("#rl-q", "dough")
    page.keyboard.press("End")
    expect(page.locator(".rl-search [role=option] >> nth=3")).to_be_visible()
    in_header = options(page)
    total = page.locator(".rl-search__all").inner_text()
    page.keyboard.press("ArrowUp")  # up from the box is the last row
    page.keyboard.press("Enter")
    page.wait_for_url("**/browse/?q=dough")
    read.settle(page)
    assert page.locator(".rl-card__title").all_text_contents()[: len(in_header)] == in_header
    assert page.locator("[data-rl=total]").inner_text().split()[0] in total


def test_no_results_are_announced_and_escape_closes_the_panel(read: Reader) -> None:
    page = read.open("topics/")
    page.fill("#rl-q", "zzqqxxy")
    note = page.locator(".rl-search__note")
    expect(note).to_contain_text("No papers match “zzqqxxy”")
    expect(page.locator(".rl-search > [role=status]")).to_have_text("No results.")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator("#rl-q")).to_have_value("zzqqxxy")
    expect(page.locator("#rl-q")).to_be_focused()


def test_markup_in_a_query_stays_text(read: Reader) -> None:
    page = read.open("")
    page.fill("#rl-hero-q", "<zzqqx>qqxxyz</zzqqx>")
    expect(page.locator(".rl-hero__search .rl-search__note")).to_contain_text("“<zzqqx>qqxxyz</zzqqx>”")
    assert page.locator(".rl-hero__search zzqqx").count() == 0


def test_the_slash_shortcut_can_be_turned_off_and_is_a_slash_in_a_field(read: Reader) -> None:
    page = read.open("library/")
    page.keyboard.press("/")
    expect(page.locator("#rl-q")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#rl-q")).to_have_value("a/b")
    page.keyboard.press("Escape")
    page.uncheck("[data-rl=slash]")
    page.locator("[data-rl=slash]").focus()
    page.keyboard.press("/")
    expect(page.locator("[data-rl=slash]")).to_be_focused()


def test_search_reports_a_network_failure_and_recovers(read: Reader) -> None:
    page = read.open("about/")
    page.route("**/assets/search/**", lambda route: route.abort())
    page.fill("#rl-q", "dough")
    expect(page.locator(".rl-search__note")).to_contain_text("could not be loaded")
    page.unroute("**/assets/search/**")
    page.locator("#rl-q").press_sequentially("s")
    expect(page.locator(".rl-search [role=option]").first).to_be_visible()
    assert all("ERR_FAILED" in problem or "LoadError" in problem for problem in read.problems)
    read.problems.clear()
