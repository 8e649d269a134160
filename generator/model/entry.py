"""Entries: papers as a capture printed them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import ArxivId, Doi, PartialDate, Record, Text, Url

__all__ = ["CaptureRef", "Entry", "Organization"]


class CaptureRef(Record):
    """Where an entry stands: the capture's file name and its position there, counted from 1."""

    capture: Text
    position: Annotated[int, Field(ge=1)]

    def __str__(self) -> str:
        return f"{self.capture}#{self.position}"


class Organization(Record):
    """The organization a listing names in place of authors."""

    name: Text
    account: Text | None = None


class Entry(Record):
    """One paper as one capture printed it; nothing is normalised but surrounding white space.

    Attributes:
        title: the title as printed.
        abstract: the abstract (or short summary) as printed; empty when there is none.
        authors: names as printed, in order; empty when unknown.
        author_count: the number of authors when only that is printed.
        organization: display name of the organization printed in place of authors.
        organization_account: its account name on the listing's site.
        published: date as precisely as printed.
        venue: where it was published, as printed.
        venue_year: year of the venue, where it is known apart from ``published``.
        arxiv: arXiv identifier without version.
        doi: DOI without resolver.
        openreview: OpenReview forum id.
        code: addresses of repositories, most important first.
        project: addresses of project pages.
        upvotes: number of upvotes.
        comments: number of comments.
        capture: name of the file it was read from.
        position: its place among the entries of that file, counted from 1.
        line: line of the file where it begins, counted from 1.
        source: what evidence names in place of the capture, such as the service that was asked; or empty.
    """

    title: Text
    abstract: str = ""
    authors: tuple[Text, ...] = ()
    author_count: Annotated[int, Field(ge=1)] | None = None
    organization: Text | None = None
    organization_account: Text | None = None
    published: PartialDate | None = None
    venue: Text | None = None
    venue_year: int | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    openreview: Text | None = None
    code: tuple[Url, ...] = ()
    project: tuple[Url, ...] = ()
    upvotes: Annotated[int, Field(ge=0)] | None = None
    comments: Annotated[int, Field(ge=0)] | None = None
    capture: Text
    position: Annotated[int, Field(ge=1)]
    line: Annotated[int, Field(ge=1)] = 1
    source: str = ""

    @property
    def ref(self) -> CaptureRef:
        """Where this entry stands."""
        return CaptureRef(capture=self.capture, position=self.position)
