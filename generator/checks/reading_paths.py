"""Every topic with enough papers has a reading path, and every path leads through papers that exist."""

from collections.abc import Iterator, Sequence

from generator.checks.checked_list import CheckedList
from generator.errors import Problem
from generator.model.taxonomy import PathStep
from generator.storage.documents import Where
from generator.text.plurals import count_nouns

PATH_STEPS = (3, 7)
"""Fewest and most papers of a reading path."""


def check_topic_paths(checked: CheckedList) -> Iterator[Problem]:
    """Every topic with at least three papers has a reading path, whose papers all belong to the topic."""
    for topic, where in checked.list_topics():
        if len(checked.catalog.by_topic[topic.id]) >= PATH_STEPS[0] and not topic.path:
            place = checked.locate.find("topics.yml", *where)
            message = f"The topic {topic.id!r} has no reading path."
            yield checked.problem("missing-path", place, message, "Add a 'path:' of 3 to 7 papers.")
        for number, step in enumerate(topic.path):
            paper = checked.catalog.papers.get(step.paper)
            if paper and topic.id not in paper.topics:
                yield checked.problem(
                    "path-topic",
                    checked.locate.find("topics.yml", *where, "path", number, "paper"),
                    f"The paper {step.paper!r} does not belong to the topic {topic.id!r}.",
                    "Add the topic to the paper, or remove the paper from the path.",
                )


def check_path_ids(checked: CheckedList) -> Iterator[Problem]:
    """No two paths across topics have the same id."""
    ids: set[str] = set()
    for number, path in enumerate(checked.catalog.taxonomy.paths):
        if path.id in ids:
            place = checked.locate.find("topics.yml", "paths", number, "id")
            yield checked.problem(
                "repeated-path", place, f"Two reading paths have the id {path.id!r}.", "Change one of them."
            )
        ids.add(path.id)


def check_path_steps(checked: CheckedList) -> Iterator[Problem]:
    """A reading path has 3 to 7 steps, each a different paper of the list."""
    least, most = PATH_STEPS
    for steps, where in _list_paths(checked):
        if not least <= len(steps) <= most:
            yield checked.problem(
                "path-length",
                checked.locate.find("topics.yml", *where),
                f"The reading path has {count_nouns(len(steps), 'paper')}; {least} to {most} are allowed.",
                "Shorten it." if len(steps) > most else "Add papers.",
            )
        seen: set[str] = set()
        for number, step in enumerate(steps):
            place = checked.locate.find("topics.yml", *where, number, "paper")
            if step.paper not in checked.catalog.papers:
                message = f"There is no paper {step.paper!r} on the list."
                yield checked.problem("path-paper", place, message, checked.suggest_paper(step.paper))
            if step.paper in seen:
                yield checked.problem(
                    "path-paper",
                    place,
                    f"The path contains {step.paper!r} twice.",
                    "Remove one of the steps.",
                )
            seen.add(step.paper)


def _list_paths(checked: CheckedList) -> Iterator[tuple[Sequence[PathStep], Where]]:
    """Yield the steps of each reading path, and where they are in ``topics.yml``."""
    for topic, where in checked.list_topics():
        if topic.path:
            yield topic.path, (*where, "path")
    for number, path in enumerate(checked.catalog.taxonomy.paths):
        yield path.steps, ("paths", number, "steps")
