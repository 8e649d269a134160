"""What happened to a list: changes, exclusions and decisions about duplicates."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from generator.model.fields import CitationKey, FileName, PartialDate, Record, Sentence, Slug, Title
from generator.model.limits import MOST_CAPTURES, MOST_KEYS, MOST_PAPERS


class Exclusion(Record):
    """An entry of a capture that was left out of the list on purpose."""

    title: Title
    reason: Sentence
    date: PartialDate | None = None
    citation_keys: tuple[CitationKey, ...] = Field(
        (),
        description="Keys of the record that was removed; no other paper gets them",
        max_length=MOST_KEYS + 1,
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
    titles: tuple[Title, ...] = Field((), max_length=MOST_CAPTURES)
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
        removed: slugs of deleted records and of the redirects to them; earlier changes may name them, and
            they are not reused.
        note: a sentence by the curator.
    """

    date: PartialDate
    sources: tuple[FileName, ...] = Field((), max_length=MOST_CAPTURES)
    added: tuple[Slug, ...] = Field((), max_length=MOST_PAPERS)
    filed: Mapping[Slug, Slug] = Field(default_factory=dict, max_length=MOST_PAPERS)
    moved: Mapping[Slug, tuple[Slug, Slug]] = Field(default_factory=dict, max_length=MOST_PAPERS)
    merged: Mapping[Slug, Slug] = Field(default_factory=dict, max_length=MOST_PAPERS)
    excluded: Mapping[Title, Sentence] = Field(default_factory=dict, max_length=MOST_PAPERS)
    removed: tuple[Slug, ...] = Field((), max_length=MOST_PAPERS)
    note: Sentence | None = None
