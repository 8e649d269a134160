"""Papers: the canonical records that people own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from generator.model.entry import CaptureRef, Organization
from generator.model.fields import ArxivId, CitationKey, Doi, PartialDate, Record, Slug, Text, Urls

__all__ = ["KINDS", "Kind", "Links", "Paper"]

Kind = Literal[
    "method",
    "system",
    "theory",
    "empirical study",
    "benchmark or dataset",
    "survey",
    "application",
]
KINDS: tuple[str, ...] = get_args(Kind)
"""What a paper mainly is, in the order in which kinds are listed."""


class Links(Record):
    """Identifiers and addresses of a paper."""

    arxiv: ArxivId | None = Field(None, description="arXiv identifier without version, such as 2410.05434")
    doi: Doi | None = Field(None, description="DOI without https://doi.org/")
    openreview: Text | None = Field(None, description="OpenReview forum id")
    code: Urls = Field((), description="Repositories; one address or a list")
    project: Urls = Field((), description="Project pages; one address or a list")
    other: Urls = Field((), description="Other addresses worth having: data, talk, blog post")

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in type(self).model_fields)


class Paper(Record):
    """The canonical record of one paper; the fields stand in the order in which a person reads them.

    ``slug`` is the file's name and the page's address; it is not written into the file.
    """

    slug: Slug
    title: Text = Field(description="Title as it should read, in Unicode, without LaTeX")
    authors: tuple[Text, ...] = Field((), description="Names as printed, in order")
    author_count: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Number of authors, where the names are not known"
    )
    organization: Organization | None = Field(None, description="Organization named in place of authors")
    published: PartialDate | None = Field(
        None, description="First publication as precisely as known: YYYY, YYYY-MM or YYYY-MM-DD"
    )
    venue: Text | None = Field(None, description="Conference or journal, in the form used on this list")
    venue_year: Annotated[int, Field(ge=1600, le=2999)] | None = Field(None, description="Year of the venue")
    links: Links = Field(default_factory=lambda: Links(), description="Identifiers and addresses")
    topics: tuple[Slug, ...] = Field((), description="Topic ids from topics.yml; the primary topic first")
    kind: Kind | None = Field(None, description="What the paper mainly is")
    tldr: Text | None = Field(None, description="One sentence of at most 30 words in our own words")
    question: Text | None = Field(
        None, description="The question the paper answers, as somebody new to the field would ask it"
    )
    abstract: str = Field("", description="The authors' abstract, in Unicode, without LaTeX")
    notes: Text | None = Field(None, description="Remarks of the curator, shown on the paper's page")
    review: Text | None = Field(
        None, description="Why a person should look at this record; delete the line to confirm the record"
    )
    added: PartialDate | None = Field(None, description="Day on which the paper came onto the list")
    citation_key: CitationKey | None = Field(
        None, description="Key by which documents cite the paper; never change it once it is published"
    )
    citation_key_aliases: tuple[CitationKey, ...] = Field(
        (), description="Keys of records merged into this one, so that documents citing them still work"
    )
    evidence: Mapping[str, Text] = Field(
        default_factory=dict, description="Where a fact comes from: field name to source"
    )
    captures: tuple[CaptureRef, ...] = Field((), description="The captures this paper stands in")

    @model_validator(mode="after")
    def _distinct_topics(self) -> Self:
        if len(set(self.topics)) != len(self.topics):
            raise ValueError(f"expected each topic once (got {', '.join(self.topics)})")
        return self

    @property
    def primary_topic(self) -> str | None:
        """Id of the topic in which the paper's main contribution lies."""
        return self.topics[0] if self.topics else None

    @property
    def year(self) -> int | None:
        """Year of first publication; the venue's year where nothing else is known."""
        return int(self.published[:4]) if self.published else self.venue_year
