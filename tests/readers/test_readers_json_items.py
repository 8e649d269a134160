"""JSON files, whole and broken."""

from __future__ import annotations

import pytest

from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.json"))


def list_titles(text: str) -> list[tuple[str, int]]:
    return [(entry.title, entry.line) for entry in read_text(text).entries]


def list_problems(text: str) -> list[str]:
    return [str(problem) for problem in read_text(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        '[\n{"title": "Rye", "DOI": "10.1145/1"},\n{"title": "Oats"}]',
        '{"items": [\n{"title": "Rye", "DOI": "10.1145/1"}, \n{"title": "Oats"}], "total": 2}',
        '\n{"title": "Rye", "DOI": "10.1145/1"}\n{"title": "Oats"}\n',
    ],
    ids=["array", "wrapped", "lines"],
)
def test_items_are_read_from_arrays_wrapped_arrays_and_lines(text: str) -> None:
    assert list_titles(text) == [("Rye", 2), ("Oats", 3)]
    assert not list_problems(text)


def test_a_paper_with_references_is_one_item() -> None:
    assert list_titles('{"title": "Rye", "DOI": "10.1145/1", "references": [{"title": "Oats"}]}') == [
        ("Rye", 1)
    ]


def test_a_list_that_is_cut_off_is_read_up_to_there() -> None:
    text = '[{"title": "Rye", "DOI": "10.1145/1"},\n{"title": "Oats"},\n'
    assert list_titles(text) == [("Rye", 1), ("Oats", 2)]
    assert list_problems(text) == ["x.json:3: expected ']' at the end of the list (got the end of the file)"]


def test_a_broken_item_is_reported_with_its_line_and_the_next_ones_are_read() -> None:
    broken = '{"title": "Rye", "DOI": "1", "author": [{"family" "Lee"},\n{"family": "Kim"}]}'
    text = f'[\n{broken},\n{{"title": "Oats"}}]'
    assert list_titles(text) == [("Oats", 4)]
    (problem,) = list_problems(text)
    assert problem.startswith("x.json:2: expected a JSON object")
    assert "line 2: Expecting ':' delimiter" in problem


def test_a_broken_line_of_json_lines_is_reported_and_the_next_ones_are_read() -> None:
    text = '{"title": "Rye", "DOI": "10.1145/1"}\n{"title": oats}\n{"title": "Spelt"}\n'
    assert list_titles(text) == [("Rye", 1), ("Spelt", 3)]
    assert [problem.partition(" (")[0] for problem in list_problems(text)] == [
        "x.json:2: expected a JSON object"
    ]


def test_values_that_are_not_objects_are_reported() -> None:
    text = '[{"title": "Rye", "DOI": "10.1145/1"}, 7, "x"]'
    assert list_titles(text) == [("Rye", 1)]
    assert list_problems(text) == [f"x.json:1: expected a JSON object (got '{value}')" for value in (7, "x")]


def test_many_broken_parts_end_the_reading() -> None:
    text = '[{"title": "Rye", "DOI": "10.1145/1"},\n' + "{x},\n" * 3000 + '{"title": "Oats"}]'
    result = read_text(text)
    assert [entry.title for entry in result.entries] == ["Rye"]
    assert len(result.problems) == 501
    assert str(result.problems[-1]) == "x.json: 2001 problems, showing 500"
