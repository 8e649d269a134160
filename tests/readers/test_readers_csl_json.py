"""CSL-JSON: names, dates, and items that are not papers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_items(*items: dict[str, Any]) -> ReadResult:
    return read(decode(json.dumps(items).encode(), name="x.json"))


def read_one(**fields: Any) -> Entry:
    (entry,) = read_items({"type": "article", "title": "Rye", "DOI": "10.1145/1", **fields}).entries
    return entry


@pytest.mark.parametrize(
    ("authors", "names", "organization"),
    [
        ([{"family": "Lee", "given": "Ann"}], ("Ann Lee",), None),
        (
            [{"family": "Brood", "given": "Jan", "non-dropping-particle": "van der"}],
            ("Jan van der Brood",),
            None,
        ),
        ([{"family": "Smith", "given": "Sam", "suffix": "Jr."}], ("Sam Smith Jr.",), None),
        ([{"literal": "Flour Lab"}], (), "Flour Lab"),
        ([{"literal": "Flour Lab"}, {}], (), "Flour Lab"),
        ([{"literal": "Flour Lab"}, {"family": "Lee"}], ("Flour Lab", "Lee"), None),
        (["Ann Lee", 3], ("Ann Lee",), None),
        ("Ann Lee", (), None),
    ],
)
def test_authors_are_names_in_printed_order(
    authors: object, names: tuple[str, ...], organization: str | None
) -> None:
    entry = read_one(author=authors)
    assert (entry.authors, entry.organization) == (names, organization)


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [["2024", 7, 4]]}, "2024-07-04"),
        ({"date-parts": [[2024, 7]]}, "2024-07"),
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [[]]}, None),
        ({"raw": "2024-07-04"}, "2024-07-04"),
        ({"literal": "2024/7"}, "2024-07"),
        ("2024", "2024"),
        (2024, None),
    ],
)
def test_dates_in_any_form(issued: object, published: str | None) -> None:
    assert read_one(issued=issued).published == published


def test_the_date_of_submission_is_that_of_first_publication() -> None:
    entry = read_one(
        issued={"date-parts": [[2024]]},
        submitted={"raw": "2023-05-01"},
        **{"container-title": "Bread Letters"},
    )
    assert (entry.published, entry.venue, entry.venue_year) == ("2023-05-01", "Bread Letters", 2024)


def test_facts_of_zotero_items_are_read() -> None:
    entry = read_one(
        itemType="journalArticle", creators=[{"lastName": "Lee", "firstName": "Ann"}], date="2024-07",
        abstractNote="We bake.", extra="arXiv:2401.00001 [cs]\nAuthors: 7", url="https://x.example.org",
        publicationTitle="CoRR",
    )  # fmt: skip
    assert (entry.authors, entry.published, entry.abstract) == (("Ann Lee",), "2024-07", "We bake.")
    assert (entry.arxiv, entry.author_count, entry.venue) == ("2401.00001", 7, None)


def test_notes_and_attachments_are_not_papers_and_items_without_a_title_are_reported() -> None:
    result = read_items({"type": "note", "title": "A note"}, {"type": "article", "author": []})
    assert not result.entries
    assert [str(problem) for problem in result.problems] == [
        "x.json:1: expected an item with a title (got \"['type', 'author']\")"
    ]
