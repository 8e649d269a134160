"""Every topic with enough papers has a reading path, and every path leads through papers that exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.checked_list import CheckedList, warn
from generator.errors import Problem
from generator.model.taxonomy import PathStep
from generator.text.plurals import count_nouns

__all__ = [
    "check_missing_paths",
    "check_path_ids",
    "check_path_length",
    "check_path_steps",
    "check_path_topics",
]

PATH_STEPS = (3, 7)
"""Fewest and most papers of a reading path."""

Where = tuple[str | int, ...]


def _list_paths(checked: CheckedList) -> Iterator[tuple[Sequence[PathStep], Where]]:
    """Yield the steps of each reading path, and where they are in ``topics.yml``."""
    for where, id_ in checked.locate_topics():
        if steps := checked.catalogue.taxonomy.topics[id_].path:
            yield steps, (*where, "path")
    for number, path in enumerate(checked.catalogue.taxonomy.paths):
        yield path.steps, ("paths", number, "steps")


def check_missing_paths(checked: CheckedList) -> Iterator[Problem]:
    """Every topic with at least three papers has a reading path."""
    for where, id_ in checked.locate_topics():
        enough = len(checked.catalogue.by_topic[id_]) >= PATH_STEPS[0]
        if enough and not checked.catalogue.taxonomy.topics[id_].path:
            place = checked.locate.find("topics.yml", *where)
            yield warn(place, f"The topic {id_!r} has no reading path.", "Add a 'path:' of 3 to 7 papers.")


def check_path_ids(checked: CheckedList) -> Iterator[Problem]:
    """No two paths across topics have the same id."""
    ids: set[str] = set()
    for number, path in enumerate(checked.catalogue.taxonomy.paths):
        if path.id in ids:
            place = checked.locate.find("topics.yml", "paths", number, "id")
            yield Problem(place, f"Two reading paths have the id {path.id!r}.", "Change one of them.")
        ids.add(path.id)


def check_path_length(checked: CheckedList) -> Iterator[Problem]:
    """A reading path has 3 to 7 papers."""
    least, most = PATH_STEPS
    for steps, where in _list_paths(checked):
        if not least <= len(steps) <= most:
            yield Problem(
                checked.locate.find("topics.yml", *where),
                f"The reading path has {count_nouns(len(steps), 'paper')}; {least} to {most} are allowed.",
                "Shorten it." if len(steps) > most else "Add papers.",
            )


def check_path_steps(checked: CheckedList) -> Iterator[Problem]:
    """Every step of a reading path is a paper of the list, and no paper comes twice."""
    for steps, where in _list_paths(checked):
        seen: set[str] = set()
        for number, step in enumerate(steps):
            place = checked.locate.find("topics.yml", *where, number, "paper")
            if step.paper not in checked.catalogue.papers:
                message = f"There is no paper {step.paper!r} on the list."
                yield Problem(place, message, checked.suggest_paper(step.paper))
            if step.paper in seen:
                yield Problem(place, f"The path contains {step.paper!r} twice.", "Remove one of the steps.")
            seen.add(step.paper)


def check_path_topics(checked: CheckedList) -> Iterator[Problem]:
    """Every paper in a topic's reading path belongs to the topic."""
    for where, id_ in checked.locate_topics():
        for number, step in enumerate(checked.catalogue.taxonomy.topics[id_].path):
            paper = checked.catalogue.papers.get(step.paper)
            if paper and id_ not in paper.topics:
                yield Problem(
                    checked.locate.find("topics.yml", *where, "path", number, "paper"),
                    f"The paper {step.paper!r} does not belong to the topic {id_!r}.",
                    "Add the topic to the paper, or remove the paper from the path.",
                )
