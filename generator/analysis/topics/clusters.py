"""Topics for papers without keywords: clusters of similar papers, named after their most telling words."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from generator.analysis.related.vectors import PaperVectors, vectorize
from generator.analysis.topics.proposals import ProposedTopic
from generator.model.paper import Paper
from generator.text.stop_words import OTHER_FUNCTION_WORDS

FEWEST_PER_TOPIC = 4
"""Papers in a topic of a short list, on average. The number of topics grows with the root of their number."""
MOST_TOPICS = 25
DIMENSIONS = 60
"""Number of dimensions in which papers are compared."""
STARTS = 4
"""How often clustering starts over; the best result counts."""
MOST_WORDS = 5
"""Most words that describe a topic."""
CANDIDATES = 40
SHORTEST_WORD = 3
"""Shorter words in lower case describe nothing."""


def cluster_papers(papers: Sequence[Paper]) -> list[ProposedTopic]:
    """Return topics that together have all papers, each paper in one, the largest first.

    The same papers always give the same topics. Papers without any word in common with others are left out.
    """
    vectors = vectorize(papers)
    points = _place(vectors)
    known = np.flatnonzero(np.abs(points).sum(1) > 0)
    count = min(MOST_TOPICS, round(sqrt(len(known)) / 2), len(known) // FEWEST_PER_TOPIC)
    if count < 2:
        return []
    labels = np.full(len(papers), -1)
    labels[known] = KMeans(count, n_init=STARTS, random_state=0).fit(points[known]).labels_
    groups = [np.flatnonzero(labels == label).tolist() for label in range(count)]
    groups.sort(key=lambda rows: (-len(rows), rows))
    topics: list[ProposedTopic] = []
    for rows, words in zip(groups, _describe(vectors, groups), strict=True):
        title = words[0] if words and " " in words[0] else ", ".join(words[:2])
        slugs = frozenset(papers[row].slug for row in rows)
        topics.append(
            ProposedTopic(
                title=_capitalize(title) or f"Topic {len(topics) + 1}",
                papers=slugs,
                words=tuple(words),
                scope=_capitalize(", ".join(words)) + "." if words else "",
            )
        )
    return topics


def describe_topics(papers: Sequence[Paper], topics: Sequence[ProposedTopic]) -> list[str]:
    """Return for each topic the words that set its papers apart, as a scope."""
    groups = [[row for row, paper in enumerate(papers) if paper.slug in topic.papers] for topic in topics]
    words = _describe(vectorize(papers), groups)
    return [f"{_capitalize(', '.join(found))}." if found else "" for found in words]


def find_nearest(papers: Sequence[Paper], topics: Sequence[ProposedTopic]) -> dict[str, int]:
    """Return for each paper in no topic the number of the most similar one, unless it resembles none."""
    if not topics:
        return {}
    points = _place(vectorize(papers))
    centers = normalize(
        np.array([points[[paper.slug in topic.papers for paper in papers]].mean(0) for topic in topics])
    )
    filed = {slug for topic in topics for slug in topic.papers}
    similarity = np.round(points @ centers.T, 6)
    return {
        paper.slug: int(similarity[row].argmax())
        for row, paper in enumerate(papers)
        if paper.slug not in filed and similarity[row].max() > 0
    }


def _place(vectors: PaperVectors) -> Any:
    """Return a row of unit length for each paper, or zeros for one that has nothing in common with others."""
    matrix = _make_matrix(vectors, vectors.rows.weights)
    dimensions = min(DIMENSIONS, min(matrix.shape) - 1)
    if dimensions < 1:
        return np.zeros((matrix.shape[0], 1))
    with np.errstate(invalid="ignore"):  # the variance, which is not used, is 0/0 if all papers are alike
        return normalize(TruncatedSVD(dimensions, random_state=0).fit_transform(matrix))


def _make_matrix(vectors: PaperVectors, values: Any) -> Any:
    rows = vectors.rows
    return sparse.csr_matrix((values.astype(np.float64), rows.columns, rows.starts), (rows.size, rows.width))


def _describe(vectors: PaperVectors, groups: Iterable[Sequence[int]]) -> Iterable[tuple[str, ...]]:
    """Yield for each group of rows the words that are more frequent in it than elsewhere, the best first."""
    value = _make_matrix(vectors, vectors.shared_words.values**2)
    present = _make_matrix(vectors, np.ones(len(vectors.rows.columns)))
    everywhere = np.asarray(present.sum(0)).ravel()
    for rows in groups:
        inside = np.asarray(present[rows].sum(0)).ravel()
        explained = np.sqrt(np.asarray(value[rows].sum(0)).ravel() * inside)
        times = (inside + 0.5) / max(1, len(rows)) / ((everywhere + 0.5) / vectors.rows.size)
        scores = np.round(np.where(inside > 1, explained * np.log(np.maximum(times, 1)), 0), 6)
        best = np.argsort(-scores, kind="stable")[: CANDIDATES * 2]
        candidates = [(int(column), float(scores[column])) for column in best if scores[column] > 0]
        choose = vectors.shared_words.choose
        telling = [one for one in candidates if all(map(_is_telling, choose([one], 1)))]
        yield choose(telling, CANDIDATES)[:MOST_WORDS]


def _is_telling(phrase: str) -> bool:
    """Return whether a phrase is long enough, and neither begins nor ends with a word such as ``der``."""
    words = phrase.lower().split()
    long_enough = len(phrase) >= SHORTEST_WORD or not phrase.islower()
    return long_enough and not {words[0], words[-1]} & OTHER_FUNCTION_WORDS


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
