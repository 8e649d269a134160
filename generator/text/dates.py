"""Dates in words, and names of months."""

import datetime
from functools import cache

from babel import Locale
from babel.dates import format_date as format_in_words
from babel.dates import format_skeleton

from generator.text.translation import get_translator

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
MONTH_ABBREVIATIONS = tuple(name[:3].lower() for name in MONTHS)
"""``jan``, ``feb`` … as BibTeX names them."""


def parse_month(text: str) -> int | None:
    """Return the number of a month from 1 to 12, given as a number or an English name, or None.

    Names may be abbreviated to three letters or more: ``Sept.``.
    """
    name = text.strip().rstrip(".").lower()
    if name.isdecimal():
        return int(name) if 1 <= int(name[:4]) <= 12 else None
    start = name[:3]
    return MONTH_ABBREVIATIONS.index(start) + 1 if start in MONTH_ABBREVIATIONS else None


def format_date(date: str | None) -> str:
    """Return a date of any precision in words: ``2024-07-04`` -> ``July 4, 2024``; empty for None."""
    return _write_date(date, get_translator().locale) if date else ""


@cache
def _write_date(date: str, locale: Locale) -> str:
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return date
    day = datetime.date(*parts, *([1] if len(parts) == 2 else []))
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_in_words(day, "long", locale=locale)
