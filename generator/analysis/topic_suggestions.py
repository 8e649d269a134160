"""Suggests topics for a new paper, learned from the records of the list, and says which words spoke for them.

Two linear models look at title and abstract. Features are stems and pairs of stems, pieces of words (so that
``HyperRouter`` has something of ``router``), both as TF-IDF of unit length, and how near the text comes to
the description of each topic: its title, scope and words. The first model is ridge regression onto the
topics of each record, the primary topic counting fully and each further one in part; the second is
complement naive Bayes (Rennie et al., 2003) on stems and pairs. Each description is one more record of its
topic, so that a topic without papers, and a list without any, can be suggested from. The second model also
learns from what a person has written of each record, its question and its summary: they say in other words
what abstracts of the same topic may say, and are not looked at in the paper asked about, which has none.
Papers of small topics
count more in training, and scores are corrected for the size of a topic: without that, a large topic
swallows the small ones beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from generator.analysis.suggestion import Suggestion
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.abbreviations import find_abbreviations
from generator.text.words import stem_word

__all__ = ["Ranked", "Suggester"]

# https://github.com/owner/name: says nothing of the topic
ADDRESS = re.compile(r"https?://\S+")
# message  ·  2d  ·  expert
TOKEN = re.compile(r"\b[^\W\d_]\w+\b")
PIECE = (2, 5)
"""Shortest and longest pieces of words, in characters."""
FURTHER = 0.3
"""How much a further topic of a record counts against its primary one."""
DESCRIPTION = 3.0
"""How many records the description of a topic counts for."""
NEARNESS = 0.1
"""Share of the nearness to descriptions beside the other features, which have 1 together."""
RIDGE = 0.3
"""Strength of the regularisation."""
BALANCE = 1.0
"""Exponent by which a record's weight in training falls with the size of its topic."""
SIZE = 0.3
"""Exponent by which a topic's score falls with its size."""
BAYES = 0.4
"""Weight of the second model; the first has 1."""
REMARKS = 1.0
"""How much a record's question and summary count in the second model against its title and abstract."""
SMOOTHING = 0.02
"""What every feature of the second model is counted for at least."""
SHARPNESS = 1.2
"""Factor of the scores before they become shares of 1, so that a share is about how often it is right."""
CLOSE = 0.12
"""A further topic is suggested from this part of the first one's share on."""
MOST = 3
"""Most topics that are suggested."""
SPOKEN = 4
"""Most words that are named for a topic."""
FEW = 50
"""Number of papers below which words that stand in descriptions of topics alone count too."""

Vector = NDArray[np.float64]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return stem_word(word)


def _words(text: str) -> list[tuple[str, str]]:
    """Return the words that carry meaning, each with its stem."""
    return [
        (word, _stem(word.lower())) for word in TOKEN.findall(text) if word.lower() not in ENGLISH_STOP_WORDS
    ]


def _stems_and_pairs(text: str) -> list[str]:
    stems = [stem for _, stem in _words(text)]
    return _with_pairs(stems)


def _with_pairs(stems: list[str]) -> list[str]:
    return stems + [f"{one} {other}" for one, other in pairwise(stems)]


def _most_common_meanings(texts: Iterable[str]) -> dict[str, str]:
    """Return each abbreviation that texts explain, in lower case, with its most common long form."""
    meanings: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long in find_abbreviations(text):
            meanings.setdefault(short.lower(), Counter())[long.lower()] += 1
    return {
        short: min(counts, key=lambda meaning: (-counts[meaning], meaning))
        for short, counts in meanings.items()
    }


