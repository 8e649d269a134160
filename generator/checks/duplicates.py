"""No two records are the same paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.checks.checked_list import CheckedList
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.errors import Problem
from generator.text.titles import title_key

__all__ = ["check_shared_identifiers", "check_shared_titles"]

IDENTIFIER_NAMES = {"arxiv": "arXiv identifier", "doi": "DOI"}


def check_shared_identifiers(checked: CheckedList) -> Iterator[Problem]:
    """No two records have the same identifier."""
    by_id: dict[tuple[str, str], list[str]] = {}
    for slug, paper in checked.catalogue.papers.items():
        for item in primary_identifiers(paper).items():
            by_id.setdefault(item, []).append(slug)
    for (kind, value), slugs in by_id.items():
        for one, other in combinations(slugs, 2):
            yield Problem(
                checked.locate.paper(other, "links", kind),
                f"{one}.yml has the same {IDENTIFIER_NAMES[kind]}, {value}.",
                f"If they are one paper, run 'reading-list same {one} {other}', or else correct one of them.",
            )


def check_shared_titles(checked: CheckedList) -> Iterator[Problem]:
    """No two records have the same title, unless they differ otherwise or were declared different."""
    papers = checked.catalogue.papers
    different = {decision.pair for decision in checked.catalogue.decisions if decision.verdict == "different"}
    by_title: dict[str, list[str]] = {}
    for slug, paper in papers.items():
        by_title.setdefault(title_key(paper.title), []).append(slug)
    for slugs in by_title.values():
        for one, other in combinations(slugs, 2):
            same_id = primary_identifiers(papers[one]).items() & primary_identifiers(papers[other]).items()
            if same_id or {one, other} in different:
                continue
            if may_be_same_paper(papers[one], papers[other]):
                yield Problem(
                    checked.locate.paper(other, "title"),
                    f"{one}.yml has the same title, and nothing tells the two apart.",
                    f"If they are one paper, run 'reading-list same {one} {other}'; otherwise run "
                    f"'reading-list different {one} {other}'.",
                )
