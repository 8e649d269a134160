"""Dates agree with arXiv identifiers and captures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.checks.checked_list import CheckedList, warn
from generator.errors import Problem
from generator.model.fields import ARXIV_ID, PARTIAL_DATE

__all__ = ["check_dates_against_arxiv", "check_dates_against_captures", "parse_arxiv_month"]

MONTH_MARGIN = timedelta(days=5)
"""How far a day may be outside the month of an arXiv identifier, which is assigned when a paper is
announced or its upload is finished, not when it is dated."""


def check_dates_against_arxiv(checked: CheckedList) -> Iterator[Problem]:
    """A paper was first published in the month of its arXiv identifier, as far as its date is known."""
    for slug, paper in checked.catalogue.papers.items():
        month = parse_arxiv_month(paper.links.arxiv or "")
        match = PARTIAL_DATE.match(paper.published or "")
        if month and match and not _may_be_in_month(match, *month):
            yield warn(
                checked.locate.paper(slug, "published"),
                f"The date is {paper.published}, but the arXiv identifier {paper.links.arxiv} is of "
                f"{month[0]}-{month[1]:02}.",
                "Check which of the two is right.",
            )


def check_dates_against_captures(checked: CheckedList) -> Iterator[Problem]:
    """A date is the one in the captures, as far as both are known."""
    for slug, paper in checked.catalogue.papers.items():
        for ref in paper.captures:
            entry = checked.entries.get(ref)
            if not (entry and entry.published and paper.published):
                continue
            length = min(len(entry.published), len(paper.published))
            if entry.published[:length] != paper.published[:length]:
                place = checked.locate_entry(entry)
                yield warn(
                    checked.locate.paper(slug, "published"),
                    f"The date is {paper.published}, but {place} says {entry.published}.",
                    "Check the paper and correct the record; leave it if the capture is wrong.",
                )


def parse_arxiv_month(identifier: str) -> tuple[int, int] | None:
    """Return the year and month in which an arXiv identifier was assigned, or None if it has none.

    ``2410.05434`` is of October 2024, ``math/0211159`` of November 2002
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    if not ARXIV_ID.match(identifier):
        return None
    digits = identifier.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    return ((1900 if year >= 91 else 2000) + year, month) if 1 <= month <= 12 else None


def _may_be_in_month(printed: re.Match[str], year: int, month: int) -> bool:
    if printed["month"] is None:
        return int(printed["year"]) == year
    if printed["day"] is None:
        return (int(printed["year"]), int(printed["month"])) == (year, month)
    day = date(int(printed["year"]), int(printed["month"]), int(printed["day"]))
    first = date(year, month, 1)
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return first - MONTH_MARGIN <= day < next_month + MONTH_MARGIN
