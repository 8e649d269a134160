"""Every paper has topics that exist, and every topic has papers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, suggest_name
from generator.errors import Problem

__all__ = ["check_empty_topics", "check_missing_topics", "check_unknown_topics"]


def check_missing_topics(checked: CheckedList) -> Iterator[Problem]:
    """Every paper has at least one topic."""
    for slug, paper in checked.catalogue.papers.items():
        if not paper.topics:
            yield Problem(
                checked.locate.paper(slug),
                "The paper has no topics.",
                f"Add 'topics:', the primary topic first; 'reading-list suggest {slug}' suggests some.",
            )


def check_unknown_topics(checked: CheckedList) -> Iterator[Problem]:
    """Every topic of a paper is in ``topics.yml``."""
    known = checked.catalogue.taxonomy.topics
    for slug, paper in checked.catalogue.papers.items():
        for number, id_ in enumerate(paper.topics):
            if id_ not in known:
                yield Problem(
                    checked.locate.paper(slug, "topics", number),
                    f"There is no topic {id_!r} in topics.yml.",
                    suggest_name(id_, known, "topic"),
                )


def check_empty_topics(checked: CheckedList) -> Iterator[Problem]:
    """Every topic has a paper, once the list has any."""
    if not checked.catalogue.papers:
        return
    for where, id_ in checked.locate_topics():
        if not checked.catalogue.by_topic[id_]:
            yield Problem(
                checked.locate.find("topics.yml", *where),
                f"The topic {id_!r} has no papers.",
                "Assign a paper to it, or remove it.",
            )
