"""Columns of years, and what is said of papers without one."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.text.plurals import count_nouns, pluralize

__all__ = ["UNKNOWN_YEAR", "YearColumn", "describe_undated", "list_year_columns"]


@dataclass(frozen=True, slots=True)
class YearColumn:
    """Years that share a column, and its label."""

    label: str
    years: tuple[int | None, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Values of the facet "year" that select the papers of these years."""
        return tuple(str(year or "unknown") for year in self.years)


UNKNOWN_YEAR = YearColumn("unknown", (None,))
"""Papers without a year; a column of tables only."""


def list_year_columns(catalogue: Catalogue, most: int) -> list[YearColumn]:
    """Return up to ``most`` columns without gaps, oldest first; the oldest years share the first column."""
    known = sorted(year for year in catalogue.by_year if year is not None)
    if not known:
        return []
    first = max(known[0], known[-1] - most + 1)
    columns = [YearColumn(str(year), (year,)) for year in range(first, known[-1] + 1)]
    if known[0] < first:
        joined = tuple(year for year in known if year <= first)
        columns[0] = YearColumn(f"≤{first}", joined)
    return columns


def describe_undated(catalogue: Catalogue) -> str:
    """Return a sentence on the papers without a year, which drawings leave out; empty if there are none."""
    count = len(catalogue.by_year.get(None, ()))
    if not count:
        return ""
    return f" {count_nouns(count, 'paper')} without a known year {pluralize(count, 'is', 'are')} not drawn."
