"""What a title says about identity: its normalized form, numbers, and the name before its colon."""

from __future__ import annotations

import pytest

from generator.duplicates.titles import find_leading_name, find_numbers, work_key


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("YOvenv2, Part II: One Step", ("1", "2", "2")),
        ("0007 Loaves", ("7",)),
        ("Zero Is 0", ("0",)),
        ("0" * 5000 + "7 Loaves", ("7",)),
        ("Baking² in 10 Minutes", ("10", "2")),
        ("Twelve Loaves for the Tenth Day", ("10", "12")),
        ("Rye, Volume A", ("a",)),
        ("Rye, Volume About Bread", ()),
        ("A Volume", ()),
    ],
)
def test_digits_words_and_letters_of_parts_are_numbers(title: str, numbers: tuple[str, ...]) -> None:
    assert find_numbers(title) == numbers


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Rye, Vol. XIV", ("14",)),
        ("Rye, Vol. XXIX, with Salt", ("29",)),
        ("Rye, Part I", ("1",)),
        ("Rye III", ("3",)),
        ("Rye IV", ("4",)),
        ("Rye V", ("5",)),
        ("Rye VI: A Study", ("6",)),
        ("Rye VII – A Study", ("7",)),
        ("Rye, Part IX of X Parts", ("9",)),
        ("Rye II with Salt", ("2",)),
        ("Rye VIII with Salt", ("8",)),
    ],
)
def test_roman_numerals_are_numbers(title: str, numbers: tuple[str, ...]) -> None:
    assert find_numbers(title) == numbers


@pytest.mark.parametrize(
    "title",
    [
        "VI for Bayesian Networks",
        "II-VI Ovens",
        "IV",
        "BayesNet: VI for Trees of Loaves",
        "Kernel IV Regression",
        "I, Baker",
        "X-Ray Images of Loaves",
        "Mix of Loaves",
    ],
)
def test_letters_and_abbreviations_are_not_roman_numerals(title: str) -> None:
    assert find_numbers(title) == ()


def test_the_key_of_a_title_keeps_the_signs_after_a_name() -> None:
    assert work_key("LightOven+ at Home") == "lightoven plus at home"
    assert work_key("LightOven⁺⁺") == "lightoven plus plus"
    assert work_key("Baking in C#") == work_key("Baking in C♯") == "baking in c sharp"
    assert work_key("Rye + Wheat: #1") == "rye wheat 1"


def test_a_title_of_signs_is_its_own_key() -> None:
    assert (work_key("?"), work_key("!")) == ("?", "!")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A-RYE: Faster Doughs", "a rye"),
        ("Rye – A Study", "rye"),
        ("Rye - A Study", "rye"),
        ("The Whole Loaf: A Study", "the whole loaf"),
        ("Slow Doughs of Rye: A Study", ""),
        ("Rye-Bread", ""),
        ("Rye", ""),
    ],
)
def test_a_title_may_begin_with_a_name(title: str, name: str) -> None:
    assert find_leading_name(title) == name
