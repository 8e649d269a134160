"""CSV: the cells say what the records say, and none is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from exports_samples import PAPERS, catalog_of, sample

from generator.exports import FORMATS, collect_references
from generator.model.paper import Links, Paper


def test_every_fact_is_read_back_and_no_cell_is_a_formula() -> None:
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


def test_a_file_without_papers_has_a_header() -> None:
    assert FORMATS["csv"].write([]).startswith("\ufeffkey,title,")
    assert FORMATS["csv"].write([]).count("\r\n") == 1


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@name", "＝1", "＋1", "－1", "＠a"])
def test_a_cell_that_a_spreadsheet_would_evaluate_gets_an_apostrophe(title: str) -> None:
    (ref,) = collect_references(catalog_of(Paper(slug="a", title=title))).values()
    assert FORMATS["csv"].write_entry(ref).startswith(f"a,'{title},")


PUBLICATION = {
    "container": "Journal of Crust",
    "volume": "7",
    "issue": "3",
    "pages": "12–34",
    "number": "n",
    "series": "s",
    "edition": "2",
    "editors": ("Ed van Knead", "Bo Ny"),
    "publisher": "Bakers",
    "place": "Rome",
    "genre": "g",
    "isbn": "i",
    "issn": "j",
    "language": "en",
}
MARKS = {
    "tags": "Rye; Crumb",
    "keywords": "Sour",
    "level": "advanced",
    "must-read": "It began here.",
    "pdf": "https://a.example/p.pdf",
    "slides": "https://a.example/s; https://b.example/s",
    "video": "https://a.example/v",
    "poster": "https://a.example/o",
    "blog": "https://a.example/b",
}
OF_PUBLICATIONS = frozenset((*PUBLICATION, *MARKS, "status"))


def test_publications_have_columns() -> None:
    facts: dict[str, object] = {"publication": PUBLICATION, "status": "retracted"}
    facts |= {"tags": ("Rye", "Crumb"), "keywords": ("Sour",)}
    facts |= {"level": "advanced", "must_read": "It began here."}
    facts["links"] = {name: MARKS[name].split("; ") for name in ("pdf", "slides", "video", "poster", "blog")}
    paper = Paper.model_validate({"slug": "a", "title": "A", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    (row,) = csv.DictReader(io.StringIO(FORMATS["csv"].write([ref]).removeprefix("\ufeff"), newline=""))
    assert {name: row[name] for name in OF_PUBLICATIONS} == {
        **PUBLICATION,
        **MARKS,
        "editors": "Ed van Knead; Bo Ny",
        "status": "retracted",
    }


def test_each_column_has_its_own_fact() -> None:
    references = collect_references(sample())
    text = FORMATS["csv"].write([references["crust-forms-early"], references["steamy-workshop"]])
    assert text.startswith("\ufeffkey,title,")
    crust, steam = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert {name: value for name, value in crust.items() if name not in OF_PUBLICATIONS} == {
        "key": "unal2019crust",
        "title": "Crust Forms Early: 100% of $5 Loaves & the R&D_of #1 ~Ovens^2 {in} C:\\Ovens",
        "authors": "Åsa Ünal; Aäron van den Oord; Martin Luther King Jr.; Ludwig van Beethoven",
        "organization": "",
        "year": "2020",
        "published": "2019-08-30",
        "venue": "Kneading Conference",
        "type": "paper-conference",
        "arxiv": "1908.11512",
        "doi": "10.1145/3357384.3357879",
        "url": "https://arxiv.org/abs/1908.11512",
        "code": "https://code.example/crust_x; https://code.example/b",
        "project": "https://crust.example/~p?a=1&b=2#c%20d",
        "links": "",
        "topics": "Bread; Tea, green & black",
        "kind": "method",
        "summary": "Crusts come <early>, at 100% & with -- dashes.",
        "abstract": PAPERS[0].abstract,
        "added": "2026-01-05",
        "page": "https://kitchen.example/list/papers/crust-forms-early/",
    }
    assert (steam["year"], steam["published"], steam["type"], steam["doi"]) == (
        "2018",
        "",
        "paper-conference",
        "",
    )


def test_several_links_are_separated_and_an_unknown_type_is_blank() -> None:
    links = Links(
        project=("https://a.example/", "https://b.example/"),
        other=("https://c.example/x", "https://d.example/"),
    )
    (ref,) = collect_references(catalog_of(Paper(slug="a", title="A", links=links))).values()
    (row,) = csv.DictReader(io.StringIO(FORMATS["csv"].write([ref]).removeprefix("\ufeff"), newline=""))
    assert row["project"] == "https://a.example/; https://b.example/"
    assert row["links"] == "https://c.example/x; https://d.example/"
    assert (row["type"], row["year"], row["added"]) == ("", "", "")
