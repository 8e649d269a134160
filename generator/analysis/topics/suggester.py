"""Suggests topics for papers and names the words that suggest them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.analysis.topics.features import Vector, join_texts, read_words
from generator.analysis.topics.model import TopicModel, train_model
from generator.analysis.topics.suggestion import Suggestion
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper

__all__ = ["RankedTopic", "Suggester"]

SHARPNESS = 1.6
"""Factor of the standardized scores before they become shares of 1, so that a share is about how often it
is right."""
LEAST_SHARE = 0.12
"""A further topic is suggested if it has this part of the first one's share."""
MOST_TOPICS = 3
"""Most topics suggested."""
MOST_WORDS = 4
"""Most words named for a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTopic:
    """A topic for one paper: its share of 1, and the words that suggest it."""

    topic: str
    share: float
    words: tuple[str, ...]


class Suggester:
    """Suggests topics; made by :meth:`train`."""

    def __init__(self, topics: Sequence[str], model: TopicModel | None) -> None:
        self.topics = tuple(topics)
        self._model = model

    @classmethod
    def train(cls, catalogue: Catalogue) -> Suggester:
        """Return a suggester that has learned from a list: titles, abstracts and topics.

        Papers without a topic of the list are ignored, and so are those in review, whose topics may be mere
        suggestions.
        """
        topics = catalogue.taxonomy.topics
        if not topics:
            return cls((), None)
        papers = [
            paper
            for paper in catalogue.papers.values()
            if paper.primary_topic in topics and paper.review is None
        ]
        described = [
            join_texts(topic.title, f"{topic.scope} {', '.join(topic.words)}") for topic in topics.values()
        ]
        return cls(tuple(topics), train_model(papers, tuple(topics), described))

    def rank(self, paper: Paper, count: int = MOST_TOPICS) -> tuple[RankedTopic, ...]:
        """Return the ``count`` likeliest topics of a paper, best first.

        The result is empty if no word of the paper is known.
        """
        text = join_texts(paper.title, paper.abstract)
        scores = self._model.score(text) if self._model else None
        if self._model is None or scores is None:
            return ()
        shares = _share_out(scores)
        names, values = self._model.explain(text)
        printed = _find_printed_forms(text)
        order = sorted(range(len(self.topics)), key=lambda place: (-shares[place], place))[:count]
        return tuple(
            RankedTopic(
                topic=self.topics[place],
                share=float(shares[place]),
                words=_choose_words(names, values[:, place], printed),
            )
            for place in order
        )

    def suggest(self, paper: Paper) -> Suggestion:
        """Return topics for a paper, the primary one first, and why.

        Further topics are suggested if they come close to the first; none at all if no word is known.
        """
        ranked = self.rank(paper)
        chosen = [one for one in ranked if one.share >= LEAST_SHARE * ranked[0].share]
        reason = "; ".join(
            f"{one.topic} ({', '.join(one.words)})" if one.words else one.topic for one in chosen
        )
        return Suggestion(topics=tuple(one.topic for one in chosen), reason=reason)


def _share_out(scores: Vector) -> Vector:
    """Return scores as shares that add up to 1."""
    spread = float(scores.std())
    centered = (scores - scores.mean()) / spread if spread > 1e-12 else np.zeros_like(scores)
    shares = np.exp(SHARPNESS * centered)
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _choose_words(names: Sequence[str], values: Vector, printed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words that suggest a topic most, as the paper prints them; no stem twice."""
    found: list[str] = []
    used: set[str] = set()
    for place in sorted(range(len(names)), key=lambda place: (-values[place], names[place])):
        parts = set(names[place].split())
        if values[place] <= 0 or len(found) == MOST_WORDS:
            break
        if not parts & used and names[place] in printed:
            used |= parts
            found.append(printed[names[place]])
    return tuple(found)


def _find_printed_forms(text: str) -> dict[str, str]:
    """Return for each stem and pair of stems in ``text`` the form in which it is printed most often."""
    forms: dict[str, Counter[str]] = {}
    words = [(_lower(word), stem) for word, stem in read_words(text)]
    for word, stem in words:
        forms.setdefault(stem, Counter())[word] += 1
    for (one, first), (other, second) in pairwise(words):
        forms.setdefault(f"{first} {second}", Counter())[f"{one} {other}"] += 1
    return {stem: min(counts, key=lambda form: (-counts[form], form)) for stem, counts in forms.items()}


def _lower(word: str) -> str:
    """Return a word in lower case unless it has capitals inside: ``sparse``, but ``MoE``."""
    return word.lower() if word[1:].islower() or len(word) == 1 else word
