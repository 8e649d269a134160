"""The model behind topic suggestions: what is learned, the share of each topic, and the words behind it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from generator.analysis.topics.features import (
    Features,
    Vector,
    choose_meanings,
    choose_most_common,
    join_texts,
    list_stems,
    read_words,
    spell_out,
)
from generator.model.paper import Paper
from generator.model.taxonomy import Topic

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
SIZE_CORRECTION = 0.3
"""Exponent by which a topic's score falls with its size."""
SHARPNESS = 1.6
"""Factor of the standardized scores before they become shares of 1, so that a share is about how often it
is right."""
MOST_WORDS = 4
"""Most words named for a topic."""


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

    def predict(self, paper: Paper) -> Vector | None:
        """Return the share of each topic, 1 in total, or None if the paper has no known feature."""
        text = join_texts(paper.title, paper.abstract)
        rows = self.stems.transform(text), self.pieces.transform(text)
        if not any(row.nnz for row in rows):
            return None
        scores = self.base + _compare(self.spelled.transform(text), self.descriptions) @ self.nearness
        for row, coefficients in zip(rows, self.coefficients, strict=True):
            scores = scores + row @ coefficients
        corrected: Vector = scores.ravel() * self.correction
        spread = max(float(corrected.std()), 1e-12)
        shares: Vector = np.exp(SHARPNESS * (corrected - corrected.mean()) / spread)
        shares /= shares.sum()
        return shares

    def choose_words(self, paper: Paper, topics: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each topic the words that suggest it over the others, as the paper prints them."""
        text = join_texts(paper.title, paper.abstract)
        row = self.stems.transform(text)
        names = self.stems.names[row.indices].tolist()
        weights = self.coefficients[0][row.indices]
        # rounded, so that words that count the same are in alphabetical order
        values = np.round(row.data[:, None] * (weights - weights.mean(1, keepdims=True)), 9)
        printed = _find_printed_forms(text)
        found = []
        for topic in topics:
            words: list[str] = []
            used: set[str] = set()
            for place in sorted(range(len(names)), key=lambda place: (-values[place, topic], names[place])):
                parts = set(names[place].split())
                if values[place, topic] <= 0 or len(words) == MOST_WORDS:
                    break
                if not parts & used:
                    used |= parts
                    words.append(printed[names[place]])
            found.append(tuple(words))
        return found


def _find_printed_forms(text: str) -> dict[str, str]:
    """Return for each stem and pair of stems in ``text`` the form in which it is printed most often."""
    forms: dict[str, Counter[str]] = {}
    # in lowercase unless there are capitals inside: sparse, but MoE
    words = [(word.lower() if word[1:].islower() else word, stem) for word, stem in read_words(text)]
    for word, stem in words:
        forms.setdefault(stem, Counter())[word] += 1
    for (one, first), (other, second) in pairwise(words):
        forms.setdefault(f"{first} {second}", Counter())[f"{one} {other}"] += 1
    return {stem: choose_most_common(counts) for stem, counts in forms.items()}


def _compare(rows: Any, descriptions: Any) -> Vector:
    """Return the similarity of each row to each description, as rows of unit length."""
    similarity: Vector = (rows @ descriptions.T).toarray()
    similarity /= np.linalg.norm(similarity, axis=1, keepdims=True) + 1e-3
    return similarity


def train_model(papers: Sequence[Paper], topics: Sequence[Topic]) -> TopicModel:
    """Return a model that has learned from papers and from the descriptions of topics.

    Args:
        papers: papers whose primary topic is one of ``topics``.
        topics: the topics, at least one.
    """
    texts = [join_texts(paper.title, paper.abstract) for paper in papers]
    described = [join_texts(topic.title, f"{topic.scope} {', '.join(topic.words)}") for topic in topics]
    stems = Features(CountVectorizer(analyzer=list_stems), texts, described)
    pieces = Features(CountVectorizer(analyzer="char_wb", ngram_range=PIECE_LENGTHS), texts, described)
    meanings = choose_meanings([*texts, *described])
    spelled = Features(CountVectorizer(analyzer=spell_out(meanings)), texts, described, least=1)
    descriptions = spelled.matrix[len(papers) :]
    similarity = _compare(spelled.matrix, descriptions)

    targets, weights, sizes = _weigh_examples(papers, [topic.id for topic in topics])
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
    weights = np.concatenate([1 / sizes[primary], DESCRIPTION_WEIGHT / sizes])
    return np.concatenate([targets, np.eye(len(topics))]), weights, sizes
