"""JSON of Zotero's API and of Better BibTeX."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_json(value: object) -> ReadResult:
    return read(decode(json.dumps(value).encode(), name="x.json"))


def read_one(**fields: Any) -> Entry:
    (entry,) = read_json([{"itemType": "journalArticle", "title": "Rye", **fields}]).entries
    return entry


def author(**fields: Any) -> dict[str, Any]:
    return {"creatorType": "author", **fields}


def test_an_item_of_the_api_is_inside_data() -> None:
    item = {
        "key": "ABCD2345", "version": 7, "library": {"type": "user", "id": 1}, "meta": {"parsedDate": "2024"},
        "data": {
            "key": "ABCD2345", "itemType": "journalArticle", "title": "Rye", "date": "July 2024",
            "creators": [author(lastName="Lee", firstName="Ann")], "abstractNote": "We bake.",
            "publicationTitle": "Bread Letters", "tags": [{"tag": "dough"}], "collections": ["EFGH6789"],
        },
    }  # fmt: skip
    for answer in ([item], item):
        (entry,) = read_json(answer).entries
        assert (entry.title, entry.authors, entry.abstract) == ("Rye", ("Ann Lee",), "We bake.")
        assert (entry.venue, entry.published, entry.tags) == ("Bread Letters", "2024-07", ("dough",))


def test_collections_become_tags_even_if_they_contain_each_other() -> None:
    export = {
        "collections": {
            "A": {"key": "A", "name": "Breads", "parent": "", "items": []},
            "B": {"key": "B", "name": "Rye", "parent": "A", "items": [1]},
            "C": {"key": "C", "name": "Odd", "parent": "D", "items": [2]},
            "D": {"key": "D", "name": "Odder", "parent": "C", "items": []},
        },
        "items": [
            {"itemID": 1, "itemType": "book", "title": "One", "tags": ["dough"]},
            {"itemID": 2, "itemType": "book", "title": "Two"},
            {"itemID": 3, "itemType": "book", "title": "Three"},
        ],
    }
    one, two, three = read_json(export).entries
    assert (one.tags, three.tags) == (("Breads / Rye", "dough"), ())
    assert all(tag.endswith("Odd") for tag in two.tags)


@pytest.mark.parametrize(
    ("creators", "authors", "organization", "editors"),
    [
        ([author(firstName="Ann", lastName="Lee")], ("Ann Lee",), None, ()),
        ([author(name="Flour Lab")], (), "Flour Lab", ()),
        ([author(lastName="Flour Lab", fieldMode=1)], (), "Flour Lab", ()),
        ([author(name="Flour Lab"), author(lastName="Lee")], ("Flour Lab", "Lee"), None, ()),
        ([{"creatorType": "editor", "firstName": "Eva", "lastName": "Mill"}], (), None, ("Eva Mill",)),
        ([{"creatorType": "programmer", "lastName": "Lee"}], ("Lee",), None, ()),
        ([{"creatorType": "translator", "lastName": "Lee"}, {"lastName": "Kim"}, "x"], ("Kim",), None, ()),
        ("Ann Lee", (), None, ()),
    ],
)
def test_creators_are_authors_editors_or_neither(
    creators: object, authors: tuple[str, ...], organization: str | None, editors: tuple[str, ...]
) -> None:
    entry = read_one(creators=creators)
    assert (entry.authors, entry.organization) == (authors, organization)
    assert entry.publication.editors == editors


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({}, "article-journal"),
        ({"itemType": "conferencePaper"}, "paper-conference"),
        ({"itemType": "preprint"}, "article"),
        ({"itemType": "document"}, None),
        ({"extra": "Type: dataset"}, "dataset"),
        ({"extra": "type: computerProgram"}, "software"),
        ({"url": "http://arxiv.org/abs/2401.00001", "publicationTitle": "arXiv:2401.00001 [cs]"}, "article"),
        ({"url": "http://arxiv.org/abs/2401.00001", "publicationTitle": "Bread Letters"}, "article-journal"),
    ],
)
def test_types_become_csl_types(fields: dict[str, Any], type_: str | None) -> None:
    assert read_one(**fields).type == type_


def test_fields_of_other_item_types_and_extra_lines_are_read() -> None:
    thesis = read_one(
        itemType="thesis", university="University of Rye", thesisType="PhD thesis", place="Vienna",
        extra=["Citation Key: lee2024", "arXiv: 2401.00001 [cs]", "Series: Crumbs", "DOI: 10.1000/1"],
    )  # fmt: skip
    assert thesis.publication.model_dump(exclude_defaults=True) == {
        "publisher": "University of Rye", "genre": "PhD thesis", "place": "Vienna", "series": "Crumbs",
    }  # fmt: skip
    assert (thesis.key, thesis.arxiv, thesis.doi) == ("lee2024", "2401.00001", "10.1000/1")
    chapter = read_one(itemType="bookSection", bookTitle="The Bread Book", pages="1-9")
    assert (chapter.venue, chapter.publication.pages) == ("The Bread Book", "1–9")
    case = read_json([{"itemType": "case", "caseName": "Rye v. Oats", "dateDecided": "2001"}]).entries[0]
    assert (case.title, case.published) == ("Rye v. Oats", "2001")


def test_items_without_a_title_are_reported_with_their_key() -> None:
    untitled = {"itemType": "book", "citationKey": "lee2024"}
    result = read_json([{"itemType": "note"}, untitled, untitled | {"DOI": "10.1000/1"}])
    assert not result.entries
    assert [item.value for item in result.identifiers] == ["10.1000/1"]
    assert [str(problem) for problem in result.problems] == [
        "x.json:1: expected an item with a title (got a 'book' without one, 'lee2024')"
    ]
