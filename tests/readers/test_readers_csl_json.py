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
        ({"raw": "July 4, 2024"}, "2024-07-04"),
        ({"literal": "circa 1985"}, "1985"),
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


def test_the_publication_is_read() -> None:
    entry = read_one(
        type="chapter",
        **{"container-title": "The Bread Book", "collection-title": "Crumbs", "publisher-place": "Vienna"},
        volume=2, page="436-444", publisher="Flour Press", edition="3", ISBN="978-3-16-148410-0",
        language="en", editor=[{"family": "Mill", "given": "Eva"}], keyword="rye, ovens, yeast", id="lee2024",
    )  # fmt: skip
    assert (entry.type, entry.key, entry.tags) == ("chapter", "lee2024", ("rye", "ovens", "yeast"))
    assert entry.publication.model_dump(exclude_defaults=True) == {
        "volume": "2", "pages": "436–444", "series": "Crumbs", "edition": "3", "editors": ("Eva Mill",),
        "publisher": "Flour Press", "place": "Vienna", "isbn": "978-3-16-148410-0", "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"type": "thesis"}, "thesis"),
        ({"type": "article"}, "article"),
        ({"type": "article", "container-title": "Bread Letters"}, None),
        ({"type": "article", "container-title": "arXiv"}, "article"),
        ({"type": "document"}, None),
        ({"type": "proceedings-article"}, "paper-conference"),
        ({"type": "sandwich"}, None),
        ({"type": None}, None),
    ],
)
def test_csl_and_crossref_types_are_read(fields: dict[str, Any], type_: str | None) -> None:
    assert read_one(**fields).type == type_


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"id": "lee2024"}, "lee2024"),
        ({"id": "http://zotero.org/users/1/items/ABCD2345", "citation-key": "lee2024"}, "lee2024"),
        ({"id": "http://zotero.org/users/1/items/ABCD2345"}, ""),
        ({"id": 12}, ""),
        ({}, ""),
    ],
)
def test_the_citation_key_is_kept(fields: dict[str, Any], key: str) -> None:
    assert read_one(**fields).key == key


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "Retracted"}, "retracted"),
        ({"status": "in press"}, None),
        ({"updated-by": [{"type": "erratum"}, {"type": "retraction", "DOI": "10.1000/2"}]}, "retracted"),
        ({"updated-by": [{"type": "expression_of_concern"}]}, "expression of concern"),
        ({"updated-by": "retraction"}, None),
    ],
)
def test_retractions_are_kept(fields: dict[str, Any], status: str | None) -> None:
    assert read_one(**fields).status == status


def test_the_message_of_crossref_is_read() -> None:
    work = {
        "type": "journal-article", "title": ["Rye"], "subtitle": ["A history"],
        "container-title": ["Bread Letters"], "issued": {"date-parts": [[2024, 7]]},
        "author": [{"given": "Ann", "family": "Lee", "sequence": "first"}],
        "DOI": "10.1000/1", "page": "1-9", "article-number": "7", "ISSN": ["1234-5678", "8765-4321"],
    }  # fmt: skip
    single = {"status": "ok", "message-type": "work", "message": work}
    listed = {"status": "ok", "message-type": "work-list", "message": {"total-results": 1, "items": [work]}}
    for answer in (single, listed):
        (entry,) = read(decode(json.dumps(answer).encode(), name="x.json")).entries
        assert (entry.title, entry.venue, entry.authors) == ("Rye: A history", "Bread Letters", ("Ann Lee",))
        assert (entry.type, entry.publication.pages, entry.publication.issn) == (
            "article-journal", "1–9", "1234-5678",
        )  # fmt: skip


def test_notes_and_attachments_are_not_papers_and_items_without_a_title_are_reported() -> None:
    result = read_items(
        {"type": "note", "title": "A note"}, {"type": "article", "author": []}, {"DOI": "10.1000/1"}
    )
    assert not result.entries
    assert [item.value for item in result.identifiers] == ["10.1000/1"]
    assert [str(problem) for problem in result.problems] == [
        "x.json:1: expected an item with a title (got \"['type', 'author']\")"
    ]
