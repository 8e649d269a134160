"""A chart: its drawing, and the table with the same numbers."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.text_link import TextLink

__all__ = ["Caption", "Cell", "Chart", "format_percent", "format_total", "make_number_cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, where it leads, more links below it, and an anchor for its row."""

    text: str
    address: str = ""
    links: tuple[TextLink, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a drawing is called.

    Attributes:
        id: anchor on the page.
        question: what it answers; its title.
        description: what is drawn, for readers who do not see it.
    """

    id: str
    question: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart with its texts and its table.

    Attributes:
        caption: its name.
        answer: one sentence, computed from the records.
        svg: the drawing, escaped.
        headers: heads of the table's columns; the first column heads its row.
        rows: the table; as many cells as headers.
        note: how it was counted; may be empty.
    """

    caption: Caption
    answer: str
    svg: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def id(self) -> str:
        """Anchor on the page."""
        return self.caption.id

    @property
    def question(self) -> str:
        """What the chart answers; its title."""
        return self.caption.question


def make_number_cell(count: int, address: str) -> Cell:
    """Return a cell with a number that leads to the papers counted."""
    return Cell(f"{count:,}", address if count else "")


def format_percent(part: float, whole: float) -> str:
    """Return a share in percent, such as ``12%``."""
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f}%" if share >= 1 or not part else "under 1%"


def format_total(count: int) -> str:
    """Return "the 354 papers", to be followed by what they have in common."""
    return f"the {count:,} papers" if count > 1 else "the one paper"
