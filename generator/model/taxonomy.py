"""The taxonomy: topics in groups, and reading paths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self

from pydantic import Field, model_validator

from generator.model.fields import ArxivId, Doi, Name, Prose, Record, Sentence, Slug, Title, Url, Year
from generator.model.limits import (
    MOST_AUTHORS,
    MOST_GROUPS,
    MOST_PATHS,
    MOST_STEPS,
    MOST_TOPICS_OF_GROUP,
    MOST_WORDS,
)
from generator.text.slugs import RESERVED_NAME

GROUP_COLORS = 8
"""Number of colors for groups of topics."""
OTHERS = "et al."
"""Last of the authors of a work outside the list, for those that are not named."""
UNFILLED_SCOPE = "Describe in one sentence what belongs here."
"""Scope of topics that were proposed for keywords."""


class Topic(Record):
    """One topic.

    Its introduction is Markdown, in which ``[words](paper:slug)`` and ``[words](topic:id)`` link to papers
    and topics on the list.
    """

    id: Slug
    aliases: tuple[Slug, ...] = Field(
        (), description="Former ids; their pages, feeds and exports lead here", max_length=MOST_WORDS
    )
    title: Name
    scope: Sentence = Field(description="What belongs here, in one sentence")
    words: tuple[Name, ...] = Field(
        (), description="Terms that suggest this topic for new papers", max_length=MOST_WORDS
    )
    introduction: Prose | None = Field(None, description="60 to 120 words of Markdown")
    read_first: tuple[OutsideWork, ...] = Field(
        (), description="Works that are not on the list, but to be read first", max_length=MOST_STEPS
    )
    path: tuple[PathStep, ...] = Field(
        (), description="Reading path: papers in the order to read them", max_length=MOST_STEPS
    )


class OutsideWork(Record):
    """A work that is not on the list, and that its readers should know beforehand."""

    title: Title
    authors: tuple[Name, ...] = Field(
        (), description=f"Names as printed, in order; {OTHERS} stands for the rest", max_length=MOST_AUTHORS
    )
    year: Year | None = Field(None, description="Year of first publication")
    arxiv: ArxivId | None = Field(None, description="arXiv identifier without version, such as 2410.05434")
    doi: Doi | None = Field(None, description="DOI without https://doi.org/")
    url: Url | None = Field(None, description="Address, if there is no identifier")
    why: Sentence = Field(description="Why to read it first, in half a sentence")

    @model_validator(mode="after")
    def _has_link(self) -> Self:
        if not (self.arxiv or self.doi or self.url):
            raise ValueError("expected arxiv, doi or url (got none of them)")
        return self


class PathStep(Record):
    """One step of a reading path."""

    paper: Slug
    why: Sentence = Field(description="Why to read it at this point, in half a sentence")


class ReadingPath(Record):
    """A reading path across topics, shown to newcomers on the home page."""

    id: Slug
    title: Name
    introduction: Prose
    steps: tuple[PathStep, ...] = Field(max_length=MOST_STEPS)


class Group(Record):
    """A group of topics."""

    id: Slug
    title: Name
    topics: tuple[Topic, ...] = Field(max_length=MOST_TOPICS_OF_GROUP)


class Taxonomy(Record):
    """The content of ``topics.yml``: groups of topics, and reading paths across topics."""

    groups: tuple[Group, ...] = Field(max_length=MOST_GROUPS)
    paths: tuple[ReadingPath, ...] = Field((), max_length=MOST_PATHS)

    @model_validator(mode="after")
    def _distinct_ids(self) -> Self:
        for topic in (topic for group in self.groups for topic in group.topics):
            if RESERVED_NAME.fullmatch(topic.id):
                raise ValueError(f"expected another topic id (got {topic.id!r}, which is reserved)")
        seen: set[str] = set()
        for group in self.groups:
            for id_ in (f"group {group.id}", *(f"topic {topic.id}" for topic in group.topics)):
                if id_ in seen:
                    raise ValueError(f"expected each id once (got {id_!r} again)")
                seen.add(id_)
        for topic in self.topics.values():
            for alias in topic.aliases:
                if f"topic {alias}" in seen:
                    raise ValueError(f"expected an alias that is not in use (got {alias!r} in {topic.id!r})")
                seen.add(f"topic {alias}")
        return self

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Former id of a topic -> its id."""
        return MappingProxyType({old: topic.id for topic in self.topics.values() for old in topic.aliases})

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Every topic by its id, in the order of the file."""
        return MappingProxyType({topic.id: topic for group in self.groups for topic in group.topics})


def group_color(position: int) -> int:
    """Return the number of the color of a group of topics, from 1; colors repeat after the eighth.

    Args:
        position: of the group in the taxonomy, from 0.
    """
    return position % GROUP_COLORS + 1
