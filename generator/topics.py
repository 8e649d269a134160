"""Suggests topics for a new paper, learned from the records of the list, and says which words spoke for them.

One linear model on title and abstract. Features are stems and pairs of stems, and pieces of words, so that
``HyperRouter`` has something of ``router``; both as TF-IDF of unit length. The model is ridge regression
onto the topics of each record, the primary topic counting fully and each further one in part. The name and
scope of each topic is one more record of it, so that a topic without papers, and a list without any, can
be suggested from. Papers of small topics count more in training, and scores are corrected for the size of
a topic: without that, a large topic swallows the small ones beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from generator.importing import Suggestion
from generator.models import Catalogue, Paper

__all__ = ["Ranked", "Suggester", "train"]

# https://github.com/owner/name: says nothing of the topic
ADDRESS = re.compile(r"https?://\S+")
# message  ·  2d  ·  expert
TOKEN = re.compile(r"\b[^\W\d_]\w+\b")
PIECE = (3, 5)
"""Shortest and longest pieces of words, in characters."""
FURTHER = 0.15
"""How much a further topic of a record counts against its primary one."""
SCOPE = 3.0
"""How many records the description of a topic counts for."""
RIDGE = 0.25
"""Strength of the regularisation."""
BALANCE = 0.5
"""Exponent by which a record's weight in training falls with the size of its topic."""
SIZE = 0.3
"""Exponent by which a topic's score falls with its size."""
CLOSE = 0.6
"""A further topic is suggested from this share of the first one's score on."""
MOST = 3
"""Most topics that are suggested."""
SPOKEN = 4
"""Most words that are named for a topic."""

Vector = NDArray[np.float64]

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def _words(text: str) -> list[tuple[str, str]]:
    """Return the words that carry meaning, each with its stem."""
    return [
        (word, _stem(word.lower())) for word in TOKEN.findall(text) if word.lower() not in ENGLISH_STOP_WORDS
    ]


def _stems_and_pairs(text: str) -> list[str]:
    stems = [stem for _, stem in _words(text)]
    return stems + [f"{one} {other}" for one, other in pairwise(stems)]


def _text(title: str, body: str) -> str:
    return ADDRESS.sub(" ", f"{title}\n{body}")


class _Features:
    """TF-IDF of one kind of feature, each text of unit length."""

    def __init__(self, vectorizer: CountVectorizer, texts: Sequence[str], described: Sequence[str]) -> None:
        """Learn the features of ``texts`` (papers) and ``described`` (topics).

        A feature counts when two papers have it or a topic's description does; how rare it is, papers say.
        """
        try:
            counts = vectorizer.fit_transform([*texts, *described]).tocsr()
        except ValueError:  # not one feature in all texts
            vectorizer = CountVectorizer(vocabulary=[""], analyzer=vectorizer.analyzer)
            counts = sparse.csr_matrix((len(texts) + len(described), 1))
        papers, topics = counts[: len(texts)], counts[len(texts) :]
        spread = np.asarray((papers > 0).sum(0)).ravel()
        named = np.asarray((topics > 0).sum(0)).ravel()
        self.vectorizer = vectorizer
        self.names: NDArray[np.object_] = vectorizer.get_feature_names_out()
        self.kept: NDArray[np.intp] = np.flatnonzero((spread >= 2) | ((named > 0) & (len(texts) < FEW)))
        self.weights: Vector = np.log((1 + len(texts)) / (1 + spread[self.kept])) + 1
        self.matrix = self._scale(counts)

    def _scale(self, counts: Any) -> Any:
        found = counts[:, self.kept].astype(np.float64)
        found.data = 1 + np.log(found.data)
        found = found @ sparse.diags(self.weights)
        lengths = np.sqrt(np.asarray(found.multiply(found).sum(1)).ravel())
        lengths[lengths == 0] = 1
        return (sparse.diags(1 / lengths) @ found).tocsr()

    def of(self, text: str) -> Any:
        """Return the features of one text as a row."""
        return self._scale(self.vectorizer.transform([text]).tocsr())


FEW = 50
"""Number of papers below which words that stand in descriptions of topics alone count too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A topic as the suggester sees it for one paper: its score and the words that spoke for it."""

    topic: str
    score: float
    words: tuple[str, ...]


