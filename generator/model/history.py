"""What happened to a list: changes, exclusions and decisions about duplicates."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from generator.model.fields import CitationKey, PartialDate, Record, Slug, Text


class Exclusion(Record):
    """An entry of a capture that was left out of the list on purpose."""

    title: Text
    reason: Text
    date: PartialDate | None = None
    citation_keys: tuple[CitationKey, ...] = Field(
        (), description="Keys of the record that was removed; no other paper gets them"
    )


class Decision(Record):
    """A curator's answer to whether two similar records are the same paper.

    Attributes:
        verdict: ``same`` if they were merged, ``different`` if both stay.
        papers: the slugs of both, the kept one first.
        titles: the titles of both, by which later imports recognize a merged paper.
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
    """The changes of one day, as shown on the "What's new" page and in the digest.

    Attributes:
        date: day of the changes.
        sources: names of imported captures.
        added: slugs of added papers.
        filed: slug of an added paper -> its primary topic on that day; later moves are found by comparison.
        moved: slug -> old and new primary topic.
        merged: removed slug -> slug of the paper it was merged into.
        excluded: title of an excluded paper -> reason.
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
