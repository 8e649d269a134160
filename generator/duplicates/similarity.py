"""How similar two records are, and whether records with the same title can be the same paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from generator.duplicates.identifiers import all_identifiers, primary_identifiers
from generator.duplicates.titles import GENERIC_WORDS, find_leading_name, find_numbers, work_key
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.text.titles import title_key
from generator.text.words import split_words

__all__ = [
    "GENERIC_OVERLAP",
    "NEARLY_SAME_TITLE",
    "RELATED_TITLE",
    "SIMILAR_TITLE",
    "STOP_WORDS",
    "Similarity",
    "Verdict",
    "compare_same_title",
    "compare_same_title_groups",
    "find_surname",
    "may_be_same_paper",
    "measure_similarity",
    "select_distinct_printings",
]

# words that say nothing about the subject of an abstract
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "based",
        "be",
        "been",
        "between",
        "both",
        "but",
        "by",
        "can",
        "do",
        "each",
        "for",
        "from",
        "has",
        "have",
        "however",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "method",
        "methods",
        "model",
        "models",
        "more",
        "most",
        "new",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "over",
        "paper",
        "propose",
        "proposed",
        "results",
        "show",
        "such",
        "than",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "through",
        "thus",
        "to",
        "two",
        "under",
        "use",
        "used",
        "using",
        "via",
        "was",
        "we",
        "well",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "work",
    ]
)
GENERIC_OVERLAP = 0.3
LEAST_OVERLAP = 0.15
"""Overlap of two abstracts below which the papers differ, for a generic title and for any other.
The overlap of two abstracts on one topic is 0.12 at the median and at most 0.28 in a thousand pairs."""
RELATED_TITLE = 0.6
"""Similarity of two titles that suffices if an identifier, authors or abstracts also match."""
SIMILAR_TITLE = 0.85
"""Similarity of two titles about which a person is asked if nothing else is known."""
NEARLY_SAME_TITLE = 0.94
"""Similarity of two titles that no person need confirm if authors or abstracts also match.

The titles of different papers on a list of 354 are 0.40 similar at the median; 0.4% of the pairs reach 0.6,
and none reaches 0.8.
"""
FEWEST_WORDS = 12
"""An abstract with fewer content words proves nothing."""
MOST_PRINTINGS = 6
"""Distinct printings of one group that represent it when groups are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How similar two records are. Each part is from 0 to 1, or None if a record lacks the information.

    Attributes:
        title: similarity of the titles, by letters or by words, whichever is greater.
        abstract: share of the shorter abstract's content words that the other also has.
        authors: share of the shorter list's surnames that the other also has.
        same_numbers: whether the titles contain the same numbers.
        same_name: whether the titles begin with the same name before a colon.
    """

    title: float
    abstract: float | None
    authors: float | None
    same_numbers: bool
    same_name: bool = False

    @property
    def score(self) -> float:
        """The weighted mean of what is known, from 0 to 1; titles and abstracts weigh more than authors."""
        parts = [(self.title, 3.0), (self.abstract, 3.0), (self.authors, 2.0)]
        known = [(value, weight) for value, weight in parts if value is not None]
        return sum(value * weight for value, weight in known) / sum(weight for _, weight in known)

    def __str__(self) -> str:
        parts = [("title", self.title), ("abstract", self.abstract), ("authors", self.authors)]
        return ", ".join(f"{name} {value:.2f}" for name, value in parts if value is not None)


def find_surname(name: str) -> str:
    """Return the surname in ``name``, normalized: ``Ada Müller`` and ``Müller, A.`` give ``muller``."""
    key = title_key(name.partition(",")[0] if "," in name else name).split()
    return key[-1] if key else ""


@lru_cache(maxsize=32768)
def _find_content_words(abstract: str) -> frozenset[str]:
    return frozenset(split_words(abstract)) - STOP_WORDS


def _measure_overlap(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Return the share of the smaller set that the larger one contains; None if either is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else None


def _compare_titles(one: str, other: str) -> float:
    plain = max(fuzz.ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))
    return max(plain, fuzz.token_sort_ratio(one, other)) / 100


def _compare_abstracts(one: str, other: str) -> float | None:
    if not (one and other):
        return None
    if one == other:
        return 1.0
    words, other_words = _find_content_words(one), _find_content_words(other)
    overlap = _measure_overlap(words, other_words)
    enough = overlap == 1.0 or min(len(words), len(other_words)) >= FEWEST_WORDS
    return overlap if enough else None


def _compare_authors(one: Iterable[str], other: Iterable[str]) -> float | None:
    surnames, other_surnames = (frozenset(map(find_surname, names)) - {""} for names in (one, other))
    return _measure_overlap(surnames, other_surnames)


def measure_similarity(one: Entry | Paper, other: Entry | Paper) -> Similarity:
    """Return how similar two records are."""
    return Similarity(
        title=_compare_titles(work_key(one.title), work_key(other.title)),
        abstract=_compare_abstracts(one.abstract, other.abstract),
        authors=_compare_authors(one.authors, other.authors),
        same_numbers=find_numbers(one.title) == find_numbers(other.title),
        same_name=find_leading_name(one.title) == find_leading_name(other.title) != "",
    )


class Verdict(IntEnum):
    """What authors, abstracts and identifiers say about two records with the same normalized title."""

    DIFFERENT = -1
    UNKNOWN = 0
    SAME = 1


def _have_conflicting_identifiers(one: Entry | Paper, other: Entry | Paper) -> bool:
    mine, theirs = primary_identifiers(one), primary_identifiers(other)
    if any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys()):
        return not set(all_identifiers(one)) & set(all_identifiers(other))
    return False


def compare_same_title(one: Entry | Paper, other: Entry | Paper) -> Verdict:
    """Return whether two records with the same normalized title are the same paper.

    They differ if their identifiers do, if they share no surname of an author, or if their abstracts have
    little in common.
    """
    if _have_conflicting_identifiers(one, other):
        return Verdict.DIFFERENT
    similarity = measure_similarity(one, other)
    if similarity.authors == 0.0:
        return Verdict.DIFFERENT
    if similarity.abstract is not None:
        generic = len(work_key(one.title).split()) <= GENERIC_WORDS
        if similarity.abstract < (GENERIC_OVERLAP if generic else LEAST_OVERLAP):
            return Verdict.DIFFERENT
    if (similarity.abstract or 0) >= GENERIC_OVERLAP or (similarity.authors or 0) > 0:
        return Verdict.SAME
    return Verdict.UNKNOWN


def may_be_same_paper(one: Entry | Paper, other: Entry | Paper) -> bool:
    """Return whether nothing contradicts that two records with the same normalized title are one paper."""
    return compare_same_title(one, other) is not Verdict.DIFFERENT


def select_distinct_printings(entries: Iterable[Entry]) -> list[Entry]:
    """Return at most six distinct printings among ``entries``, those with the most information first."""
    found = {
        (entry.arxiv or "", entry.doi or "", "; ".join(entry.authors), entry.abstract): entry
        for entry in entries
    }
    return [found[key] for key in sorted(found, reverse=True)][:MOST_PRINTINGS]


def compare_same_title_groups(entries: Sequence[Entry], others: Sequence[Entry | Paper]) -> Verdict:
    """Return whether two groups of records with the same normalized title are the same paper.

    A single contradiction between them decides; otherwise a single agreement does.
    """
    verdicts = {compare_same_title(one, other) for one in entries for other in others}
    return Verdict.DIFFERENT if Verdict.DIFFERENT in verdicts else max(verdicts)
