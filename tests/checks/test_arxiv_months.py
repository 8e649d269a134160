"""The month in which an arXiv identifier was assigned."""

from __future__ import annotations

import pytest

from generator.checks.captures import parse_arxiv_month


@pytest.mark.parametrize(
    ("identifier", "month"),
    [
        ("2410.05434", "2024-10"),
        ("0704.0001", "2007-04"),
        ("math/0211159", "2002-11"),
        ("hep-th/9901001", "1999-01"),
        ("hep-th/9112001", "1991-12"),
        ("2413.05434", None),
        ("2400.05434", None),
    ],
)
def test_the_month_is_in_the_identifier(identifier: str, month: str | None) -> None:
    assert parse_arxiv_month(identifier) == month
