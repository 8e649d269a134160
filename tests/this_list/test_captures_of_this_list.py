"""The captures of this list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.readers import ReadResult, Source, decode, read
from generator.text.latex import make_readable
from generator.text.links import ADDRESS
from generator.text.titles import make_title_readable, title_key

# {g(1),g(2),…,g(J)}
SET = re.compile(r"\{[^{}]*,[^{}]*\}")
COUNTS = {"000": 60, "001": 207, "002": 36, "003": 60, "004": 61}


@pytest.fixture(scope="module")
def captures(repository: Path) -> dict[str, ReadResult]:
    paths = sorted((repository / "content" / "captures").glob("00[0-4]_*.txt"))
    return {path.name[:3]: read(decode(path.read_bytes(), name=path.name)) for path in paths}


def test_captures_have_their_entries_and_no_problems(captures: dict[str, ReadResult]) -> None:
    assert {name: len(result.entries) for name, result in captures.items()} == COUNTS
    assert all(not result.problems for result in captures.values())
    for result in captures.values():
        assert [entry.position for entry in result.entries] == list(range(1, len(result.entries) + 1))


def test_captures_have_their_authors_and_dates(captures: dict[str, ReadResult]) -> None:
    entries = [entry for result in captures.values() for entry in result.entries]
    assert sum(entry.author_count is not None for entry in entries) == 33
    assert sum(entry.published is not None for entry in entries) == 36
    assert [(e.organization_account, e.organization) for e in entries if e.organization] == [
        ("huawei-noah", "HUAWEI Noah's Ark Lab"),
        ("MediaTek-Research", "MediaTek Research"),
        ("Gensyn", "Gensyn"),
    ]
    assert [entry.comments for entry in entries if entry.comments]


def test_lines_are_those_of_the_titles(captures: dict[str, ReadResult], repository: Path) -> None:
    for path in sorted((repository / "content" / "captures").glob("00[0-4]_*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for entry in captures[path.name[:3]].entries:
            assert entry.title.split()[0] in lines[entry.line - 1]


def test_titles_and_abstracts_are_readable(captures: dict[str, ReadResult]) -> None:
    for result in captures.values():
        for entry in result.entries:
            for shown in (make_title_readable(entry.title), make_readable(entry.abstract)):
                plain = SET.sub("", ADDRESS.sub("", shown))
                assert not any(sign in plain for sign in ("$", "\\", "{", "}", "``", "''")), shown
                assert make_readable(shown) == shown


def test_eighty_papers_have_a_link(captures: dict[str, ReadResult]) -> None:
    linked = {
        title_key(entry.title)
        for result in captures.values()
        for entry in result.entries
        if entry.code or entry.project
    }
    assert len(linked) == 80


def test_an_abstract_whose_title_is_missing_is_reported_with_its_line(repository: Path) -> None:
    path = repository / "content" / "captures" / "000_802d6eceb456d689.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[22].startswith("A Multigrid Method")
    lines[22] = ""
    result = read(Source(name=path.name, text="\n".join(lines)))
    assert [problem.place.line for problem in result.problems if problem.place] == [25]
    assert "is a title missing?" in str(result.problems[0])
    assert len(result.entries) == 59
    assert not any("Training competitive deep video models" in entry.abstract for entry in result.entries)
