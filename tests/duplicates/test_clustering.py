"""Which entries are the same paper: by identifier, by title, and what contradicts it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from bread_records import RYE, STEAM, make_entry
from hypothesis import given
from hypothesis import strategies as st

from generator.duplicates.clustering import cluster_entries
from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.merging import merge_entries
from generator.model.entry import Entry


def cluster_positions(entries: Sequence[Entry]) -> set[frozenset[int]]:
    return {frozenset(entry.position for entry in found) for found in cluster_entries(entries)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rye Bread at Home", "RYE BREAD AT HOME"),
        ("Crème Pâtissière: A Study", "Creme Patissiere - A Study"),
        ("Rye: A Study", "Rye -- A Study"),
        ("Rye: A Study", "Rye — A Study"),
        (r"Na\"ive Doughs", "Naïve doughs"),
        ("$k$-Means of Loaves", "k-means of loaves"),
        ("“Seed” Breads", "``Seed'' breads"),
        ("Spatial Baking*", "Spatial Baking"),
    ],
)
def test_two_prints_of_one_title_are_one_paper(one: str, other: str) -> None:
    assert cluster_positions([make_entry(one, 1), make_entry(other, 2)]) == {frozenset({1, 2})}


@pytest.mark.parametrize(
    ("one", "other"), [("LightOven+", "LightOven"), ("Baking in C++", "Baking in C#"), ("?", "!")]
)
def test_a_sign_makes_another_name(one: str, other: str) -> None:
    assert cluster_positions([make_entry(one, 1), make_entry(other, 2)]) == {frozenset({1}), frozenset({2})}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"authors": ("Ada Baker",)}, {"authors": ("Bo Miller",)}),
        ({"abstract": RYE}, {"abstract": STEAM}),
        ({"arxiv": "2401.00001"}, {"arxiv": "2401.00002"}),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
    ],
)
def test_works_of_one_generic_title_are_two_papers(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    two = [make_entry("Sourdough", 1, **mine), make_entry("Sourdough", 2, **theirs)]
    assert cluster_positions(two) == {frozenset({1}), frozenset({2})}


def test_shared_authors_or_similar_abstracts_make_one_paper() -> None:
    by_authors = [
        make_entry("Sourdough", 1, authors=("Ada Baker",)),
        make_entry("Sourdough", 2, authors=("A. Baker", "Bo Miller")),
    ]
    assert cluster_positions(by_authors) == {frozenset({1, 2})}
    by_abstract = [make_entry("Sourdough", n, abstract=text) for n, text in enumerate((RYE, RYE[:-20]), 1)]
    assert cluster_positions(by_abstract) == {frozenset({1, 2})}


def test_entries_that_contradict_each_other_are_not_joined_by_a_third() -> None:
    three = [
        make_entry("Sourdough", 1, authors=("Ada Baker",)),
        make_entry("Sourdough", 2, authors=("Ada Baker", "Bo Miller")),
        make_entry("Sourdough", 3, authors=("Bo Miller",)),
    ]
    assert cluster_positions(three) == {frozenset({1}), frozenset({2}), frozenset({3})}
    assert cluster_positions(three[:2]) == {frozenset({1, 2})}


def test_a_bare_title_joins_one_work_but_not_one_of_two() -> None:
    rye, steam = make_entry("Sourdough", 1, abstract=RYE), make_entry("Sourdough", 2, abstract=STEAM)
    assert cluster_positions([rye, make_entry("Sourdough", 3)]) == {frozenset({1, 3})}
    assert cluster_positions([rye, steam, make_entry("Sourdough", 3)]) == {
        frozenset({1}),
        frozenset({2}),
        frozenset({3}),
    }


def test_identifiers_link_through_a_third_entry() -> None:
    three = [
        make_entry("Rye", 1, arxiv="2401.00001"),
        make_entry("Rye, Published", 2, arxiv="2401.00001", doi="10.1000/RYE"),
        make_entry("Quite Another Name", 3, doi="10.1000/rye"),
    ]
    assert cluster_positions(three) == {frozenset({1, 2, 3})}


def test_the_doi_of_a_preprint_is_its_arxiv_identifier() -> None:
    assert cluster_positions(
        [
            make_entry("Rye", 1, doi="10.48550/arXiv.2401.00001"),
            make_entry("Rye at Last", 2, arxiv="2401.00001"),
        ]
    ) == {frozenset({1, 2})}


ENTRIES = st.builds(
    make_entry,
    st.sampled_from(
        ["Sourdough", "sourdough:", "Rye, Part I", "Rye, Part II", "Rye", "Steam and Crust", "?", "!"]
    ),
    arxiv=st.sampled_from([None, None, "2401.00001", "2401.00002"]),
    doi=st.sampled_from([None, None, "10.1000/a", "10.1000/B", "10.1000/b", "10.48550/arxiv.2401.00001"]),
    authors=st.sampled_from([(), (), ("Ada Baker",), ("Bo Miller", "A. Baker")]),
    abstract=st.sampled_from(["", "", RYE, STEAM]),
)


@given(st.lists(ENTRIES, max_size=9), st.randoms(use_true_random=False))
def test_what_comes_together_does_not_depend_on_the_order(
    entries: list[Entry], shuffle: random.Random
) -> None:
    entries = [one.model_copy(update={"position": number}) for number, one in enumerate(entries, 1)]
    mixed = list(entries)
    shuffle.shuffle(mixed)
    assert cluster_positions(entries) == cluster_positions(mixed)
    merged = {frozenset(e.position for e in c): merge_entries(c, slug="x") for c in cluster_entries(entries)}
    again = {frozenset(e.position for e in c): merge_entries(c, slug="x") for c in cluster_entries(mixed)}
    assert merged == again
    for found in cluster_entries(entries):
        for kind, value in all_identifiers(found[0]):
            outside = [e for e in entries if e not in found]
            assert not any((kind, value) in all_identifiers(e) for e in outside)


def test_a_title_borne_by_thousands_is_done_in_time() -> None:
    entries = [make_entry("Sourdough", n, abstract=f"{RYE} {n}") for n in range(1, 1001)]
    assert len(cluster_entries(entries)) == 1
    different = [
        make_entry("Sourdough", n, abstract=" ".join(f"w{n}x{word}" for word in range(20)))
        for n in range(1, 501)
    ]
    assert len(cluster_entries(different)) == 500
