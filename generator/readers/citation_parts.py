"""Dates, pages and numbers as databases print them."""

import re

from generator.readers.bibliography import make_date
from generator.readers.written_dates import parse_written_date
from generator.text.serial_numbers import ISBN, ISSN

# 2014  ·  Winter 1996  ·  published online 2020
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
# 20140704
COMPACT = re.compile(r"((?:1[6-9]|20)\d\d)(\d\d)(\d\d)\Z")
# 436  ·  iv, but not "No" and "Specified"
PAGE = re.compile(r"\d|\A[ivxlc]{1,8}\b", re.I)
# 436-444  ·  436--444  ·  e12–e19
RANGE = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+)\s*")
WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?", re.I)
SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "de", "der", "for", "in", "of", "on", "the", "to", "und", "with")
)
# BMC  ·  VII  ·  IEEE
CAPITALS = re.compile(
    r"(?!pt|st|vs)[b-df-hj-np-tv-z]+|i{2,3}|iv|vi{0,3}|ix|xi{0,3}"
    r"|ieee|acm|siam|aaai|plos|jama|usa|uk|eu|ai|fems|iet|isprs|eccv|iccv|usenix|mdpi|iop|aip|spie|ios|igi|asme|asce"
)


def parse_printed_date(text: str, year: str = "") -> str | None:
    """Return a date such as ``20140704``, ``4 July 2014`` or ``JUL-AUG`` in ISO form, or None.

    ``year`` completes a date that has none.
    """
    text = " ".join(text.split())[:60]
    if match := COMPACT.match(text):
        return make_date(*match.groups())
    return parse_written_date(text) or parse_written_date(f"{text} {year}")


def join_pages(first: str, last: str = "") -> str:
    """Return pages as printed: ``436`` and ``444`` -> ``436–444``."""
    first, last = first.strip(), last.strip()
    if not PAGE.search(first):
        first = ""
    if PAGE.search(last) and last != first and not RANGE.search(first):
        first = f"{first}-{last}" if first else last
    return RANGE.sub("–", first)


def split_serial_numbers(*texts: str) -> dict[str, str]:
    """Return the first ``isbn`` and the first ``issn`` in texts such as ``0743-4618 (print)``."""
    text = " ".join(texts)
    isbn, issn = ISBN.search(text), ISSN.search(ISBN.sub(" ", text))
    found = {"isbn": isbn and isbn[0], "issn": issn and issn[0]}
    return {name: number for name, number in found.items() if number}


def title_case(text: str, abbreviated: str) -> str:
    """Return a name in all capitals with its usual capitalization, given its usual abbreviation."""
    if text.upper() != text:
        return text
    known: dict[str, str] = {word.lower(): word for word in WORD.findall(abbreviated)}

    def write(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word in SMALL_WORDS and match.start():
            return word
        return known.get(word) or (word.upper() if CAPITALS.fullmatch(word) else word.capitalize())

    return WORD.sub(write, text)
