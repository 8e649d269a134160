"""Cards: a paper as every list of papers shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.pages.addresses import Address, paper_address, topic_address
from generator.pages.outside_links import OutsideLink, list_links, list_searches
from generator.pages.svg import group_color
from generator.text.dates import format_date
from generator.text.plurals import count_nouns
from generator.text.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """A topic as pages show it; ``group_number`` is the number of its group's color."""

    id: str
    title: str
    address: Address
    group: str
    group_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper as every list of papers shows it."""

    slug: str
    title: str
    address: Address
    authors: str
    year: int | None
    published: str
    date: str
    venue: str
    kind: str
    topics: tuple[TopicLink, ...]
    tldr: str
    abstract: str
    links: tuple[OutsideLink, ...]
    searches: tuple[OutsideLink, ...]
    unreviewed: str
    coins: str


class Cards:
    """Makes the card of each paper, and the link to each topic, once.

    Args:
        catalogue: the list.
        coins: slug -> HTML element that carries the paper's ContextObject in SPAN.
    """

    def __init__(self, catalogue: Catalogue, coins: Mapping[str, str] | None = None) -> None:
        self.catalogue = catalogue
        self.coins = coins or {}
        self.topics: dict[str, TopicLink] = {}
        for position, group in enumerate(catalogue.taxonomy.groups):
            for topic in group.topics:
                self.topics[topic.id] = TopicLink(
                    id=topic.id,
                    title=topic.title,
                    address=topic_address(topic.id),
                    group=group.title,
                    group_number=group_color(position),
                )
        self._cards: dict[str, Card] = {}

    def card(self, paper: Paper) -> Card:
        """Return the card of one paper."""
        if paper.slug not in self._cards:
            self._cards[paper.slug] = self._make_card(paper)
        return self._cards[paper.slug]

    def cards(self, papers: Iterable[Paper]) -> tuple[Card, ...]:
        """Return the cards of papers, in their order."""
        return tuple(self.card(paper) for paper in papers)

    def _make_card(self, paper: Paper) -> Card:
        return Card(
            slug=paper.slug,
            title=paper.title,
            address=paper_address(paper.slug),
            authors=_shorten_authors(paper),
            year=paper.year,
            published=paper.published or "",
            date=format_date(paper.published),
            venue=format_venue(paper),
            kind=paper.kind or "",
            topics=tuple(self.topics[id_] for id_ in paper.topics if id_ in self.topics),
            tldr=paper.tldr or "",
            abstract=paper.abstract,
            links=list_links(paper),
            searches=list_searches(paper),
            unreviewed=paper.review or "",
            coins=self.coins.get(paper.slug, ""),
        )


def _shorten_authors(paper: Paper, *, most: int = 3) -> str:
    """Return up to ``most`` names, or else the organization and number of authors as far as known."""
    if paper.authors:
        shown = paper.authors if len(paper.authors) <= most else paper.authors[: most - 1]
        rest = len(paper.authors) - len(shown)
        return ", ".join(shown) + (f" and {rest} more" if rest else "")
    parts = []
    if paper.organization:
        parts.append(paper.organization.name)
    if paper.author_count:
        parts.append(count_nouns(paper.author_count, "author"))
    return " · ".join(parts)


def format_venue(paper: Paper) -> str:
    """Return the venue and its year, such as ``ICLR 2020``; empty if no venue is known."""
    if not paper.venue:
        return ""
    return f"{paper.venue} {paper.venue_year}" if paper.venue_year else paper.venue


def sort_newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers by date, the newest first and undated ones last; ties are broken by title and slug."""
    ordered = sorted(papers, key=lambda paper: (title_key(paper.title), paper.slug))
    return sorted(ordered, key=_sort_date, reverse=True)


def _sort_date(paper: Paper) -> str:
    return paper.published or (str(paper.year) if paper.year else "")


def list_facts(catalogue: Catalogue) -> dict[str, list[Any]]:
    """Return what cards made in the browser show of each paper, beyond what the search index has.

    Returns:
        Slug -> [venue and its year, date in words, 1 if it awaits review, links, searches]; each link is
        [kind, label, address, title], all as in :class:`Card`.
    """

    def shorten(links: Iterable[OutsideLink]) -> list[list[str]]:
        return [[link.kind, link.label, link.url, link.title] for link in links]

    return {
        paper.slug: [
            format_venue(paper),
            format_date(paper.published),
            int(bool(paper.review)),
            shorten(list_links(paper)),
            shorten(list_searches(paper)),
        ]
        for paper in catalogue.papers.values()
    }
