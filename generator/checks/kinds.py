"""Every paper has a kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem
from generator.model.paper import KINDS

__all__ = ["check_missing_kinds"]


def check_missing_kinds(checked: CheckedList) -> Iterator[Problem]:
    """Every paper says what it mainly is."""
    for slug, paper in checked.catalogue.papers.items():
        if paper.kind is None:
            yield Problem(
                checked.locate.paper(slug),
                "The paper has no kind.",
                f"Add 'kind:' with one of these: {', '.join(KINDS)}.",
            )
