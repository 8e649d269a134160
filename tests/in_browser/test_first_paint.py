"""What readers have chosen applies before anything is shown, without inline scripts."""

from __future__ import annotations

import json

from playwright.sync_api import expect
from reader import Reader
from serving import BASE

from generator.model.catalog import Catalog
from generator.pages.cards import sort_newest_first


def choose_colors(index: int) -> str:
    """Return the script that stores a choice as the theme does: 0 follows the system, 1 is light."""
    return f"localStorage.setItem('{BASE}.__palette', {json.dumps(json.dumps({'index': index}))})"


def test_colors_and_hidden_papers_need_no_later_script(read: Reader, catalog: Catalog) -> None:
    topic = next(iter(catalog.taxonomy.topics))
    slug = next(slug for slug, paper in catalog.papers.items() if paper.primary_topic == topic)
    library = {"version": 1, "papers": {slug: {"state": "read"}}, "preferences": {"hideRead": True}}
    context = read.context(color_scheme="dark")
    # only what is in the head and keeps the parser waiting is left
    context.route("**/{bundle*,site,charts}.js", lambda route: route.abort())
    context.add_init_script(
        choose_colors(1) + f";localStorage.setItem('reading-list:{BASE}', {json.dumps(json.dumps(library))})"
    )
    page = context.new_page()
    page.goto(read.site.at(f"topics/{topic}/"))
    body = page.locator("body")
    assert body.get_attribute("data-md-color-scheme") == "default"
    assert not page.locator(f".rl-list > [data-slug='{slug}']").first.is_visible()
    read.problems.clear()

    context.add_init_script(choose_colors(0))
    page.goto(read.site.at(f"topics/{topic}/"))
    assert body.get_attribute("data-md-color-scheme") == "slate"
    # the scripts that were held back are the only problems
    assert all("ERR_FAILED" in problem for problem in read.problems)
    read.problems.clear()


def test_filters_in_the_address_have_their_place_at_once(read: Reader) -> None:
    context = read.context()
    context.route("**/{bundle*,site,browse}.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(read.site.at("browse/?code=yes"))
    assert page.locator("[data-rl=chips]").get_attribute("hidden") is None
    page.goto(read.site.at("browse/?q=rye"))
    assert page.locator("[data-rl=chips]").get_attribute("hidden") is not None
    # other papers than those that the page comes with are on their way
    expect(page.locator("[data-rl=list] > :visible")).to_have_class(["rl-card rl-skeleton"] * 6)
    expect(page.locator("[data-rl=total]")).not_to_be_visible()
    page.goto(read.site.at("browse/"))
    expect(page.locator("[data-rl=list] > [data-slug]:visible")).to_have_count(20)
    read.problems.clear()


def test_the_newest_papers_need_no_search(read: Reader, catalog: Catalog) -> None:
    (page,) = read.window().pages
    before = len(read.site.requested)
    read.visit_first(page, "browse/")
    cards = page.locator("[data-rl=list] .rl-card__title")
    shown = cards.all_text_contents()
    newest = sort_newest_first(catalog.papers.values())
    assert shown == [paper.title for paper in newest[:20]]
    page.wait_for_load_state("networkidle")
    assert not [
        path
        for path, _ in read.site.requested[before:]
        if path.startswith(("assets/search/", "assets/js/search-engine"))
    ]
    everything = page.get_by_role("button", name=f"Select all {len(newest)}")
    everything.press("Enter")
    expect(page.get_by_role("region", name="Selection")).to_contain_text(f"{len(newest)} selected")
    expect(page.locator(".rl-selected [data-rl=print]")).to_have_count(0)
    # the search agrees with the page: what is there stays, and so does the focus
    first = page.locator("[data-rl=list] .rl-card").first.element_handle()
    page.get_by_role("button", name="Show 20 more").click()
    expect(cards).to_have_count(40)
    assert cards.all_text_contents() == [paper.title for paper in newest[:40]]
    assert page.evaluate("card => card.isConnected", first)
    page.locator("[data-rl=list] .rl-abstract summary").first.click()
    expect(page.locator("[data-rl=list] .rl-abstract p").first).to_have_text(
        " ".join(newest[0].abstract.split())
    )


def test_the_density_of_the_list_is_remembered(read: Reader) -> None:
    page = read.open("browse/")
    summary = page.locator("[data-rl=list] .rl-card__tldr").first
    expect(summary).to_be_visible()
    page.get_by_role("combobox", name="View").select_option("Titles only")
    expect(summary).to_be_hidden()
    # before the page's own scripts run
    page.route("**/{bundle*,site,browse}.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("[data-rl=list] .rl-card__title").first).to_be_visible()
    expect(summary).to_be_hidden()
    read.problems.clear()
