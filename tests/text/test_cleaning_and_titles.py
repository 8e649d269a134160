"""Cleaning, keys of titles, and the ends of addresses."""

from __future__ import annotations

import pytest

from generator.text.cleaning import clean_paragraphs
from generator.text.links import trim_address
from generator.text.slugs import choose_slug
from generator.text.titles import title_key


def test_one_title_in_two_printings_has_one_key() -> None:
    assert (
        title_key(r"Na\"ive  Crumbs: A {Study}*")
        == title_key("Naïve crumbs — a study")
        == "naive crumbs a study"
    )


def test_paragraphs_are_kept_and_other_line_breaks_are_not() -> None:
    assert clean_paragraphs("one\ntwo\n \nthree  four") == "one two\n\nthree four"


@pytest.mark.parametrize(
    ("address", "trimmed"),
    [
        ("https://a.example.org/x).", "https://a.example.org/x"),
        ("https://a.example.org/x_(y)", "https://a.example.org/x_(y)"),
        ("https://a.example.org/x_(y))", "https://a.example.org/x_(y)"),
        ("https://a.example.org/x))", "https://a.example.org/x"),
    ],
)
def test_brackets_of_the_sentence_are_trimmed(address: str, trimmed: str) -> None:
    assert trim_address(address) == trimmed


def test_counts_of_earlier_calls_are_kept() -> None:
    counts: dict[str, int] = {}
    assert choose_slug("Rye", {"rye"}, counts) == "rye-2"
    assert counts == {"rye": 2}
