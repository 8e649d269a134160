"""Answers of the daily papers API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.readers import ReadResult, decode, read

PAPER = {
    "id": "2401.00001",
    "title": "Rye in Stripes",
    "summary": "We bake.",
    "authors": [{"name": "Ann Lee"}, {"name": " "}, "Bo Kim", {"hidden": True}],
    "publishedAt": "2024-01-03T10:00:00.000Z",
    "upvotes": 65,
    "githubRepo": "https://github.com/a/b",
    "projectPage": "https://rye.example.org",
}


def read_json(data: object) -> ReadResult:
    return read(decode(json.dumps(data).encode(), name="x.json"))


def test_an_item_with_a_paper_is_read() -> None:
    item = {
        "paper": {**PAPER, "organization": {"name": "flour-lab", "fullname": "Flour Lab"}},
        "numComments": 6,
    }
    result = read_json([item])
    (entry,) = result.entries
    assert (entry.title, entry.abstract, entry.arxiv) == ("Rye in Stripes", "We bake.", "2401.00001")
    assert (entry.authors, entry.published) == (("Ann Lee", "Bo Kim"), "2024-01-03")
    assert (entry.organization_account, entry.organization) == ("flour-lab", "Flour Lab")
    assert (entry.upvotes, entry.comments) == (65, 6)
    assert (entry.code, entry.project) == (("https://github.com/a/b",), ("https://rye.example.org",))
    assert not result.problems


@pytest.mark.parametrize("key", ["summary", "upvotes", "publishedAt"])
def test_a_paper_alone_is_read(key: str) -> None:
    result = read_json({"id": PAPER["id"], "title": PAPER["title"], key: PAPER[key], "numComments": 6})
    assert [(e.title, e.arxiv, e.comments) for e in result.entries] == [("Rye in Stripes", "2401.00001", 6)]


def test_facts_of_the_item_fill_gaps_of_its_paper() -> None:
    item = {
        "paper": {"id": "2401.00001"}, "title": "Rye", "summary": "We bake.", "publishedAt": "2024-01-03",
        "organization": {"name": "flour-lab"}, "numComments": 0,
    }  # fmt: skip
    (entry,) = read_json([item]).entries
    assert (entry.title, entry.abstract, entry.published) == ("Rye", "We bake.", "2024-01-03")
    assert (entry.organization_account, entry.organization) == ("flour-lab", "flour-lab")
    assert entry.comments == 0


@pytest.mark.parametrize("value", ["65", 6.5, True, -1, 10**9, None])
def test_counts_that_are_not_whole_numbers_are_ignored(value: Any) -> None:
    (entry,) = read_json([{"paper": {**PAPER, "upvotes": value}, "numComments": value}]).entries
    assert (entry.upvotes, entry.comments) == (None, None)


def test_an_item_without_a_paper_is_reported() -> None:
    result = read_json([{"paper": PAPER}, {"title": "Rye"}])
    assert len(result.entries) == 1
    assert [str(problem) for problem in result.problems] == [
        "x.json:1: expected a paper with a title (got \"['title']\")"
    ]
