"""The curator's page of records that await review; never published."""

from __future__ import annotations

from typing import Any

from generator.curation.review import ReviewItem, list_commands, list_to_review
from generator.pages.addresses import paper_address
from generator.pages.cards import Cards
from generator.pages.page import Page


def make_review_page(cards: Cards) -> Page:
    """Return the page of the records that await review, and of possible duplicates among them."""
    return Page(
        source="to-review.md",
        template="to-review.md.jinja",
        title="To review",
        description="Records that need review.",
        model={"waiting": [_describe(cards, item) for item in list_to_review(cards.catalogue)]},
        meta={"hide": ["navigation", "toc"]},
    )


def _describe(cards: Cards, item: ReviewItem) -> dict[str, Any]:
    duplicates = []
    for pair in item.possible_duplicates:
        other = pair.other if pair.one.slug == item.paper.slug else pair.one
        duplicates.append(
            {
                "title": other.title,
                "address": paper_address(other.slug),
                "score": round(100 * pair.score),
                "commands": list_commands(pair),
            }
        )
    return {"card": cards.card(item.paper), "reason": item.reason, "possible_duplicates": duplicates}
