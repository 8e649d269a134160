"""The page of feeds and export files."""

from __future__ import annotations

from generator.pages.addresses import year_address
from generator.pages.cards import Cards
from generator.pages.page import Page
from generator.pages.topics import summarize_groups


def make_feeds_page(cards: Cards) -> Page:
    """Return the page of feeds and export files."""
    catalogue = cards.catalogue
    return Page(
        source="feeds.md",
        template="feeds.md.jinja",
        title="Follow and export",
        description="Feeds of the whole list and of each topic, and files for reference managers.",
        model={
            "groups": summarize_groups(cards),
            "years": [(str(year or "unknown"), year_address(year)) for year in catalogue.by_year],
            "count": len(catalogue.papers),
        },
        meta={"hide": ["navigation"]},
    )
