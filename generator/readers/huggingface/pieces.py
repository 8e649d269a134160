"""The pieces of a listing: texts with their line, link and heading level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Piece", "join_wrapped_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text of a listing.

    Attributes:
        line: line of the file where it begins, counted from 1.
        text: the text as displayed; an empty line separates paragraphs.
        href: the address that all of it links to; empty without a link.
        heading: its heading level, 1 to 6; 0 for other text.
        date: a machine-readable date (``2024-07-04``) attached to it; empty if there is none.
    """

    line: int
    text: str
    href: str = ""
    heading: int = 0
    date: str = ""


def join_wrapped_lines(lines: Sequence[str]) -> str:
    """Return hard-wrapped lines as one line, with hyphenated compounds rejoined."""
    joined = ""
    for line in lines:
        line = line.strip()
        if not line or not joined:
            joined = joined or line
        elif (
            joined[-1] == "-"
            and joined[-2:-1].isalnum()
            and line[0].isalnum()
            and line.split(" ", 1)[0] not in ("and", "or", "to")
        ):
            joined += line
        else:
            joined += " " + line
    return joined
