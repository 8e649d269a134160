"""What a reader who comes back is told: followed topics, news, where to go on. And topics on paper."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hostile_library import EVIL
from playwright.sync_api import expect
from reader import Reader
from stored_library import stored, with_library

from generator.exports import feeds
from generator.exports.citation import format_citation
from generator.exports.references import collect_references
from generator.model.catalog import Catalog
from generator.model.taxonomy import Topic

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def topic(catalog: Catalog) -> Topic:
    """A topic with a reading path."""
    return next(topic for topic in catalog.taxonomy.topics.values() if len(topic.path) > 2)


def look_back(page: Page, part: str) -> list[str]:
    """Return the lines of a part of the home page that only readers who come back see."""
    return page.locator(f"#rl-back [data-rl={part}] li:visible").all_inner_texts()


def find_shifts(page: Page) -> int:
    """Return how many times something below the page's header has moved since the page was opened."""
    shifts: int = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().filter(
            ({ sources }) => sources.some(({ node }) => document.querySelector("main").contains(node))
        ).length)).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(done, 50, 0))"""
    )
    return shifts


def test_a_first_visit_explains_the_list_and_the_next_shows_where_the_reader_left_off(
    read: Reader, catalog: Catalog, topic: Topic
) -> None:
    page = read.open("")
    expect(page.locator(".rl-hero__lead")).to_be_visible()
    expect(page.locator("#rl-back")).to_be_hidden()

    times = feeds.find_added_times(catalog.changes, collect_references(catalog).values())
    newest = sorted(times, key=lambda slug: times[slug], reverse=True)
    steps = [step.paper for step in topic.path]
    later, viewed = [slug for slug in newest if slug not in steps][:2]
    library: dict[str, Any] = {
        "version": 2,
        "papers": {
            catalog.taxonomy.paths[0].steps[0].paper: {"state": "read", "title": "First"},
            **{slug: {"state": "read", "stateAt": at} for at, slug in enumerate(steps[:2], 1)},
            later: {"state": "later", "title": "Read Me Later"},
        },
        "opened": [
            {"slug": viewed, "title": "Seen Before", "at": 5},
            {"slug": steps[0], "title": "R", "at": 4},
        ],
        "news": {
            "follows": {topic.id: "2031-01-01"},
            "visit": {"day": "2031-01-02", "known": times[newest[3]]},
        },
    }
    page = read.open("", within=with_library(read, library))
    expect(page.locator(".rl-hero__lead")).to_be_hidden()
    (path, *_others) = catalog.taxonomy.paths
    read_of_path = sum(
        1 for step in path.steps if library["papers"].get(step.paper, {}).get("state") == "read"
    )
    expect(page.locator(".rl-way > .rl-progress").first).to_have_text(
        f"{read_of_path} of {len(path.steps)} read"
    )
    of_topic = sum(1 for slug in newest[:3] if topic.id in catalog.papers[slug].topics)
    assert look_back(page, "news") == [
        "3 new since January 2, 2031",
        f"{topic.title}\n{of_topic}" if of_topic else topic.title,
    ]
    assert look_back(page, "later") == ["Read Me Later"]
    assert look_back(page, "opened") == ["Seen Before"]
    going_on = page.locator("#rl-back [data-rl=continue] a")
    expect(going_on).to_contain_text(f"Step 3 of {len(steps)}: {catalog.papers[steps[2]].title}")
    expect(going_on).to_contain_text(topic.title)
    assert find_shifts(page) == 0
    going_on.click()
    expect(page).to_have_url(read.site.at(f"papers/{steps[2]}/#topic-path-{topic.id}"))

    visit = stored(page)["news"]["visit"]
    assert (visit["known"], visit["since"]) == (times[newest[0]], "2031-01-02")


def test_whatever_is_stored_the_home_page_only_shows_texts(read: Reader) -> None:
    slug = "h-1"
    library = {
        "version": 2,
        "papers": {
            slug: {"state": "later", "title": EVIL},
            "../x": {"state": "read"},
            EVIL: {"state": "read"},
        },
        "opened": [{"slug": "h-2", "title": EVIL}, {"slug": "javascript:pwn()", "title": "X"}, None],
        "news": {
            "follows": {EVIL: EVIL, "h-1": 1},
            "searches": [{"query": EVIL, "title": EVIL}, {"query": f"?q={EVIL}", "title": EVIL}, 5],
            "visit": {"day": EVIL, "known": [EVIL]},
        },
    }
    page = read.open("", within=with_library(read, library))
    assert look_back(page, "later") == [" ".join(EVIL.split())]
    hrefs = page.locator("#rl-back a").evaluate_all("all => all.map(link => link.href)")
    assert all(href.startswith(read.site.url) for href in hrefs)
    assert page.locator("#rl-back :is(img, script, svg)").count() == 0
    page = read.open("", within=with_library(read, json.dumps([library])))
    expect(page.locator("#rl-back")).to_be_hidden()


def test_a_topic_is_followed_in_two_actions_and_its_feed_can_be_copied(read: Reader, topic: Topic) -> None:
    page = read.open("", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".rl-group__topics").get_by_role("link", name=topic.title, exact=True).click()
    read.settle(page)
    page.locator("[data-rl-follow].is-ready summary").click()
    expect(page.get_by_role("status").filter(has_text="will appear on the home page")).to_be_visible()
    assert list(stored(page)["news"]["follows"]) == [topic.id]
    page.get_by_role("button", name="Copy feed address").click()
    expect(page.get_by_text("Feed address copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == read.site.at(f"feeds/{topic.id}.xml")

    page.reload()
    expect(page.locator(".rl-follow summary")).to_have_text(re.compile("Following"))
    page.locator(".rl-follow.is-ready summary").click()
    page.get_by_role("button", name="Stop following").click()
    assert stored(page)["news"]["follows"] == {}


def test_a_saved_search_is_checked_on_the_next_visit(read: Reader) -> None:
    page = read.open("browse/?q=dough&code=yes")
    save = page.get_by_role("button", name="Save search")
    save.click()
    expect(save).to_have_attribute("aria-pressed", "true")
    library = stored(page)
    (search,) = library["news"]["searches"]
    assert search["query"] == "?q=dough&code=yes"
    # as if two papers had been added since
    search["known"] = search["known"][2:]
    page = read.open("", within=with_library(read, library))
    row = page.locator("#rl-back [data-rl=news] li", has_text="dough, with code")
    expect(row).to_contain_text("2 new")
    row.get_by_role("link").click()
    expect(page).to_have_url(read.site.at("browse/?q=dough&code=yes"))
    page.go_back()
    page.wait_for_load_state("networkidle")
    expect(row).not_to_contain_text("new")

    read.go(page, "feeds/")
    page.get_by_role("button", name="Remove: dough, with code").click()
    expect(page.get_by_role("heading", name="Saved searches")).to_be_hidden()
    assert stored(page)["news"]["searches"] == []


def test_a_topic_on_paper_is_a_bibliography(read: Reader, catalog: Catalog, topic: Topic) -> None:
    page = read.open(f"topics/{topic.id}/")
    card = page.locator(".rl-card:has(.rl-abstract)").first
    card.get_by_text("Abstract", exact=True).click()
    abstract = catalog.papers[card.get_attribute("data-slug") or ""].abstract or ""
    expect(card.locator(".rl-abstract p")).to_have_text(abstract)
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    references = collect_references(catalog)
    papers = catalog.by_topic[topic.id]
    shown = page.locator(".rl-card__reference:visible").all_inner_texts()
    assert sorted(shown) == sorted(format_citation(references[paper.slug]) for paper in papers)
    summaries = page.locator(".rl-card__tldr:visible").all_inner_texts()
    assert sorted(summaries) == sorted(paper.tldr for paper in papers if paper.tldr)
    assert (
        page.locator(
            ":is(button, input, summary, .rl-abstract, .rl-links, .rl-keep, .rl-chip):visible"
        ).count()
        == 0
    )
    content = page.locator(".md-content__inner")
    assert content.evaluate("at => getComputedStyle(at).columnCount") == "2"
