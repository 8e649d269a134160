"""CSL-JSON: the items say what the records say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exports_samples import catalog_of, papers, sample
from hypothesis import given
from round_trips import catalog_of_publications

from generator.exports import FORMATS, collect_references, csl
from generator.exports.references import Reference
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.publication import CSL_TYPES


def check_item(ref: Reference, item: dict[str, Any]) -> None:
    assert item["id"] == ref.key
    assert item["title"] == ref.title
    names = [
        name["literal"]
        if "literal" in name
        else " ".join(name[part].replace(",", "") for part in ("given", "family") if part in name)
        for name in item.get("author", [])
    ]
    printed = [name.printed for name in ref.authors] or ([ref.organization] if ref.organization else [])
    # a suffix follows the given names
    assert [sorted(name.replace(",", "").split()) for name in names] == [
        sorted(name.replace(",", "").split()) for name in printed
    ]
    issued = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    assert tuple(issued) == ref.date_parts
    if ref.published:
        date = item.get("submitted", item.get("issued"))["date-parts"][0]
        assert tuple(date) == ref.published_parts
    assert item.get("DOI", "") == ref.doi
    assert item.get("abstract", "") == ref.abstract
    separator = "; " if any("," in topic for topic in ref.topics) else ", "
    assert item.get("keyword", "") == separator.join(ref.topics)
    notes = [tuple(line.split(": ", 1)) for line in item.get("note", "").splitlines()]
    venue = [("Venue", ref.venue)] if ref.type == "article" and ref.venue else []
    assert notes == [*venue, *ref.extras]


def test_every_fact_of_the_sample_is_in_its_item() -> None:
    references = list(collect_references(sample()).values())
    items = json.loads(FORMATS["json"].write(references))
    assert len(items) == len(references)
    for ref, item in zip(references, items, strict=True):
        check_item(ref, item)
    assert {item["type"] for item in items} == {"article", "article-journal", "paper-conference", "document"}


@given(papers())
def test_every_fact_of_any_paper_is_in_its_item(paper: Paper) -> None:
    (ref,) = collect_references(catalog_of(paper)).values()
    (item,) = json.loads(FORMATS["json"].write([ref]))
    check_item(ref, item)


def test_a_file_without_papers_is_an_empty_array() -> None:
    assert json.loads(FORMATS["json"].write([])) == []


def test_an_item_contains_what_is_known_and_nothing_else() -> None:
    references = collect_references(sample())
    assert (
        FORMATS["json"].write([references["old-style"], references["steamy-workshop"]])
        == """\
[
{"id":"old1999old","citation-key":"old1999old","type":"document","title":"Old Ovens",\
"author":[{"family":"Old","given":"Ann"}],"issued":{"date-parts":[[1999,1,2]]},\
"container-title":"Gazette of Ovens","URL":"https://arxiv.org/abs/hep-th/9901001",\
"note":"arXiv: hep-th/9901001"},
{"id":"madonna2018steam","citation-key":"madonna2018steam","type":"paper-conference",\
"title":"Steam by Night","author":[{"family":"Madonna"}],"issued":{"date-parts":[[2018]]},\
"container-title":"Workshop on Steam","keyword":"Tea, green & black"}
]
"""
    )


def test_a_preprint_is_published_by_arxiv_and_letters_stay_unicode() -> None:
    references = collect_references(sample())
    item = csl.make_item(references["a-preprint"])
    assert (item["publisher"], item["number"]) == ("arXiv", "arXiv:2212.00001")
    assert "container-title" not in item
    conference = csl.make_item(references["crust-forms-early"])
    assert conference["type"] == "paper-conference"
    assert not {"publisher", "number"} & conference.keys()
    assert "Ünal" in FORMATS["json"].write_entry(references["crust-forms-early"])


TEXTS = frozenset((
    "id", "citation-key", "type", "title", "container-title", "event-title", "DOI",
    "URL", "keyword", "status", "abstract", "note", "publisher", "publisher-place", "number", "volume",
    "issue", "page", "collection-title", "edition", "genre", "ISBN", "ISSN", "language",
))  # fmt: skip
"""Variables of texts (https://github.com/citation-style-language/schema, csl-data.json)."""


def check_schema(item: dict[str, Any]) -> None:
    """Check the variables that we write against the schema of CSL-JSON."""
    assert {"id", "type"} <= item.keys()
    for name, value in item.items():
        if name in ("author", "editor"):
            assert all(set(part) <= {"family", "given", "literal"} for part in value)
            assert all(isinstance(text, str) for part in value for text in part.values())
        elif name in ("issued", "submitted"):
            assert list(value) == ["date-parts"]
            assert all(isinstance(part, int) for part in value["date-parts"][0])
        else:
            assert name in TEXTS
            assert isinstance(value, str)
    # Zotero refuses a file with a type that it does not know
    assert item["type"] in CSL_TYPES - {"software"}


@pytest.mark.parametrize("catalog", [sample(), catalog_of_publications()])
def test_items_follow_the_schema(catalog: Catalog) -> None:
    for ref in collect_references(catalog).values():
        check_schema(csl.make_item(ref))


def test_names_are_written_so_that_zotero_keeps_particles_and_suffixes() -> None:
    names = ("Laurens van der Maaten", "Martin Luther King Jr.", "Madonna", "Google Brain Team")
    (ref,) = collect_references(catalog_of(Paper(slug="a", title="A", authors=names))).values()
    assert csl.make_item(ref)["author"] == [
        {"family": "van der Maaten", "given": "Laurens"},
        {"family": "King", "given": "Martin Luther, Jr."},
        {"family": "Madonna"},
        {"literal": "Google Brain Team"},
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {
                "type": "article-journal",
                "venue": "JCC",
                "publication": {"container": "Journal of Crust", "volume": "7", "pages": "12–34"},
                "status": "retracted",
            },
            {
                "container-title": "Journal of Crust",
                "volume": "7",
                "page": "12-34",
                "status": "Retracted",
                "note": "Venue: JCC\nStatus: Retracted",
            },
        ),
        ({"type": "paper-conference", "venue": "CKnead"}, {"container-title": "CKnead"}),
        (
            {"type": "article", "venue": "bioRxiv"},
            {"container-title": None, "publisher": "bioRxiv", "note": "Venue: bioRxiv"},
        ),
        (
            {"venue": "Journal of Crust & Crumb", "published": "2010-05"},
            {"issued": {"date-parts": [[2010, 5]]}, "submitted": None, "note": None},
        ),
        ({"type": "software"}, {"type": "document", "note": "Type: software"}),
        ({"topics": ("bread",), "keywords": ("Rye / Sour",)}, {"keyword": "Bread, Rye / Sour"}),
        ({"topics": ("tea",), "keywords": ("Rye",)}, {"keyword": "Tea, green & black; Rye"}),
    ],
)
def test_publications_are_described(facts: dict[str, object], expected: dict[str, object]) -> None:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    item = csl.make_item(ref)
    assert {name: item.get(name) for name in expected} == expected
