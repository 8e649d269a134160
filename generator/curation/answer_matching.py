"""Decides which answer of a service is about a record, and fills the record's blanks from it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.duplicates.filling import fill_blanks, use_listed_venue_name
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.merging import merge_entries
from generator.duplicates.same_title import GENERIC_OVERLAP
from generator.duplicates.similarity import (
    MOST_YEARS_APART,
    NEARLY_SAME_TITLE,
    RELATED_TITLE,
    Similarity,
    measure_similarity,
)
from generator.duplicates.titles import work_key
from generator.model.entry import Entry
from generator.model.paper import Paper

SUPPORTING = 0.5
"""Overlap of abstracts, or of authors, that confirms an identifier if the titles are not related."""
DISTINCTIVE_WORDS = 5
"""Words that a title needs to prove by itself that two records are the same paper."""


def needs_arxiv(paper: Paper) -> bool:
    """Return whether a record lacks facts that arXiv may know."""
    has_full_date = paper.published is not None and len(paper.published) == len("2024-01-31")
    return not (paper.links.arxiv and paper.authors and has_full_date and paper.abstract)


def needs_crossref(paper: Paper) -> bool:
    """Return whether a record lacks facts that Crossref may know."""
    return not (paper.links.doi and paper.authors and paper.venue and paper.venue_year and paper.publication)


def find_match(paper: Paper, answers: Iterable[Entry]) -> tuple[Entry | None, str]:
    """Return the answer that is about ``paper`` and what shows it, or None and what is missing.

    An answer with an identifier of the paper decides: it is a match if title, abstract or authors agree at
    all. Other answers must have nearly the same title, the same numbers in it, and similar authors or
    abstracts; if neither is known, exactly the same title of several words, published around the same time.
    """
    identifiers = set(primary_identifiers(paper).items())
    matches: list[tuple[float, Entry, str]] = []
    best_title = 0.0
    for answer in answers:
        similarity = measure_similarity(paper, answer)
        best_title = max(best_title, similarity.title)
        if identifiers & set(primary_identifiers(answer).items()):
            if _agree_at_all(similarity):
                return answer, "same identifier"
            return None, f"its identifier belongs to another paper: {answer.title!r}"
        if reason := _explain_match(paper, answer, similarity):
            matches.append((similarity.score, answer, reason))
    if not matches:
        return None, f"no match (the most similar title is {best_title:.2f} similar)"
    _, entry, reason = min(matches, key=lambda match: (-match[0], match[1].doi or "", match[1].arxiv or ""))
    return entry, reason


def _agree_at_all(similarity: Similarity) -> bool:
    return (
        similarity.title >= RELATED_TITLE
        or (similarity.abstract or 0) >= SUPPORTING
        or (similarity.authors or 0) >= SUPPORTING
    )


def _explain_match(paper: Paper, answer: Entry, similarity: Similarity) -> str:
    """Return why ``answer`` is about ``paper`` although they share no identifier; empty if it is not."""
    arxiv = primary_identifiers(answer).get("arxiv")
    contradicted = (
        similarity.title < NEARLY_SAME_TITLE
        or not similarity.same_numbers
        or (arxiv and primary_identifiers(paper).get("arxiv", arxiv) != arxiv)
        or similarity.authors == 0.0
        or (similarity.abstract is not None and similarity.abstract < GENERIC_OVERLAP)
    )
    if contradicted:
        return ""
    if similarity.authors is not None:
        return "same title and authors"
    if similarity.abstract is not None:
        return "same title and abstract"
    return "same distinctive title" if _have_same_distinctive_title(paper, answer) else ""


def _have_same_distinctive_title(paper: Paper, answer: Entry) -> bool:
    key = work_key(paper.title)
    if key != work_key(answer.title) or len(key.split()) < DISTINCTIVE_WORDS:
        return False
    year, other_year = paper.year, _find_year(answer)
    return year is None or other_year is None or abs(year - other_year) <= MOST_YEARS_APART


def _find_year(entry: Entry) -> int | None:
    return int(entry.published[:4]) if entry.published else entry.venue_year


def fill_from_answer(paper: Paper, answer: Entry, venues: Mapping[str, str] = MappingProxyType({})) -> Paper:
    """Return ``paper`` with blanks filled from ``answer``, whose ``source`` becomes their evidence.

    ``venues`` are names from :func:`~generator.duplicates.filling.map_venue_names`.
    """
    facts = merge_entries([answer.model_copy(update={"code": (), "project": ()})], slug=paper.slug)
    facts = use_listed_venue_name(facts, venues)
    cited = [name for name in ("abstract", "venue_year") if getattr(facts, name)]
    evidence = {**facts.evidence, **dict.fromkeys(cited, answer.source or answer.capture)}
    return fill_blanks(paper, facts.model_copy(update={"captures": (), "evidence": evidence}))
