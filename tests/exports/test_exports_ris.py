"""RIS: what rispy reads back is what the records say."""

from __future__ import annotations

from typing import Any

import pytest
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


def read_notes(fields: dict[str, Any], ref: Reference) -> list[tuple[str, str]]:
    """Return the labeled lines of the note, after the summary."""
    lines = fields.get("notes", [])
    assert not ref.tldr or lines[0] == ref.tldr
    return [(label, value) for label, _, value in (line.partition(": ") for line in lines[bool(ref.tldr) :])]


def check_record(ref: Reference, fields: dict[str, Any]) -> None:
    assert fields["title"] == ref.title
    assert fields["id"] == ref.key
    written = fields.get("authors", [])
    if ref.organization:
        assert written == [ref.organization]
        assert ("Organization", ref.organization) in read_notes(fields, ref)
    else:
        expected = [
            ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)
            for name in ref.authors
        ]
        assert written == expected
    assert fields.get("year", "") == str(ref.year or "")
    if ref.published:
        note = dict(read_notes(fields, ref)).get("Published")
        date = "-".join(part for part in fields.get("date", fields.get("year", "")).split("/") if part)
        assert (note or date) == ref.published
    assert fields.get("secondary_title", "") == ref.venue
    assert fields.get("doi", "") == ref.doi
    assert fields.get("accession_number", "") == (f"arXiv:{ref.arxiv}" if ref.arxiv else "")
    assert fields.get("abstract", "") == clean(ref.abstract)
    assert tuple(fields.get("keywords", [])) == ref.topics
    found = [pair for pair in read_notes(fields, ref) if pair[0] != "Organization"]
    assert found == [pair for pair in ref.extras if pair[0] not in ("arXiv", "TL;DR")]


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


def write(**facts: object) -> list[str]:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", "authors": ("Ann Old",), **facts})
    return FORMATS["ris"].write(collect_references(catalog_of(paper)).values()).split("\r\n")


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (
            {
                "type": "article-journal",
                "venue": "JCC",
                "publication": {
                    "container": "Journal of Crust",
                    "volume": "7",
                    "issue": "3",
                    "pages": "12–34",
                },
            },
            [
                "TY  - JOUR",
                "T2  - Journal of Crust",
                "N1  - Venue: JCC",
                "VL  - 7",
                "IS  - 3",
                "SP  - 12",
                "EP  - 34",
            ],
        ),
        (
            {
                "type": "paper-conference",
                "venue": "CKnead",
                "publication": {"container": "Proceedings of CKnead", "editors": ("Ed van Knead",)},
            },
            ["TY  - CONF", "T2  - CKnead", "C3  - Proceedings of CKnead", "ED  - van Knead, Ed"],
        ),
        ({"type": "paper-conference", "venue": "CKnead"}, ["T2  - CKnead", "C3  - CKnead"]),
        (
            {"type": "book", "publication": {"series": "S", "isbn": "978-3-16-148410-0", "edition": "2"}},
            ["TY  - BOOK", "T2  - S", "SN  - 978-3-16-148410-0", "ET  - 2"],
        ),
        (
            {"type": "thesis", "publication": {"publisher": "Oven University", "genre": "PhD thesis"}},
            ["TY  - THES", "PB  - Oven University", "M3  - PhD thesis"],
        ),
        ({"type": "report", "publication": {"number": "TR-7"}}, ["TY  - RPRT", "SN  - TR-7"]),
        ({"links": {"arxiv": "2001.00001"}}, ["TY  - UNPB", "PB  - arXiv", "M2  - Type: preprint"]),
        ({"type": "treaty"}, ["TY  - GEN", "M2  - Type: treaty"]),
        ({"status": "retracted"}, ["N1  - Status: Retracted"]),
        ({"keywords": ("Rye / Sour",)}, ["KW  - Rye / Sour"]),
        ({"venue": "Journal of Crust & Crumb", "published": "2010-05"}, ["PY  - 2010", "DA  - 2010/05//"]),
        (
            {"authors": ("Google Brain Team", "Barnes & Noble", "Ann Old")},
            ["AU  - Google Brain Team", "AU  - Barnes & Noble", "AU  - Old, Ann"],
        ),
    ],
)
def test_publications_are_described_by_the_tags_of_their_type(
    facts: dict[str, object], lines: list[str]
) -> None:
    assert set(lines) <= set(write(**facts))


def test_all_facts_without_a_tag_are_in_one_note() -> None:
    links = {"code": ("https://a.example/", "https://b.example/")}
    text = "\n".join(write(tldr="Rises.", kind=("method",), links=links))
    assert text.count("N1  - ") == 1
    assert (
        "N1  - Rises.\nSource code: https://a.example/\nSource code: https://b.example/\nKind: method\n"
        in text
    )
