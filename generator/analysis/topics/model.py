"""The model behind topic suggestions: what is learned, and how it scores a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from generator.analysis.topics.features import (
    Features,
    Vector,
    choose_meanings,
    join_texts,
    list_stems,
    spell_out,
)
from generator.model.paper import Paper

__all__ = ["TopicModel", "train_model"]

PIECE_LENGTHS = (2, 5)
"""Shortest and longest pieces of words, in characters."""
FURTHER_TOPIC = 0.3
"""How much a further topic of a paper counts, where the primary one has 1."""
DESCRIPTION_WEIGHT = 3.0
"""How many papers the description of a topic counts for."""
DESCRIPTION_SHARE = 0.1
"""Share of the similarity to descriptions among the features; the others have 1 together."""
REGULARIZATION = 0.3
"""Strength of the ridge penalty."""
BALANCE = 1.0
"""Exponent by which a paper's weight in training falls with the size of its topic."""
SIZE_CORRECTION = 0.3
"""Exponent by which a topic's score falls with its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """A trained model.

    Attributes:
        stems: features of stems and pairs of stems.
        pieces: features of pieces of words.
        coefficients: of stems and of pieces, each features by topics.
        spelled: features of stems with abbreviations spelled out, to compare texts with descriptions.
        descriptions: those features of each topic's description, topics by features.
        nearness: coefficients of the similarity to each description, descriptions by topics.
        base: score of a text without any feature, by topic.
        correction: factor for the size of each topic.
    """

    stems: Features
    pieces: Features
    coefficients: tuple[Vector, Vector]
    spelled: Features
    descriptions: Any
    nearness: Vector
    base: Vector
    correction: Vector

    def score(self, text: str) -> Vector | None:
        """Return the score of each topic for a text, or None if the text has no known feature."""
        rows = self.stems.transform(text), self.pieces.transform(text)
        if not any(row.nnz for row in rows):
            return None
        scores = self.base + _compare(self.spelled.transform(text), self.descriptions) @ self.nearness
        for row, coefficients in zip(rows, self.coefficients, strict=True):
            scores = scores + np.asarray(row @ coefficients)
        return np.asarray((scores * self.correction).ravel(), dtype=np.float64)

    def explain(self, text: str) -> tuple[list[str], Vector]:
        """Return the stems and pairs of a text, and how much each favors each topic over the others.

        Returns:
            Names, and an array of names by topics.
        """
        row = self.stems.transform(text)
        weights = self.coefficients[0][row.indices]
        values = row.data[:, None] * (weights - weights.mean(1, keepdims=True))
        return [str(name) for name in self.stems.names[row.indices]], values


def _compare(rows: Any, descriptions: Any) -> Vector:
    """Return the similarity of each row to each description, as rows of unit length."""
    similarity: Vector = (rows @ descriptions.T).toarray()
    similarity /= np.linalg.norm(similarity, axis=1, keepdims=True) + 1e-3
    return similarity


def train_model(papers: Sequence[Paper], topics: Sequence[str], described: Sequence[str]) -> TopicModel:
    """Return a model that has learned from papers and from the descriptions of topics.

    Args:
        papers: papers whose primary topic is one of ``topics``.
        topics: ids of the topics.
        described: the description of each topic.
    """
    texts = [join_texts(paper.title, paper.abstract) for paper in papers]
    stems = Features(CountVectorizer(analyzer=list_stems), texts, described)
    pieces = Features(CountVectorizer(analyzer="char_wb", ngram_range=PIECE_LENGTHS), texts, described)
    meanings = choose_meanings([*texts, *described])
    spelled = Features(CountVectorizer(analyzer=spell_out(meanings)), texts, described, least=1)
    descriptions = spelled.matrix[len(papers) :]
    similarity = _compare(spelled.matrix, descriptions)

    targets, weights, sizes = _weigh_examples(papers, topics)
    kernel = DESCRIPTION_SHARE * similarity @ similarity.T
    for features in (stems, pieces):
        kernel += 0.5 * (features.matrix @ features.matrix.T).toarray()
    base = weights @ targets / weights.sum()
    # Ridge regression in its dual form: there are far fewer examples than features.
    dual = np.linalg.solve(kernel + REGULARIZATION * np.diag(1 / weights), targets - base)
    return TopicModel(
        stems=stems,
        pieces=pieces,
        coefficients=(0.5 * (stems.matrix.T @ dual), 0.5 * (pieces.matrix.T @ dual)),
        spelled=spelled,
        descriptions=descriptions,
        nearness=DESCRIPTION_SHARE * similarity.T @ dual,
        base=base,
        correction=sizes**-SIZE_CORRECTION,
    )


def _weigh_examples(papers: Sequence[Paper], topics: Sequence[str]) -> tuple[Vector, Vector, Vector]:
    """Return what is learned from papers, then from descriptions.

    Returns:
        The target of each example by topic, the weight of each example, and the size of each topic relative
        to their mean.
    """
    places = {id_: place for place, id_ in enumerate(topics)}
    primary = np.array([places[paper.topics[0]] for paper in papers], dtype=np.intp)
    targets = np.zeros((len(papers), len(topics)))
    for row, paper in enumerate(papers):
        targets[row, [places[id_] for id_ in paper.topics[1:] if id_ in places]] = FURTHER_TOPIC
        targets[row, primary[row]] = 1
    counts = np.bincount(primary, minlength=len(topics)) + 1.0
    sizes = counts / counts.mean()
    weights = np.concatenate([sizes[primary] ** -BALANCE, DESCRIPTION_WEIGHT * sizes**-BALANCE])
    return np.concatenate([targets, np.eye(len(topics))]), weights, sizes
