"""The captures of this list, and what disturbs a listing copied as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.readers import ReadResult, Source, decode, load, read
from generator.text.latex import make_readable
from generator.text.links import ADDRESS
from generator.text.titles import make_title_readable, title_key

COUNTS = {"000": 60, "001": 207, "002": 36, "003": 60, "004": 61}
LONG = "We bake bread in large ovens and measure its crumb at every step of the way, which takes time. " * 4


@pytest.fixture(scope="module")
def captures(repository: Path) -> dict[str, ReadResult]:
    paths = sorted((repository / "content" / "captures").glob("00[0-4]_*.txt"))
    return {path.name[:3]: read(load(path)) for path in paths}


def read_text(*blocks: str, tight: bool = False) -> ReadResult:
    return read(decode(("\n" if tight else "\n\n").join(blocks).encode(), name="listing.txt"))


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


def test_lines_point_at_the_titles(captures: dict[str, ReadResult], repository: Path) -> None:
    for path in sorted((repository / "content" / "captures").glob("00[0-4]_*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for entry in captures[path.name[:3]].entries:
            assert entry.title.split()[0] in lines[entry.line - 1]


def test_no_latex_is_left_in_titles_and_abstracts(captures: dict[str, ReadResult]) -> None:
    for result in captures.values():
        for entry in result.entries:
            for shown in (make_title_readable(entry.title), make_readable(entry.abstract)):
                plain = ADDRESS.sub("", shown)
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


def test_furniture_in_the_middle_is_no_paper() -> None:
    result = read_text("Daily Papers", "Rye Bread", LONG, "Subscribe", "Mar 11", "Wheat Bread", LONG)
    assert [entry.title for entry in result.entries] == ["Rye Bread", "Wheat Bread"]
    assert not result.problems


def test_a_title_without_an_abstract_is_named_and_its_neighbours_are_read() -> None:
    result = read_text("Daily Papers", "Rye Bread", LONG, "Lonely Title of Bread", "Wheat Bread", LONG)
    assert [entry.title for entry in result.entries] == ["Rye Bread", "Wheat Bread"]
    assert [str(problem) for problem in result.problems] == [
        "listing.txt:7: expected an abstract below the title (got 'Lonely Title of Bread')"
    ]


def test_a_paper_without_an_abstract_but_with_authors_is_kept() -> None:
    result = read_text("Daily Papers", "Rye Bread", "• 4 authors\n·\nJul 4, 2024", "Oats", LONG)
    first = result.entries[0]
    assert (first.title, first.abstract, first.author_count) == ("Rye Bread", "", 4)
    assert result.entries[1].title == "Oats"


def test_an_abstract_of_two_paragraphs_stays_one() -> None:
    result = read_text(
        "Daily Papers", "Rye", LONG, LONG + "Second.", "• 4 authors\n·\nJul 4, 2024", "Oats", LONG
    )
    assert [entry.title for entry in result.entries] == ["Rye", "Oats"]
    assert result.entries[0].abstract == f"{LONG.strip()}\n\n{LONG}Second."


def test_a_paper_that_is_called_like_furniture_is_a_paper() -> None:
    result = read_text("Daily Papers", "Spaces", LONG, "• 4 authors\n·\nJul 4, 2024", "Docs", LONG)
    assert [entry.title for entry in result.entries] == ["Spaces", "Docs"]


def test_a_date_without_a_year_is_of_the_captures_year_or_unknown() -> None:
    text_ = f"Daily Papers\n\nRye\n\n{LONG}\n\n• 4 authors\n·\nMay 29 6\n"
    unknown = read(decode(text_.encode(), name="x")).entries[0]
    known = read(decode(text_.encode(), name="x", year=2026)).entries[0]
    noted = read(decode(f"---\nretrieved: 2025-10-02\n---\n{text_}".encode(), name="x")).entries[0]
    assert (unknown.published, known.published, noted.published) == (None, "2026-05-29", "2025-05-29")
    assert unknown.comments == known.comments == 6


def test_a_button_that_runs_into_the_first_title_is_cut_off() -> None:
    result = read_text("Get trending papers in your email inbox!", "SubscribeRye Bread", LONG, tight=True)
    assert [entry.title for entry in result.entries] == ["Rye Bread"]


def test_the_abstract_of_a_paper_that_lost_its_title_is_refused_with_its_line(repository: Path) -> None:
    path = repository / "content" / "captures" / "000_802d6eceb456d689.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[22].startswith("A Multigrid Method")
    lines[22] = ""
    result = read(Source(name=path.name, text="\n".join(lines)))
    assert [problem.place.line for problem in result.problems if problem.place] == [25]
    assert "is a title missing?" in str(result.problems[0])
    assert len(result.entries) == 59
    assert not any("Training competitive deep video models" in entry.abstract for entry in result.entries)
