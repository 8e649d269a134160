"""A paper as a program reads it, reduced to the fields that are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["FIELDS", "Item", "find_year", "fold"]

FIELDS = ("title", "authors", "year", "doi", "venue", "type", "volume", "issue", "pages", "key")
"""What is compared, in the order of the table's columns."""

# <i>, </span>, <span class="nocase">
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
# 2018, in "July 2018" and in "2018-07-04"
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper; texts that are not known are empty.

    Attributes:
        authors: names as printed, given names first.
        type: a type of CSL, such as ``article-journal``.
        line: where it begins in its file, counted from 1; 0 if that is not known.
    """

    title: str
    authors: tuple[str, ...] = ()
    year: str = ""
    doi: str = ""
    venue: str = ""
    type: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    key: str = ""
    line: int = 0


def find_year(date: object) -> str:
    """Return the first four digits of a date that stand alone."""
    match = YEAR.search(str(date or ""))
    return match[0] if match else ""


def fold(text: str) -> str:
    """Return the letters and digits of a text, without tags, accents and case."""
    plain = unicodedata.normalize("NFKD", TAG.sub("", text)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
