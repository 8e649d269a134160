"""What all charts share: texts, a table, a drawing, and labels of axes.

Drawings are 360 units wide, so that their text has its natural size on a phone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.addresses import Address, TextLink
from generator.pages.svg import Caption, draw_svg, make_element
from generator.text.translation import _, format_number, get_translator, ngettext

PAGE = "pictures/"
"""Address of the page of the charts."""
WIDTH = 360.0
"""Width of every chart in user units; one unit is one pixel on a phone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, where it leads, more links below it, and an anchor for its row."""

    text: str
    address: str = ""
    links: tuple[TextLink, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart with its texts and its table.

    Attributes:
        caption: its name.
        answer: one sentence, computed from the records.
        svg: the drawing, escaped.
        headers: heads of the table's columns; the first column heads its row.
        rows: the table; as many cells as headers.
        note: how it was counted.
    """

    caption: Caption
    answer: str
    svg: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str


def make_number_cell(count: int, address: Address) -> Cell:
    """Return a cell with a number that leads to the papers counted."""
    return Cell(format_number(count), address.seen_from(PAGE) if count else "")


def format_percent(part: float, whole: float) -> str:
    """Return a share in percent, such as ``12%``."""
    share = part / whole if whole else 0.0
    if part and share < 0.01:
        return _("under %(percent)s", percent=get_translator().format_percent(0.01))
    return get_translator().format_percent(share)


def write_of_total(count: int) -> str:
    """Return "of the 354 papers", a part of sentences."""
    return ngettext("of the one paper", "of the %(count)s papers", count)


def draw_chart(caption: Caption, height: float, parts: Iterable[str]) -> Markup:
    """Return the drawing of a chart; its parts are escaped already."""
    return draw_svg(caption, WIDTH, height, parts, class_="rl-chart__svg")


def draw_tick(
    text: str, x: float, y: float, *, size: float = 10, anchor: str = "middle", transform: str | None = None
) -> Markup:
    """Return a small label of an axis."""
    css = "rl-chart__tick"
    return make_element(
        "text", text, x=x, y=y, font_size=size, text_anchor=anchor, transform=transform, class_=css
    )
