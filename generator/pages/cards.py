"""Cards: a paper as every list of papers shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from generator.analysis.topics.keywords import TopicNames, make_keyword_key, split_keyword
from generator.exports import Reference, collect_references, meta
from generator.exports.citation import format_citation
from generator.model.catalog import Catalog
from generator.model.paper import LEVELS, Paper
from generator.model.taxonomy import group_color
from generator.pages.addresses import Address, TextLink, author_address, paper_address, topic_address
from generator.pages.outside_links import OutsideLink, list_links, list_searches
from generator.pages.publication import name_status
from generator.pages.reading_paths import PathPlace, find_places
from generator.text.dates import format_date
from generator.text.titles import title_key
from generator.text.translation import _, ngettext


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
    """A paper with what every list of papers shows of it.

    Attributes:
        authors: few names, or else the organization and the number of authors.
        names: the names in ``authors``, linked to the pages of their authors.
        more_authors: number of authors that ``names`` leaves out.
        date: of first publication, in words.
        venue: its name and year.
        status: what the publisher has announced, such as ``Retracted``; empty if nothing.
        kind: labels of its kinds.
        level: label of its level.
        tags: each with the address of the papers that have it.
        citation: formatted, as plain text.
        coins: HTML element that carries the paper's ContextObject in SPAN.
    """

    paper: Paper
    address: Address
    authors: str
    names: tuple[TextLink, ...]
    more_authors: int
    date: str
    venue: str
    status: str
    kind: str
    level: str
    tags: tuple[tuple[str, str], ...]
    topics: tuple[TopicLink, ...]
    links: tuple[OutsideLink, ...]
    searches: tuple[OutsideLink, ...]
    citation: str
    coins: str


class Cards:
    """Makes the card of each paper, and the link to each topic, once.

    Attributes:
        catalog: the list.
        references: slug -> the paper as something to cite.
        topics: id -> link to the topic.
    """

    def __init__(self, catalog: Catalog, before: "Cards | None" = None) -> None:
        """Take the papers of a list, and what did not change from the cards of an earlier state of it."""
        self.catalog = catalog
        self.references: Mapping[str, Reference] = collect_references(
            catalog, before=(before.catalog, before.references) if before else None
        )
        self.topics = {
            topic.id: TopicLink(
                id=topic.id,
                title=topic.title,
                address=topic_address(topic.id),
                group=group.title,
                group_number=group_color(position),
            )
            for position, group in enumerate(catalog.taxonomy.groups)
            for topic in group.topics
        }
        self._cards: dict[str, Card] = {}
        if (
            before
            and before.catalog.translator is catalog.translator
            and before.catalog.authors.slugs == catalog.authors.slugs
        ):
            old = before.references
            kept = (slug for slug in before._cards if self.references.get(slug) is old[slug])
            self._cards = {slug: before._cards[slug] for slug in kept}

    @cached_property
    def places(self) -> dict[str, list[PathPlace]]:
        """Slug -> the places of a paper on reading paths."""
        return find_places(self)

    def card(self, paper: Paper) -> Card:
        """Return the card of one paper."""
        if paper.slug not in self._cards:
            kinds = self.catalog.kinds
            self._cards[paper.slug] = Card(
                paper=paper,
                address=paper_address(paper.slug),
                authors=_shorten_authors(paper),
                names=self.link_authors(_choose_authors(paper)),
                more_authors=len(paper.authors) - len(_choose_authors(paper)),
                date=_name_date(paper),
                venue=_format_venue(paper),
                status=name_status(paper.status),
                kind=", ".join(_(kinds[kind]) for kind in paper.kind if kind in kinds),
                level=_(LEVELS[paper.level]) if paper.level else "",
                tags=tuple((tag, f"browse/?{urlencode({'tag': tag})}") for tag in paper.tags),
                topics=tuple(self.topics[id_] for id_ in paper.topics if id_ in self.topics),
                links=list_links(paper, self.catalog.site.link_providers),
                searches=list_searches(paper, self.catalog.site.link_providers),
                citation=format_citation(self.references[paper.slug]),
                coins=meta.write_coins(self.references[paper.slug]),
            )
        return self._cards[paper.slug]

    def link_authors(self, names: Iterable[str]) -> tuple[TextLink, ...]:
        """Return names with the addresses of their pages, which authors of several papers have."""
        slugs = self.catalog.authors.slugs
        return tuple(
            TextLink(name, author_address(slugs[name]).path if name in slugs else "") for name in names
        )

    @cached_property
    def _topic_names(self) -> TopicNames:
        return TopicNames(self.catalog.taxonomy)

    def list_keywords(self, paper: Paper) -> tuple[str, ...]:
        """Return the keywords of a paper, except those that match its topics."""
        names = self._topic_names
        return tuple(
            keyword
            for keyword in paper.keywords
            if (keys := list(map(make_keyword_key, split_keyword(keyword))))
            and names.find(keys) not in paper.topics
        )

    def cards(self, papers: Iterable[Paper]) -> tuple[Card, ...]:
        """Return the cards of papers, in their order."""
        return tuple(map(self.card, papers))


def _choose_authors(paper: Paper, *, most: int = 3) -> tuple[str, ...]:
    """Return up to ``most`` names; fewer if more are left out."""
    return paper.authors if len(paper.authors) <= most else paper.authors[: most - 1]


def _shorten_authors(paper: Paper) -> str:
    """Return few names, or else the organization and number of authors as far as known."""
    if paper.authors:
        shown = _choose_authors(paper)
        rest = len(paper.authors) - len(shown)
        names = ", ".join(shown)
        if not rest:
            return names
        return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", rest, names=names)
    parts = []
    if paper.organization:
        parts.append(paper.organization.name)
    if paper.author_count:
        parts.append(ngettext("%(count)s author", "%(count)s authors", paper.author_count))
    return " · ".join(parts)


def _format_venue(paper: Paper) -> str:
    """Return the venue and its year, such as ``ICLR 2020``; empty if no venue is known."""
    if not paper.venue:
        return ""
    return f"{paper.venue} {paper.venue_year}" if paper.venue_year else paper.venue


def _name_date(paper: Paper) -> str:
    """Return the date of first publication in words: ``July 4, 2024``, ``about July 2024``."""
    date = format_date(paper.published)
    return _("about %(date)s", date=date) if date and paper.has_rough_date else date


def sort_newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers by date, the newest first and undated ones last; ties are broken by title and slug."""
    ordered = sorted(papers, key=lambda paper: (title_key(paper.title), paper.slug))
    return sorted(ordered, key=lambda paper: paper.published or str(paper.year or ""), reverse=True)