def _spelled_out(known: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return what gives stems and pairs of a text, abbreviations followed by what they stand for."""

    def analyze(text: str) -> list[str]:
        meanings = {**known, **_most_common_meanings([text])}
        stems: list[str] = []
        for word, stem in _words(text):
            stems.append(stem)
            meaning = meanings.get(word.lower()) or meanings.get(word.lower().rstrip("s"))
            stems += [stem for _, stem in _words(meaning)] if meaning else []
        return _with_pairs(stems)

    return analyze


def _text(title: str, body: str) -> str:
    return ADDRESS.sub(" ", f"{title}\n{body}")


class _Features:
    """TF-IDF of one kind of feature, each text of unit length."""

    def __init__(
        self,
        vectorizer: CountVectorizer,
        texts: Sequence[str],
        described: Sequence[str],
        remarks: Sequence[str] = (),
        *,
        least: int = 2,
    ) -> None:
        """Learn the features of ``texts`` (papers), ``described`` (topics) and ``remarks`` (on papers).

        A feature counts when ``least`` papers or one remark have it; how rare it is, papers say. While there
        are few papers, those that a topic's description has count as well.
        """
        try:
            counts = vectorizer.fit_transform([*texts, *described, *remarks]).tocsr()
        except ValueError:  # not one feature in all texts
            vectorizer = CountVectorizer(vocabulary=[""], analyzer=vectorizer.analyzer)
            counts = sparse.csr_matrix((len(texts) + len(described) + len(remarks), 1))
        first, last = len(texts), len(texts) + len(described)
        spread, named, remarked = (
            np.asarray((part > 0).sum(0)).ravel()
            for part in (counts[:first], counts[first:last], counts[last:])
        )
        self.vectorizer = vectorizer
        self.names: NDArray[np.object_] = vectorizer.get_feature_names_out()
        self.kept: NDArray[np.intp] = np.flatnonzero(
            (spread >= least) | (remarked > 0) | ((named > 0) & (len(texts) < FEW))
        )
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A topic as the suggester sees it for one paper: its score and the words that spoke for it."""

    topic: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """What was learned; see :func:`train` and the top of the module.

    Attributes:
        features: stems and pairs, then pieces of words.
        coefficients: for each of the two, features by topics.
        spelled: stems and pairs with abbreviations spelled out, in which nearness is measured.
        descriptions: those of each topic's description, topics by features.
        nearness: nearness to each description by topics.
        base: score of a text without any feature.
        size: correction of each topic's score for its size.
        bayes: weights of the second model, features by topics.
    """

    features: tuple[_Features, ...]
    coefficients: tuple[Any, ...]
    spelled: _Features
    descriptions: Any
    nearness: Vector
    base: Vector
    size: Vector
    bayes: Vector


class Suggester:
    """Suggests topics; made by :meth:`train`."""

    def __init__(self, topics: Sequence[str], model: _Model | None) -> None:
        self.topics = tuple(topics)
        self._model = model

    @classmethod
    def train(cls, catalogue: Catalogue) -> Suggester:
        """Return a suggester that has learned from the records and the topics of a list.

        Learned from are titles, abstracts and topics, and the question and summary of each record; the
        latter are not looked at in a paper that is asked about. Papers without a topic of the list are
        passed over, and those whose topics were suggested and that no person has confirmed.
        """
        described = list(_describe(catalogue))
        topics = [id_ for id_, _ in described]
        if not topics:
            return cls((), None)
        known = set(topics)
        papers = [
            paper
            for paper in catalogue.papers.values()
            if paper.primary_topic in known and paper.review is None
        ]
        return cls(topics, _learn(papers, topics, [text for _, text in described]))

    def scores(self, paper: Paper) -> tuple[tuple[str, float], ...]:
        """Return every topic with its share of 1, the likeliest first."""
        return tuple(
            (ranked.topic, ranked.score) for ranked in self._rank(paper, len(self.topics), name=False)
        )

    def rank(self, paper: Paper, count: int = MOST) -> tuple[Ranked, ...]:
        """Return the ``count`` likeliest topics of a paper, each with the words that spoke for it."""
        return self._rank(paper, count, name=True)

    def suggest(self, paper: Paper) -> Suggestion:
        """Return topics for a paper, the primary one first, and why.

        Further topics are suggested where they come close to the first. Nothing is suggested where no word
        of the paper is known.
        """
        ranked = self.rank(paper)
        if not ranked:
            return Suggestion(topics=())
        chosen = [one for one in ranked if one.score >= CLOSE * ranked[0].score]
        reason = "; ".join(
            f"{one.topic} ({', '.join(one.words)})" if one.words else one.topic for one in chosen
        )
        return Suggestion(topics=tuple(one.topic for one in chosen), reason=reason)

    def _rank(self, paper: Paper, count: int, *, name: bool) -> tuple[Ranked, ...]:
        model = self._model
        text = _text(paper.title, paper.abstract)
        rows = [features.of(text) for features in model.features] if model else []
        if model is None or not any(row.nnz for row in rows):
            return ()
        spelled = model.spelled.of(text)
        near = _nearness(spelled, model.descriptions)
        first = model.base + near @ model.nearness
        for row, coefficients in zip(rows, model.coefficients, strict=True):
            first = first + np.asarray(row @ coefficients)
        first = (first * model.size).ravel()
        second = np.asarray(spelled @ model.bayes).ravel()
        values = SHARPNESS * (_standard(first) + BAYES * _standard(second))
        shares = np.exp(values - values.max())
        shares /= shares.sum()
        order = sorted(range(len(self.topics)), key=lambda place: (-shares[place], place))[:count]
        words: dict[int, tuple[str, ...]] = {}
        if name:
            weights = model.coefficients[0][rows[0].indices]
            lean = rows[0].data[:, None] * (weights - weights.mean(1, keepdims=True))
            names = model.features[0].names[model.features[0].kept[rows[0].indices]]
            printed = _printed(text)
            words = {place: _spoken(names, lean[:, place], printed) for place in order}
        return tuple(
            Ranked(topic=self.topics[place], score=float(shares[place]), words=words.get(place, ()))
            for place in order
        )


def _standard(values: Vector) -> Vector:
    """Return scores with mean 0 and deviation 1, all 0 where they are all the same."""
    spread = float(values.std())
    centred: Vector = values - values.mean()
    return centred / spread if spread > 1e-12 else centred * 0


def _nearness(rows: Any, descriptions: Any) -> Vector:
    """Return how near each row comes to each description, in rows of unit length."""
    near: Vector = (rows @ descriptions.T).toarray()
    near /= np.linalg.norm(near, axis=1, keepdims=True) + 1e-3
    return near


def _spoken(names: Sequence[Any], lean: Vector, printed: dict[str, str]) -> tuple[str, ...]:
    """Return the words that leaned most towards one topic against all others, as the paper prints them."""
    found: list[str] = []
    used: set[str] = set()
    for at in sorted(range(len(names)), key=lambda at: (-lean[at], names[at])):
        parts = set(str(names[at]).split())
        if lean[at] <= 0 or len(found) == SPOKEN:
            break
        if not parts & used and str(names[at]) in printed:
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
        yield topic.id, _text(topic.title, f"{topic.scope} {', '.join(topic.words)}")


def _learn(papers: Sequence[Paper], topics: Sequence[str], described: Sequence[str]) -> _Model:
    places = {id_: place for place, id_ in enumerate(topics)}
    texts = [_text(paper.title, paper.abstract) for paper in papers]
    primary = np.array([places[paper.topics[0]] for paper in papers], dtype=np.intp)
    targets = np.zeros((len(papers) + len(topics), len(topics)))
    for row, paper in enumerate(papers):
        targets[row, [places[id_] for id_ in paper.topics[1:] if id_ in places]] = FURTHER
        targets[row, primary[row]] = 1
    targets[len(papers) :] = np.eye(len(topics))
    counts = np.bincount(primary, minlength=len(topics)) + 1.0
    relative = counts / counts.mean()
    weights = np.concatenate([relative[primary] ** -BALANCE, DESCRIPTION * relative**-BALANCE])

    stems = _Features(CountVectorizer(analyzer=_stems_and_pairs), texts, described)
    pieces = _Features(CountVectorizer(analyzer="char_wb", ngram_range=PIECE), texts, described)
    analyzer = _spelled_out(_most_common_meanings([*texts, *described]))
    remarks = [_text(paper.question or "", paper.tldr or "") for paper in papers]
    spelled = _Features(CountVectorizer(analyzer=analyzer), texts, described, remarks, least=1)
    learned = len(papers) + len(topics)
    descriptions = spelled.matrix[len(papers) : learned]
    near = _nearness(spelled.matrix[:learned], descriptions)
    kernel = NEARNESS * near @ near.T
    for features in (stems, pieces):
        kernel += 0.5 * (features.matrix @ features.matrix.T).toarray()
    base = weights @ targets / weights.sum()
    dual = np.linalg.solve(kernel + RIDGE * np.diag(1 / weights), targets - base)

    said = targets[: len(papers)]
    shown = np.concatenate([said, DESCRIPTION * targets[len(papers) :], REMARKS * said])
    found = np.asarray(spelled.matrix.T @ shown)
    others = found.sum(1, keepdims=True) - found + SMOOTHING
    bayes = -np.log(others / others.sum(0))
    return _Model(
        features=(stems, pieces),
        coefficients=tuple(0.5 * (features.matrix.T @ dual) for features in (stems, pieces)),
        spelled=spelled,
        descriptions=descriptions,
        nearness=NEARNESS * near.T @ dual,
        base=base,
        size=relative**-SIZE,
        bayes=bayes / np.abs(bayes).sum(0),
    )
