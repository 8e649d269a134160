"""Lays papers out in the plane so that papers with similar texts and topics are close together.

t-SNE (van der Maaten and Hinton, 2008) turns the similarities into positions; they are then fitted to the
drawing and moved apart until no two marks overlap. The same list always gives the same layout, on any
machine: there are only additions, multiplications, divisions and square roots, in a fixed order.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from generator.analysis.related import PaperVectors, find_similar_rows, score_candidates

Matrix = NDArray[np.float32]
Positions = NDArray[np.float64]

NEIGHBORS = 24
"""Number of papers that each paper attracts."""
TOPIC_PULL = 0.6
"""How much more similar two papers count that have the same primary topic."""
EVERYONE = 1e-3
"""Share of a paper's attraction that all papers get, so that none drifts away."""
STEPS, EARLY_STEPS = 160, 50
"""Steps of the layout, and those at the beginning in which papers attract each other more strongly."""
EXAGGERATION = 6.0
"""How much more strongly they do."""
SPECTRAL_STEPS = 60
"""Steps of the power iteration for the first positions."""
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
    vectors: PaperVectors, topics: tuple[str, ...], frame: Frame
) -> tuple[tuple[float, float], ...]:
    """Return a position (x, y) for each paper, in whole user units.

    Args:
        vectors: the papers to place as vectors, at least four.
        topics: the primary topic of each paper, or "" for none.
        frame: the area to fill.
    """
    points = _fit(_embed(_link(vectors, topics)), frame)
    return tuple((float(round(x)), float(round(y))) for x, y in _separate(points, frame).tolist())


def _link(vectors: PaperVectors, topics: tuple[str, ...]) -> Matrix:
    """Return how strongly papers attract each other: a symmetric matrix whose sum is 1."""
    size = len(topics)
    similar = find_similar_rows(vectors.rows)
    links = np.zeros((size, size), np.float32)
    for row, scores in enumerate(score_candidates(similar)):
        links[row, similar.rows[row, : len(scores)]] = scores
    names = np.array(topics)
    links *= 1 + TOPIC_PULL * ((names[:, None] == names) & (names != ""))
    if size > NEIGHBORS:
        least = np.partition(links, size - NEIGHBORS, axis=1)[:, size - NEIGHBORS, None]
        links = np.where(links >= least, links, 0)
    links = links * links
    links /= np.maximum(links.sum(axis=1, keepdims=True), 1e-9)
    links = links + links.T + np.float32(EVERYONE / size)
    np.fill_diagonal(links, 0)
    return np.asarray(links / links.sum())


def _spread(links: Matrix) -> Matrix:
    """Return first positions in two rows: the two slowest waves across the links (a spectral layout)."""
    size = len(links)
    root = np.sqrt(links.sum(axis=1))
    walk = links / np.multiply.outer(root, root)
    waves = [root / np.sqrt((root * root).sum())]
    for ratio in (0.618034, 0.414214):
        wave = (np.arange(size) * ratio % 1 - 0.5).astype(np.float32)
        for _ in range(SPECTRAL_STEPS):
            wave = wave + (walk * wave).sum(axis=1)
            for other in waves:
                wave = wave - other * (other * wave).sum()
            wave /= np.maximum(np.sqrt((wave * wave).sum()), np.float32(1e-9))
        waves.append(wave)
    points = np.stack(waves[1:]) / root
    return np.asarray(5 * points / np.abs(points).max(axis=1, keepdims=True))


def _embed(links: Matrix) -> Matrix:
    """Return positions in two rows that keep papers close to those that attract them."""
    size = len(links)
    points = _spread(links)
    speed, gains = np.zeros_like(points), np.ones_like(points)
    across, down, near, force = np.empty((4, size, size), np.float32)
    for step in range(STEPS):
        early = step < EARLY_STEPS
        np.subtract.outer(points[0], points[0], out=across)
        np.subtract.outer(points[1], points[1], out=down)
        np.multiply(across, across, out=near)
        np.multiply(down, down, out=force)
        near += force
        near += 1
        np.divide(1, near, out=near)
        np.multiply(links, EXAGGERATION if early else 1, out=force)
        force -= near / (near.sum() - size)
        force *= near
        across *= force
        down *= force
        pull = np.stack([across.sum(axis=0), down.sum(axis=0)])
        gains = np.maximum(np.where(pull * speed > 0, gains + np.float32(0.2), gains * np.float32(0.8)), 0.01)
        speed = np.float32(0.5 if early else 0.8) * speed + np.float32(size / EXAGGERATION) * gains * pull
        points = points + speed
    return points


def _fit(points: Matrix, frame: Frame) -> Positions:
    """Return positions turned so that they spread most in x, and scaled to the frame, in two columns."""
    x, y = points.astype(np.float64) - points.mean(axis=1, keepdims=True)
    # the longer axis of the ellipse of their covariance
    lean, skew = float((x * x - y * y).sum()) / 2, float((x * y).sum())
    axis = np.array([lean + sqrt(lean * lean + skew * skew), skew])
    axis /= max(sqrt(axis[0] ** 2 + axis[1] ** 2), 1e-9)
    turned = np.stack([axis[0] * x + axis[1] * y, axis[0] * y - axis[1] * x], axis=1)
    low, high = turned.min(axis=0), turned.max(axis=0)
    places = (turned - low) / np.where(high > low, high - low, 1)
    ranks = turned.round(6).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    shares = ranks / max(1, len(turned) - 1)
    area = np.array([frame.width, frame.height]) - 2 * frame.margin
    return np.asarray(frame.margin + ((1 - RANK_SHARE) * places + RANK_SHARE * shares) * area)


def _separate(points: Positions, frame: Frame) -> Positions:
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
