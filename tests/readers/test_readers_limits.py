"""Entries with enormous values: what is too long is reported with its line, and reading takes seconds."""

from __future__ import annotations

import json
import time

import pytest

from generator.errors import Problem
from generator.readers import ReadResult, decode, read
from generator.text.abbreviations import find_abbreviations
from generator.text.cleaning import clean
from generator.text.latex import make_readable

LONG = "x" * 2**20
MOST_SECONDS = 10
"""Of processor time; before there were limits, these cases took from 20 seconds to hours."""


def bibtex(**fields: str) -> str:
    facts = {"title": "Rye", "year": "2020"} | fields
    return "@article{k,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items()) + "}\n"


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", *lines, "ER  - ", ""))


def csl(**facts: object) -> str:
    return json.dumps([{"type": "article", "issued": "2020", "title": "Rye", **facts}])


CASES: dict[str, tuple[str, list[str]]] = {
    "title in BibTeX": (
        bibtex(title=LONG),
        [f"1: expected a title of at most 1,000 characters (got 1,048,576: '{'x' * 59}…')"],
    ),
    "title in CSL-JSON": (
        csl(title="\\'e" * 2**18),
        ["1: expected a title of at most 1,000 characters (got 786,432: "],
    ),
    "abstract": (
        bibtex(abstract=LONG),
        ["1: left out abstract of 'Rye': expected at most 50,000 characters (got 1,048,576)"],
    ),
    "author": (
        bibtex(author="$" * 2**20 + " and Bo"),
        ["1: left out authors of 'Rye': expected at most 300 characters (got 1,048,576)"],
    ),
    "authors in BibTeX": (
        bibtex(author=" and ".join(['{\\"O}z Lee'] * 20_000)),
        ["1: left out authors of 'Rye': expected at most 10,000 items (got 20,000)"],
    ),
    "authors in RIS": (
        ris("TI  - Rye", *["AU  - Lee, Ann"] * 20_000),
        ["1: left out authors of 'Rye': expected at most 10,000 items (got 20,000)"],
    ),
    "number of authors": (bibtex(authorcount="1" * 5_000), []),
    "links": (
        bibtex(code=" ".join(f"https://a.test/{number}" for number in range(30_000))),
        ["1: left out code of 'Rye': expected at most 100 items (got 30,000)"],
    ),
    "abstract on many lines": (
        ris("TI  - Rye", "AB  - flour", *["water"] * 100_000),
        ["1: left out abstract of 'Rye': expected at most 50,000 characters (got 600,005)"],
    ),
    "accents": (csl(abstract="e" + "\u0301\u0323" * 100_000), []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_is_too_long_is_reported_with_its_line(text: str, expected: list[str]) -> None:
    begin = time.process_time()
    result: ReadResult = read(decode(text.encode(), name="x"))
    assert time.process_time() - begin < MOST_SECONDS
    problems: tuple[Problem, ...] = result.problems
    assert len(problems) == len(expected)
    for problem, message in zip(problems, expected, strict=True):
        assert str(problem).startswith(f"x:{message}")
        assert len(str(problem)) < 200
    assert [entry.title for entry in result.entries] == ([] if "a title" in "".join(expected) else ["Rye"])


@pytest.mark.parametrize("line", ["water", "TY  - JOUR", "ER  - ", "AU - Lee", "N1  - <p <br <p"])
def test_files_of_300_000_lines_in_ris_are_read_in_seconds(line: str) -> None:
    begin = time.process_time()
    text = ris("TI  - Rye", "AB  - flour", *[line] * 300_000)
    assert read(decode(text.encode(), name="x")).entries[0].title == "Rye"
    assert time.process_time() - begin < MOST_SECONDS


@pytest.mark.parametrize(
    "part",
    [
        "@article{a, title={x\n", "@article{a, title={x ", "@comment{x\n", "@article{\n", "@article{{( }\n",
        "@ab{", "x @article{a,} ", "@article(a, x=\"y\" ( ", "@article{a, b=c ", "\n a", "\n", "#a ", "=x ",
        "( ", "x,", "{x}#",
    ],
)  # fmt: skip
def test_repeated_pieces_of_bibtex_are_read_in_seconds(part: str) -> None:
    begin = time.process_time()
    for opening in ("@article{a,", "@article{"):
        read(decode(f"@misc{{x,title={{Rye}}}}\n{opening}{part * (300_000 // len(part))}".encode(), name="x"))
    assert time.process_time() - begin < MOST_SECONDS


def test_values_on_several_lines_are_joined_with_spaces() -> None:
    text = ris("TI  - Rye", "Bread", "AB  - Flour", "", "and water.", "AU  - Lee, Ann", "N1  - one", "two")
    (entry,) = read(decode(text.encode(), name="x")).entries
    assert (entry.title, entry.abstract, entry.authors) == ("Rye Bread", "Flour\n\nand water.", ("Ann Lee",))


def test_texts_of_repeated_characters_are_read_in_seconds() -> None:
    begin = time.process_time()
    assert make_readable("1" * 100_000) == "1" * 100_000
    assert find_abbreviations("(" + "A" * 100_000) == []
    assert len(find_abbreviations("Mixture of Experts (MoE) " * 4_000)) == 4_000
    assert len(clean("e" + "\u0301\u0323" * 100_000)) == 30
    assert time.process_time() - begin < MOST_SECONDS
