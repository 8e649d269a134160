"""Entries: papers as a capture printed them."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    Abstract,
    ArxivId,
    CitationKey,
    Doi,
    FileName,
    Name,
    PartialDate,
    Prose,
    Record,
    Title,
    Url,
)
from generator.model.limits import MOST_AUTHORS, MOST_KEYS, MOST_LINKS, MOST_TAGS
from generator.model.publication import CslType, Publication, Status


class CaptureRef(Record):
    """A position in a capture: the file name and the number of the entry, counted from 1."""

    capture: FileName
    position: Annotated[int, Field(ge=1)]

    def __str__(self) -> str:
        return f"{self.capture}#{self.position}"


class Organization(Record):
    """The organization that a listing names instead of authors."""

    name: Name
    account: Name | None = None


class Entry(Record):
    """One paper as one capture printed it; only surrounding white space is removed.

    Attributes:
        author_count: the number of authors, if only that is printed.
        organization: display name of the organization printed instead of authors.
        organization_account: the organization's account on the site of the listing.
        published: the date, as precise as printed.
        venue_year: year of the venue, if it is known apart from ``published``.
        type: what kind of publication it is, if the source says so.
        key: the citation key in the source; empty if it has none.
        key_aliases: other citation keys of the paper.
        tags: keywords, and the headings or collections in which the source lists the paper; `` / `` joins
            the levels of nested ones.
        notes: the source's remarks about the paper, which become the notes of a new record.
        code: repository URLs, most important first.
        other: other addresses of the paper.
        capture: name of the file.
        position: position among the entries of the file, counted from 1.
        line: first line of the entry in the file, counted from 1.
        source: what to name as evidence instead of the capture, such as an online service.
    """

    title: Title
    abstract: Abstract = ""
    authors: Annotated[tuple[Name, ...], Field(max_length=MOST_AUTHORS)] = ()
    author_count: Annotated[int, Field(ge=1)] | None = None
    organization: Name | None = None
    organization_account: Name | None = None
    published: PartialDate | None = None
    venue: Title | None = None
    venue_year: int | None = None
    type: CslType | None = None
    publication: Publication = Publication()
    status: Status | None = None
    key: CitationKey | Literal[""] = ""
    key_aliases: Annotated[tuple[CitationKey, ...], Field(max_length=MOST_KEYS)] = ()
    tags: Annotated[tuple[Name, ...], Field(max_length=MOST_TAGS)] = ()
    notes: Prose | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    openreview: Name | None = None
    code: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    project: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    pdf: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    slides: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    video: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    poster: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    blog: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    other: Annotated[tuple[Url, ...], Field(max_length=MOST_LINKS)] = ()
    upvotes: Annotated[int, Field(ge=0)] | None = None
    comments: Annotated[int, Field(ge=0)] | None = None
    capture: FileName
    position: Annotated[int, Field(ge=1)]
    line: Annotated[int, Field(ge=1)] = 1
    source: str = ""

    @property
    def ref(self) -> CaptureRef:
        """The position of this entry in its capture."""
        return CaptureRef(capture=self.capture, position=self.position)
