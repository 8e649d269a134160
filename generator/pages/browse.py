"""The page for searching and filtering all papers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.model.paper import LEVELS
from generator.model.taxonomy import group_color
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.offers import offer_list
from generator.pages.rendering import Page
from generator.text.translation import _, ngettext

UNKNOWN = "unknown"
"""Value, in addresses, of papers that lack one."""

SHOWN = 20
"""Papers that the page shows at first: STEP in ``browse-address.js``."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which papers can be filtered: in addresses, as readers see it, and the number of papers.

    ``aliases`` are the values it has in older addresses.
    """

    value: str
    label: str
    count: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """Values of a facet below one heading; ``number`` is that of the group's color, 0 for none."""

    title: str = ""
    number: int = 0
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """What papers can be filtered by."""

    name: str
    title: str
    groups: tuple[FacetGroup, ...]


def make_browse_page(cards: Cards) -> Page:
    """Return the page for searching and filtering all papers."""
    count = len(cards.catalog.papers)
    newest = sort_newest_first(cards.catalog.papers.values())[:SHOWN]
    return Page(
        source="browse.md",
        template="browse.md.jinja",
        title=_("Browse"),
        description=ngettext(
            "Search, filter, sort and export all %(count)s paper.",
            "Search, filter, sort and export all %(count)s papers.",
            count,
        ),
        model={
            "count": count,
            "facets": _list_facets(cards.catalog),
            "cards": cards.cards(newest),
            "exports": offer_list(),
        },
        meta={"hide": ["navigation", "toc"], "browses": True},
    )


def _list_facets(catalog: Catalog) -> tuple[Facet, ...]:
    """Return the facets in the order in which they are shown, without those that tell no papers apart.

    A new facet also needs its column in ``analysis/search/index.py``, its values in ``search-engine.js`` and
    its name in ``browse-address.js``.
    """
    papers = catalog.papers.values()
    years = Counter(str(paper.year) if paper.year else None for paper in papers)
    labels = {kind: _(label) for kind, label in catalog.kinds.items()}
    kinds = Counter(paper.kind if paper.kind in labels else None for paper in papers)
    venues = Counter(paper.venue for paper in papers)
    tags = Counter[str | None](tag for paper in papers for tag in paper.tags)
    levels = Counter[str | None](paper.level for paper in papers)
    level_labels: dict[str, str] = {level: _(label) for level, label in LEVELS.items()}
    by_count = sorted(filter(None, venues), key=lambda name: (-venues[name], name))
    facets = (
        _make_topic_facet(catalog),
        _make_must_read_facet(catalog),
        _make_facet("level", _("Level"), levels, filter(levels.__contains__, LEVELS), level_labels),
        _make_facet("tag", _("Tag"), tags, sorted(filter(None, tags), key=lambda tag: (-tags[tag], tag))),
        _make_facet("year", _("Year"), years, sorted(filter(None, years), reverse=True)),
        _make_facet("kind", _("Kind"), kinds, sorted(filter(None, kinds), key=labels.__getitem__), labels),
        _make_code_facet(catalog),
        _make_facet("venue", _("Venue"), venues, by_count),
    )
    return tuple(
        facet
        for facet in facets
        if any(
            value.count and value.value not in (UNKNOWN, "no")
            for group in facet.groups
            for value in group.values
        )
    )


def _make_facet(
    name: str,
    title: str,
    counts: Counter[str | None],
    values: Iterable[str],
    labels: Mapping[str, str] | None = None,
) -> Facet:
    shown = [FacetValue(value, labels[value] if labels else value, counts[value]) for value in values]
    if counts[None]:
        shown.append(FacetValue(UNKNOWN, _("Unknown"), counts[None]))
    return Facet(name, title, (FacetGroup(values=tuple(shown)),))


def _make_topic_facet(catalog: Catalog) -> Facet:
    groups = []
    for position, group in enumerate(catalog.taxonomy.groups):
        values = tuple(
            FacetValue(topic.id, topic.title, len(catalog.by_topic[topic.id]), topic.aliases)
            for topic in group.topics
        )
        groups.append(FacetGroup(title=group.title, number=group_color(position), values=values))
    known = set(catalog.taxonomy.topics)
    without = sum(1 for paper in catalog.papers.values() if known.isdisjoint(paper.topics))
    if without:
        groups.append(FacetGroup(values=(FacetValue(UNKNOWN, _("Unknown"), without),)))
    return Facet("topic", _("Topic"), tuple(groups))


def _make_must_read_facet(catalog: Catalog) -> Facet:
    count = sum(1 for paper in catalog.papers.values() if paper.must_read)
    values = (FacetValue("yes", _("Must-read"), count),)
    return Facet("must-read", _("Must-read"), (FacetGroup(values=values),))


def _make_code_facet(catalog: Catalog) -> Facet:
    counts = Counter(bool(paper.links.code) for paper in catalog.papers.values())
    values = (
        FacetValue("yes", _("Has code"), counts[True]),
        FacetValue("no", _("No code known"), counts[False]),
    )
    return Facet("code", _("Code"), (FacetGroup(values=values),))
