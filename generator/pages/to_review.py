"""The curator's page of records that await review; never published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.curation.review import find_undecided_pairs, list_commands, list_to_review
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.model.paper import Paper
from generator.pages.addresses import paper_address
from generator.pages.cards import Cards
from generator.pages.page import Page


def make_review_page(cards: Cards) -> Page:
    """Return the page of the records that await review, and of possible duplicates among them."""
    waiting = list_to_review(cards.catalogue)
    pairs = find_undecided_pairs(cards.catalogue, {paper.slug for paper in waiting})
    return Page(
        source="to-review.md",
        template="to-review.md.jinja",
        title="To review",
        description="Records that need review.",
        model={"waiting": [_describe(cards, paper, pairs) for paper in waiting]},
        meta={"hide": ["navigation", "toc"]},
    )


def _describe(cards: Cards, paper: Paper, pairs: Iterable[PossibleDuplicate]) -> dict[str, Any]:
    duplicates = []
    for pair in pairs:
        if paper.slug in pair.slugs:
            other = pair.other if pair.one.slug == paper.slug else pair.one
            duplicates.append(
                {
                    "title": other.title,
                    "address": paper_address(other.slug),
                    "score": round(100 * pair.score),
                    "commands": list_commands(pair),
                }
            )
    return {"card": cards.card(paper), "reason": paper.review, "possible_duplicates": duplicates}
