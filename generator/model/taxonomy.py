"""The taxonomy: topics in groups, and reading paths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self

from pydantic import Field, model_validator

from generator.model.fields import Record, Slug, Text

__all__ = ["Group", "PathStep", "ReadingPath", "Taxonomy", "Topic"]


class Topic(Record):
    """One topic of the taxonomy. ``introduction`` is Markdown; ``[words](paper:slug)`` and
    ``[words](topic:id)`` link to a paper or topic of the list."""

    id: Slug
    title: Text
    scope: Text = Field(description="What belongs here, in one sentence")
    words: tuple[Text, ...] = Field(
        (), description="Expressions that speak for this topic when topics are suggested for a new paper"
    )
    introduction: Text | None = Field(None, description="60 to 120 words of Markdown")
    path: tuple[PathStep, ...] = Field((), description="Reading path: papers in an order that makes sense")


class PathStep(Record):
    """One step of a reading path."""

    paper: Slug
    why: Text = Field(description="Half a sentence on why it stands here")


class ReadingPath(Record):
    """A path across topics, offered on the home page to readers who are new."""

    id: Slug
    title: Text
    introduction: Text
    steps: tuple[PathStep, ...]


class Group(Record):
    """A group of topics."""

    id: Slug
    title: Text
    topics: tuple[Topic, ...]


class Taxonomy(Record):
    """``topics.yml``: the groups with their topics, and the paths across them."""

    groups: tuple[Group, ...]
    paths: tuple[ReadingPath, ...] = ()

    @model_validator(mode="after")
    def _distinct_ids(self) -> Self:
        seen: set[str] = set()
        for group in self.groups:
            for id_ in (f"group {group.id}", *(f"topic {topic.id}" for topic in group.topics)):
                if id_ in seen:
                    raise ValueError(f"expected each id once (got {id_!r} again)")
                seen.add(id_)
        return self

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Every topic by its id, in the order of the file."""
        return MappingProxyType({topic.id: topic for group in self.groups for topic in group.topics})
