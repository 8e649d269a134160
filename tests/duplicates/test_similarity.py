"""How similar two records are."""

from __future__ import annotations

import pytest
from bread_records import RYE, STEAM, make_abstracts, make_entry, make_paper

from generator.duplicates.similarity import Similarity, find_surname, measure_similarity


@pytest.mark.parametrize(
    "name", ["Ada Müller", "Müller, Ada", "A. MULLER", "Muller", 'Ada M\\"uller', "Müller, Ada B."]
)
def test_a_surname_is_found_in_any_form_of_a_name(name: str) -> None:
    assert find_surname(name) == "muller"


def test_titles_are_compared_by_letters_and_by_words() -> None:
    def compare(one: str, other: str) -> float:
        return measure_similarity(make_entry(one), make_entry(other)).title

    assert compare("Hyper Ovens", "HyperOvens") == 1
    assert compare("Rye and Salt", "Salt and Rye") == 1
    assert compare("Deck Ovens", "Rack Ovens") == pytest.approx(0.8)
    assert compare("Rye", "Steam") < 0.3


def test_authors_are_compared_by_surname() -> None:
    def compare(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
        return measure_similarity(
            make_entry("Rye", authors=one), make_paper("Rye", "rye", authors=other)
        ).authors

    assert compare(("Ada Baker", "Bo Miller"), ("Baker, A.", "Cy Cook", "Dee Wright")) == 0.5
    assert compare(("Ada Baker",), ("Bo Miller",)) == 0
    assert compare((), ("Bo Miller",)) is None
    assert compare(("?",), ("Bo Miller",)) is None


def test_abstracts_are_compared_by_content_words() -> None:
    def compare(one: str, other: str) -> float | None:
        return measure_similarity(make_entry("Rye", abstract=one), make_entry("Rye", abstract=other)).abstract

    assert compare(RYE, RYE) == 1
    assert compare(RYE, f"{RYE} {STEAM}") == 1
    assert compare(RYE, STEAM) == pytest.approx(0.0, abs=0.1)
    assert compare(RYE, "") is None
    assert compare("It is so.", "It is so.") == 1
    assert compare("Rye needs salt.", "Wheat needs time.") is None  # too short to say anything


def test_numbers_and_names_are_compared() -> None:
    two = measure_similarity(make_entry("A-RYE: Doughs, Part 1"), make_entry("A-RYE: Doughs, Part 2"))
    assert (two.same_numbers, two.same_name) == (False, True)
    two = measure_similarity(make_entry("Rye: Part 1"), make_entry("Steam: Part One"))
    assert (two.same_numbers, two.same_name) == (True, False)
    two = measure_similarity(make_entry("Deep IV: A Study"), make_entry("Deep IV, a study"))
    assert (two.same_numbers, two.same_name) == (True, False)


def test_the_score_is_a_mean_of_what_is_known() -> None:
    known = {"same_numbers": True}
    assert Similarity(title=0.5, abstract=None, authors=None, **known).score == 0.5
    assert Similarity(title=0.5, abstract=1.0, authors=None, **known).score == 0.75
    assert Similarity(title=0.5, abstract=1.0, authors=0.0, **known).score == pytest.approx(0.5625)
    assert str(Similarity(title=0.5, abstract=None, authors=1.0, **known)) == "title 0.50, authors 1.00"


def test_short_abstracts_say_nothing() -> None:
    def compare(size: int) -> float | None:
        one, other = make_abstracts(size, shared=3)
        return measure_similarity(make_entry("Rye", abstract=one), make_entry("Rye", abstract=other)).abstract

    assert compare(12) == 0.25
    assert compare(11) is None
