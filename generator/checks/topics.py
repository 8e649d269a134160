"""Papers have topics that exist, and topics have papers and introductions."""

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.checks.links import replace_links
from generator.checks.words import count_words
from generator.curation.markdown_texts import find_lost_markup
from generator.errors import Problem
from generator.model.taxonomy import UNFILLED_SCOPE

INTRODUCTION_WORDS = (60, 120)
"""Fewest and most visible words of an introduction."""


def check_topics_of_papers(checked: CheckedList) -> Iterator[Problem]:
    """All topics of papers are in ``topics.yml``."""
    known = checked.catalog.taxonomy.topics
    for slug, paper in checked.catalog.papers.items():
        for number, id_ in enumerate(paper.topics):
            if id_ not in known:
                place = checked.locate.paper(slug, "topics", number)
                fix = checked.suggest_topic(id_)
                yield checked.problem(
                    "unknown-topic", place, f"There is no topic {id_!r} in topics.yml.", fix
                )


def check_empty_topics(checked: CheckedList) -> Iterator[Problem]:
    """Every topic has a paper, once the list has any."""
    for topic, where in checked.list_topics():
        if checked.catalog.papers and not checked.catalog.by_topic[topic.id]:
            place = checked.locate.find("topics.yml", *where)
            message = f"The topic {topic.id!r} has no papers."
            yield checked.problem("empty-topic", place, message, "Assign a paper to it, or remove it.")


def check_scopes(checked: CheckedList) -> Iterator[Problem]:
    """Every topic proposed from a keyword has been given a scope."""
    for topic, where in checked.list_topics():
        if topic.scope == UNFILLED_SCOPE:
            place = checked.locate.find("topics.yml", *where, "scope")
            yield checked.problem(
                "missing-scope",
                place,
                f"The topic {topic.id!r} has no scope yet.",
                "Describe what belongs in it.",
            )


def check_markup(checked: CheckedList) -> Iterator[Problem]:
    """Introductions and notes contain no markup that is removed from pages, such as scripts and styles."""
    for text, found in find_lost_markup(checked.catalog, checked.locate):
        problem = ("removed-markup", found.place, found.message, found.fix)
        if text.slug:
            yield checked.report(problem[0], text.slug, *problem[1:])
        else:
            yield checked.problem(*problem)


def check_introductions(checked: CheckedList) -> Iterator[Problem]:
    """Every topic has an introduction, which has 60 to 120 words; links count by their words."""
    least, most = INTRODUCTION_WORDS
    for topic, where in checked.list_topics():
        place = checked.locate.find("topics.yml", *where, "introduction")
        count = count_words(replace_links(topic.introduction or ""))
        if not topic.introduction:
            fix = f"Write one of {least} to {most} words."
            yield checked.problem(
                "missing-introduction", place, f"The topic {topic.id!r} has no introduction.", fix
            )
        elif not least <= count <= most:
            message = f"The introduction to {topic.id!r} has {count} words; {least} to {most} are allowed."
            yield checked.problem(
                "introduction-length", place, message, "Shorten it." if count > most else "Say more."
            )
