"""What happened to a list: changes, exclusions and decisions about duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from generator.model.fields import CitationKey, PartialDate, Record, Slug, Text

__all__ = ["Change", "Decision", "Exclusion"]


class Exclusion(Record):
    """An entry of a capture that is kept off the list on purpose."""

    title: Text
    reason: Text
    date: PartialDate | None = None
    citation_keys: tuple[CitationKey, ...] = Field(
        (), description="Keys of the record that was removed; no other paper gets them"
    )


class Decision(Record):
    """What a person said of two records that look like one paper.

    Attributes:
        verdict: ``same`` (they were merged) or ``different`` (they stay two).
        papers: the slugs of both; of merged ones, the slug that stayed first.
        titles: the titles of both, by which a merged paper is known again.
        date: day of the decision.
    """

    verdict: Literal["same", "different"]
    papers: tuple[Slug, Slug]
    titles: tuple[Text, ...] = ()
    date: PartialDate | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The slugs of both."""
        return frozenset(self.papers)


class Change(Record):
    """What one day's work changed on the list; the "what's new" page and the digest read these.

    Attributes:
        date: day of the change.
        sources: names of the captures that were imported, if any.
        added: slugs of papers that came onto the list.
        filed: slug -> primary topic it was filed under that day; a later move shows against it.
        moved: slug -> [old primary topic, new primary topic].
        merged: slug that is gone -> slug that it is part of now.
        excluded: titles kept off the list -> reason.
        note: a sentence by the curator.
    """

    date: PartialDate
    sources: tuple[Text, ...] = ()
    added: tuple[Slug, ...] = ()
    filed: Mapping[Slug, Slug] = Field(default_factory=dict)
    moved: Mapping[Slug, tuple[Slug, Slug]] = Field(default_factory=dict)
    merged: Mapping[Slug, Slug] = Field(default_factory=dict)
    excluded: Mapping[Text, Text] = Field(default_factory=dict)
    note: Text | None = None
