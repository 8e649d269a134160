"""Every topic has an introduction of a readable length."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, warn
from generator.checks.markdown_links import replace_links
from generator.checks.wording import count_words
from generator.errors import Problem

__all__ = ["check_introduction_length", "check_missing_introductions"]

INTRODUCTION_WORDS = (60, 120)
"""Fewest and most visible words of an introduction."""


def check_missing_introductions(checked: CheckedList) -> Iterator[Problem]:
    """Every topic has an introduction."""
    for where, id_ in checked.locate_topics():
        if not checked.catalogue.taxonomy.topics[id_].introduction:
            place = checked.locate.find("topics.yml", *where)
            yield warn(place, f"The topic {id_!r} has no introduction.", "Write one of 60 to 120 words.")


def check_introduction_length(checked: CheckedList) -> Iterator[Problem]:
    """An introduction has 60 to 120 words; links count by their words."""
    least, most = INTRODUCTION_WORDS
    for where, id_ in checked.locate_topics():
        introduction = checked.catalogue.taxonomy.topics[id_].introduction
        if introduction and not least <= (count := count_words(replace_links(introduction))) <= most:
            yield Problem(
                checked.locate.find("topics.yml", *where, "introduction"),
                f"The introduction to {id_!r} has {count} words; {least} to {most} are allowed.",
                "Shorten it." if count > most else "Say more.",
            )
