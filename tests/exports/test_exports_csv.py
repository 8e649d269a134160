"""CSV: the cells say what the records say, and none is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from exports_samples import catalogue_of, sample

from generator.exports import FORMATS, collect_references
from generator.model.paper import Paper


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
    (ref,) = collect_references(catalogue_of(Paper(slug="a", title=title))).values()
    assert FORMATS["csv"].write_entry(ref).startswith(f"a,'{title},")
