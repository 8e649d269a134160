"""Which topics are growing: topics by year, ordered by how much their share of the list has grown."""

from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.pages.charts.chart import Cell, Chart, format_percent
from generator.pages.charts.heat_map import HeatRow, draw_heat_map
from generator.pages.charts.paper_sets import (
    PaperSet,
    YearColumn,
    describe_undated,
    find_first_of_newest,
    list_topic_sets,
    list_year_columns,
    make_unknown_year,
)
from generator.pages.svg import Caption
from generator.text.translation import _, format_number, translatable

COLUMNS = 7
"""Most columns of years; the oldest years share the first."""
LEAST_CHANGE = 0.05
"""Change in percentage points that is worth a word."""

CAPTION = Caption(
    id="plot-growth",
    question=translatable("Which topics are growing?"),
    description=translatable(
        "A row for each topic, a column for each year, the number of papers in each cell; "
        "the topics that grew the most come first."
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
    rows = [_make_row(trend, columns) for trend in trends]
    listed = [*columns, *([make_unknown_year()] if None in catalog.by_year else [])]
    table = [_make_row(trend, listed) for trend in trends]
    alone = first == max(sizes)
    span = _("in %(year)s", year=first) if alone else _("since %(year)s", year=first)
    labels = [column.label for column in columns]
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(trends, first, span),
        svg=draw_heat_map(CAPTION, labels, rows, last=_("change")),
        headers=(_("Topic"), *(column.label for column in listed), _("Change")),
        rows=tuple((*row.cells, Cell(row.last)) for row in table),
        note=_(
            "Change is the topic's share of the papers %(span)s minus its share before, "
            "in percentage points.",
            span=span,
        )
        + describe_undated(catalog),
    )


def _list_trends(catalog: Catalog, sizes: dict[int, int], first: int) -> list[_Trend]:
    """Return the trend of each topic with dated papers; those that grew the most come first."""
    since = sum(count for year, count in sizes.items() if year >= first)
    before = sum(sizes.values()) - since
    trends = []
    for papers in list_topic_sets(catalog):
        new = sum(count for year, count in papers.years.items() if year is not None and year >= first)
        old = papers.size - papers.years[None] - new
        if old or new:
            trends.append(_Trend(papers=papers, before=100 * old / before, since=100 * new / since))
    return sorted(trends, key=lambda trend: (-round(trend.change, 6), trend.papers.title, trend.papers.id))


def _make_row(trend: _Trend, columns: list[YearColumn]) -> HeatRow:
    years = trend.papers.years
    points = round(trend.change, 1)
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return HeatRow(
        papers=trend.papers,
        counts=tuple(
            (sum(years[year] for year in column.years), trend.papers.browse(year=column.values))
            for column in columns
        ),
        last=f"{sign}{format_number(abs(points))}",
    )


def _write_answer(trends: list[_Trend], first: int, span: str) -> str:
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
