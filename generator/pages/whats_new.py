"""The page "What's new": the changes to the list, day by day."""

from collections.abc import Iterable
from typing import Any

from generator.curation.change_log import Day, Move, group_by_topic, list_days
from generator.pages.cards import Card, Cards, TopicLink, sort_newest_first
from generator.pages.rendering import Page
from generator.text.dates import format_date
from generator.text.translation import _, ngettext

MOST_SHOWN = 12
"""Added papers that a day shows in full; of more, it shows a choice and links to the others."""
CHOICE = 6


def make_whats_new_page(cards: Cards) -> Page:
    """Return the page of changes to the list, the latest day first."""
    return Page(
        source="new.md",
        template="new.md.jinja",
        title=_("What’s new"),
        description=_("Papers added, moved, merged and excluded, day by day."),
        model={"days": [_describe_day(cards, day) for day in list_days(cards.catalog)]},
        meta={"hide": ["navigation"]},
    )


def _describe_day(cards: Cards, day: Day) -> dict[str, Any]:
    newest_first = sort_newest_first(day.added)
    groups = group_by_topic(newest_first, cards.catalog.taxonomy)
    shown = len(newest_first)
    if shown > MOST_SHOWN:
        shown = CHOICE
    choice = sorted(newest_first, key=lambda paper: not paper.must_read)[:CHOICE]
    return {
        "date": format_date(day.date),
        "iso": day.date,
        "note": " ".join(day.notes),
        "facts": _count(day),
        "groups": [
            (topic.title if topic else _("Without a topic"), cards.cards(papers)) for topic, papers in groups
        ]
        if shown == len(newest_first)
        else [("", cards.cards(choice))],
        "topics": [(cards.topics[topic.id], len(papers)) for topic, papers in groups if topic],
        "rest": len(newest_first) - shown,
        "moved": _group_moves(cards, day.moved),
        "merged": [cards.card(into) for _slug, into in day.merged],
        "excluded": day.excluded,
    }


def _group_moves(
    cards: Cards, moves: Iterable[Move]
) -> list[tuple[TopicLink | None, list[tuple[Card, TopicLink | None]]]]:
    """Return the topics to which papers moved, each with the papers and the topics they moved from."""
    groups: dict[TopicLink | None, list[tuple[Card, TopicLink | None]]] = {}
    for move in moves:
        moved = (cards.card(move.paper), cards.topics.get(move.old))
        groups.setdefault(cards.topics.get(move.new), []).append(moved)
    return list(groups.items())


def _count(day: Day) -> list[str]:
    """Return what happened in numbers, such as ``5 papers added``."""
    added, moved, merged, excluded = map(len, (day.added, day.moved, day.merged, day.excluded))
    facts = (
        added and ngettext("%(count)s paper added", "%(count)s papers added", added),
        moved and ngettext("%(count)s moved to another topic", "%(count)s moved to another topic", moved),
        merged and ngettext("%(count)s duplicate merged", "%(count)s duplicates merged", merged),
        excluded and ngettext("%(count)s excluded", "%(count)s excluded", excluded),
    )
    return [fact for fact in facts if fact]
