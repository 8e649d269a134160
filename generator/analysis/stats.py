"""Counts of a list: papers by topic, kind and year, and how many records have which facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.paper import KINDS, Paper

__all__ = ["FACTS", "Stats", "TopicCount", "count_list"]

FACTS: tuple[tuple[str, str], ...] = (
    ("topics", "primary topic"),
    ("kind", "kind"),
    ("tldr", "summary"),
    ("question", "question"),
    ("abstract", "abstract"),
    ("published", "date"),
    ("venue", "venue"),
    ("authors", "authors"),
    ("author_count", "only a count of authors"),
    ("organization", "organization"),
    ("links.arxiv", "arXiv identifier"),
    ("links.doi", "DOI"),
    ("links.openreview", "OpenReview"),
    ("links.code", "code"),
    ("links.project", "project page"),
    ("links.other", "other links"),
    ("notes", "notes"),
    ("captures", "place in a capture"),
)
"""Fields whose presence is counted, and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """How many papers a topic has, as their primary topic and as a further one."""

    id: str
    title: str
    group: str
    primary: int
    further: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts of a list.

    Attributes:
        papers: number of records.
        topics: counts by topic, in the order of the taxonomy.
        kinds: number of papers by kind, in the order of the kinds; ``""`` last for those without.
        years: number of papers by year, newest first; None last for those without.
        facts: number of records that have a fact, by its field.
        linked: number of records with at least one address of code, a project or something else.
        in_review: number of records that wait for a person to confirm them.
    """

    papers: int
    topics: tuple[TopicCount, ...]
    kinds: dict[str, int]
    years: dict[int | None, int]
    facts: dict[str, int]
    linked: int
    in_review: int

    def to_json(self) -> dict[str, object]:
        """Return the counts as values that JSON knows."""
        return {
            "papers": self.papers,
            "topics": {
                topic.id: {"primary": topic.primary, "further": topic.further} for topic in self.topics
            },
            "kinds": {kind or "unknown": number for kind, number in self.kinds.items()},
            "years": {str(year or "unknown"): number for year, number in self.years.items()},
            "facts": self.facts,
            "linked": self.linked,
            "in_review": self.in_review,
        }


def _has(paper: Paper, field: str) -> bool:
    value: object = paper
    for name in field.split("."):
        value = getattr(value, name)
    return bool(value)


def count_list(catalogue: Catalogue) -> Stats:
    """Return the counts of a list."""
    papers = list(catalogue.papers.values())
    kinds = Counter(paper.kind or "" for paper in papers)
    return Stats(
        papers=len(papers),
        topics=tuple(
            TopicCount(
                id=topic.id,
                title=topic.title,
                group=group.title,
                primary=sum(paper.primary_topic == topic.id for paper in papers),
                further=sum(topic.id in paper.topics[1:] for paper in papers),
            )
            for group in catalogue.taxonomy.groups
            for topic in group.topics
        ),
        kinds={kind: kinds[kind] for kind in (*KINDS, *([""] if kinds[""] else ()))},
        years={year: len(found) for year, found in catalogue.by_year.items()},
        facts={field: sum(_has(paper, field) for paper in papers) for field, _ in FACTS},
        linked=sum(bool(p.links.code or p.links.project or p.links.other) for p in papers),
        in_review=sum(paper.review is not None for paper in papers),
    )
