"""RIS, CSL-JSON and CSV: what other programs read back is what the records say."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from exports_samples import catalogue_of, papers, sample
from hypothesis import given

from generator.exports import FORMATS, citation, collect_references
from generator.exports.references import Reference
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.cleaning import clean


def read_ris(text: str) -> list[dict[str, Any]]:
    assert text.count("\n") == text.count("\r\n")
    return rispy.loads(text.replace("\r\n", "\n"))


def notes(lines: list[str]) -> list[tuple[str, str]]:
    return [(label, value) for label, _, value in (line.partition(": ") for line in lines)]


def check_ris(ref: Reference, fields: dict[str, Any]) -> None:
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


def check_csl(ref: Reference, item: dict[str, Any]) -> None:
    assert item["id"] == ref.key
    assert item["title"] == ref.title
    names = [
        " ".join(
            name[part] for part in ("given", "non-dropping-particle", "family", "suffix") if part in name
        )
        if "literal" not in name
        else name["literal"]
        for name in item.get("author", [])
    ]
    printed = [name.printed for name in ref.authors] or ([ref.organization] if ref.organization else [])
    assert [name.replace(",", "") for name in names] == [name.replace(",", "") for name in printed]
    issued = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    assert tuple(issued) == ref.date_parts
    if ref.published:
        told = item.get("submitted", item.get("issued"))["date-parts"][0]
        assert tuple(told) == ref.published_parts
    assert item.get("DOI", "") == ref.doi
    assert item.get("abstract", "") == ref.abstract
    assert item.get("keyword", "") == ", ".join(ref.topics)
    assert notes(item.get("note", "").split("\n") if "note" in item else []) == list(ref.extras)


def test_ris_of_the_sample_comes_back() -> None:
    references = list(collect_references(sample()).values())
    records = read_ris(FORMATS["ris"].write(references))
    assert len(records) == len(references)
    for ref, fields in zip(references, records, strict=True):
        check_ris(ref, fields)
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


def test_csl_of_the_sample_comes_back() -> None:
    references = list(collect_references(sample()).values())
    items = json.loads(FORMATS["json"].write(references))
    assert len(items) == len(references)
    for ref, item in zip(references, items, strict=True):
        check_csl(ref, item)
    assert {item["type"] for item in items} == {"article", "article-journal", "paper-conference"}


@given(papers())
def test_ris_and_csl_of_any_paper_come_back(paper: Paper) -> None:
    (ref,) = collect_references(catalogue_of(paper)).values()
    (record,) = read_ris(FORMATS["ris"].write([ref]))
    check_ris(ref, record)
    (item,) = json.loads(FORMATS["json"].write([ref]))
    check_csl(ref, item)


def test_a_title_cannot_forge_a_ris_field() -> None:
    paper = Paper(slug="a", title="Bread", abstract="One.\nER  - \nTY  - JOUR\nTI  - Forged")
    records = read_ris(FORMATS["ris"].write(collect_references(catalogue_of(paper)).values()))
    assert [record["title"] for record in records] == ["Bread"]


def _rendered(ref: Reference) -> str:
    source = CiteProcJSON(json.loads(FORMATS["json"].write([ref])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(ref.key.lower())]))
    return str(bibliography.bibliography()[0])


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


@pytest.mark.parametrize(
    "slug", ["crust-forms-early", "greek-steam", "by-an-organization", "steamy-workshop", "old-style"]
)
@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported")
def test_the_formatted_citation_agrees_with_a_csl_processor(slug: str) -> None:
    ref = collect_references(sample())[slug]
    processed, ours = _bare(_rendered(ref)), _bare(citation.format_citation(ref))
    facts = [ref.title, str(ref.year or ""), ref.organization]
    facts += [ref.venue] if ref.type != "unknown" else []
    for fact in facts:
        assert _bare(fact) in ours
        assert _bare(fact) in processed
    for name in ref.authors:
        assert _bare(name.family) in ours
    if ref.authors:
        assert _bare(ref.authors[0].family) in processed


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "crust-forms-early",
            "Ünal, Å., van den Oord, A., King, M. L., Jr., & van Beethoven, L. (2020). Crust Forms Early: "
            "100% of $5 Loaves & the R&D_of #1 ~Ovens^2 {in} C:\\Ovens. In Kneading Conference. "
            "https://doi.org/10.1145/3357384.3357879",
        ),
        ("steamy-workshop", "Madonna. (2018). Steam by Night. In Workshop on Steam."),
        ("by-an-organization", "Bakers & Sons, Ltd. (2023). =SUM(A1:A9) Is Not a Title."),
        (
            "nobody-knows",
            "</script><script>alert(1)</script> {{ 7*7 }} [x](javascript:1) *b*. (n.d.). https://talk.example/x;y",
        ),
    ],
)
def test_formatted_citations(slug: str, expected: str) -> None:
    assert citation.format_citation(collect_references(sample())[slug]) == expected


def test_a_long_list_of_authors_is_cut() -> None:
    text = citation.format_citation(collect_references(sample())["a-preprint"])
    assert "Familys, G., … Familyy, G. (2022). GNNs on k-NN Graphs: An ImageNet for Loaves? " in text
    assert "Familyt" not in text


def test_markdown_links_escape_markup() -> None:
    references = collect_references(sample())
    assert citation.format_markdown_link(references["nobody-knows"]) == (
        r"[&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; \{\{ 7\*7 \}\} \[x\](javascript:1) \*b\*]"
        "(https://talk.example/x;y)"
    )
    assert citation.format_markdown_link(references["a-preprint"]) == (
        "[GNNs on k-NN Graphs: An ImageNet for Loaves?](https://arxiv.org/abs/2212.00001)"
        " (Familya et al., 2022)"
    )


def test_csv_comes_back_and_no_cell_is_a_formula() -> None:
    references = list(collect_references(sample()).values())
    text = FORMATS["csv"].write(references)
    assert text.startswith("\ufeffkey,title,authors,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(references)
    for ref, row in zip(references, rows, strict=True):
        assert row["title"].removeprefix("'") == ref.title
        assert row["authors"] == "; ".join(name.printed for name in ref.authors)
        assert row["abstract"] == ref.abstract
        assert row["topics"] == "; ".join(ref.topics)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    by_key = {row["key"]: row for row in rows}
    assert by_key["bakers2023sum"]["title"] == "'=SUM(A1:A9) Is Not a Title"
    assert by_key["bakers2023sum"]["summary"] == "'+1 for spreadsheets."


def test_a_file_of_nothing_is_still_a_file() -> None:
    assert FORMATS["bib"].write([]) == ""
    assert json.loads(FORMATS["json"].write([])) == []
    assert len(list(csv.reader(io.StringIO(FORMATS["csv"].write([]))))) == 1


def test_the_list_of_this_repository_comes_back(real: Catalogue) -> None:
    references = list(collect_references(real).values())
    records = read_ris(FORMATS["ris"].write(references))
    items = json.loads(FORMATS["json"].write(references))
    for ref, record, item in zip(references, records, items, strict=True):
        check_ris(ref, record)
        check_csl(ref, item)
