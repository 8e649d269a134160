"""Finds pairs of records that may be the same paper, for a person to confirm or reject."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass

from generator.duplicates.candidate_pairs import find_candidate_pairs
from generator.duplicates.same_title import GENERIC_OVERLAP
from generator.duplicates.similarity import (
    RELATED_TITLE,
    SIMILAR_TITLE,
    Similarity,
    measure_similarity,
)
from generator.model.paper import Paper

__all__ = ["PossibleDuplicate", "find_possible_duplicates"]

SUPPORTING_ABSTRACT = 0.45
"""Overlap of two abstracts that supports a related title."""
SUPPORTING_AUTHORS = 0.5
"""Share of common authors that supports a related title."""
SAME_ABSTRACT = 0.6
"""Overlap of two abstracts that suffices by itself: one paper may be the other renamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDuplicate:
    """Two records that may be the same paper.

    Attributes:
        one: the record that was added first, or whose slug comes first.
        other: the other record.
        similarity: how similar they are.
        reason: the identifier that they share; empty if they share none.
    """

    one: Paper
    other: Paper
    similarity: Similarity
    reason: str = ""

    @property
    def score(self) -> float:
        """How likely it is that they are one paper, from 0 to 1."""
        return 1.0 if self.reason else self.similarity.score

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of both."""
        return frozenset((self.one.slug, self.other.slug))


def find_possible_duplicates(
    papers: Iterable[Paper],
    *,
    among: Container[str] | None = None,
    decided: Collection[frozenset[str]] = (),
) -> tuple[PossibleDuplicate, ...]:
    """Return the pairs of records that may be the same paper, most likely first.

    Args:
        papers: the records.
        among: slugs of which each pair must include at least one; None for all pairs.
        decided: pairs of slugs that a person has already confirmed or rejected.
    """
    found: list[PossibleDuplicate] = []
    records = sorted(papers, key=lambda paper: (paper.added or "9999", paper.slug))
    for one, other, reason in find_candidate_pairs(records):
        if among is not None and one.slug not in among and other.slug not in among:
            continue
        pair = PossibleDuplicate(
            one=one, other=other, similarity=measure_similarity(one, other), reason=reason
        )
        if (reason or _may_be_same(pair.similarity)) and pair.slugs not in decided:
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.slug, pair.other.slug)))


def _may_be_same(similarity: Similarity) -> bool:
    if not similarity.same_numbers or similarity.authors == 0.0:
        return False
    if similarity.abstract is not None and similarity.abstract >= SAME_ABSTRACT:
        return True
    if similarity.abstract is not None and similarity.abstract < GENERIC_OVERLAP:
        return False
    supported = (
        (similarity.abstract or 0) >= SUPPORTING_ABSTRACT
        or (similarity.authors or 0) >= SUPPORTING_AUTHORS
        or (similarity.same_name and similarity.abstract is not None)
    )
    return similarity.title >= (RELATED_TITLE if supported else SIMILAR_TITLE)
