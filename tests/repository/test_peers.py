"""The comparison with other programs finds their expectations, and tells mistakes from what is on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peers.__main__ import main
from peers.cases import find_cases
from peers.items import Item

TRANSLATOR = """{"label": "Flour"}
/** BEGIN TEST CASES **/
var testCases = [
	{"type": "web", "url": "https://example.org", "items": "multiple"},
	{"type": "import", "input": "@article{a, title={Rye}, author={Lee, Ann}, year=2020}", "items": [
		{"itemType": "journalArticle", "title": "Rye", "date": "July 2020", "creators": [
			{"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
			{"creatorType": "editor", "firstName": "Bo", "lastName": "Kim"}
		]},
		{"itemType": "note"}
	]}
]
/** END TEST CASES **/
"""
PANDOC = """```
% pandoc -f bibtex -t csljson
@article{a, title={Rye}}
^D
[{"id": "a", "type": "article-journal", "title": "Rye", "issued": {"date-parts": [[2020, 7]]}}]
```
"""


def compare(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr("sys.argv", ["peers", *arguments])
    assert main() == 0
    return capsys.readouterr().out


def test_expected_items_of_other_programs_are_found(tmp_path: Path) -> None:
    (tmp_path / "Flour.js").write_text(TRANSLATOR)
    (tmp_path / "flour.md").write_text(PANDOC)
    (tmp_path / "a.bib").write_text("@article{b, title={R{\\'e}ye}, author={Lee, Ann and others}}\n")
    (tmp_path / "b.bib").write_text("@article{b, title={Oats}}\n")
    (tmp_path / "b.json").write_text(json.dumps({"items": [{"itemType": "thesis", "title": "Spelt"}]}))
    (tmp_path / "c.ris").write_text("TY  - JOUR\nTI  - Teff\nAU  - Lee, Ann\nER  - \n")
    found = {(case.name, case.peer): case.expected for case in find_cases(tmp_path)}
    rye = Item(title="Rye", authors=("Ann Lee",), year="2020", type="article-journal")
    spelt = Item(title="Spelt", type="thesis")
    assert found == {
        ("Flour.js#1", "Zotero"): (rye,),
        ("a.bib", "pybtex"): (Item(title="Réye", authors=("Ann Lee",), type="article-journal", key="b"),),
        ("b.bib", "Zotero"): (spelt,),
        ("b.json", "json"): (spelt,),
        ("c.ris", "rispy"): (Item(title="Teff", authors=("Ann Lee",), type="article-journal"),),
        ("flour.md#1", "pandoc"): (Item(title="Rye", year="2020", type="article-journal", key="a"),),
    }


def test_differences_are_counted_and_shown_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.bib").write_text(
        "@article{a, title={Rye}, author={Lee, Ann}, year=2020}\n@article{b, title={Oats}, author={Bo Kim}}\n"
    )
    creators = [{"creatorType": "author", "name": "Bo Lee"}]
    others = [{"creatorType": "author", "name": "Bo Kim"}, {"creatorType": "author", "name": "others"}]
    items = [
        {"itemType": "journalArticle", "title": "Rye", "creators": creators, "date": "2020"},
        {"itemType": "journalArticle", "title": "Oats", "creators": others},
        {"itemType": "journalArticle", "title": "A Whole Other Bread"},
    ]
    (tmp_path / "a.json").write_text(json.dumps(items))
    shown = compare(capsys, monkeypatch, "-v", str(tmp_path / "a.bib"))
    assert "a.bib:1: authors: Zotero has ('Bo Lee',)\na.bib:1: authors: we have ('Ann Lee',)\n" in shown
    assert "a.bib:2: authors (others): Zotero has ('Bo Kim', 'others')\n" in shown
    assert "a.bib:0: lost: article-journal  'A Whole Other Bread'\n" in shown
    table = [line.split() for line in shown.partition("format  ")[2].splitlines()[1:4]]
    assert [line[0] for line in table] == ["BibTeX", "differ", "deliberate"]
    assert table[0][:7] == ["BibTeX", "Zotero", "1", "3", "agree", "2", "1"]


def test_a_reader_that_crashes_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "a.bib").write_text("@article{a, title={Rye}}\n")
    monkeypatch.setattr("generator.readers.bibtex.read", crash)
    monkeypatch.setattr("sys.argv", ["peers", str(tmp_path)])
    assert main() == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
