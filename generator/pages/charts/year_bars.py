"""Bars by year of first publication, for one set of papers."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.pages.charts.chart import PAGE, WIDTH, draw_panel, draw_tick
from generator.pages.charts.paper_sets import PaperSet, YearColumn
from generator.pages.svg import format_number, make_element, make_link
from generator.text.translation import count_papers

LEFT, ABOVE, BELOW = 2.0, 13.0, 16.0
"""Margins: left and right, above the bars for their numbers, and below them for the years."""
LABEL = 34.0
"""Width that the label of a column needs."""


def count_in(papers: PaperSet, column: YearColumn) -> int:
    """Return how many of the papers are from the years of a column."""
    return sum(papers.years[year] for year in column.years)


def find_top(sets: Iterable[PaperSet], columns: Sequence[YearColumn]) -> int:
    """Return the largest number of papers in a column, which the bars of all panels are compared to."""
    return max(count_in(papers, column) for papers in sets for column in columns)


def draw_year_bars(
    papers: PaperSet, columns: Sequence[YearColumn], top: int, *, width: float = WIDTH, bar: float = 58.0
) -> Markup:
    """Return a panel with a bar for each column that leads to its papers.

    Args:
        papers: the papers to count.
        columns: the years, oldest first.
        top: the number of papers of a bar of full height.
        width: of the panel.
        bar: height of the highest bar.
    """
    base = ABOVE + bar
    axis = f"M{LEFT} {format_number(base)}H{format_number(width - LEFT)}"
    parts = [make_element("path", d=axis, class_="rl-chart__axis")]
    step = (width - 2 * LEFT) / len(columns)
    for position, column in enumerate(columns):
        x = LEFT + position * step
        # every other label where they are too close; the first is wider, so that the second is left out too
        every_other = position > 1 and position % 2 == (len(columns) - 1) % 2
        if step >= LABEL or position == 0 or every_other:
            # the first and the last label stay inside
            half = 3 * len(column.label)
            middle = max(half, min(x + step / 2, width - half))
            parts.append(draw_tick(column.label, middle, base + 12))
        count = count_in(papers, column)
        if count:
            wide, height = step * 0.76, max(1.5, bar * count / top)
            left, above = x + step * 0.12, base - height
            shape = make_element("rect", x=left, y=above, width=wide, height=height, class_="rl-chart__bar")
            value = make_element(
                "text", str(count), x=x + step / 2, y=above - 3, font_size=10, text_anchor="middle"
            )
            address = papers.browse(year=column.values).seen_from(PAGE)
            name = f"{papers.title}, {column.label}: {count_papers(count)}"
            parts.append(make_link(address, name, shape, value))
    return draw_panel(papers.title, width, base + BELOW, parts)
