"""Pairs of records that a person is asked about, and pairs that nobody need look at."""

from __future__ import annotations

import pytest
from bread_records import RYE, STEAM, make_paper

from generator.duplicates.possible_duplicates import find_possible_duplicates
from generator.model.paper import Links, Paper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a preprint renamed for its publication
        (
            make_paper("Why Rye Collapses", "a", abstract=RYE),
            make_paper("On the Swelling of Pentosans", "b", abstract=RYE + " Code is there."),
        ),
        # one word changed, nothing else known
        (
            make_paper("Delaying the Crust with Steam in Deck Ovens", "a"),
            make_paper("Delaying the Crust with Steam in Rack Ovens", "b"),
        ),
        # one word changed, authors shared
        (
            make_paper("Delaying Crusts by Steam", "a", authors=("Ada Baker", "Bo Miller")),
            make_paper("Delaying the Crust with Steam", "b", authors=("A. Baker", "B. Miller")),
        ),
        # written together
        (make_paper("Hyper Ovens for Rye", "a"), make_paper("HyperOvens for Rye", "b")),
        # the same name before the colon, abstracts alike in part
        (
            make_paper("A-RYE: Faster Rye Doughs by Acid", "a", abstract=RYE),
            make_paper(
                "A-RYE: Faster Rye Doughs by Salt", "b", abstract=RYE.split(". ")[1] + STEAM.split(". ")[0]
            ),
        ),
    ],
)
def test_similar_records_are_found(one: Paper, other: Paper) -> None:
    (miss,) = find_possible_duplicates([one, other])
    assert miss.slugs == {"a", "b"}
    assert 0.3 < miss.score <= 1
    assert find_possible_duplicates([one, other], decided=[frozenset({"a", "b"})]) == ()
    assert find_possible_duplicates([one, other], among={"c"}) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make_paper("Sourdough", "a", abstract=RYE), make_paper("Sourdough", "b", abstract=STEAM)),
        (
            make_paper("Sourdough", "a", authors=("Ada Baker",)),
            make_paper("Sourdough", "b", authors=("Bo Miller",)),
        ),
        (
            make_paper("Rye Breads of the North, Part I", "a"),
            make_paper("Rye Breads of the North, Part II", "b"),
        ),
        (
            make_paper("Delaying the Crust with Steam in Deck Ovens", "a", abstract=RYE),
            make_paper("Delaying the Crust with Steam in Rack Ovens", "b", abstract=STEAM),
        ),
        (make_paper("Rye", "a"), make_paper("Steam", "b")),
    ],
)
def test_what_is_plainly_two_papers_is_not_asked_about(one: Paper, other: Paper) -> None:
    assert find_possible_duplicates([one, other]) == ()


def test_records_that_share_an_identifier_are_asked_about_first() -> None:
    shared = [
        make_paper("Rye", "a", links=Links(doi="10.1000/a")),
        make_paper("Steam", "b", links=Links(doi="10.1000/A")),
    ]
    (miss,) = find_possible_duplicates(shared)
    assert (miss.reason, miss.score) == ("both are DOI 10.1000/a", 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rye Breads, Part I", "Rye Breads, Part II"),
        ("Rye Breads Part 1", "Rye Breads Part 2"),
        ("Rye Breads: Part One", "Rye Breads: Part Two"),
        ("Appendix to Rye, Volume A", "Appendix to Rye, Volume B"),
        ("OvenNet v2: Better Baking", "OvenNet v3: Better Baking"),
        ("OvenNet2", "OvenNet3"),
        ("OvenNet", "OvenNet 2"),
        ("OvenNet", "OvenNet II"),
        ("One Hundred Loaves in 10 Minutes", "One Hundred Loaves in 12 Minutes"),
        ("First-Order Proofing", "Second-Order Proofing"),
        ("Henry V", "Henry IV"),
        ("Baking²", "Baking³"),
    ],
)
@pytest.mark.parametrize("abstract", ["", RYE])
def test_titles_with_different_numbers_are_not_asked_about(one: str, other: str, abstract: str) -> None:
    pair = [make_paper(one, "a", abstract=abstract), make_paper(other, "b", abstract=abstract)]
    assert find_possible_duplicates(pair) == ()


def test_an_abbreviation_is_not_a_number() -> None:
    pair = [
        make_paper("VI for Bayesian Networks", "a", abstract=RYE),
        make_paper("Variational Inference for Bayesian Networks", "b", abstract=RYE),
    ]
    assert len(find_possible_duplicates(pair)) == 1
