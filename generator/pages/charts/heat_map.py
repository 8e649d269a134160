"""Heat maps: a table of tinted numbers, with a row for each set of papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.addresses import Address
from generator.pages.charts.chart import PAGE, WIDTH, Cell, draw_panel, draw_tick, make_number_cell
from generator.pages.charts.paper_sets import PaperSet
from generator.pages.svg import draw_lines, format_number, make_element, make_link, wrap_text
from generator.text.translation import count_papers

LABEL_WIDTH = 128.0
TEXT_SIZE = 11.0
HEAD_SIZE = 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A row: its papers, and the number in each column and where it leads."""

    papers: PaperSet
    counts: tuple[tuple[int, Address], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The name and the numbers for the table."""
        return (self.papers.cell, *(make_number_cell(count, address) for count, address in self.counts))


def draw_heat_map(title: str, columns: Sequence[str], rows: Sequence[HeatRow], top: int) -> Markup:
    """Return a panel whose strongest tint stands for as many papers as ``top``."""
    step = min(44.0, (WIDTH - LABEL_WIDTH) / len(columns))
    parts, y = _draw_heads(columns, step)
    for row in rows:
        lines = wrap_text(row.papers.title, LABEL_WIDTH - 8, TEXT_SIZE)
        height = max(24.0, len(lines) * TEXT_SIZE * 1.15 + 7)
        middle = y + height / 2
        parts.append(row.papers.link(draw_lines(lines, 0, middle, TEXT_SIZE)))
        for number, (column, (count, address)) in enumerate(zip(columns, row.counts, strict=True)):
            x = LABEL_WIDTH + step * number
            if count:
                name = f"{row.papers.title}, {column}: {count_papers(count)}"
                tint = _draw_tint((x, y, step, height), 7 + 37 * count / top)
                text = draw_lines((str(count),), x + step / 2, middle, TEXT_SIZE, text_anchor="middle")
                parts.append(make_link(address.seen_from(PAGE), name, tint, text))
            else:
                parts.append(make_element("circle", cx=x + step / 2, cy=middle, r=1, class_="rl-chart__none"))
        y += height
    return draw_panel(title, WIDTH, y + 2, parts)


def _draw_heads(columns: Sequence[str], step: float) -> tuple[list[Markup], float]:
    """Return the heads of the columns, slanted if they are too wide, and their height."""
    slanted = max(len(label) for label in columns[1:] or columns) * 7.2 > step
    height = 14 + 0.62 * max(min(len(label), 22) for label in columns) * 6 if slanted else 20.0
    heads = []
    for column, label in enumerate(columns):
        x, y = LABEL_WIDTH + step * (column + 0.5), height - 7
        turn = f"rotate(50 {format_number(x)} {format_number(y)})" if slanted else None
        anchor = "end" if slanted else "middle"
        heads.append(draw_tick(label, x, y, size=HEAD_SIZE, anchor=anchor, transform=turn))
    return heads, height


def _draw_tint(box: tuple[float, float, float, float], percent: float) -> Markup:
    """Return the background of a cell (x, y, width, height), colored as strongly as ``percent``."""
    x, y, width, height = box
    return make_element(
        "rect",
        x=x + 1,
        y=y + 1,
        width=width - 2,
        height=height - 2,
        rx=3,
        class_="rl-chart__tint",
        style=f"--rl-share:{format_number(percent)}%",
    )
