"""The most similar papers of each paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from rapidfuzz import fuzz

from generator.analysis.related.sparse_rows import Integers, Numbers, SparseRows, list_ranges
from generator.analysis.related.vectors import vectorize
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.titles import title_key

Neighbor = tuple[str, str]
"""A similar paper: its slug, and the term that explains the similarity; empty if there is none."""

CANDIDATES = 48
"""Papers with the most words in common that are compared with a paper."""
CIRCLE = 16
"""Nearest papers of a paper, which it may have in common with another one."""
CIRCLE_WEIGHT = 2.0
"""Weight of the papers two have near them in common, where that of their own cosine is 1."""
LONGEST_POSTINGS = 100
"""Papers compared for each word or phrase, those with the highest weights; bounds the time."""
LEAST_COSINE = 0.04
"""Papers below it share a word or two by chance."""
MOST_NEIGHBORS = 5
"""Most neighbors of a paper."""
SPARE = 3
"""Papers examined beyond the wanted number, in case some are the same work or share no word."""
COPY_COSINE = 0.6
"""Below it, papers with different titles are not checked for being the same work."""
REPRINT_COSINE, REPRINT_TITLE = 0.75, 90
"""Cosine of two records of the same work, and the similarity of their titles (of 100)."""


@dataclass(frozen=True, slots=True, eq=False)
class SimilarRows:
    """Similar rows of each row, those with the highest cosine first.

    Attributes:
        rows: numbers of rows, shape (rows, candidates); -1 where there are no more.
        cosines: their cosines, 0 where there are no more.
    """

    rows: Integers
    cosines: Numbers


@lru_cache(maxsize=1)
def find_similar_rows(rows: SparseRows) -> SimilarRows:
    """Return the rows with the highest cosines with each row."""
    size = rows.size
    most = max(1, min(size - 1, CANDIDATES))
    found = SimilarRows(np.full((size, most), -1, np.int32), np.zeros((size, most), np.float32))
    postings = _Postings(rows)
    for row in range(size):
        near, cosines = postings.compare(row)
        order = np.argsort(-np.round(cosines, 4), kind="stable")[:most]
        found.rows[row, : len(order)] = near[order]
        found.cosines[row, : len(order)] = cosines[order]
    return found


class _Postings:
    """For each column the rows that have it, those with the highest weights if there are many."""

    def __init__(self, rows: SparseRows) -> None:
        self._rows = rows
        owners = np.repeat(np.arange(rows.size, dtype=np.int32), np.diff(rows.starts))
        order = np.lexsort((-rows.weights, rows.columns))
        self._owners, self._weights = owners[order], rows.weights[order]
        ends = np.cumsum(np.bincount(rows.columns, minlength=rows.width))
        self._starts = ends - np.bincount(rows.columns, minlength=rows.width)
        self._ends = np.minimum(ends, self._starts + LONGEST_POSTINGS)
        self._sums = np.zeros(rows.size, np.float32)

    def compare(self, row: int) -> tuple[Integers, Numbers]:
        """Return the rows that have something in common with a row, ascending, and their cosines."""
        mine = self._rows.row(row)
        columns, weights = self._rows.columns[mine], self._rows.weights[mine]
        at, lengths = list_ranges(self._starts[columns], self._ends[columns])
        owners = self._owners[at]
        np.add.at(self._sums, owners, self._weights[at] * np.repeat(weights, lengths))
        self._sums[row] = 0
        near = np.flatnonzero(self._sums >= LEAST_COSINE)
        cosines = self._sums[near]
        self._sums[owners] = 0
        return near, cosines


def find_related(catalog: Catalog) -> dict[str, list[Neighbor]]:
    """Return the most similar papers of each paper: slug -> at most five neighbors, best first, ties by slug.

    Papers without informative words in common with others have no neighbors; another record of the same work
    is never a neighbor.
    """
    papers = list(catalog.papers.values())
    vectors = vectorize(papers)
    keys = [_list_work_keys(paper) for paper in papers]
    found: dict[str, list[Neighbor]] = {}
    similar = find_similar_rows(vectors.rows)
    for row, scores in enumerate(score_candidates(similar)):
        best = np.argsort(-scores, kind="stable")[: MOST_NEIGHBORS + SPARE]
        near, cosines = similar.rows[row, best], similar.cosines[row, best]
        terms = vectors.shared_words.find(row, near)
        neighbors = (
            (papers[other].slug, term)
            for other, cosine, term in zip(near.tolist(), cosines.tolist(), terms, strict=True)
            if term is not None
            and not (
                (cosine >= COPY_COSINE or keys[row] & keys[other])
                and _are_same_work(papers[row], papers[other], cosine)
            )
        )
        found[papers[row].slug] = list(islice(neighbors, MOST_NEIGHBORS))
    return found


def _list_work_keys(paper: Paper) -> frozenset[str]:
    """Return the identifiers and the normalized title, one of which records of the same work share."""
    return frozenset((title_key(paper.title), *primary_identifiers(paper).values()))


def score_candidates(similar: SimilarRows) -> Iterator[Numbers]:
    """Yield for each row how similar its candidates are, in their order.

    That is their cosine, plus how much the rows near both are the same.
    """
    circles, weights = similar.rows[:, :CIRCLE], similar.cosines[:, :CIRCLE]
    weight_of = np.zeros(len(circles) + 1, np.float32)
    for row, candidates in enumerate(similar.rows):
        near = candidates[candidates >= 0]
        weight_of[circles[row]] = weights[row]
        weight_of[-1] = 0
        common = (weight_of[circles[near]] * weights[near]).sum(axis=1)
        weight_of[circles[row]] = 0
        yield np.round(similar.cosines[row, : len(near)] + CIRCLE_WEIGHT * common, 4)


def _are_same_work(one: Paper, other: Paper, cosine: float) -> bool:
    """Return whether two similar papers are the same work by their identifiers, titles and abstracts."""
    if primary_identifiers(one).items() & primary_identifiers(other).items():
        return True
    mine, their = title_key(one.title), title_key(other.title)
    if mine == their:
        return may_be_same_paper(one, other)
    if cosine < COPY_COSINE or not (one.abstract and other.abstract):
        return False
    reprinted = fuzz.ratio(mine, their) >= REPRINT_TITLE and cosine >= REPRINT_COSINE
    lengths = len(one.abstract), len(other.abstract)
    copied = max(lengths) - min(lengths) < 20 and title_key(one.abstract) == title_key(other.abstract)
    return (reprinted or copied) and may_be_same_paper(one, other)
