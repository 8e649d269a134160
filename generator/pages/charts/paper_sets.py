"""Sets of papers that charts compare: those of a topic, or of a group of topics."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.pages.addresses import RelativeAddresses
from generator.pages.group_colors import group_color

__all__ = ["PaperSet", "list_group_sets", "list_topic_sets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSet:
    """Papers with a name.

    Attributes:
        id: of the topic or group; "unknown" for papers that have none.
        title: its name.
        group: position of the group in the taxonomy, from 1; 0 for none.
        topics: values of the facet "topic" that select these papers.
        papers: the papers, each once.
    """

    id: str
    title: str
    group: int
    topics: tuple[str, ...]
    papers: tuple[Paper, ...]

    @property
    def css_class(self) -> str:
        """CSS class that gives a mark the color of the group."""
        return f"rl-c{group_color(self.group - 1) if self.group else 0}"

    def find_address(self, addresses: RelativeAddresses) -> str:
        """Return where the name of the set leads: to a topic's own page if there is one."""
        if self.id == "unknown" or self.topics != (self.id,):
            return addresses.browse({"topic": self.topics})
        return addresses.topic(self.id)


def list_topic_sets(catalogue: Catalogue) -> tuple[PaperSet, ...]:
    """Return the papers of each topic that has any, and those without a topic."""
    sets = [
        PaperSet(
            id=topic.id,
            title=topic.title,
            group=position,
            topics=(topic.id,),
            papers=catalogue.by_topic[topic.id],
        )
        for position, group in enumerate(catalogue.taxonomy.groups, 1)
        for topic in group.topics
        if catalogue.by_topic[topic.id]
    ]
    return (*sets, *_list_without_topic(catalogue))


def list_group_sets(catalogue: Catalogue) -> tuple[PaperSet, ...]:
    """Return the papers of each group of topics that has any, and those without a topic."""
    sets = []
    for position, group in enumerate(catalogue.taxonomy.groups, 1):
        ids = [topic.id for topic in group.topics]
        papers = tuple(paper for paper in catalogue.papers.values() if set(paper.topics) & set(ids))
        if papers:
            used = tuple(id_ for id_ in ids if catalogue.by_topic[id_])
            sets.append(PaperSet(id=group.id, title=group.title, group=position, topics=used, papers=papers))
    return (*sets, *_list_without_topic(catalogue))


def _list_without_topic(catalogue: Catalogue) -> tuple[PaperSet, ...]:
    known = catalogue.taxonomy.topics
    papers = tuple(
        paper for paper in catalogue.papers.values() if not any(id_ in known for id_ in paper.topics)
    )
    if not papers:
        return ()
    return (PaperSet(id="unknown", title="No topic yet", group=0, topics=("unknown",), papers=papers),)
