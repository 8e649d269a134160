"""Measures of short texts: their length, and what they copy from the abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.checked_list import quote
from generator.text.plurals import count_nouns
from generator.text.words import split_words

__all__ = ["COPIED_WORDS", "count_words", "find_copied_words", "find_copying", "find_excess_words"]

# a word with at least one letter or digit: "state-of-the-art", "3.5", "O(n)"
VISIBLE_WORD = re.compile(r"\S*\w\S*")

COPIED_WORDS = 6
"""Most consecutive words that a text may share with the abstract."""


def count_words(text: str) -> int:
    """Return the number of words a reader sees; a lone dash is none."""
    return len(VISIBLE_WORD.findall(text))


def find_excess_words(text: str, most: int) -> Iterator[tuple[str, str]]:
    """Yield a message about a text and its remedy, if the text has more than ``most`` words."""
    if (count := count_words(text)) > most:
        yield f"has {count} words; at most {most} are allowed.", "Shorten it."


def find_copying(text: str, abstract: str) -> Iterator[tuple[str, str]]:
    """Yield a message about a text and its remedy, if the text copies a run of words of the abstract."""
    if copied := find_copied_words(text, abstract):
        count = count_nouns(len(copied), "consecutive word")
        yield f"copies {count} from the abstract: {quote(' '.join(copied), 120)}.", "Use your own words."


def find_copied_words(text: str, source: str) -> tuple[str, ...]:
    """Return the longest run of words that ``text`` shares with ``source``, in lower case.

    Case and punctuation are ignored. Empty if no run is longer than :data:`COPIED_WORDS` words.
    """
    words, source_words = split_words(text), split_words(source)
    size = COPIED_WORDS + 1
    starts: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(source_words) - size + 1):
        starts.setdefault(tuple(source_words[start : start + size]), []).append(start)
    longest: tuple[str, ...] = ()
    for here in range(len(words) - size + 1):
        for there in starts.get(tuple(words[here : here + size]), ()):
            shared = _count_shared(words[here:], source_words[there:])
            longest = max(longest, tuple(words[here : here + shared]), key=len)
    return longest


def _count_shared(words: list[str], others: list[str]) -> int:
    pairs = zip(words, others, strict=False)
    return next(
        (number for number, (word, other) in enumerate(pairs) if word != other), min(len(words), len(others))
    )
