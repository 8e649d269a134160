"""The pages of records that await review, which only the curator sees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from generator.curation.change_log import group_by_topic
from generator.curation.review import find_undecided_pairs, list_commands, list_to_review
from generator.model.paper import Paper
from generator.pages.addresses import Address, page_address, paper_address
from generator.pages.cards import Cards, TopicLink
from generator.pages.rendering import Page

if TYPE_CHECKING:
    from generator.duplicates.possible_duplicates import PossibleDuplicate

REVIEW_PAGE = "to-review.md"
PAGE_LENGTH = 50
"""Records on a page."""


def list_review_pages(cards: Cards) -> dict[str, Callable[[Cards], Page]]:
    """Return the pages for review, at least one: source path -> function that makes the page."""
    waiting = list_to_review(cards.catalog)
    starts = range(0, len(waiting) or 1, PAGE_LENGTH)
    sources = [f"to-review/{number}.md" if number > 1 else REVIEW_PAGE for number, _ in enumerate(starts, 1)]
    places = {paper.slug: sources[number // PAGE_LENGTH] for number, paper in enumerate(waiting)}
    # the pages share what is slow to find; the first page shown finds it
    find_duplicates = cache(partial(_find_duplicates, cards, waiting))

    def make(cards: Cards, number: int) -> Page:
        papers = waiting[PAGE_LENGTH * number : PAGE_LENGTH * (number + 1)]
        duplicates = find_duplicates()
        return Page(
            source=sources[number],
            template="to-review.md.jinja",
            title="To review" if number == 0 else f"To review, page {number + 1}",
            description="Records that need review.",
            model={
                "count": len(waiting),
                "groups": _summarize(cards, places),
                "number": number + 1,
                "pages": [Address(page_address(source)) for source in sources],
                "waiting": [(cards.card(paper), duplicates.get(paper.slug, [])) for paper in papers],
            },
            meta={"hide": ["navigation", "toc"]},
        )

    return {source: partial(make, number=number) for number, source in enumerate(sources)}


def _summarize(cards: Cards, places: Mapping[str, str]) -> list[tuple[TopicLink | None, int, Address]]:
    """Return each primary topic, how many records wait there, and where the first of them is."""
    papers = [cards.catalog.papers[slug] for slug in places]
    return [
        (
            cards.topics[topic.id] if topic else None,
            len(found),
            Address(f"{page_address(places[found[0].slug])}#paper-{found[0].slug}"),
        )
        for topic, found in group_by_topic(papers, cards.catalog.taxonomy)
    ]


def _find_duplicates(cards: Cards, waiting: Iterable[Paper]) -> Mapping[str, list[dict[str, Any]]]:
    """Return the possible duplicates of each record that waits, by its slug."""
    slugs = {paper.slug for paper in waiting}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for pair in find_undecided_pairs(cards.catalog, slugs):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one.slug in slugs:
                found[one.slug].append(_describe_duplicate(other, pair))
    return found


def _describe_duplicate(other: Paper, pair: "PossibleDuplicate") -> dict[str, Any]:
    return {
        "title": other.title,
        "address": paper_address(other.slug),
        "score": round(100 * pair.score),
        "commands": list_commands(pair),
    }
