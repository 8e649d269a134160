"""Records have as many authors as the captures say."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, warn
from generator.errors import Problem
from generator.text.plurals import count_nouns

__all__ = ["check_author_counts"]


def check_author_counts(checked: CheckedList) -> Iterator[Problem]:
    """A record has as many authors as each of its captures says."""
    for slug, paper in checked.catalogue.papers.items():
        count = len(paper.authors) or paper.author_count
        for ref in paper.captures:
            entry = checked.entries.get(ref)
            if entry and entry.author_count and count and entry.author_count != count:
                yield warn(
                    checked.locate.paper(slug, "authors" if paper.authors else "author_count"),
                    f"The record has {count_nouns(count, 'author')}, but {checked.locate_entry(entry)} says "
                    f"{entry.author_count}.",
                    "Check the paper and correct the record; leave it if the capture is wrong.",
                )
