"""The home page."""

from __future__ import annotations

from generator.pages.cards import Cards, sort_newest_first
from generator.pages.page import Page
from generator.pages.reading_paths import make_path
from generator.pages.topics import summarize_groups
from generator.text.dates import format_date

LATEST = 6
"""Recently added papers that the home page shows."""


def make_home_page(cards: Cards) -> Page:
    """Return the home page: numbers, reading paths, topics, and the papers added last."""
    catalogue = cards.catalogue
    papers = catalogue.papers.values()
    last_day = max((paper.added for paper in papers if paper.added), default="")
    latest = sort_newest_first(paper for paper in papers if last_day and paper.added == last_day)
    years = [paper.year for paper in papers if paper.year]
    return Page(
        source="index.md",
        template="home.md.jinja",
        title=catalogue.site.name,
        description=catalogue.site.description,
        model={
            "count": len(papers),
            "topic_count": len(cards.topics),
            "code_count": sum(1 for paper in papers if paper.links.code),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "groups": summarize_groups(cards),
            "paths": [make_path(cards, path) for path in catalogue.taxonomy.paths],
            "added_on": format_date(last_day),
            "added_count": len(latest),
            "latest": cards.cards(latest[:LATEST]),
        },
        meta={"hide": ["navigation", "toc"]},
    )