class Suggester:
    """Suggests topics; made by :func:`train`, which see."""

    def __init__(
        self,
        topics: Sequence[str],
        groups: Sequence[tuple[float, _Features]],
        coefficients: Sequence[Any],
        base: Vector,
        size: Vector,
    ) -> None:
        self.topics = tuple(topics)
        self._groups = groups
        self._coefficients = coefficients
        self._base = base
        self._size = size

    @classmethod
    def train(cls, catalogue: Catalogue) -> Suggester:
        """Return a suggester that has learned from the records and the topics of a list."""
        return train(catalogue)

    def scores(self, paper: Paper) -> tuple[tuple[str, float], ...]:
        """Return every topic with its score, the likeliest first."""
        values = self._values(paper)[0]
        order = sorted(range(len(self.topics)), key=lambda place: (-values[place], place))
        return tuple((self.topics[place], float(values[place])) for place in order)

    def rank(self, paper: Paper, count: int = MOST) -> tuple[Ranked, ...]:
        """Return the ``count`` likeliest topics of a paper, each with the words that spoke for it."""
        values, rows = self._values(paper)
        order = sorted(range(len(self.topics)), key=lambda place: (-values[place], place))[:count]
        return tuple(
            Ranked(
                topic=self.topics[place],
                score=float(values[place]),
                words=self._spoken(paper, rows[0], place),
            )
            for place in order
        )

    def suggest(self, paper: Paper) -> Suggestion:
        """Return topics for a paper, the primary one first, and why.

        Further topics are suggested where they come close to the first. Nothing is suggested where no word
        of the paper is known.
        """
        if not self.topics:
            return Suggestion(topics=())
        _, rows = self._values(paper)
        if not any(row.nnz for row in rows):
            return Suggestion(topics=())
        first, *others = self.rank(paper)
        chosen = [first, *(other for other in others if other.score >= CLOSE * first.score > 0)]
        reason = "; ".join(
            f"{one.topic} ({', '.join(one.words)})" if one.words else one.topic for one in chosen
        )
        return Suggestion(topics=tuple(one.topic for one in chosen), reason=reason)

    def _values(self, paper: Paper) -> tuple[Vector, list[Any]]:
        text = _text(paper.title, paper.abstract)
        rows = [features.of(text) for _, features in self._groups]
        total = self._base.copy()
        for row, coefficients in zip(rows, self._coefficients, strict=True):
            total += np.asarray(row @ coefficients).ravel()
        return total * self._size, rows

    def _spoken(self, paper: Paper, row: Any, place: int) -> tuple[str, ...]:
        """Return the words of the paper that spoke most for one topic against all others, as printed."""
        coefficients = self._coefficients[0]
        features = self._groups[0][1]
        names = features.names[features.kept[row.indices]]
        mine = coefficients[row.indices]
        lean = row.data * (mine[:, place] - mine.mean(1))
        printed = _printed(_text(paper.title, paper.abstract))
        found: list[str] = []
        used: set[str] = set()
        for at in sorted(range(len(names)), key=lambda at: (-lean[at], names[at])):
            parts = set(str(names[at]).split())
            if lean[at] <= 0 or len(found) == SPOKEN:
                break
            if parts & used or str(names[at]) not in printed:
                continue
            used |= parts
            found.append(printed[str(names[at])])
        return tuple(found)


def _printed(text: str) -> dict[str, str]:
    """Return for each stem and pair of stems the form in which the text has it most often."""
    forms: dict[str, Counter[str]] = {}
    words = _words(text)
    for word, stem in words:
        forms.setdefault(stem, Counter())[_lowered(word)] += 1
    for (one, first), (other, second) in pairwise(words):
        forms.setdefault(f"{first} {second}", Counter())[f"{_lowered(one)} {_lowered(other)}"] += 1
    return {stem: min(counts, key=lambda form: (-counts[form], form)) for stem, counts in forms.items()}


def _lowered(word: str) -> str:
    """Return a word in lower case unless its capitals are part of it: ``Sparse``, but ``MoE``."""
    return word.lower() if word[1:].islower() or len(word) == 1 else word


def _describe(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for topic in catalogue.taxonomy.topics.values():
        yield topic.id, _text(topic.title, topic.scope)


def _vectorizers() -> Iterator[tuple[float, Callable[[], CountVectorizer]]]:
    yield 0.5, lambda: CountVectorizer(analyzer=_stems_and_pairs)
    yield 0.5, lambda: CountVectorizer(analyzer="char_wb", ngram_range=PIECE)


def train(catalogue: Catalogue) -> Suggester:
    """Return a suggester that has learned from the records and the topics of a list.

    Only titles, abstracts and topics are learned from: what a new paper does not have (a summary, a kind)
    is not used. Papers without a topic of the list are passed over, and those whose topics were suggested
    and that no person has confirmed.
    """
    described = list(_describe(catalogue))
    topics = [id_ for id_, _ in described]
    places = {id_: place for place, id_ in enumerate(topics)}
    papers = [
        paper for paper in catalogue.papers.values() if paper.primary_topic in places and paper.review is None
    ]
    if not topics:
        return Suggester((), (), (), np.zeros(0), np.zeros(0))
    texts = [_text(paper.title, paper.abstract) for paper in papers]
    targets = np.zeros((len(papers) + len(topics), len(topics)))
    primary = np.array([places[paper.topics[0]] for paper in papers], dtype=np.intp)
    for row, paper in enumerate(papers):
        for id_ in paper.topics[1:]:
            if id_ in places:
                targets[row, places[id_]] = FURTHER
        targets[row, primary[row]] = 1
    targets[len(papers) :] = np.eye(len(topics))

    counts = np.bincount(primary, minlength=len(topics)) + 1.0
    relative = counts / counts.mean()
    weights = np.concatenate([relative[primary] ** -BALANCE, SCOPE * relative**-BALANCE])

    groups = [
        (share, _Features(make(), texts, [text for _, text in described])) for share, make in _vectorizers()
    ]
    kernel = sum(share * (features.matrix @ features.matrix.T).toarray() for share, features in groups)
    base = weights @ targets / weights.sum()
    dual = np.linalg.solve(kernel + RIDGE * np.diag(1 / weights), targets - base)
    coefficients = [share * (features.matrix.T @ dual) for share, features in groups]
    return Suggester(topics, groups, coefficients, base, relative**-SIZE)
