"""Which answer of a service is about a record, and what it fills."""

from __future__ import annotations

from typing import Any

import pytest
from bread_records import RYE, STEAM, make_entry, make_paper

from generator.curation.answer_matching import fill_from_answer, find_match, needs_arxiv, needs_crossref
from generator.model.paper import Links
from generator.model.publication import Publication

TITLE = "Rye Doughs: Acid and Salt"


def test_records_with_blanks_need_a_service() -> None:
    full = make_paper(
        TITLE, "rye", authors=("Ada Baker",), published="2024-01-05", abstract=RYE, venue="Bread Days",
        venue_year=2025, links=Links(arxiv="2401.00001", doi="10.1000/rye"),
        publication=Publication(pages="1–9"),
    )  # fmt: skip
    assert not needs_arxiv(full)
    assert not needs_crossref(full)
    for lacking in ({"authors": ()}, {"published": "2024-01"}, {"published": None}, {"abstract": ""}):
        assert needs_arxiv(full.model_copy(update=lacking))
    for lacking in ({"authors": ()}, {"venue": None}, {"venue_year": None}, {"links": Links()}):
        assert needs_crossref(full.model_copy(update=lacking))


@pytest.mark.parametrize(
    ("mine", "theirs", "reason"),
    [
        ({"authors": ("Ada Baker",)}, {"authors": ("A. Baker", "Bo Miller")}, "same title and authors"),
        ({"abstract": RYE}, {"abstract": RYE}, "same title and abstract"),
        ({}, {"authors": ("Ada Baker",), "published": "2024"}, "same distinctive title"),
        ({"published": "2021"}, {"published": "2024"}, "same distinctive title"),
        ({"venue_year": 2027}, {"venue_year": 2024}, "same distinctive title"),
    ],
)
def test_nearly_the_same_title_needs_support(
    mine: dict[str, Any], theirs: dict[str, Any], reason: str
) -> None:
    answer = make_entry(TITLE, **theirs)
    paper = make_paper(TITLE, "rye", **mine)
    assert find_match(paper, [make_entry("Steam"), answer]) == (answer, reason)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"title": "Rye Doughs: Acid and Honey"}, {}),
        ({"title": f"{TITLE}, Part II"}, {}),
        ({"title": "Sourdough"}, {"title": "Sourdough"}),
        ({"abstract": STEAM}, {"abstract": RYE}),
        ({"authors": ("Dee Wright",)}, {"authors": ("Ada Baker",)}),
        ({"published": "2010"}, {"published": "2024"}),
        ({"published": "2024"}, {"venue_year": 2028}),
        ({"links": Links(arxiv="2401.00009")}, {"arxiv": "2401.00001"}),
    ],
)
def test_what_may_be_another_paper_is_no_match(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    match, reason = find_match(
        make_paper(**{"title": TITLE, "slug": "rye", **mine}), [make_entry(**{"title": TITLE, **theirs})]
    )
    assert match is None
    assert reason.startswith("no match (the most similar title is ")


def test_an_identifier_decides_if_anything_else_agrees() -> None:
    links = Links(arxiv="2401.00001")
    answer = make_entry(
        "On the Swelling of Pentosans", arxiv="2401.00001", abstract=RYE, authors=("A. Baker",)
    )
    assert find_match(make_paper(TITLE, "rye", links=links, abstract=RYE), [answer])[0] == answer
    assert find_match(make_paper(TITLE, "rye", links=links, authors=("Ada Baker",)), [answer])[0] == answer
    assert find_match(make_paper("The Swelling of Pentosans", "rye", links=links), [answer])[0] == answer
    match, reason = find_match(make_paper(TITLE, "rye", links=links), [answer])
    assert match is None
    assert reason == "its identifier belongs to another paper: 'On the Swelling of Pentosans'"


def test_the_most_similar_answer_wins() -> None:
    paper = make_paper(TITLE, "rye", authors=("Ada Baker",))
    close = make_entry(f"{TITLE}s", authors=("Ada Baker",))
    same = make_entry(TITLE, authors=("Ada Baker",))
    assert find_match(paper, [close, same])[0] == same
    assert find_match(paper, [same, close])[0] == same


def test_an_answer_fills_blanks_and_is_named_as_their_source() -> None:
    answer = make_entry(
        TITLE, source="Crossref", authors=("Ada Baker",), published="2024", abstract=RYE, venue="Bread Days",
        venue_year=2025, code=("https://github.com/ada/rye",),
    )  # fmt: skip
    paper = make_paper(TITLE, "rye", published="2024-01-05")
    filled = fill_from_answer(paper, answer)
    assert (filled.authors, filled.venue, filled.venue_year) == (("Ada Baker",), "Bread Days", 2025)
    assert (filled.published, filled.captures, filled.links.code) == ("2024-01-05", (), ())
    assert dict(filled.evidence) == {"authors": "Crossref", "abstract": "Crossref", "venue": "Crossref"}
