"""Evidence is given for fields that records have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, suggest_name, warn
from generator.errors import Problem
from generator.model.paper import Links, Paper

__all__ = ["check_evidence"]


def check_evidence(checked: CheckedList) -> Iterator[Problem]:
    """Every key of ``evidence`` is a field of records, or of their links."""
    known = {*Paper.model_fields, *Links.model_fields} - {"slug", "evidence"}
    for slug, paper in checked.catalogue.papers.items():
        for name in paper.evidence:
            if name.rpartition(".")[2] not in known:
                yield warn(
                    checked.locate.paper(slug, "evidence", name),
                    f"There is evidence for {name!r}, which is not a field of a record.",
                    suggest_name(name, sorted(known), "field"),
                )
