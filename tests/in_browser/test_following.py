"""What a reader who comes back is told: followed topics, news, where to go on. And topics on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from reader import Reader
from stored_library import stored

from generator.exports.citation import format_citation
from generator.exports.references import collect_references
from generator.model.catalog import Catalog
from generator.model.taxonomy import Topic


@pytest.fixture(scope="module")
def topic(catalog: Catalog) -> Topic:
    """A topic with a reading path."""
    return next(topic for topic in catalog.taxonomy.topics.values() if len(topic.path) > 2)


def test_a_topic_is_followed_in_two_actions_and_its_feed_can_be_copied(read: Reader, topic: Topic) -> None:
    page = read.open("", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".rl-group__topics").get_by_role("link", name=topic.title, exact=True).click()
    read.settle(page)
    page.locator("[data-rl-follow].is-ready summary").click()
    expect(page.get_by_role("status").filter(has_text="will be shown on the home page")).to_be_visible()
    assert list(stored(page)["news"]["follows"]) == [topic.id]
    page.get_by_role("button", name="Copy feed address").click()
    expect(page.get_by_text("Feed address copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == read.site.at(f"feeds/{topic.id}.xml")

    page.reload()
    expect(page.locator(".rl-follow summary")).to_have_text(re.compile("Following"))
    page.locator(".rl-follow.is-ready summary").click()
    page.get_by_role("button", name="Stop following").click()
    assert stored(page)["news"]["follows"] == {}


def test_a_topic_on_paper_is_a_bibliography(read: Reader, catalog: Catalog, topic: Topic) -> None:
    page = read.open(f"topics/{topic.id}/")
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
