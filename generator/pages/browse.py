"""The page for searching and filtering all papers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.model.catalog import Catalog
from generator.model.paper import LEVELS
from generator.model.taxonomy import group_color
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.offers import offer_list
from generator.pages.rendering import Page
from generator.text.translation import _, ngettext

UNKNOWN = "unknown"
"""Value, in addresses, of papers that lack one."""

MOST_TOPICS_UNFOLDED = 8
MOST_BARS = 40

SHOWN = 20
"""Papers that the page shows at first: STEP in ``browse-address.js``."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which papers can be filtered: in addresses, as readers see it, and the number of papers.

    ``aliases`` are the values it has in older addresses; ``has_years`` tells that its papers are of several
    years of a venue, which can be chosen on their own.
    """

    value: str
    label: str
    count: int
    aliases: tuple[str, ...] = ()
    has_years: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """Values of a facet below one heading; ``number`` is that of the group's color, 0 for none."""

    title: str = ""
    number: int = 0
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """What papers can be filtered by; ``folded`` tells whether each group opens on its own."""

    name: str
    title: str
    groups: tuple[FacetGroup, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of the histogram of years: papers first published from ``first`` to ``last``.

    ``height`` is 100 for the highest bar.
    """

    first: int
    last: int
    count: int
    height: int


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
            "bars": _draw_years(Counter(paper.year for paper in cards.catalog.papers.values() if paper.year)),
            "quick_years": _list_quick_years(cards.catalog),
            "cards": cards.cards(newest),
            "exports": offer_list(),
        },
        meta={"hide": ["navigation", "toc"], "style": "browse"},
    )


def _list_facets(catalog: Catalog) -> tuple[Facet, ...]:
    """Return the facets in the order in which they are shown, without those that tell no papers apart.

    A new facet also needs its column in ``analysis/search/index.py``, its values in ``search-facets.js`` and
    its name in ``browse-address.js``. Values of authors and the years of venues are added in the browser.
    """
    papers = catalog.papers.values()
    labels = {kind: _(label) for kind, label in catalog.kinds.items()}
    kinds = Counter[str | None](
        kind for paper in papers for kind in (list(filter(labels.__contains__, paper.kind)) or (None,))
    )
    tags = Counter[str | None](tag for paper in papers for tag in paper.tags)
    levels = Counter[str | None](paper.level for paper in papers)
    level_labels: dict[str, str] = {level: _(label) for level, label in LEVELS.items()}
    facets = (
        _make_topic_facet(catalog),
        _make_must_read_facet(catalog),
        _make_facet("level", _("Level"), levels, filter(levels.__contains__, LEVELS), level_labels),
        _make_facet("tag", _("Tag"), tags, _sort_by_count(tags)),
        _make_year_facet(catalog),
        _make_facet("kind", _("Kind"), kinds, sorted(filter(None, kinds), key=labels.__getitem__), labels),
        _make_code_facet(catalog),
        _make_author_facet(catalog),
        _make_venue_facet(catalog),
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


def _sort_by_count(counts: Counter[str | None]) -> list[str]:
    return sorted(filter(None, counts), key=lambda value: (-counts[value], value))


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
    folded = len(catalog.taxonomy.groups) > 1 and len(known) > MOST_TOPICS_UNFOLDED
    return Facet("topic", _("Topic"), tuple(groups), folded)


def _make_author_facet(catalog: Catalog) -> Facet:
    """Return the facet with a single value, which stands for all authors."""
    count = sum(1 for paper in catalog.papers.values() if paper.authors)
    return Facet("author", _("Author"), (FacetGroup(values=(FacetValue("", "", count),)),))


def _make_year_facet(catalog: Catalog) -> Facet:
    counts = Counter(paper.year for paper in catalog.papers.values())
    known = sorted(filter(None, counts), reverse=True)
    values = [FacetValue(str(year), str(year), counts[year]) for year in known]
    if counts[None]:
        values.append(FacetValue(UNKNOWN, _("Undated"), counts[None]))
    return Facet("year", _("First published"), (FacetGroup(values=tuple(values)),))


def _make_venue_facet(catalog: Catalog) -> Facet:
    counts = Counter(paper.venue for paper in catalog.papers.values())
    editions = {(paper.venue, paper.venue_year) for paper in catalog.papers.values() if paper.venue_year}
    numbers = Counter(venue for venue, _year in editions)
    facet = _make_facet("venue", _("Venue"), counts, _sort_by_count(counts))
    values = (replace(value, has_years=numbers[value.value] > 1) for value in facet.groups[0].values)
    return replace(facet, groups=(FacetGroup(values=tuple(values)),))


def _draw_years(counts: Counter[int]) -> tuple[Bar, ...]:
    """Return the histogram of years, with as many years in a bar as keep it below :data:`MOST_BARS` bars."""
    if not counts:
        return ()
    span = max(counts) - min(counts) + 1
    width = next(width for width in (1, 2, 5, 10, 20, 50, 100) if span / width < MOST_BARS)
    starts = range(min(counts) // width * width, max(counts) + 1, width)
    sums = [sum(counts[year] for year in range(start, start + width)) for start in starts]
    return tuple(
        Bar(
            first=max(start, min(counts)),
            last=min(start + width - 1, max(counts)),
            count=count,
            height=round(100 * count / max(sums)),
        )
        for start, count in zip(starts, sums, strict=True)
    )


def _list_quick_years(catalog: Catalog) -> list[int]:
    """Return the years that are offered in a single tap, as the first of those wanted."""
    years = {paper.year for paper in catalog.papers.values() if paper.year}
    newest = max(years, default=0)
    return [newest - back for back in (0, 1, 2, 3, 5) if any(year < newest - back for year in years)]


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
