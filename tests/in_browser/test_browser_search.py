"""The search box in the header and on the home page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conftest import Reader
from playwright.sync_api import expect

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Page

# "Hypothesis", "Subnetworks"
LONG_WORD = re.compile(r"[A-Z][a-z]{8,}")


def mistyped(catalogue: Catalogue) -> tuple[Paper, str]:
    """A paper, and the long words of its title with a letter left out of one of them."""
    for paper in catalogue.papers.values():
        words = LONG_WORD.findall(paper.title)
        if len(words) >= 3:
            return paper, " ".join([words[0][:4] + words[0][5:], *words[1:]]).lower()
    raise AssertionError("the list has no title of three long words")


def options(page: Page) -> list[str]:
    return page.locator(".rl-search [role=option] .rl-search__title").all_text_contents()


def test_a_query_with_a_typo_finds_the_paper_and_enter_opens_it(read: Reader, real: Catalogue) -> None:
    paper, query = mistyped(real)
    page = read.open("about/")
    page.keyboard.press("/")
    page.keyboard.type(query)
    wanted = page.locator(".rl-search [role=option]", has_text=paper.title)
    expect(wanted).to_be_visible()
    box = page.locator("#rl-q")
    expect(box).to_have_attribute("aria-expanded", "true")
    for _ in range(options(page).index(paper.title) + 1):
        page.keyboard.press("ArrowDown")
    expect(wanted).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == wanted.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{paper.slug}/")
    expect(page.locator("h1")).to_contain_text(paper.title)


def test_header_and_browse_page_give_the_same_in_the_same_order(read: Reader) -> None:
    page = read.open("new/")
    page.fill("#rl-q", "network")
    page.keyboard.press("End")
    expect(page.locator(".rl-search [role=option] >> nth=3")).to_be_visible()
    in_header = options(page)
    total = page.locator(".rl-search__all").inner_text()
    page.keyboard.press("ArrowUp")  # from the box upwards lies the last row
    page.keyboard.press("Enter")
    page.wait_for_url("**/browse/?q=network")
    read.settle(page)
    assert page.locator(".rl-card__title").all_text_contents()[: len(in_header)] == in_header
    assert page.locator("[data-rl=total]").inner_text().split()[0] in total


def test_the_panel_closes_by_escape_and_says_when_nothing_is_found(read: Reader) -> None:
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


def test_the_key_can_be_turned_off_and_types_a_slash_in_a_field(read: Reader) -> None:
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
    page.fill("#rl-q", "graph")
    expect(page.locator(".rl-search__note")).to_contain_text("could not be loaded")
    page.unroute("**/assets/search/**")
    page.locator("#rl-q").press_sequentially("s")
    expect(page.locator(".rl-search [role=option]").first).to_be_visible()
    assert all("ERR_FAILED" in fault or "LoadError" in fault for fault in read.faults)
    read.faults.clear()
