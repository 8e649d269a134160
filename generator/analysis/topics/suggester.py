"""Suggests topics for papers and names the words that suggest them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.analysis.topics.keywords import TopicNames
from generator.errors import show
from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from generator.analysis.topics.model import TopicModel

LEAST_SHARE = 0.12
"""A further topic is suggested if it has this part of the first one's share."""
MOST_TOPICS = 3
"""Most topics suggested, unless keywords match more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper, likeliest first, and a one-line reason for each."""

    topics: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTopic:
    """A topic for one paper: its share of 1, the words that suggest it, and the keyword that matches it."""

    topic: str
    share: float
    words: tuple[str, ...]
    keyword: str = ""

    @property
    def reason(self) -> str:
        """Why it is suggested; empty if no word or keyword suggests it."""
        return f"keyword {show(self.keyword)}" if self.keyword else ", ".join(self.words)


class Suggester:
    """Suggests topics; learns from the papers of a list on first use.

    Topics whose title, id or words match a keyword of the paper come before those that its text suggests.

    Papers without a topic of the list are ignored, and so are those in review, whose topics may be mere
    suggestions.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _model(self) -> TopicModel:
        # imported late: it takes longer than most commands
        from generator.analysis.topics.model import train_model

        return train_model(self._confirmed, list(self._catalog.taxonomy.topics.values()))

    @cached_property
    def _confirmed(self) -> list[Paper]:
        topics = self._catalog.taxonomy.topics
        papers = self._catalog.papers.values()
        return [paper for paper in papers if paper.primary_topic in topics and paper.review is None]

    @cached_property
    def _names(self) -> TopicNames:
        return TopicNames(self._catalog.taxonomy)

    def rank(self, paper: Paper, count: int = MOST_TOPICS) -> tuple[RankedTopic, ...]:
        """Return the topics that match keywords, then others up to ``count``, each kind likeliest first.

        If the list has no papers to learn from, topics are in the order of the keywords that match them.

        The result is empty if no word of the paper is known and no keyword matches a topic.
        """
        topics = list(self._catalog.taxonomy.topics)
        keywords = self._names.find_all(paper.keywords)
        shares = self._model.predict(paper) if topics else None
        if shares is None:
            return tuple(
                RankedTopic(topic=id_, share=0, words=(), keyword=one) for id_, one in keywords.items()
            )
        likeliest = sorted(range(len(topics)), key=lambda place: (-shares[place], place))
        named = [topics.index(id_) for id_ in keywords]
        if self._confirmed:
            named.sort(key=likeliest.index)
        order = list(dict.fromkeys([*named, *likeliest]))[: max(count, len(named))]
        words = self._model.choose_words(paper, order)
        return tuple(
            RankedTopic(
                topic=topics[place],
                share=float(shares[place]),
                words=found,
                keyword=keywords.get(topics[place], ""),
            )
            for place, found in zip(order, words, strict=True)
        )

    def suggest(self, paper: Paper) -> Suggestion:
        """Return topics for a paper, the primary one first, and why.

        Topics that match no keyword are suggested if words of the paper point to them and they come close to
        the likeliest; none are if keywords match topics and the list has no papers to learn from.
        """
        ranked = self.rank(paper)
        least = LEAST_SHARE * max((one.share for one in ranked), default=0)
        if ranked and ranked[0].keyword and not self._confirmed:
            least = math.inf
        is_only = len(self._catalog.taxonomy.topics) == 1
        chosen = [one for one in ranked if one.keyword or ((one.words or is_only) and one.share >= least)]
        reason = "; ".join(f"{one.topic} ({one.reason})" if one.reason else one.topic for one in chosen)
        return Suggestion(topics=tuple(one.topic for one in chosen), reason=reason)
