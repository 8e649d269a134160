"""Which topics are growing on the list: a panel for each, ordered by how much its share has grown."""

from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.pages.charts.chart import (
    SMALL_WIDTH,
    Cell,
    Chart,
    Panel,
    format_percent,
    make_number_cell,
)
from generator.pages.charts.paper_sets import (
    PaperSet,
    YearColumn,
    describe_undated,
    find_first_of_newest,
    list_topic_sets,
    list_year_columns,
    make_unknown_year,
)
from generator.pages.charts.year_bars import count_in, draw_year_bars, find_top
from generator.pages.svg import Caption
from generator.text.translation import _, format_number, translatable

COLUMNS = 7
"""Most columns of years; the oldest years share the first."""
BAR = 40.0
"""Height of the highest bar."""
LEAST_PAPERS = 10
"""Papers below which a change says little, since one or two papers make it."""
LEAST_CHANGE = 0.05
"""Change in percentage points that is worth a word."""

CAPTION = Caption(
    id="plot-growth",
    question=translatable("Which topics are growing on this list?"),
    description=translatable(
        "A row of bars for each topic, from the oldest papers to the newest; the height of a bar is the "
        "number of papers. The topics that grew the most come first."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trend:
    """A topic's share of the papers before and since a year, in percent."""

    papers: PaperSet
    before: float
    since: float

    @property
    def change(self) -> float:
        return self.since - self.before

    @property
    def size(self) -> int:
        """Number of papers with a known year."""
        return self.papers.size - self.papers.years[None]

    @property
    def is_small(self) -> bool:
        return self.size < LEAST_PAPERS

    @property
    def points(self) -> str:
        """The change in percentage points, with its sign."""
        points = round(self.change, 1)
        sign = "+" if points > 0 else "−" if points < 0 else "±"
        return f"{sign}{format_number(abs(points))}"


def draw_growing_topics(catalog: Catalog) -> Chart | None:
    """Return the chart, or None if the papers are from less than two years."""
    sizes = {year: len(papers) for year, papers in catalog.by_year.items() if year is not None}
    if len(sizes) < 2:
        return None
    # the newest years that hold a third of the papers, but never all years
    first = max(find_first_of_newest(sizes, 3), sorted(sizes)[1])
    trends = _list_trends(catalog, sizes, first)
    if not trends:
        return None
    columns = list_year_columns(catalog, COLUMNS)
    top = find_top((trend.papers for trend in trends), columns)
    listed = [*columns, *([make_unknown_year()] if None in catalog.by_year else [])]
    alone = first == max(sizes)
    span = _("in %(year)s", year=first) if alone else _("since %(year)s", year=first)
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer([trend for trend in trends if not trend.is_small], first, span),
        panels=tuple(
            Panel(
                title=trend.papers.title,
                address=trend.papers.cell.address,
                fact=_(
                    "%(change)s points, n = %(count)s", change=trend.points, count=format_number(trend.size)
                ),
                svg=draw_year_bars(trend.papers, columns, top, width=SMALL_WIDTH, bar=BAR),
                css_class=f"{trend.papers.css_class}{' rl-panel--few' if trend.is_small else ''}",
            )
            for trend in trends
        ),
        headers=(_("Topic"), *(column.label for column in listed), _("Change")),
        rows=tuple(_make_row(trend, listed) for trend in trends),
        small=True,
        note=_(
            "This describes this list, not the whole field. The change is the "
            "topic's share of the papers %(span)s minus its share before, in percentage points; n is the "
            "number of its papers. Topics with fewer than %(least)s are faded, because one or two papers "
            "make a large change.",
            span=span,
            least=LEAST_PAPERS,
        )
        + describe_undated(catalog),
    )


def _list_trends(catalog: Catalog, sizes: dict[int, int], first: int) -> list[_Trend]:
    """Return the trend of each topic with dated papers: those that grew the most first, small ones last."""
    since = sum(count for year, count in sizes.items() if year >= first)
    before = sum(sizes.values()) - since
    trends = []
    for papers in list_topic_sets(catalog):
        new = sum(count for year, count in papers.years.items() if year is not None and year >= first)
        old = papers.size - papers.years[None] - new
        if old or new:
            trends.append(_Trend(papers=papers, before=100 * old / before, since=100 * new / since))
    return sorted(trends, key=_rank)


def _rank(trend: _Trend) -> tuple[bool, float, str, str]:
    return trend.is_small, -round(trend.change, 6), trend.papers.title, trend.papers.id


def _make_row(trend: _Trend, columns: list[YearColumn]) -> tuple[Cell, ...]:
    papers = trend.papers
    counts = (
        make_number_cell(count_in(papers, column), papers.browse(year=column.values)) for column in columns
    )
    return papers.cell, *counts, Cell(trend.points)


def _write_answer(trends: list[_Trend], first: int, span: str) -> str:
    """Return what grew and what shrank the most of the topics that are not small."""
    if not trends:
        return _("No topic has enough papers to tell.")
    best, worst = trends[0], trends[-1]
    if best.change <= LEAST_CHANGE:
        return _("No topic has a larger share of the papers %(span)s than before.", span=span)
    values = {
        "topic": best.papers.title,
        "before": format_percent(best.before, 100),
        "share": format_percent(best.since, 100),
        "year": first,
        "span": span,
    }
    if worst.change >= -LEAST_CHANGE:
        return _(
            "%(topic)s grew the most, from %(before)s of the papers before %(year)s to %(share)s %(span)s.",
            **values,
        )
    return _(
        "%(topic)s grew the most, from %(before)s of the papers before %(year)s to %(share)s %(span)s; "
        "%(other)s shrank the most, from %(other_before)s to %(other_share)s.",
        other=worst.papers.title,
        other_before=format_percent(worst.before, 100),
        other_share=format_percent(worst.since, 100),
        **values,
    )
