"""RIS: what rispy reads back is what the records say."""

from __future__ import annotations

from typing import Any

import rispy
from exports_samples import catalog_of, papers, sample
from hypothesis import given

from generator.exports import FORMATS, collect_references
from generator.exports.references import Reference
from generator.model.paper import Paper
from generator.text.cleaning import clean


def read_ris(text: str) -> list[dict[str, Any]]:
    assert text.count("\n") == text.count("\r\n")
    return rispy.loads(text.replace("\r\n", "\n"))


def notes(lines: list[str]) -> list[tuple[str, str]]:
    return [(label, value) for label, _, value in (line.partition(": ") for line in lines)]


def check_record(ref: Reference, fields: dict[str, Any]) -> None:
    assert fields["title"] == ref.title
    assert fields["id"] == ref.key
    written = fields.get("authors", [])
    if ref.organization:
        assert written == [ref.organization]
        assert ("Organization", ref.organization) in notes(fields["notes"])
    else:
        expected = [
            ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)
            for name in ref.authors
        ]
        assert written == expected
    assert fields.get("year", "") == str(ref.year or "")
    if ref.published:
        note = dict(notes(fields.get("notes", []))).get("Published")
        date = "-".join(part for part in fields.get("date", fields.get("year", "")).split("/") if part)
        assert (note or date) == ref.published
    assert fields.get("secondary_title", "") == ref.venue
    assert fields.get("doi", "") == ref.doi
    assert fields.get("accession_number", "") == (f"arXiv:{ref.arxiv}" if ref.arxiv else "")
    assert fields.get("abstract", "") == clean(ref.abstract)
    assert tuple(fields.get("keywords", [])) == ref.topics
    found = notes(fields.get("notes", []))
    assert [pair for pair in found if pair[0] != "Organization"] == list(ref.extras)


def test_every_fact_of_the_sample_is_read_back() -> None:
    references = list(collect_references(sample()).values())
    records = read_ris(FORMATS["ris"].write(references))
    assert len(records) == len(references)
    for ref, fields in zip(references, records, strict=True):
        check_record(ref, fields)
    types = {ref.slug: record["type_of_reference"] for ref, record in zip(references, records, strict=True)}
    assert types == {
        "a-preprint": "UNPB",
        "by-an-organization": "GEN",
        "crust-forms-early": "CONF",
        "greek-steam": "JOUR",
        "nobody-knows": "GEN",
        "old-style": "GEN",
        "steamy-workshop": "CONF",
    }


@given(papers())
def test_every_fact_of_any_paper_is_read_back(paper: Paper) -> None:
    (ref,) = collect_references(catalog_of(paper)).values()
    (record,) = read_ris(FORMATS["ris"].write([ref]))
    check_record(ref, record)


def test_a_title_cannot_forge_a_ris_field() -> None:
    paper = Paper(slug="a", title="Bread", abstract="One.\nER  - \nTY  - JOUR\nTI  - Forged")
    records = read_ris(FORMATS["ris"].write(collect_references(catalog_of(paper)).values()))
    assert [record["title"] for record in records] == ["Bread"]


def test_a_semicolon_in_an_address_is_encoded_since_it_separates_addresses() -> None:
    text = FORMATS["ris"].write_entry(collect_references(sample())["nobody-knows"])
    assert "\r\nUR  - https://talk.example/x%3By\r\n" in text
