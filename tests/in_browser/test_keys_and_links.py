"""The keyboard in lists of papers, and what links within the site show and load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from reader import Reader

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE = {"width": 1440, "height": 900}


def focused(page: Page) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_papers_are_read_and_kept_with_single_keys(read: Reader, addresses: dict[str, str]) -> None:
    page = read.open("browse/?q=dough", viewport=WIDE, reduced_motion="reduce")
    cards = page.locator(".rl-card")
    titles = [text.strip() for text in cards.locator(".rl-card__title").all_text_contents()]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == titles[1]
    page.keyboard.press("k")
    assert focused(page) == titles[0]
    for key, act in (("s", "star"), ("r", "read")):
        page.keyboard.press(key)
        expect(cards.first.locator(f"[data-rl-act={act}]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".rl-tabs [data-rl-count]")).to_have_text("1")
    page.keyboard.press("c")
    expect(page.get_by_role("group", name="Copy as")).to_be_visible()
    page.keyboard.press("Escape")

    # nothing happens while typing, and with the preference off
    search = page.locator("#rl-browse-q")
    search.focus()
    page.keyboard.type(" s?")
    expect(search).to_have_value("dough s?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    read.go(page, addresses["topic"])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("link", name="in your library").click()
    page.get_by_label("Single-key shortcuts").uncheck()
    read.go(page, addresses["topic"])
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")


def test_a_card_is_two_stops_of_the_tab_key(read: Reader, addresses: dict[str, str]) -> None:
    page = read.open(addresses["topic"], viewport=WIDE, reduced_motion="reduce")
    card = page.locator(".rl-list .rl-card").first
    second = page.locator(".rl-list .rl-card").nth(1)
    card.locator(".rl-card__title a").focus()
    page.keyboard.press("Tab")
    expect(card.get_by_role("toolbar").locator(":focus")).to_have_count(1)
    reached = set()
    for _ in range(20):
        reached.add(page.evaluate("document.activeElement.dataset.rlAct"))
        page.keyboard.press("ArrowRight")
    assert {"star", "later", "read", "cite"} <= reached
    page.keyboard.press("Tab")
    expect(second.locator(".rl-card__title a")).to_be_focused()
    assert page.locator(".headerlink").evaluate_all("all => all.every(link => link.tabIndex < 0)")


def test_links_show_what_is_behind_them(read: Reader, addresses: dict[str, str], catalog: Catalog) -> None:
    page = read.open(addresses["topic"], viewport=WIDE, reduced_motion="reduce")
    card = page.locator("#rl-preview")
    card.wait_for(state="attached")
    link = page.locator(".rl-path__step > a").first
    slug = (link.get_attribute("href") or "").split("#")[0].strip("/").split("/")[-1]
    paper = catalog.papers[slug]
    link.hover()
    expect(card).to_contain_text(paper.title)
    expect(card).to_contain_text(paper.tldr)
    # the card can be pointed at, and does not cover its link
    card.hover()
    above, below = link.bounding_box(), card.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] >= above["y"] + above["height"] or below["y"] + below["height"] <= above["y"]
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    # a paper that is beside its title already needs no card, but its page is fetched
    title = page.locator(".rl-card__title a").last
    with page.expect_request(f"**/{(title.get_attribute('href') or '').strip('./')}/"):
        title.hover()
    expect(card).to_be_hidden()
