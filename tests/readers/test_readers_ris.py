"""RIS: records, names, dates, notes and broken records."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.ris"))


def read_one(*lines: str) -> Entry:
    (entry,) = read_text("\n".join(["TY  - JOUR", "TI  - Rye", *lines, "ER  - "])).entries
    return entry


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Lee, Ann", "Ann Lee"),
        ("Smith, Sam, Jr.", "Sam Smith Jr."),
        ("Ann Lee", "Ann Lee"),
        ("A, B, C", "A, B, C"),
    ],
)
def test_authors_are_names_in_printed_order(printed: str, name: str) -> None:
    assert read_one(f"AU  - {printed}").authors == (name,)


@pytest.mark.parametrize(
    ("lines", "published", "venue_year"),
    [
        (["PY  - 2024"], "2024", None),
        (["DA  - 2024/07/04/"], "2024-07-04", None),
        (["PY  - 2024", "DA  - 2024/07//"], "2024-07", None),
        (["PY  - 2023", "DA  - 2024/07/04/"], "2023", None),
        (["PY  - 2024", "T2  - Bread Letters"], None, 2024),
        (["PY  - 2024", "T2  - Bread Letters", "N1  - Published: 2023-05-01"], "2023-05-01", 2024),
    ],
)
def test_the_cited_year_is_that_of_the_venue_if_there_is_one(
    lines: list[str], published: str | None, venue_year: int | None
) -> None:
    entry = read_one(*lines)
    assert (entry.published, entry.venue_year) == (published, venue_year)


def test_labeled_notes_are_facts() -> None:
    entry = read_one(
        "AU  - Flour Lab", "N1  - Organization: Flour Lab", "N1  - Authors: 7", "N1  - arXiv: 2401.00001",
        "N1  - OpenReview: 8-8k3okjpY", "N1  - Code: https://github.com/a/b", "DO  - 10.1145/1",
    )  # fmt: skip
    assert (entry.authors, entry.organization, entry.author_count) == ((), "Flour Lab", 7)
    assert (entry.arxiv, entry.openreview, entry.doi) == ("2401.00001", "8-8k3okjpY", "10.1145/1")
    assert entry.code == ("https://github.com/a/b",)


@pytest.mark.parametrize(
    "line", ["JO  - CoRR abs/2401.00001", "UR  - https://arxiv.org/abs/2401.00001", "AN  - arXiv:2401.00001"]
)
def test_an_arxiv_identifier_is_found_in_any_tag(line: str) -> None:
    entry = read_one(line)
    assert (entry.arxiv, entry.venue) == ("2401.00001", None)


def test_broken_records_do_not_affect_their_neighbors() -> None:
    result = read_text(
        "TI  - Lost\nPY  - 2020\nTY  - JOUR\nTI  - Rye\nTY  - JOUR\nTI  - Oats\nER  - \nER  - \n"
        "TI  - Also lost\nER  - \nTY  - JOUR\nTI  - Spelt\n"
    )
    assert [(entry.title, entry.line) for entry in result.entries] == [("Rye", 3), ("Oats", 5), ("Spelt", 11)]
    assert [(str(problem), problem.severity) for problem in result.problems] == [
        ("x.ris:1: expected 'TY  - ' at the beginning of a record (got 'TI - Lost')", "error"),
        ("x.ris:3: expected 'ER  - ' at the end of the record (got another 'TY  - ')", "error"),
        ("x.ris:8: expected 'TY  - ' before 'ER  - ' (got no record)", "warning"),
        ("x.ris:9: expected 'TY  - ' at the beginning of a record (got 'TI - Also lost')", "error"),
        ("x.ris:11: expected 'ER  - ' at the end of the record (got the end of the file)", "error"),
    ]