def _list_rare_facts(paper: Paper, slugs: Mapping[str, str]) -> list[Any]:
    pages = [slugs.get(name, 0) for name in _choose_authors(paper)]
    facts: list[Any] = [paper.status or 0, name_status(paper.status) or 0, paper.must_read_reason or 0]
    facts.append(pages if any(pages) else 0)
    while facts and not facts[-1]:
        facts.pop()
    return facts


def list_facts(catalog: Catalog) -> dict[str, list[Any]]:
    """Return what cards made in the browser show for each paper, beyond what is in the search index.

    Returns:
        Slug -> [venue and its year, date in words, 1 if it awaits review plus 2 if it has no abstract plus 4
        if the date is rough, links, searches, status, its name, why it is a must-read, slugs of the authors'
        pages]; each link is [kind, label, address, title], all as in :class:`Card`. The last four are 0 or
        left out if they are empty.
    """
    return {
        paper.slug: [
            _format_venue(paper),
            _name_date(paper),
            bool(paper.review) + 2 * (not paper.abstract) + 4 * paper.has_rough_date,
            list_links(paper, catalog.site.link_providers),
            list_searches(paper, catalog.site.link_providers),
            *_list_rare_facts(paper, catalog.authors.slugs),
        ]
        for paper in catalog.papers.values()
    }
