"""When the papers were first published: bars by year, a panel for each group of topics, on one scale."""

from collections import Counter
from collections.abc import Sequence

from generator.model.catalog import Catalog
from generator.pages.addresses import browse_address, year_address
from generator.pages.charts.chart import (
    PAGE,
    Cell,
    Chart,
    Panel,
    format_percent,
    make_number_cell,
    write_of_total,
)
from generator.pages.charts.paper_sets import (
    PaperSet,
    YearColumn,
    describe_undated,
    find_first_of_newest,
    list_group_sets,
    list_year_columns,
    make_unknown_year,
)
from generator.pages.charts.year_bars import count_in, draw_year_bars, find_top
from generator.pages.svg import Caption
from generator.text.translation import _, count_papers, format_number, ngettext, translatable

COLUMNS = 12
"""Most columns; the oldest years share the first."""

CAPTION = Caption(
    id="plot-years",
    question=translatable("When were the papers first published?"),
    description=translatable(
        "A row of bars for each group of topics, from the oldest papers to the newest; the height of a bar "
        "is the number of papers."
    ),
)


def draw_papers_by_year(catalog: Catalog) -> Chart | None:
    """Return the chart, or None if no paper has a known year."""
    columns = list_year_columns(catalog, COLUMNS)
    if not columns:
        return None
    groups = list_group_sets(catalog)
    totals = Counter({year: len(papers) for year, papers in catalog.by_year.items()})
    top = find_top(groups, columns)
    listed = [*reversed(columns), *([make_unknown_year()] if None in totals else [])]
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(totals),
        panels=tuple(
            Panel(
                title=group.title,
                address=group.cell.address,
                fact=count_papers(group.size - group.years[None]),
                svg=draw_year_bars(group, columns, top),
                css_class=group.css_class,
            )
            for group in groups
        ),
        headers=(_("First published"), *(group.title for group in groups), _("All papers")),
        rows=tuple(_make_row(column, groups, totals) for column in listed),
        note=_(
            "A paper counts in every group in which it has a topic, but only once in the last column of the "
            "table. Its year is that of its first version, often a preprint; its venue may be later."
        )
        + describe_undated(catalog),
    )


def _make_row(
    column: YearColumn, groups: Sequence[PaperSet], totals: Counter[int | None]
) -> tuple[Cell, ...]:
    alone = len(column.years) == 1
    address = year_address(column.years[0]) if alone else browse_address({"year": column.values})
    total = sum(totals[year] for year in column.years)
    return (
        Cell(column.label, address.seen_from(PAGE) if total else ""),
        *(make_number_cell(count_in(group, column), group.browse(year=column.values)) for group in groups),
        make_number_cell(total, address),
    )


def _write_answer(totals: Counter[int | None]) -> str:
    """Return since when half of the papers were first published, and the year with the most."""
    known = {year: count for year, count in totals.items() if year is not None}
    dated = sum(known.values())
    peak = min(known, key=lambda year: (-known[year], -year))
    if len(known) == 1:
        return ngettext(
            "The only paper with a known year is from %(year)s.",
            "All of the %(count)s papers with a known year are from %(year)s.",
            dated,
            year=peak,
        )
    since = find_first_of_newest(known, 2)
    seen = sum(count for year, count in known.items() if year >= since)
    values = {
        "percent": format_percent(seen, dated),
        "of_total": write_of_total(dated),
        "year": since,
        "peak": peak,
        "most": format_number(known[peak]),
    }
    if since == max(known):
        return _(
            "%(percent)s %(of_total)s with a known year are from %(year)s; %(peak)s has the most (%(most)s).",
            **values,
        )
    return _(
        "%(percent)s %(of_total)s with a known year are from %(year)s or later; "
        "%(peak)s has the most (%(most)s).",
        **values,
    )
