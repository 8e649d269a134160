"""Counts with their nouns."""

from __future__ import annotations

from generator.text.plurals import count_nouns


def test_one_is_singular_and_everything_else_plural() -> None:
    assert [count_nouns(count, "paper") for count in (0, 1, 2)] == ["0 papers", "1 paper", "2 papers"]


def test_large_counts_are_grouped_and_plurals_may_be_irregular() -> None:
    assert count_nouns(12345, "entry", "entries") == "12,345 entries"
