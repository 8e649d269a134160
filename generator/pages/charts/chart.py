"""What all charts share: texts, a table, small drawings side by side, and labels of axes.

A chart is a grid of panels. Panels are as wide in units as they are in pixels on a phone, so that their text
has its natural size there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.addresses import Address, TextLink
from generator.pages.svg import Caption, make_element
from generator.pages.svg import format_number as format_coordinate
from generator.text.translation import _, format_number, get_translator, ngettext

PAGE = "pictures/"
"""Address of the page of the charts."""
WIDTH, SMALL_WIDTH = 360.0, 170.0
"""Widths of panels in user units: of those that fill a phone's screen, and of those that share it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, where it leads, more links below it, and an anchor for its row."""

    text: str
    address: str = ""
    links: tuple[TextLink, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of the small drawings of a chart.

    Attributes:
        title: what it shows, such as a topic.
        address: where the title leads.
        fact: a number with its unit, next to the title.
        svg: the drawing, escaped.
        css_class: gives the panel its color.
    """

    title: str
    address: str
    fact: str
    svg: Markup
    css_class: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart with its texts and its table.

    Attributes:
        caption: its name.
        answer: one sentence, computed from the records.
        panels: its drawings.
        small: whether two panels fit side by side on a phone.
        headers: heads of the table's columns; the first column heads its row.
        rows: the table; as many cells as headers.
        note: how it was counted.
    """

    caption: Caption
    answer: str
    panels: tuple[Panel, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    small: bool = False


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


def draw_panel(title: str, width: float, height: float, parts: Iterable[str]) -> Markup:
    """Return the drawing of a panel; its parts are escaped already."""
    box = f"0 0 {format_coordinate(width)} {format_coordinate(height)}"
    return make_element("svg", *parts, class_="rl-chart__svg", viewBox=box, role="group", aria_label=title)


def draw_tick(
    text: str, x: float, y: float, *, size: float = 10, anchor: str = "middle", transform: str | None = None
) -> Markup:
    """Return a small label of an axis."""
    css = "rl-chart__tick"
    return make_element(
        "text", text, x=x, y=y, font_size=size, text_anchor=anchor, transform=transform, class_=css
    )
