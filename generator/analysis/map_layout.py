"""Lays papers out in the plane so that papers with similar texts and topics are close together.

t-SNE (van der Maaten and Hinton, 2008) turns the similarities into positions; they are then fitted to the
drawing and moved apart until no two marks overlap. The same list always gives the same layout.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from generator.analysis.related import PaperVectors

Array = NDArray[np.float64]

TOPIC_PULL = 0.09
"""Extra similarity of two papers with the same primary topic, where 1 is the similarity of equal texts."""
PERPLEXITY = 16.0
"""Number of neighbors, roughly, that the layout tries to keep close to a paper."""
RANK_SHARE = 0.3
"""Share of a paper's rank along each axis in its position: fills empty corners and opens crowds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The area to fill, margins included, and the least distance of positions, in units of the drawing.

    Positions are closer than ``spacing`` only if the area is too small.
    """

    width: float
    height: float
    margin: float
    spacing: float


@lru_cache(maxsize=2)
def place_papers(
    vectors: PaperVectors, rows: tuple[int, ...], topics: tuple[str, ...], frame: Frame
) -> tuple[tuple[float, float], ...]:
    """Return a position (x, y) for each paper, in whole user units.

    Args:
        vectors: the papers as vectors.
        rows: the rows of ``vectors`` to place, at least four.
        topics: the primary topic of each row, or "" for none.
        frame: the area to fill.
    """
    chosen = np.array(rows)
    words, latent = vectors.words[chosen], vectors.latent[chosen]
    # A single thread, because the order of additions changes the last bits of a sum.
    with threadpool_limits(limits=1):
        similarities = 0.5 * (words @ words.T).toarray() + 0.5 * (latent @ latent.T)
        similarities += TOPIC_PULL * np.equal.outer(topics, topics)
        points = _fit(_embed(np.clip(1 + TOPIC_PULL - similarities, 0, None)), frame)
    return tuple((float(round(x)), float(round(y))) for x, y in _separate(points, frame))


def _embed(distances: Array) -> Array:
    """Return points in the plane that keep the neighbors of a distance matrix."""
    np.fill_diagonal(distances, 0)
    tsne = TSNE(
        metric="precomputed",
        init="random",
        perplexity=min(PERPLEXITY, (len(distances) - 1) / 3),
        random_state=0,
    )
    return np.asarray(tsne.fit_transform(distances), dtype=np.float64)


def _fit(points: Array, frame: Frame) -> Array:
    """Return the points turned so that they spread most in x, and scaled to the frame."""
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    axes *= np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    points = points @ axes.T
    low, high = points.min(axis=0), points.max(axis=0)
    positions = (points - low) / np.where(high > low, high - low, 1)
    ranks = points.round(6).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    shares = ranks / max(1, len(points) - 1)
    area = np.array([frame.width, frame.height]) - 2 * frame.margin
    fitted = frame.margin + ((1 - RANK_SHARE) * positions + RANK_SHARE * shares) * area
    return np.asarray(fitted, dtype=np.float64)


def _separate(points: Array, frame: Frame) -> Array:
    """Return the points moved as little as keeps them ``frame.spacing`` apart and inside the frame."""
    # Tiny offsets, so that points at the same place know which way to go.
    points = points + np.stack([np.arange(len(points)) % 7, np.arange(len(points)) % 5], axis=1) * 1e-3
    edge = np.array([frame.width, frame.height]) - frame.margin
    for _ in range(80):
        across, down = (np.subtract.outer(column, column) for column in points.T)
        length = np.sqrt(across * across + down * down)
        np.fill_diagonal(length, frame.spacing)
        lack = np.maximum(frame.spacing - length, 0)
        if lack.max() < 0.1:
            break
        share = 0.5 * lack / np.maximum(length, 1e-6)
        points = points + np.stack([(share * across).sum(axis=1), (share * down).sum(axis=1)], axis=1)
        points = np.clip(points, frame.margin, edge)
    return np.asarray(points, dtype=np.float64)
