"""Whether records with the same title are the same paper."""

from __future__ import annotations

from typing import Any

import pytest
from bread_records import RYE, STEAM, make_abstracts, make_entry

from generator.duplicates.same_title import (
    Verdict,
    compare_same_title,
    compare_same_title_groups,
    may_be_same_paper,
    select_distinct_printings,
)

LONG = "Rye Doughs: Acid and Salt"
GENERIC = "All About Sourdough"


@pytest.mark.parametrize(
    ("title", "shared", "verdict"),
    [
        (GENERIC, 29, Verdict.DIFFERENT),
        (GENERIC, 30, Verdict.SAME),
        (LONG, 14, Verdict.DIFFERENT),
        (LONG, 15, Verdict.UNKNOWN),
        (LONG, 29, Verdict.UNKNOWN),
        (LONG, 30, Verdict.SAME),
    ],
)
def test_abstracts_must_overlap_more_if_the_title_is_generic(
    title: str, shared: int, verdict: Verdict
) -> None:
    one, other = make_abstracts(100, shared=shared)
    entries = make_entry(title, abstract=one), make_entry(title, abstract=other)
    assert compare_same_title(*entries) is verdict
    assert may_be_same_paper(*entries) is (verdict is not Verdict.DIFFERENT)


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        ({}, {}, Verdict.UNKNOWN),
        ({"authors": ("Ada Baker",)}, {}, Verdict.UNKNOWN),
        ({"authors": ("Ada Baker", "Bo Miller")}, {"authors": ("Bo Miller",)}, Verdict.SAME),
        ({"authors": ("Ada Baker",)}, {"authors": ("Bo Miller",)}, Verdict.DIFFERENT),
        ({"abstract": RYE, "authors": ("Ada Baker",)}, {"abstract": RYE, "authors": ("Bo Miller",)},
         Verdict.DIFFERENT),
        ({"arxiv": "2401.00001"}, {"doi": "10.1000/a"}, Verdict.UNKNOWN),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}, Verdict.DIFFERENT),
        ({"arxiv": "2401.00001", "doi": "10.1000/a"}, {"arxiv": "2401.00001", "doi": "10.1000/b"},
         Verdict.UNKNOWN),
    ],
)  # fmt: skip
def test_authors_and_identifiers_decide(
    mine: dict[str, Any], theirs: dict[str, Any], verdict: Verdict
) -> None:
    assert compare_same_title(make_entry(LONG, **mine), make_entry(LONG, **theirs)) is verdict


def test_one_contradiction_between_groups_decides() -> None:
    rye, steam, bare = (make_entry(LONG, abstract=abstract) for abstract in (RYE, STEAM, ""))
    assert compare_same_title_groups([rye, bare], [bare]) is Verdict.UNKNOWN
    assert compare_same_title_groups([rye, bare], [rye]) is Verdict.SAME
    assert compare_same_title_groups([rye, bare], [rye, steam]) is Verdict.DIFFERENT


def test_the_printings_with_identifiers_represent_a_group() -> None:
    with_id = [make_entry(LONG, n, arxiv=f"2401.0000{n}") for n in range(1, 7)]
    without = [make_entry(LONG, n, abstract=f"Rye {n}.") for n in range(7, 10)]
    copies = [make_entry(LONG, n, arxiv="2401.00001") for n in range(10, 12)]
    found = select_distinct_printings([*without, *with_id, *copies])
    assert {entry.arxiv for entry in found} == {entry.arxiv for entry in with_id}
    assert len(found) == 6
