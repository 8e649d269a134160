"""What services know of papers on the list: which answer is which paper, and what it fills.

Pure functions; asking is :mod:`generator.services.fetching`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.duplicates.filling import fill_blanks
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.merging import merge_entries
from generator.duplicates.same_title import GENERIC_OVERLAP
from generator.duplicates.similarity import measure_similarity
from generator.duplicates.titles import work_key
from generator.model.entry import Entry
from generator.model.paper import Paper

__all__ = ["Match", "add_facts", "find_match", "wants_arxiv", "wants_crossref"]

LIKE_TITLE = 0.94
"""Similarity of the titles below which an answer is another paper."""
TELLING_TITLE = 5
"""Words from which on a title may prove a paper by itself."""
YEARS_APART = 3
"""Years between a preprint and its publication beyond which a title alone proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The answer that is the paper, and why it is; or why none is.

    Attributes:
        entry: the answer, or None.
        reason: what speaks for it, or what was missing.
    """

    entry: Entry | None
    reason: str


def wants_arxiv(paper: Paper) -> bool:
    """Return whether arXiv may know something that the record does not say."""
    full_date = paper.published is not None and len(paper.published) == 10
    return not (paper.links.arxiv and paper.authors and full_date and paper.abstract)


def wants_crossref(paper: Paper) -> bool:
    """Return whether Crossref may know something that the record does not say."""
    return not (paper.links.doi and paper.authors and paper.venue and paper.venue_year)


def _year(record: Entry | Paper) -> int | None:
    if record.published:
        return int(record.published[:4])
    return record.venue_year


def find_match(paper: Paper, answers: Iterable[Entry]) -> Match:
    """Return which of ``answers`` is ``paper``.

    One that shares an identifier is, if its title is anything like the paper's. Otherwise the titles must
    be almost the same and hold the same numbers, and authors or abstract must agree; a title of several
    words that is exactly the same is enough where neither is known and the years agree.
    """
    best: list[tuple[float, Entry, str]] = []
    near = 0.0
    mine = set(primary_identifiers(paper).items())
    for answer in answers:
        similarity = measure_similarity(paper, answer)
        if mine & set(primary_identifiers(answer).items()):
            agrees = (
                similarity.title >= 0.6
                or (similarity.abstract or 0) >= 0.5
                or (similarity.authors or 0) >= 0.5
            )
            if agrees:
                return Match(entry=answer, reason="same identifier")
            return Match(entry=None, reason=f"the identifier is that of another title: {answer.title!r}")
        clash = any(
            kind in primary_identifiers(answer) and primary_identifiers(answer)[kind] != value
            for kind, value in mine
            if kind == "arxiv"
        )
        near = max(near, similarity.title)
        if similarity.title < LIKE_TITLE or not similarity.same_numbers or clash:
            continue
        if similarity.authors == 0.0 or (
            similarity.abstract is not None and similarity.abstract < GENERIC_OVERLAP
        ):
            continue
        if similarity.abstract is not None or similarity.authors is not None:
            reason = f"same title and {'authors' if similarity.authors is not None else 'abstract'}"
        elif _proved_by_title(paper, answer):
            reason = "same title of several words"
        else:
            continue
        best.append((similarity.score, answer, reason))
    if not best:
        return Match(entry=None, reason=f"no answer is this paper (nearest title {near:.2f})")
    best.sort(key=lambda item: (-item[0], item[1].doi or "", item[1].arxiv or ""))
    return Match(entry=best[0][1], reason=best[0][2])


def _proved_by_title(paper: Paper, answer: Entry) -> bool:
    key = work_key(paper.title)
    if key != work_key(answer.title) or len(key.split()) < TELLING_TITLE:
        return False
    here, there = _year(paper), _year(answer)
    return here is None or there is None or abs(here - there) <= YEARS_APART


def add_facts(paper: Paper, answer: Entry, *, with_venue: bool) -> Paper:
    """Return ``paper`` with its blanks filled from ``answer``; nothing that stands in it is overwritten.

    Args:
        paper: the record.
        answer: what a service says of it; its ``source`` goes into the evidence.
        with_venue: whether the service's venue is one (arXiv's free text is not).
    """
    updates: dict[str, object] = {"code": (), "project": ()}
    if not with_venue:
        updates |= {"venue": None, "venue_year": None}
    facts = merge_entries([answer.model_copy(update=updates)], slug=paper.slug)
    return fill_blanks(
        paper, facts.model_copy(update={"captures": (), "evidence": _all_evidence(facts, answer)})
    )


def _all_evidence(facts: Paper, answer: Entry) -> dict[str, str]:
    source = answer.source or answer.capture
    evidence = dict(facts.evidence)
    for field in ("abstract", "venue_year"):
        if getattr(facts, field):
            evidence[field] = source
    return evidence
