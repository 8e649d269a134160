"""Dates in words, and names of months."""

from __future__ import annotations

import pytest

from generator.text.dates import format_date, parse_month


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-07-04", "July 4, 2024"), ("2024-07", "July 2024"), ("2024", "2024"), ("", ""), (None, "")],
)
def test_dates_are_formatted_by_precision(date: str | None, words: str) -> None:
    assert format_date(date) == words


@pytest.mark.parametrize(
    ("text", "month"), [("July", 7), ("jul.", 7), ("07", 7), ("13", None), ("Spring", None)]
)
def test_months_are_parsed_from_names_and_numbers(text: str, month: int | None) -> None:
    assert parse_month(text) == month
