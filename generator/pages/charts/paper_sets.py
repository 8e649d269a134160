"""Sets of papers that charts compare: those of a topic, of a group of topics, or of some years."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.taxonomy import group_color
from generator.pages.addresses import Address, browse_address, topic_address
from generator.pages.charts.chart import PAGE, Cell
from generator.pages.svg import make_link
from generator.text.translation import _, count_papers, ngettext


@dataclass(frozen=True, kw_only=True)
class PaperSet:
    """The papers of a topic or of a group of topics.

    Attributes:
        id: of the topic or group; "unknown" for papers that have none.
        title: its name.
        group: position of the group in the taxonomy, from 1; 0 for none.
        topics: values of the facet "topic" that select these papers.
        papers: the papers, each once.
    """

    id: str
    title: str
    group: int
    topics: tuple[str, ...]
    papers: tuple[Paper, ...]

    @property
    def size(self) -> int:
        """Number of papers."""
        return len(self.papers)

    @cached_property
    def years(self) -> Counter[int | None]:
        """Number of papers of each year."""
        return Counter(paper.year for paper in self.papers)

    @property
    def css_class(self) -> str:
        """CSS class that gives a mark the color of the group."""
        return f"rl-g{group_color(self.group - 1)}" if self.group else ""

    @property
    def cell(self) -> Cell:
        """The name of the set, which leads to the topic's own page if there is one."""
        is_topic = self.topics == (self.id,) and self.id != "unknown"
        address = topic_address(self.id) if is_topic else self.browse()
        return Cell(self.title, address.seen_from(PAGE))

    def browse(self, **facets: Sequence[str]) -> Address:
        """Return the address of the browse page with these papers, or those that match ``facets``, too."""
        return browse_address({"topic": self.topics, **facets})

    def link(self, label: Markup) -> Markup:
        """Return the label of the set in a drawing as a link."""
        return make_link(
            self.cell.address,
            f"{self.title}: {count_papers(self.size)}",
            label,
        )


def list_topic_sets(catalog: Catalog) -> tuple[PaperSet, ...]:
    """Return the papers of each topic that has any, and those without a topic."""
    sets = [
        PaperSet(
            id=topic.id,
            title=topic.title,
            group=position,
            topics=(topic.id,),
            papers=catalog.by_topic[topic.id],
        )
        for position, group in enumerate(catalog.taxonomy.groups, 1)
        for topic in group.topics
        if catalog.by_topic[topic.id]
    ]
    return (*sets, *_list_without_topic(catalog))


def list_group_sets(catalog: Catalog) -> tuple[PaperSet, ...]:
    """Return the papers of each group of topics that has any, and those without a topic."""
    sets = []
    for position, group in enumerate(catalog.taxonomy.groups, 1):
        used = tuple(topic.id for topic in group.topics if catalog.by_topic[topic.id])
        papers = tuple(paper for paper in catalog.papers.values() if set(paper.topics) & set(used))
        if papers:
            sets.append(PaperSet(id=group.id, title=group.title, group=position, topics=used, papers=papers))
    return (*sets, *_list_without_topic(catalog))


def _list_without_topic(catalog: Catalog) -> tuple[PaperSet, ...]:
    known = set(catalog.taxonomy.topics)
    papers = tuple(paper for paper in catalog.papers.values() if known.isdisjoint(paper.topics))
    if not papers:
        return ()
    return (PaperSet(id="unknown", title=_("No topic yet"), group=0, topics=("unknown",), papers=papers),)


SPANS = (1, 2, 5, 10, 20, 50)
"""Years that can share a column."""


@dataclass(frozen=True, slots=True)
class YearColumn:
    """Years that share a column, and its label."""

    label: str
    years: tuple[int | None, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Values of the facet "year" that select the papers of these years."""
        return tuple(str(year or "unknown") for year in self.years)


def make_unknown_year() -> YearColumn:
    """Return the column of papers without a year, which only tables have."""
    return YearColumn(_("unknown"), (None,))


def list_year_columns(catalog: Catalog, most: int) -> list[YearColumn]:
    """Return up to ``most`` columns without gaps, oldest first; the oldest years share the first column.

    A column is a year, or several years if more than half of the papers would otherwise be in the first one.
    """
    counts = {year: len(papers) for year, papers in catalog.by_year.items() if year is not None}
    if not counts:
        return []
    oldest, newest = min(counts), max(counts)
    for span in SPANS:
        first = max(oldest // span, newest // span - most + 1) * span
        older = sum(count for year, count in counts.items() if year < first + span)
        if first <= oldest or 2 * older <= sum(counts.values()):
            break
    columns = []
    for start in range(first, newest + 1, span):
        end = min(start + span - 1, newest)
        label = f"{start}–{end % 100:02}" if start < end else str(start)
        columns.append(YearColumn(label, tuple(range(start, end + 1))))
    if oldest < first:
        end = first + span - 1
        columns[0] = YearColumn(f"≤{end}", tuple(sorted(year for year in counts if year <= end)))
    return columns


def find_first_of_newest(counts: Mapping[int, int], parts: int) -> int:
    """Return the first of the newest years, the fewest that hold one of so many parts of the papers.

    Args:
        counts: year -> number of papers.
        parts: 2 for half of the papers, 3 for a third.
    """
    total = sum(counts.values())
    years = sorted(counts, reverse=True)
    sums = accumulate(counts[year] for year in years)
    return next(year for year, held in zip(years, sums, strict=True) if parts * held >= total)


def describe_undated(catalog: Catalog) -> str:
    """Return a sentence on the papers without a year, which drawings leave out; empty if there are none."""
    count = len(catalog.by_year.get(None, ()))
    if not count:
        return ""
    sentence = ngettext(
        "%(count)s paper without a known year is not drawn.",
        "%(count)s papers without a known year are not drawn.",
        count,
    )
    return f" {sentence}"
