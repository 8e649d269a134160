"""Statistics of a list: papers by topic, kind and year, and how complete the records are."""

from collections import Counter
from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.model.paper import Paper

FACTS: tuple[tuple[str, str], ...] = (
    ("topics", "primary topic"),
    ("kind", "kind"),
    ("tldr", "summary"),
    ("why_read", "why to read it"),
    ("who_can_skip", "who can skip it"),
    ("question", "question"),
    ("abstract", "abstract"),
    ("published", "date"),
    ("year", "year"),
    ("venue", "venue"),
    ("publication", "publication details"),
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
    ("captures", "found in a capture"),
)
"""Fields whose presence is counted, each with its name in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """Number of papers that have a topic as their primary one, and as a further one."""

    id: str
    title: str
    primary: int
    further: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Numbers of papers: all; by topic, in the order of the taxonomy; and by kind, year and field.

    Attributes:
        kinds: in the order of the settings, a paper under each of its kinds; ``""`` last for papers
            without one.
        years: newest first; None last for papers without one.
        facts: records in which a field has a value.
        identified: records with an arXiv identifier, a DOI or a forum at OpenReview.
        unsourced: facts whose source no record names.
        linked: records with a link to code, a project page or something else.
        in_review: records that a person still has to confirm.
    """

    papers: int
    topics: tuple[TopicCount, ...]
    kinds: dict[str, int]
    years: dict[int | None, int]
    facts: dict[str, int]
    identified: int
    unsourced: int
    linked: int
    in_review: int

    def to_json(self) -> dict[str, object]:
        """Return the statistics as JSON values."""
        return {
            "papers": self.papers,
            "topics": {
                topic.id: {"primary": topic.primary, "further": topic.further} for topic in self.topics
            },
            "kinds": {kind or "unknown": number for kind, number in self.kinds.items()},
            "years": {str(year or "unknown"): number for year, number in self.years.items()},
            "facts": self.facts,
            "identified": self.identified,
            "unsourced": self.unsourced,
            "linked": self.linked,
            "in_review": self.in_review,
        }


def _has(paper: Paper, field: str) -> bool:
    value: object = paper
    for name in field.split("."):
        value = getattr(value, name)
    return bool(value)


def count_list(catalog: Catalog) -> Stats:
    """Return the statistics of a list."""
    papers = list(catalog.papers.values())
    kinds = Counter(kind for paper in papers for kind in paper.kind or ("",))
    return Stats(
        papers=len(papers),
        topics=tuple(
            TopicCount(
                id=topic.id,
                title=topic.title,
                primary=sum(paper.primary_topic == topic.id for paper in papers),
                further=sum(topic.id in paper.topics[1:] for paper in papers),
            )
            for topic in catalog.taxonomy.topics.values()
        ),
        kinds={kind: kinds[kind] for kind in (*catalog.kinds, *([""] if kinds[""] else ()))},
        years={year: len(found) for year, found in catalog.by_year.items()},
        facts={field: sum(_has(paper, field) for paper in papers) for field, _ in FACTS},
        identified=sum(bool(p.links.arxiv or p.links.doi or p.links.openreview) for p in papers),
        unsourced=sum(len(paper.unsourced_facts) for paper in papers),
        linked=sum(bool(p.links.code or p.links.project or p.links.other) for p in papers),
        in_review=sum(paper.review is not None for paper in papers),
    )
