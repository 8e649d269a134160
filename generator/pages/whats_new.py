"""The page of changes to the list, day by day."""

from __future__ import annotations

from typing import Any

from generator.curation.change_log import Day, group_by_topic, list_days
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.page import Page
from generator.text.dates import format_date


def make_whats_new_page(cards: Cards) -> Page:
    """Return the page of changes to the list, the latest day first."""
    return Page(
        source="new.md",
        template="new.md.jinja",
        title="What’s new",
        description="Papers added, moved, merged and excluded, day by day.",
        model={"changes": [_describe_day(cards, day) for day in list_days(cards.catalogue)]},
        meta={"hide": ["navigation"]},
    )


def _describe_day(cards: Cards, day: Day) -> dict[str, Any]:
    groups = group_by_topic(day.added, cards.catalogue.taxonomy)
    return {
        "date": format_date(day.date),
        "iso": day.date,
        "note": " ".join(day.notes),
        "sources": day.sources,
        "added": len(day.added),
        "groups": [
            (topic.title if topic else "Without a topic", cards.cards(sort_newest_first(papers)))
            for topic, papers in groups
        ],
        "moved": [
            (cards.card(move.paper), cards.topics.get(move.old), cards.topics.get(move.new))
            for move in day.moved
        ],
        "merged": [(merge.slug, cards.card(merge.into)) for merge in day.merged],
        "excluded": [(left.title, left.reason) for left in day.excluded],
    }
