"""Papers: the canonical records that people own."""

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.model.entry import CaptureRef, Organization
from generator.model.fields import (
    Abstract,
    ArxivId,
    CitationKey,
    Doi,
    Kinds,
    Name,
    PartialDate,
    Prose,
    Record,
    Sentence,
    Slug,
    Title,
    Urls,
    Year,
)
from generator.model.limits import (
    MOST_AUTHORS,
    MOST_CAPTURES,
    MOST_KEYS,
    MOST_RELATED,
    MOST_TAGS,
    MOST_TOPICS_OF_PAPER,
    MOST_WORDINGS,
)
from generator.model.publication import CslType, Publication, Status
from generator.text.identifiers import is_of_first_day
from generator.text.translation import translatable

Level = Literal["introductory", "intermediate", "advanced"]
LEVELS: Final[Mapping[Level, str]] = {
    "introductory": translatable("introductory"),
    "intermediate": translatable("intermediate"),
    "advanced": translatable("advanced"),
}
"""How much a paper expects its readers to know, from least to most: value -> label."""

NO_REASON: Final = "true"
"""The value of ``must_read`` that gives no reason."""


# "It began here"; also 必读 and other words of languages that are written without spaces
SEVERAL_WORDS = re.compile(r"\S\s+\S|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def _read_mark(value: object) -> object:
    """Return a reason as it is; True for a mark without one, and None for ``no``.

    A single word is no reason, but an answer in another language or with a typo.
    """
    if str(value).strip().lower() in ("true", "yes"):
        return NO_REASON
    if str(value).strip().lower() in ("false", "no"):
        return None
    if isinstance(value, str) and value.strip() and not SEVERAL_WORDS.search(value):
        raise ValueError("expected true, false or a reason of at least two words")
    return value


SOURCED: Final = ("authors", "published", "venue", "arxiv", "doi")
"""Facts that can be looked up."""
FROM_ARXIV_ID: Final = "arXiv identifier"
"""The source of a date that is only the month of the paper's arXiv identifier."""

Mark = Annotated[Sentence | None, BeforeValidator(_read_mark)]
"""A mark: why the paper has it, or :data:`NO_REASON`."""


MATERIAL: Final = {
    "pdf": translatable("PDF"),
    "slides": translatable("Slides"),
    "video": translatable("Video"),
    "poster": translatable("Poster"),
    "blog": translatable("Blog"),
}
"""What links can lead to besides code and project pages: field -> label."""
LISTS_OF_LINKS: Final = ("code", "project", *MATERIAL, "other")
"""The links of which a paper can have several."""


class Links(Record):
    """Identifiers and addresses of a paper."""

    arxiv: ArxivId | None = Field(None, description="arXiv identifier without version, such as 2410.05434")
    doi: Doi | None = Field(None, description="DOI without https://doi.org/")
    openreview: Name | None = Field(None, description="OpenReview forum id")
    code: Urls = Field((), description="Repositories; one address or a list")
    project: Urls = Field((), description="Project pages; one address or a list")
    pdf: Urls = Field((), description="PDFs of the paper; one address or a list")
    slides: Urls = Field((), description="Slides; one address or a list")
    video: Urls = Field((), description="Recorded talks and other videos; one address or a list")
    poster: Urls = Field((), description="Posters; one address or a list")
    blog: Urls = Field((), description="Blog posts about the paper; one address or a list")
    other: Urls = Field((), description="Other links, such as data; one address or a list")

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in type(self).model_fields)


class Comparison(Record):
    """What the table that compares the papers of a topic shows of a paper, in at most 30 words each."""

    problem: Sentence | None = Field(None, description="What goes wrong without it")
    mechanism: Sentence | None = Field(None, description="How it works")
    scale: Sentence | None = Field(
        None, description="The largest models, data sets or devices it was tried on"
    )
    result: Sentence | None = Field(None, description="The main figure, with its data set and baseline")

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in type(self).model_fields)


class RelatedPaper(Record):
    """Another paper on the list that readers of a paper should know."""

    paper: Slug
    why: Sentence = Field(
        description="What connects them, in half a sentence; 'both …' is shown on both papers' pages"
    )


