"""Papers as vectors of words, phrases and topics, and of latent dimensions."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import svds
from threadpoolctl import threadpool_limits

from generator.analysis.related.phrases import LONGEST_PHRASE, PaperText, StemSequence
from generator.analysis.related.shared_words import SharedWords
from generator.model.catalog import Catalog

Array = NDArray[np.float64]

FIELD_WEIGHTS = (3.0, 2.0, 1.0)
"""Weights of title, summary and abstract."""
PHRASE_WEIGHTS = (0.0, 1.0, 0.8, 0.4)
"""Weight of a phrase by its number of stems."""
TOPIC_WEIGHT = 1.6
"""Weight of the primary topic, relative to words of the same rarity."""
FURTHER_TOPIC_SHARE = 0.7
"""Weight of any other topic, where the primary one has 1."""
LEAST_PAPERS = 2
"""Papers that must have a phrase for it to count."""
COMMON = 0.25
"""Share of the papers above which a phrase is too common to explain a similarity."""
TOO_COMMON = 0.5
"""Share of the papers above which a phrase does not count at all."""
DIMENSIONS = 64
"""Dimensions of the latent space."""


@dataclass(frozen=True, slots=True, eq=False)
class PaperVectors:
    """The papers of a list as vectors; compared and hashed by identity.

    Attributes:
        words: sparse rows of unit length (SciPy CSR) over stems, phrases and topics; one per paper, in the
            order of the list.
        latent: rows of unit length (or zero) in the latent space, shape (papers, dimensions). Only cosines of
            rows mean something: signs and order of the dimensions are arbitrary.
        shared_words: names what two rows have in common.
    """

    words: Any
    latent: Array
    shared_words: SharedWords


def vectorize(catalog: Catalog) -> PaperVectors:
    """Return the papers of a list as vectors; the same content gives the same vectors.

    The last results are kept in memory and returned again if no text or topic has changed.
    """
    return _vectorize(
        tuple(
            PaperText((paper.title, paper.tldr or "", paper.abstract), paper.topics)
            for paper in catalog.papers.values()
        )
    )


@lru_cache(maxsize=2)
def _vectorize(texts: tuple[PaperText, ...]) -> PaperVectors:
    size = len(texts)
    sequence = StemSequence(texts)
    found = [sequence.find_phrases(length) for length in range(1, LONGEST_PHRASE + 1)]
    positions, codes = (np.concatenate(column) for column in zip(*found, strict=True))
    phrases, columns = np.unique(codes, return_inverse=True)
    weights = np.array(FIELD_WEIGHTS)[sequence.fields[positions]]
    counts = sp.csr_matrix((weights, (sequence.papers[positions], columns)), shape=(size, len(phrases)))
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=len(phrases))
    # on a short list, a phrase of three papers is not common, and one of all papers is
    common = max(2.0, min(max(3.0, COMMON * size), size - 1.0))
    kept = np.flatnonzero((frequency >= LEAST_PAPERS) & (frequency <= max(common, TOO_COMMON * size)))
    counts = counts[:, kept].tocsr()
    counts.sort_indices()
    phrases, frequency = phrases[kept], frequency[kept]
    idf = np.log((1 + size) / frequency) * np.array(PHRASE_WEIGHTS)[sequence.count_stems(phrases)]
    weighted = counts.copy()
    weighted.data = (1 + np.log(counts.data)) * idf[counts.indices]
    words = _scale_rows(sp.hstack([weighted, _weigh_topics(texts)], format="csr"))
    shared = SharedWords(sequence, phrases, counts, _scale_rows(weighted), frequency <= common)
    return PaperVectors(words, _reduce(words), shared)


def _scale_rows(matrix: Any) -> Any:
    """Return a sparse matrix with rows of unit length (or zero)."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sp.diags(1 / np.where(norms > 0, norms, 1)) @ matrix).tocsr()


def _weigh_topics(texts: tuple[PaperText, ...]) -> Any:
    """Return the topics of each paper as weighted columns."""
    counts = Counter(topic for text in texts for topic in text.topics)
    columns = {topic: column for column, topic in enumerate(sorted(counts))}
    matrix = sp.lil_matrix((len(texts), len(columns)), dtype=np.float64)
    for row, text in enumerate(texts):
        for place, topic in enumerate(text.topics):
            if counts[topic] > 1:
                share = FURTHER_TOPIC_SHARE if place else 1.0
                matrix[row, columns[topic]] = TOPIC_WEIGHT * share * np.log((1 + len(texts)) / counts[topic])
    return matrix.tocsr()


def _reduce(words: Any) -> Array:
    """Return the rows in the space of the largest singular vectors, scaled to unit length."""
    least = min(words.shape)
    if least <= DIMENSIONS or not words.nnz:
        return np.asarray(words.toarray(), dtype=np.float64)
    # A single thread, because the order of additions changes the last bits of a sum.
    with threadpool_limits(limits=1):
        left, values, _ = svds(words, k=DIMENSIONS, v0=np.ones(least))
    points = left * values
    norms = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(np.where(norms > 1e-9, points / np.where(norms > 0, norms, 1), 0), dtype=np.float64)
