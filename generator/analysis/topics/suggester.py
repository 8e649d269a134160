"""Suggests topics for papers and names the words that suggest them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from generator.analysis.topics.model import TopicModel

LEAST_SHARE = 0.12
"""A further topic is suggested if it has this part of the first one's share."""
MOST_TOPICS = 3
"""Most topics suggested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper, the likeliest first, and the words that suggest each, in one line."""

    topics: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTopic:
    """A topic for one paper: its share of 1, and the words that suggest it."""

    topic: str
    share: float
    words: tuple[str, ...]


class Suggester:
    """Suggests topics. It learns from the papers of a list on first use.

    Papers without a topic of the list are ignored, and so are those in review, whose topics may be mere
    suggestions.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _model(self) -> TopicModel:
        # imported late: it takes longer than most commands
        from generator.analysis.topics.model import train_model

        topics = self._catalog.taxonomy.topics
        papers = self._catalog.papers.values()
        return train_model(
            [paper for paper in papers if paper.primary_topic in topics and paper.review is None],
            list(topics.values()),
        )

    def rank(self, paper: Paper, count: int = MOST_TOPICS) -> tuple[RankedTopic, ...]:
        """Return the ``count`` likeliest topics of a paper, best first.

        The result is empty if no word of the paper is known.
        """
        topics = list(self._catalog.taxonomy.topics)
        shares = self._model.predict(paper) if topics else None
        if shares is None:
            return ()
        order = sorted(range(len(topics)), key=lambda place: (-shares[place], place))[:count]
        words = self._model.choose_words(paper, order)
        return tuple(
            RankedTopic(topic=topics[place], share=float(shares[place]), words=found)
            for place, found in zip(order, words, strict=True)
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