class Paper(Record):
    """The record of one paper, its fields in the order in which they are written.

    ``slug`` is the file name and the page address; it is not written into the file.
    """

    slug: Slug
    title: Title = Field(description="Title in Unicode, without LaTeX")
    aliases: tuple[Title, ...] = Field(
        (), description="Other titles, such as that of the preprint", max_length=MOST_WORDINGS
    )
    authors: tuple[Name, ...] = Field((), description="Names as printed, in order", max_length=MOST_AUTHORS)
    author_count: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Number of authors, if their names are unknown"
    )
    organization: Organization | None = Field(None, description="Organization named instead of authors")
    published: PartialDate | None = Field(
        None, description="Date of first publication: YYYY, YYYY-MM or YYYY-MM-DD"
    )
    venue: Title | None = Field(None, description="Conference, journal or book, under its name on this list")
    venue_year: Year | None = Field(None, description="Year of the venue")
    type: CslType | None = Field(
        None, description="CSL type, such as article-journal; a preprint is an article"
    )
    publication: Publication = Field(
        default_factory=lambda: Publication(),
        description="Other details for citations, such as volume and publisher",
    )
    status: Status | None = Field(None, description="Whether it was retracted, withdrawn or corrected")
    links: Links = Field(default_factory=lambda: Links(), description="Identifiers and addresses")
    topics: tuple[Slug, ...] = Field(
        (),
        description="Topic ids from topics.yml; the primary topic first",
        max_length=MOST_TOPICS_OF_PAPER,
    )
    tags: tuple[Name, ...] = Field(
        (), description="The curator's own tags, by which readers can filter the list", max_length=MOST_TAGS
    )
    keywords: tuple[Name, ...] = Field(
        (),
        description="Keywords, headings and collections from the sources; ' / ' joins nested ones",
        max_length=MOST_TAGS,
    )
    must_read: Mark = Field(
        None, description="Why everybody should read the paper, in at least two words, or just 'true'"
    )
    level: Level | None = Field(None, description="How much readers need to know beforehand")
    kind: Kinds = Field((), description="The kind of paper, one or two of `kinds` in mkdocs.yml")
    tldr: Sentence | None = Field(None, description="Summary of at most 30 words, in our own words")
    why_read: Sentence | None = Field(
        None, description="What readers find only in this paper, in at most 25 words"
    )
    who_can_skip: Sentence | None = Field(
        None, description="Who can do without this paper and why, in at most 25 words, instead of 'why_read'"
    )
    question: Sentence | None = Field(
        None, description="The question the paper answers, in the terms of the field and at most 15 words"
    )
    also_asked: tuple[Sentence, ...] = Field(
        (),
        description="Other wordings in which readers may search for the paper, in at most 40 words each; "
        "they are never shown",
        max_length=MOST_WORDINGS,
    )
    comparison: Comparison = Field(
        default_factory=lambda: Comparison(), description="The paper's row in the comparison of its topics"
    )
    abstract: Abstract = Field("", description="The authors' abstract, in Unicode, without LaTeX")
    related: tuple[RelatedPaper, ...] = Field(
        (), description="Related papers, shown before those found automatically", max_length=MOST_RELATED
    )
    notes: Prose | None = Field(
        None, description="The curator's notes in Markdown, shown on the paper's page"
    )
    review: Sentence | None = Field(
        None, description="Why this record needs a review; delete the line to confirm the record"
    )
    added: PartialDate | None = Field(None, description="Date on which the paper was added to the list")
    citation_key: CitationKey | None = Field(
        None, description="Key by which documents cite the paper; never change it once it is published"
    )
    citation_key_aliases: tuple[CitationKey, ...] = Field(
        (),
        description="Other citation keys of the paper, from merged records and imported files",
        max_length=MOST_KEYS,
    )
    evidence: Mapping[Name, Prose] = Field(
        default_factory=dict, description="The source of each fact, by field name", max_length=MOST_KEYS
    )
    captures: tuple[CaptureRef, ...] = Field(
        (), description="The captures that list this paper", max_length=MOST_CAPTURES
    )

    @model_validator(mode="after")
    def _distinct_values(self) -> Self:
        for name, values in (("topic", self.topics), ("kind", self.kind)):
            if len(set(values)) != len(values):
                raise ValueError(f"expected each {name} once (got {', '.join(values)})")
        return self

    @property
    def titles(self) -> tuple[str, ...]:
        """The title and its aliases."""
        return (self.title, *self.aliases)

    @property
    def must_read_reason(self) -> str:
        """Why everybody should read the paper; empty if it is not a must-read or no reason is given."""
        return "" if self.must_read in (None, NO_REASON) else self.must_read or ""

    @property
    def primary_topic(self) -> str | None:
        """Id of the topic of the paper's main contribution."""
        return self.topics[0] if self.topics else None

    @property
    def unsourced_facts(self) -> tuple[str, ...]:
        """The facts among :data:`SOURCED` for which ``evidence`` names no source."""
        named = {name.rpartition(".")[2] for name in self.evidence}
        facts = {name: getattr(self, name, None) or getattr(self.links, name, None) for name in SOURCED}
        return tuple(name for name, value in facts.items() if value and name not in named)

    @property
    def has_rough_date(self) -> bool:
        """Whether the date is the month of an arXiv identifier from that month's first announcement."""
        return self.evidence.get("published") == FROM_ARXIV_ID and is_of_first_day(self.links.arxiv or "")

    @property
    def year(self) -> int | None:
        """Year of first publication, or the venue's year if that is unknown."""
        return int(self.published[:4]) if self.published else self.venue_year
