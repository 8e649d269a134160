"""What readers have chosen applies before anything is shown, without inline scripts."""

from __future__ import annotations

import json

from reader import Reader
from serving import BASE

from generator.model.catalog import Catalog


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
    read.problems.clear()
