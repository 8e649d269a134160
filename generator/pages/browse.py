"""The page for searching and filtering all papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.pages.cards import Cards
from generator.pages.page import Page
from generator.pages.svg import group_color
from generator.text.plurals import count_nouns


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value by which papers can be filtered.

    Attributes:
        value: in addresses; ``unknown`` for papers that lack a value.
        label: what a reader sees.
        count: number of papers on the whole list that have it.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """Values of a facet below one heading; ``number`` is that of the group's color, 0 for none."""

    title: str = ""
    number: int = 0
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What papers can be filtered by."""

    name: str
    title: str
    groups: tuple[FacetGroup, ...]


def make_browse_page(cards: Cards) -> Page:
    """Return the page for searching and filtering all papers."""
    count = len(cards.catalogue.papers)
    return Page(
        source="browse.md",
        template="browse.md.jinja",
        title="Browse",
        description=f"Search, filter, sort and export all {count_nouns(count, 'paper')}.",
        model={"count": count, "facets": list_facets(cards.catalogue)},
        meta={"hide": ["navigation", "toc"]},
    )


def list_facets(catalogue: Catalogue) -> tuple[Facet, ...]:
    """Return the facets, in the order in which the page shows them."""
    papers = catalogue.papers.values()
    years = Counter(str(paper.year) if paper.year else None for paper in papers)
    kinds = Counter[str | None](paper.kind for paper in papers)
    venues = Counter(paper.venue for paper in papers)
    return (
        _topic_facet(catalogue),
        _plain_facet("year", "Year", years, sorted(filter(None, years), reverse=True)),
        _plain_facet("kind", "Kind", kinds, sorted(filter(None, kinds))),
        _code_facet(catalogue),
        _plain_facet(
            "venue", "Venue", venues, sorted(filter(None, venues), key=lambda name: (-venues[name], name))
        ),
    )


def _plain_facet(name: str, title: str, counts: Counter[str | None], values: Iterable[str]) -> Facet:
    shown = [FacetValue(value=value, label=value, count=counts[value]) for value in values]
    if counts[None]:
        shown.append(FacetValue(value="unknown", label="Unknown", count=counts[None]))
    return Facet(name=name, title=title, groups=(FacetGroup(values=tuple(shown)),))


def _topic_facet(catalogue: Catalogue) -> Facet:
    papers, known = catalogue.papers.values(), catalogue.taxonomy.topics
    groups = [
        FacetGroup(
            title=group.title,
            number=group_color(position),
            values=tuple(
                FacetValue(value=topic.id, label=topic.title, count=len(catalogue.by_topic[topic.id]))
                for topic in group.topics
            ),
        )
        for position, group in enumerate(catalogue.taxonomy.groups)
    ]
    without = sum(1 for paper in papers if not any(id_ in known for id_ in paper.topics))
    if without:
        unknown = FacetValue(value="unknown", label="Unknown", count=without)
        groups.append(FacetGroup(values=(unknown,)))
    return Facet(name="topic", title="Topic", groups=tuple(groups))


def _code_facet(catalogue: Catalogue) -> Facet:
    counts = Counter(bool(paper.links.code) for paper in catalogue.papers.values())
    values = (
        FacetValue(value="yes", label="Has code", count=counts[True]),
        FacetValue(value="no", label="No code known", count=counts[False]),
    )
    return Facet(name="code", title="Code", groups=(FacetGroup(values=values),))
