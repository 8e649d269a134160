"""What a check gets to see, and what checks have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from generator.errors import Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.entry import CaptureRef, Entry
from generator.readers import ReadResult
from generator.storage.locator import Locator

__all__ = ["Check", "CheckedList", "quote", "suggest_name", "warn"]

SIMILAR_NAME = 60
"""Least similarity, in percent, of a name that is suggested for a misspelled one."""


@dataclass(frozen=True, kw_only=True)
class CheckedList:
    """A list with its captures.

    Attributes:
        catalogue: the list.
        captures: the result of reading each capture, by the capture's name.
        locate: finds lines in the files of the list.
        capture_lines: the lines of each capture.
    """

    catalogue: Catalogue
    captures: Mapping[str, ReadResult]
    locate: Locator
    capture_lines: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def entries(self) -> Mapping[CaptureRef, Entry]:
        """Every entry of every capture, by its reference."""
        return {entry.ref: entry for result in self.captures.values() for entry in result.entries}

    def locate_topics(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield where each topic is in ``topics.yml``, for ``locate.find``, and its id."""
        for group_number, group in enumerate(self.catalogue.taxonomy.groups):
            for number, topic in enumerate(group.topics):
                yield ("groups", group_number, "topics", number), topic.id

    def locate_entry(self, entry: Entry) -> Place:
        """Return the line of a capture where ``entry`` begins."""
        return self.locate.capture(entry.capture, entry.line)

    def suggest_paper(self, slug: str) -> str:
        """Return how to correct a slug that is not on the list: its redirect, or the most similar slug."""
        target = self.catalogue.redirects.get(slug)
        return f"Write {target!r}." if target else suggest_name(slug, self.catalogue.papers, "paper")


Check = Callable[[CheckedList], Iterator[Problem]]


def warn(place: Place | None, message: str, fix: str) -> Problem:
    """Return a problem about which only a person can decide."""
    return Problem(place, message, fix, "warning")


def quote(text: str, length: int = 80) -> str:
    """Return ``text`` in quotation marks, cut to ``length`` characters."""
    return repr(text if len(text) <= length else f"{text[: length - 1]}…")


def suggest_name(name: str, known: Iterable[str], what: str) -> str:
    """Return how to correct an unknown name: the most similar known one, if any is similar enough.

    Args:
        name: the unknown name.
        known: the names that would be right.
        what: what the name is of, such as ``topic``.
    """
    ranked = sorted((-fuzz.ratio(name, other), other) for other in known)
    if ranked and -ranked[0][0] >= SIMILAR_NAME:
        return f"Did you mean {ranked[0][1]!r}?"
    return f"Correct it or add the {what}."
