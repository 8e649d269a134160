"""Pages of which there is one each: home, library, feeds."""

import json

from generator.exports.feeds import FEED_LENGTH, find_added_times
from generator.exports.paths import has_small_files
from generator.pages.addresses import year_address
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.offers import offer_choice, offer_list, offer_topic, offer_year
from generator.pages.reading_paths import list_paths, make_path
from generator.pages.rendering import Page
from generator.pages.topics import summarize_groups
from generator.text.dates import format_date
from generator.text.translation import _

LATEST = 6
"""Recently added papers that the home page shows."""
NEWS = 60
"""Recently added papers that the home page counts for readers who come back."""


def make_home_page(cards: Cards) -> Page:
    """Return the home page: numbers, reading paths, topics, and the papers added last."""
    catalog = cards.catalog
    papers = catalog.papers.values()
    last_day = max((paper.added for paper in papers if paper.added), default="")
    latest = sort_newest_first(paper for paper in papers if last_day and paper.added == last_day)
    years = [paper.year for paper in papers if paper.year]
    return Page(
        source="index.md",
        template="home.md.jinja",
        title=catalog.site.name,
        description=catalog.site.description,
        model={
            "count": len(papers),
            "topic_count": len(cards.topics),
            "code_count": sum(1 for paper in papers if paper.links.code),
            "must_read_count": sum(1 for paper in papers if paper.must_read),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "groups": summarize_groups(cards),
            "paths": [make_path(cards, path) for path in catalog.taxonomy.paths],
            "added_on": format_date(last_day),
            "added_count": len(latest),
            "latest": cards.cards(latest[:LATEST]),
            "has_paths": bool(list_paths(cards)),
            "news": _list_news(cards),
        },
        meta={"hide": ["navigation", "toc"], "style": "home"},
    )


def _list_news(cards: Cards) -> str:
    """Return as JSON when the newest papers were added, and the topics: [[time, 3, 17], …]."""
    catalog = cards.catalog
    times = find_added_times(catalog.changes, cards.references.values())
    newest = sorted(times, key=lambda slug: times[slug], reverse=True)[:NEWS]
    numbers = {id_: number for number, id_ in enumerate(cards.topics)}
    topics = ([numbers[id_] for id_ in catalog.papers[slug].topics if id_ in numbers] for slug in newest)
    rows = [[times[slug], *ids] for slug, ids in zip(newest, topics, strict=True)]
    return json.dumps(rows, separators=(",", ":"))


def make_library_page(cards: Cards) -> Page:
    """Return the page of the reader's library, which the browser fills; it has all reading paths."""
    catalog = cards.catalog
    telling = sorted(catalog.papers.values(), key=lambda paper: (not paper.must_read, not paper.authors))
    return Page(
        source="library.md",
        template="library.md.jinja",
        title=_("My library"),
        description=_("The papers you starred, read or want to read, and your notes, in your browser only."),
        model={
            "count": len(catalog.papers),
            "exports": offer_choice(),
            "paths": list_paths(cards),
            "example": cards.card(telling[0]) if telling else None,
        },
        meta={"hide": ["navigation", "toc"], "style": "library"},
    )


def make_feeds_page(cards: Cards) -> Page:
    """Return the page of feeds and export files."""
    catalog = cards.catalog
    count = len(catalog.papers)
    return Page(
        source="feeds.md",
        template="feeds.md.jinja",
        title=_("Follow and export"),
        description=_("Feeds of the whole list and of each topic, and files for reference managers."),
        model={
            "groups": summarize_groups(cards),
            "years": [
                (str(year or _("unknown")), year_address(year), offer_year(year, count))
                for year in catalog.by_year
            ],
            "count": count,
            "feed_length": FEED_LENGTH,
            "paper_files": has_small_files(count),
            "exports": offer_list(),
            "by_topic": {id_: offer_topic(id_) for id_ in catalog.taxonomy.topics},
        },
        meta={"hide": ["navigation"]},
    )
