"""Answers of Semantic Scholar, OpenReview and OpenAlex."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_json(value: object) -> ReadResult:
    return read(decode(json.dumps(value).encode(), name="x.json"))


def read_one(value: object) -> Entry:
    (entry,) = read_json(value).entries
    return entry


PAPER = {"paperId": "ab", "title": "Rye", "externalIds": {"ArXiv": "2401.00001"}, "year": 2024}


@pytest.mark.parametrize(
    "answer",
    [
        PAPER,
        [PAPER],
        {"total": 1, "offset": 0, "data": [PAPER]},
        {"offset": 0, "data": [{"contexts": [], "citingPaper": PAPER}]},
        {"data": [{"citedPaper": PAPER}]},
        {"recommendedPapers": [PAPER]},
        {"authorId": "1", "name": "Ann Lee", "papers": [PAPER]},
        {"corpusid": 12, "externalids": {"ArXiv": "2401.00001"}, "title": "Rye", "year": 2024},
    ],
)
def test_semantic_scholar_papers_are_read_anywhere_in_a_response(answer: object) -> None:
    entry = read_one(answer)
    assert (entry.title, entry.arxiv, entry.published) == ("Rye", "2401.00001", "2024-01")


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"venue": "arXiv.org", "publicationTypes": ["JournalArticle"]}, "article"),
        ({"venue": "", "publicationVenue": None, "journal": {"name": "ArXiv"}}, "article"),
        ({"venue": "ICBB", "publicationVenue": {"type": "conference"}}, "paper-conference"),
        ({"venue": "ICBB", "publicationTypes": ["JournalArticle", "Conference"],
          "publicationVenue": {"type": "conference"}}, "paper-conference"),
        ({"venue": "ICBB", "publicationTypes": ["Review"]}, None),
        ({"venue": "ICBB", "publicationTypes": None, "publicationVenue": None}, None),
    ],
)  # fmt: skip
def test_types_in_semantic_scholar(fields: dict[str, Any], type_: str | None) -> None:
    assert read_one(PAPER | fields).type == type_


def note(**content: object) -> dict[str, Any]:
    return {"id": "aB3_cdEf", "forum": "aB3_cdEf", "content": {"title": "Rye", **content}}


@pytest.mark.parametrize(
    ("printed", "venue", "year", "type_"),
    [
        ("ICLR 2024 poster", "ICLR", 2024, "paper-conference"),
        ("ICLR 2023 notable top 25%", "ICLR", 2023, "paper-conference"),
        (
            "NeurIPS 2023 Datasets and Benchmarks Oral",
            "NeurIPS Datasets and Benchmarks",
            2023,
            "paper-conference",
        ),
        ("ICLR 2021 Conference Spotlight", "ICLR", 2021, "paper-conference"),
        ("Accepted by TMLR", "TMLR", None, "article-journal"),
        ("Submitted to ICLR 2024", None, None, "article"),
        ("ICLR 2025 Conference Withdrawn Submission", None, None, "article"),
        ("CoRR 2017", None, None, "article"),
        ("", None, None, "article"),
    ],
)
def test_openreview_venues_are_those_that_accepted_the_paper(
    printed: str, venue: str | None, year: int | None, type_: str
) -> None:
    entry = read_one({"notes": [note(venue={"value": printed})]})
    assert (entry.venue, entry.venue_year, entry.type) == (venue, year, type_)
    assert entry.openreview == "aB3_cdEf"


@pytest.mark.parametrize(
    ("times", "published"),
    [
        ({"odate": 1697213000000, "pdate": 1705410000000}, "2023-10-13"),
        ({"cdate": 1483228800000}, "2017"),
        ({"cdate": "yesterday", "tcdate": 10**30, "pdate": True}, None),
    ],
)
def test_dates_in_openreview(times: dict[str, object], published: str | None) -> None:
    assert read_one([note() | times]).published == published


def test_openreview_replies_are_not_papers() -> None:
    review = {"id": "x1", "forum": "aB3_cdEf", "replyto": "aB3_cdEf", "content": {"title": "Official review"}}
    assert [entry.title for entry in read_json({"notes": [note(), review]}).entries] == ["Rye"]


def test_conference_papers_and_preprints_in_openalex() -> None:
    work: dict[str, Any] = {"title": "Rye", "authorships": [], "type": "article", "publication_year": 2024}
    proceedings = work | {"primary_location": {"source": {"display_name": "ICBB", "type": "conference"}}}
    repository = {"source": {"display_name": "arXiv (Cornell University)", "type": "repository"}}
    preprint = work | {
        "type": "preprint",
        "primary_location": repository,
        "doi": "https://doi.org/10.48550/arxiv.2401.00001",
    }
    paper, other = read_json({"results": [proceedings, preprint]}).entries
    assert (paper.type, paper.venue, paper.venue_year) == ("paper-conference", "ICBB", 2024)
    assert (other.type, other.venue, other.arxiv, other.doi) == ("article", None, "2401.00001", None)


def test_broken_values_are_left_out() -> None:
    paper = {
        "paperId": 1,
        "title": "Rye",
        "externalIds": [],
        "authors": "Ann",
        "journal": 7,
        "tldr": [],
        "year": "x",
    }
    work = {"title": "Rye", "authorships": {}, "abstract_inverted_index": {"We": "x", "bake": [0, -1, None]}}
    for answer in (paper, work, note(authors=7, venue=[], keywords={}), {"notes": [note(venue=None)]}):
        assert read_one(answer).title == "Rye"
