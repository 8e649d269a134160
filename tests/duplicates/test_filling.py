"""Filling blanks, and merging two records."""

from __future__ import annotations

import pytest
from bread_records import RYE, make_paper

from generator.duplicates.filling import fill_blanks, merge_papers
from generator.model.paper import Links


def test_filling_never_overwrites_what_a_person_wrote() -> None:
    mine = make_paper(
        "Rye", "rye", authors=("A. Baker",), published="2023-12", venue="Bread Days", abstract="Mine.",
        links=Links(code=("https://github.com/mine/rye",)), notes="N", kind="survey",
    )  # fmt: skip
    theirs = make_paper(
        "Rye!", "rye", authors=("Ada Baker", "Bo Miller"), published="2024-01-05", venue="Journal of Bread",
        abstract=RYE, links=Links(arxiv="2401.00001", code=("https://github.com/ada/rye",)), kind="theory",
        evidence={"authors": "b.bib", "arxiv": "b.bib"},
    )  # fmt: skip
    filled = fill_blanks(mine, theirs)
    assert filled == mine.model_copy(
        update={
            "links": Links(arxiv="2401.00001", code=("https://github.com/mine/rye",)),
            "evidence": {"arxiv": "b.bib"},
        }
    )
    assert fill_blanks(filled, theirs) == filled


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "result"),
    [
        ("published", "2024", "2024-01-05", "2024-01-05"),
        ("published", "2024-01", "2024-02-05", "2024-01"),
        ("venue", "CoRR", "Journal of Bread", "Journal of Bread"),
        ("venue", "Journal of Bread", "arXiv", "Journal of Bread"),
        ("abstract", "", RYE, RYE),
    ],
)
def test_facts_become_more_precise(field: str, mine: str, theirs: str, result: str) -> None:
    filled = fill_blanks(
        make_paper("Rye", "rye", **{field: mine}), make_paper("Rye", "rye", **{field: theirs})
    )
    assert getattr(filled, field) == result


def test_joining_two_records_loses_nothing_a_person_wrote() -> None:
    kept = make_paper(
        "Rye",
        "rye",
        published="2023-05",
        notes="First.",
        topics=("doughs",),
        links=Links(doi="10.1000/a"),
        added="2024-02",
    )
    gone = make_paper(
        "Rye, Renamed", "rye-renamed", published="2024-06-07", notes="Second.", kind="survey",
        authors=("Ada Baker",),
        links=Links(doi="10.1000/b", arxiv="2401.00001"), added="2024-01",
    )  # fmt: skip
    joined = merge_papers(kept, gone)
    assert joined.slug == "rye"
    assert joined.published == "2023-05"
    assert joined.notes == "First.\n\nSecond."
    assert (joined.kind, joined.topics, joined.added) == ("survey", ("doughs",), "2024-01")
    assert joined.links == Links(doi="10.1000/a", arxiv="2401.00001", other=("https://doi.org/10.1000/b",))
