"""Lists of identifiers and links, with and without titles."""

from __future__ import annotations

import pytest

from generator.errors import ContentError
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.txt"))


@pytest.mark.parametrize(
    ("line", "kind", "value", "note"),
    [
        ("2401.00001", "arxiv", "2401.00001", ""),
        ("- arXiv:2401.00001v2 on rye", "arxiv", "2401.00001", "on rye"),
        ("https://arxiv.org/pdf/2401.00001v2.pdf", "arxiv", "2401.00001", ""),
        ("https://arxiv.org/pdf/2401.00001", "arxiv", "2401.00001", ""),
        ("12. hep-th/9901001, a classic", "arxiv", "hep-th/9901001", "a classic"),
        ("https://huggingface.co/papers/2401.00001", "arxiv", "2401.00001", ""),
        ("10.48550/arXiv.2401.00001", "arxiv", "2401.00001", ""),
        ("- [x] doi:10.1145/3357384.3357879.", "doi", "10.1145/3357384.3357879", ""),
        ("https://dl.acm.org/doi/abs/10.1145/3357384.3357879", "doi", "10.1145/3357384.3357879", ""),
        (
            "https://openreview.net/forum?id=8-8k3okjpY",
            "url",
            "https://openreview.net/forum?id=8-8k3okjpY",
            "",
        ),
        ("[Rye](https://arxiv.org/abs/2401.00001) first", "arxiv", "2401.00001", "first"),
        ("[arXiv: 2401.00001](https://arxiv.org/abs/2401.00001)", "arxiv", "2401.00001", ""),
    ],
)
def test_a_line_gives_an_identifier_and_a_note(line: str, kind: str, value: str, note: str) -> None:
    (found,) = read_text(f"# To read\n\n{line}\n").identifiers
    assert (found.kind, found.value, found.note) == (kind, value, note)
    assert (found.capture, found.position, found.line) == ("x.txt", 1, 3)


def test_a_link_with_a_title_gives_an_entry() -> None:
    result = read_text(
        "* [Deep Rye](https://arxiv.org/abs/2401.00001), [Oats Too](https://openreview.net/forum?id=abcd)\n"
        "* [Wide Spelt](https://doi.org/10.1145/1)\n"
    )
    assert [(entry.title, entry.arxiv, entry.doi, entry.line) for entry in result.entries] == [
        ("Deep Rye", "2401.00001", None, 1),
        ("Oats Too", None, None, 1),
        ("Wide Spelt", None, "10.1145/1", 2),
    ]
    assert not result.identifiers


def test_a_paper_named_twice_is_found_once() -> None:
    result = read_text(
        "2401.00001\nhttps://arxiv.org/abs/2401.00001v3\n[Deep Rye](https://arxiv.org/abs/2401.00001)\n"
    )
    assert [found.line for found in result.identifiers] == [1]
    assert not result.entries
    assert not result.problems


def test_other_lines_are_reported() -> None:
    result = read_text("2401.00001\n2401.00002\nbuy milk\nhttps://bread.example.org\n")
    assert [str(problem) for problem in result.problems] == [
        f"x.txt:{line}: expected an arXiv identifier, a DOI or the address of a paper (got {got!r})"
        for line, got in ((3, "buy milk"), (4, "https://bread.example.org"))
    ]


def test_a_very_long_line_is_reported() -> None:
    result = read_text(f"2401.00001\n2401.00002\n{'x' * 6000}\n")
    assert [str(problem) for problem in result.problems] == [
        "x.txt:3: expected a line of at most 5000 characters (got 6000)"
    ]


def test_a_text_with_few_identifiers_is_not_a_list_of_them() -> None:
    with pytest.raises(ContentError):
        read_text("buy milk\nand eggs\n2401.00001\n")
