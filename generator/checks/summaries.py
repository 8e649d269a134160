"""Every paper has a summary: one short sentence that is not copied from the abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.checks.wording import find_copying, find_excess_words
from generator.errors import Problem

__all__ = ["check_missing_summaries", "check_summaries"]

# "… is small. It also …", and never "e.g. the", "vs. Adam", "et al. show"
SENTENCE_END = re.compile(
    r"(?<![.\s]\w)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bal)[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])"
)
# "… in practice."  ·  "… (see above).)"
FULL_STOP = re.compile(r"[.!?][\"”’)]*\Z")
# This paper shows …  ·  a novel method (never "novelty")
FORBIDDEN_PHRASE = re.compile(r"\bthis paper\b|\bnovel\b", re.I)

SUMMARY_WORDS = 30
"""Most words of a summary."""


def check_missing_summaries(checked: CheckedList) -> Iterator[Problem]:
    """Every paper has a summary."""
    for slug, paper in checked.catalogue.papers.items():
        if paper.tldr is None:
            place = checked.locate.paper(slug)
            yield Problem(place, "The paper has no summary.", "Add 'tldr:' with one sentence of your own.")


def check_summaries(checked: CheckedList) -> Iterator[Problem]:
    """A summary is one short sentence that says directly what was found, in words of its own."""
    for slug, paper in checked.catalogue.papers.items():
        if paper.tldr is not None:
            for flaw, fix in _find_flaws(paper.tldr, paper.abstract):
                yield Problem(checked.locate.paper(slug, "tldr"), f"The summary {flaw}", fix)


def _find_flaws(tldr: str, abstract: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a summary, as a clause after "The summary", and the remedy."""
    yield from find_excess_words(tldr, SUMMARY_WORDS)
    if not FULL_STOP.search(tldr):
        yield f"ends in {tldr.split()[-1]!r}, without a full stop.", "Add one."
    if ends := SENTENCE_END.findall(tldr):
        yield f"has {len(ends) + 1} sentences; only one is allowed.", "Make it one sentence."
    for phrase in dict.fromkeys(found.lower() for found in FORBIDDEN_PHRASE.findall(tldr)):
        yield f"says {phrase!r}.", "Say directly what was done or found."
    yield from find_copying(tldr, abstract)
