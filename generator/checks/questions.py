"""A question, where a paper has one, is one short question that is not copied from the abstract."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.checks.wording import find_copying, find_excess_words
from generator.errors import Problem

__all__ = ["check_questions"]

QUESTION_WORDS = 35
"""Most words of a question."""


def check_questions(checked: CheckedList) -> Iterator[Problem]:
    """A question is short, ends with a question mark and does not copy the abstract."""
    for slug, paper in checked.catalogue.papers.items():
        if paper.question is not None:
            for flaw, fix in _find_flaws(paper.question, paper.abstract):
                yield Problem(checked.locate.paper(slug, "question"), f"The question {flaw}", fix)


def _find_flaws(question: str, abstract: str) -> Iterator[tuple[str, str]]:
    yield from find_excess_words(question, QUESTION_WORDS)
    if not question.endswith("?"):
        yield f"ends in {question.split()[-1]!r}, without a question mark.", "Make it a question."
    yield from find_copying(question, abstract)
