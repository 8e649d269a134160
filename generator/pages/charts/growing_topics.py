"""Which topics are growing: topics by year, ordered by how much their share of the list has grown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.pages.charts.chart import Cell, Chart, format_percent
from generator.pages.charts.heat_map import HeatRow, draw_heat_map
from generator.pages.charts.paper_sets import (
    UNKNOWN_YEAR,
    PaperSet,
    YearColumn,
    describe_undated,
    list_topic_sets,
    list_year_columns,
)
from generator.pages.svg import Caption, format_number

COLUMNS = 7
"""Years with a column of their own; older ones share the first."""
LEAST_CHANGE = 0.05
"""Change in percentage points that is worth a word."""

CAPTION = Caption(
    id="plot-growth",
    question="Which topics are growing?",
    description="A row for each topic, a column for each year, the number of papers in each cell; "
    "the topics that grew the most come first.",
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


def draw_growing_topics(catalogue: Catalogue) -> Chart | None:
    """Return the chart, or None if the papers are from less than two years."""
    sizes = {year: len(papers) for year, papers in catalogue.by_year.items() if year is not None}
    if len(sizes) < 2:
        return None
    recent = _find_recent_years(sizes)
    trends = _list_trends(catalogue, sizes, recent)
    if not trends:
        return None
    columns = list_year_columns(catalogue, COLUMNS)
    rows = [_make_row(trend, columns) for trend in trends]
    listed = [*columns, *([UNKNOWN_YEAR] if None in catalogue.by_year else [])]
    table = [_make_row(trend, listed) for trend in trends]
    span = f"since {min(recent)}" if len(recent) > 1 else f"in {min(recent)}"
    labels = [column.label for column in columns]
    return Chart(
        caption=CAPTION,
        answer=_write_answer(trends, min(recent), span),
        svg=draw_heat_map(CAPTION, labels, rows, last="change"),
        headers=("Topic", *(column.label for column in listed), "Change"),
        rows=tuple((*row.cells, Cell(row.last)) for row in table),
        note=f"Change is the topic's share of the papers {span} minus its share before, in percentage points."
        f"{describe_undated(catalogue)}",
    )


def _find_recent_years(sizes: dict[int, int]) -> frozenset[int]:
    """Return the newest years: the fewest that hold at least a third of the papers, but never all years."""
    total, seen = sum(sizes.values()), 0
    chosen: list[int] = []
    for year in sorted(sizes, reverse=True)[:-1]:
        chosen.append(year)
        seen += sizes[year]
        if 3 * seen >= total:
            break
    return frozenset(chosen)


def _list_trends(catalogue: Catalogue, sizes: dict[int, int], recent: frozenset[int]) -> list[_Trend]:
    """Return the trend of each topic with dated papers; those that grew the most come first."""
    since = sum(count for year, count in sizes.items() if year in recent)
    before = sum(sizes.values()) - since
    trends = []
    for papers in list_topic_sets(catalogue):
        dated = [paper for paper in papers.papers if paper.year is not None]
        new = sum(1 for paper in dated if paper.year in recent)
        if dated:
            trends.append(
                _Trend(papers=papers, before=100 * (len(dated) - new) / before, since=100 * new / since)
            )
    return sorted(trends, key=lambda trend: (-round(trend.change, 6), trend.papers.title, trend.papers.id))


def _make_row(trend: _Trend, columns: list[YearColumn]) -> HeatRow:
    years = Counter(paper.year for paper in trend.papers.papers)
    points = round(trend.change, 1)
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return HeatRow(
        papers=trend.papers,
        counts=tuple(
            (
                sum(years[year] for year in column.years),
                trend.papers.browse(year=column.values),
            )
            for column in columns
        ),
        last=f"{sign}{format_number(abs(points))}",
    )


def _write_answer(trends: list[_Trend], first: int, span: str) -> str:
    best, worst = trends[0], trends[-1]
    if best.change <= LEAST_CHANGE:
        return f"No topic has a larger share of the papers {span} than before."
    answer = (
        f"{best.papers.title} grew the most, from {format_percent(best.before, 100)} of the papers before "
        f"{first} to {format_percent(best.since, 100)} {span}"
    )
    if worst.change < -LEAST_CHANGE:
        answer += (
            f"; {worst.papers.title} shrank the most, from {format_percent(worst.before, 100)} "
            f"to {format_percent(worst.since, 100)}"
        )
    return f"{answer}."
