"""When the papers were published: bars by year, one panel for each group of topics, on one scale."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.pages.addresses import browse_address, year_address
from generator.pages.charts.chart import (
    PAGE,
    WIDTH,
    Cell,
    Chart,
    draw_chart,
    draw_tick,
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
from generator.pages.svg import Caption, format_number, make_element, make_link, wrap_text
from generator.text.translation import _, count_papers, ngettext, translatable
from generator.text.translation import format_number as write_number

COLUMNS = 12
"""Most columns; the oldest years share the first."""
PANEL, BAR, LEFT = 108.0, 58.0, 2.0
"""Height of a panel, height of its bars, and left margin."""

CAPTION = Caption(
    id="plot-years",
    question=translatable("When were the papers published?"),
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
    top = max(_count(group, column) for group in groups for column in columns)
    parts = [
        part
        for position, group in enumerate(groups)
        for part in _draw_panel(group, columns, top=top, y=position * PANEL)
    ]
    listed = [*reversed(columns), *([make_unknown_year()] if None in totals else [])]
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(totals),
        svg=draw_chart(CAPTION, len(groups) * PANEL, parts),
        headers=(_("Year"), *(group.title for group in groups), _("All papers")),
        rows=tuple(_make_row(column, groups, totals) for column in listed),
        note=_("A paper counts in every group in which it has a topic, but only once in the last column.")
        + describe_undated(catalog),
    )


def _count(group: PaperSet, column: YearColumn) -> int:
    return sum(group.years[year] for year in column.years)


def _draw_panel(group: PaperSet, columns: Sequence[YearColumn], *, top: int, y: float) -> list[Markup]:
    base = y + 20 + BAR + 6
    dated = group.size - group.years[None]
    head = f"{wrap_text(group.title, 260, 12.5, 1)[0]} · {write_number(dated)}"
    axis = f"M{LEFT} {format_number(base)}H{format_number(WIDTH - LEFT)}"
    parts = [
        make_element("text", head, x=LEFT, y=y + 13, font_size=12.5, class_="rl-chart__head"),
        make_element("path", d=axis, class_="rl-chart__axis"),
    ]
    step = (WIDTH - 2 * LEFT) / len(columns)
    for position, column in enumerate(columns):
        x = LEFT + position * step
        # every other label where they are too close; the first is wider, so that the second is left out too
        every_other = position > 1 and position % 2 == (len(columns) - 1) % 2
        if step >= 34 or position == 0 or every_other:
            # the last label stays inside
            middle = min(x + step / 2, WIDTH - 3 * len(column.label))
            parts.append(draw_tick(column.label, middle, base + 12))
        count = _count(group, column)
        if count:
            width, height = step * 0.76, max(1.5, (BAR - 4) * count / top)
            left, above = x + step * 0.12, base - height
            bar = make_element("rect", x=left, y=above, width=width, height=height, class_=group.css_class)
            value = make_element(
                "text", str(count), x=x + step / 2, y=above - 3, font_size=10, text_anchor="middle"
            )
            address = group.browse(year=column.values).seen_from(PAGE)
            name = f"{group.title}, {column.label}: {count_papers(count)}"
            parts.append(make_link(address, name, bar, value))
    return parts


def _make_row(
    column: YearColumn, groups: Sequence[PaperSet], totals: Counter[int | None]
) -> tuple[Cell, ...]:
    alone = len(column.years) == 1
    address = year_address(column.years[0]) if alone else browse_address({"year": column.values})
    total = sum(totals[year] for year in column.years)
    return (
        Cell(column.label, address.seen_from(PAGE) if total else ""),
        *(make_number_cell(_count(group, column), group.browse(year=column.values)) for group in groups),
        make_number_cell(total, address),
    )


def _write_answer(totals: Counter[int | None]) -> str:
    """Return since when half of the papers were published, and the year with the most."""
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
        "most": write_number(known[peak]),
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
