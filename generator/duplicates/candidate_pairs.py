"""Finds the pairs of records worth comparing, without comparing all pairs.

Records become candidates when they share an identifier, several features of their titles, or several
features of their abstracts. A feature that many records have is only listed for the first few.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from rapidfuzz import fuzz

from generator.duplicates.identifiers import all_identifiers, label_identifier
from generator.duplicates.similarity import RELATED_TITLE, find_surname
from generator.duplicates.titles import work_key
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.words import split_words

__all__ = ["find_candidate_pairs"]

MOST_LISTED = 12
"""Records that are listed for a feature."""
FEWEST_SHARED = 2
"""Features that two titles, or two abstracts, must share."""
SKETCH_SIZE = 12
"""Features that represent an abstract."""

_Feature = TypeVar("_Feature", str, int)


def find_candidate_pairs(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, str]]:
    """Yield pairs worth comparing, in the order of ``papers``, with the identifier they share or ``""``.

    The shared identifier is a phrase: ``both are DOI 10.1145/3357384``.
    """
    keys = [work_key(paper.title) for paper in papers]
    by_title: dict[str, tuple[int, ...]] = {}
    by_abstract: dict[int, tuple[int, ...]] = {}
    by_identifier: dict[tuple[str, str], int] = {}
    for number, paper in enumerate(papers):
        shared: dict[int, str] = {}
        for identifier in all_identifiers(paper):
            first = by_identifier.setdefault(identifier, number)
            if first != number:
                shared[first] = f"both are {label_identifier(*identifier)}"
        in_abstract = _count_shared(by_abstract, _list_abstract_features(paper), number)
        found = shared.keys() | {other for other, count in in_abstract.items() if count >= FEWEST_SHARED}
        for other, count in _count_shared(by_title, _list_title_features(paper), number).items():
            if count >= FEWEST_SHARED and other not in found and _are_related(keys[other], keys[number]):
                found.add(other)
        for other in sorted(found):
            yield papers[other], paper, shared.get(other, "")


def _list_title_features(paper: Paper) -> set[str]:
    """Return features that similar titles share and few other titles have.

    These are words, pairs of adjacent words, both ends of the title without spaces, and the first author
    with the first word.
    """
    tokens = work_key(paper.title).split()
    joined = "".join(tokens)
    found = {"^" + joined[:10], "$" + joined[-10:]}
    found.update(token for token in tokens if token not in FUNCTION_WORDS)
    found.update(f"{one} {other}" for one, other in pairwise(tokens) if not {one, other} <= FUNCTION_WORDS)
    if paper.authors and tokens:
        found.add(f"@{find_surname(paper.authors[0])} {tokens[0]}")
    return found


def _list_abstract_features(paper: Paper) -> list[int]:
    """Return the smallest hashes of three consecutive words of the abstract (a bottom-k sketch)."""
    words = split_words(paper.abstract)
    hashes = {
        zlib.crc32(" ".join(phrase).encode()) for phrase in zip(words, words[1:], words[2:], strict=False)
    }
    return sorted(hashes)[:SKETCH_SIZE]


def _count_shared(
    index: dict[_Feature, tuple[int, ...]], features: Iterable[_Feature], number: int
) -> dict[int, int]:
    """Return how many features each earlier record shares, and add ``number`` to the index."""
    found: dict[int, int] = {}
    for feature in features:
        listed: tuple[int, ...] = index.get(feature, ())
        for other in listed:
            found[other] = found.get(other, 0) + 1
        if len(listed) < MOST_LISTED:
            # tuples of numbers cost the garbage collector nothing; most features belong to one record
            index[feature] = (*listed, number)
    return found


def _are_related(one: str, other: str) -> bool:
    if 2 * min(len(one), len(other)) < max(len(one), len(other)):
        return False
    least = 100 * RELATED_TITLE
    return bool(
        fuzz.ratio(one, other, score_cutoff=least)
        or fuzz.token_sort_ratio(one, other, score_cutoff=least)
        or fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""), score_cutoff=least)
    )
