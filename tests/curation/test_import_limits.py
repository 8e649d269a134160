"""Entries that exceed a limit once they are merged: reported, and everything else is imported."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bread_list import load_record, make_list, run, write_file


def entry(number: int, *, links: int = 0, title: str = "Rye Doughs") -> dict[str, object]:
    note = "\n".join(f"Code: https://a.test/{number}-{link}" for link in range(links))
    doi = "10.1000/" + title.lower().replace(" ", "-")
    return {"type": "article", "title": title, "issued": "2020", "DOI": doi, "note": note}


def test_papers_that_exceed_a_limit_are_left_out_and_reported(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    many = [entry(number) for number in range(1_001)]
    linked = [entry(number, links=60, title="Steam and Crust") for number in range(2)]
    file = write_file(folder, "x.json", json.dumps([*many, *linked, entry(1, title="Oats")], indent=0))
    result = run(folder, "import", file)
    assert "left out 'Rye Doughs': captures: expected at most 1,000 entries (got 1,001)" in result.output
    assert "left out 'Steam and Crust': links.code: expected at most 100 items (got 120)" in result.output
    assert [path.name for path in folder.papers.iterdir()] == ["oats.yml"]


def test_a_record_that_would_exceed_a_limit_stays_as_it_is(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    run(folder, "import", write_file(folder, "x.json", json.dumps([entry(0, links=60)])))
    before = (folder.papers / "rye-doughs.yml").read_bytes()
    papers = [entry(1, links=60), entry(1, title="Oats")]
    result = run(folder, "import", write_file(folder, "y.json", json.dumps(papers)))
    assert "rye-doughs.yml: links.code: expected at most 100 items (got 120)" in result.output
    assert (folder.papers / "rye-doughs.yml").read_bytes() == before
    assert load_record(folder, "oats").title == "Oats"
