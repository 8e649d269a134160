"""arXiv identifiers within web addresses."""

from __future__ import annotations

import pytest

from generator.text.identifiers import find_arxiv_id


@pytest.mark.parametrize(
    ("address", "arxiv"),
    [
        ("https://papers.example.org/2401.00001v3.pdf?download=1", "2401.00001"),
        ("https://browse.arxiv.org/pdf/2401.00001", "2401.00001"),
        ("https://papers.example.org/2401.0001/", "2401.0001"),
        ("https://papers.example.org/2401.00001/slides.pdf", None),
        ("https://papers.example.org/rye-2401.00001.pdf", None),
        ("https://papers.example.org/2413.00001.pdf", None),
        ("https://papers.example.org/?id=2401.00001", None),
    ],
)
def test_an_arxiv_identifier_ends_the_path(address: str, arxiv: str | None) -> None:
    assert find_arxiv_id(address) == arxiv
