"""The values that pass between the steps: frozen, keyword-only, validated.

:class:`Entry` is a paper as a capture printed it. :class:`Paper` is the canonical record that people
own. :class:`Taxonomy` says which topics there are. :class:`Catalogue` is all of it together, with the
look-ups that views and exports need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from generator.text import printable

__all__ = [
    "KINDS",
    "CaptureRef",
    "Catalogue",
    "Change",
    "Decision",
    "Entry",
    "Exclusion",
    "Group",
    "Kind",
    "Links",
    "Organization",
    "Paper",
    "PartialDate",
    "PathStep",
    "ReadingPath",
    "SearchWords",
    "Site",
    "Taxonomy",
    "Topic",
    "VenueInfo",
]

# 2410.05434, math/0211159, hep-th/9901001 (https://info.arxiv.org/help/arxiv_identifier.html)
ARXIV_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})\Z")
# 10.1109/ACCESS.2025.3545787 (https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html)
DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+\Z")
# graph-neural-networks
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# 2024, 2024-07, 2024-07-04
PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z")
# https://github.com/GTmac/FastRP
WEB_ADDRESS = re.compile(
    r"https?://[^\s/?#@\"'<>\\^`{|}]+\.[^\s/?#@\"'<>\\^`{|}.]+(?:[/?#][^\s\"'<>\\^`{|}]*)?\Z"
)

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


def _check_partial_date(value: str) -> str:
    import calendar

    match = PARTIAL_DATE.match(value)
    if not match:
        raise ValueError(f"expected a date as YYYY, YYYY-MM or YYYY-MM-DD (got {value!r})")
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    assert year is not None
    if not 1600 <= year <= 2999:
        raise ValueError(f"expected a year between 1600 and 2999 (got {value!r})")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"expected a month between 01 and 12 (got {value!r})")
    if day is not None and month and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"expected a day that exists in that month (got {value!r})")
    return value


def _year_to_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            raise ValueError(f"expected {expected} (got {value!r})")
        return value

    return AfterValidator(check)


def _hint(pattern: re.Pattern[str]) -> dict[str, JsonValue]:
    """Return what the JSON Schema of a text says of its form, in the syntax of ECMAScript."""
    return {"pattern": "^" + pattern.pattern.replace("\\Z", "$").replace('\\"', '"')}


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[
    str,
    BeforeValidator(_year_to_text),
    AfterValidator(_check_partial_date),
    Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
"""A date as precisely as it is known: ``2024``, ``2024-07`` or ``2024-07-04`` (ISO 8601)."""
Slug = Annotated[
    str,
    _matching(SLUG, "lower-case letters and digits joined by single hyphens"),
    Field(json_schema_extra=_hint(SLUG)),
]
ArxivId = Annotated[
    str,
    _matching(ARXIV_ID, "an arXiv identifier without version, such as 2410.05434"),
    Field(json_schema_extra=_hint(ARXIV_ID)),
]
Doi = Annotated[
    str, _matching(DOI, "a DOI, such as 10.1145/3357384.3357879"), Field(json_schema_extra=_hint(DOI))
]
Url = Annotated[
    str,
    _matching(WEB_ADDRESS, "a web address that begins with https:// or http://"),
    Field(json_schema_extra=_hint(WEB_ADDRESS)),
]
Urls = Annotated[
    tuple[Url, ...],
    BeforeValidator(_one_or_many),
    Field(
        json_schema_extra={
            "anyOf": [
                {"type": "string", **_hint(WEB_ADDRESS)},
                {"type": "array", "items": {"type": "string", **_hint(WEB_ADDRESS)}},
            ]
        }
    ),
]


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else printable(value)
    if isinstance(value, Mapping):
        return {_printable(key): _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_printable(item) for item in value)
    return value


class Record(BaseModel):
    """Base of all values: immutable, keyword-only, unknown keys refused, texts without control characters."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _without_control_characters(cls, data: Any) -> Any:
        return _printable(data) if isinstance(data, dict) else data


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


class Exclusion(Record):
    """An entry of a capture that is kept off the list on purpose."""

    title: Text
    reason: Text
    date: PartialDate | None = None


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


class VenueInfo(Record):
    """How a venue is cited, and the other forms of its name that are brought to this one."""

    name: Text
    type: Literal["conference", "journal", "workshop", "preprint"] = "conference"
    aliases: tuple[Text, ...] = ()


class Site(Record):
    """What the generator needs to know of the site it builds; read from ``mkdocs.yml``."""

    name: Text
    url: str = ""
    description: str = ""
    repo_url: str = ""
    edit_uri: str = "edit/main/content/papers/"
    author: str = ""
    contact: str = ""
    unreviewed: Literal["show", "hide", "refuse"] = "show"


class SearchWords(Record):
    """``search.yml``: the words by which papers are looked for beside those they use themselves.

    Attributes:
        synonyms: groups of expressions that mean the same.
        found_by: expression -> others by which a paper that uses it is found too, not the other way round.
    """

    synonyms: tuple[tuple[Text, ...], ...] = ()
    found_by: Mapping[Text, tuple[Text, ...]] = Field(default_factory=dict)


class Catalogue(Record):
    """Everything on the list.

    Attributes:
        site: name and addresses of the site.
        taxonomy: groups and topics.
        papers: every paper by its slug, in the order of the slugs.
        exclusions: entries that are kept off the list.
        changes: what changed when, oldest first.
        redirects: slug that is gone -> slug that took its place.
        venues: how venues are cited.
        search: the words by which papers are looked for beside those they use.
        decisions: what people said of pairs of records that look like one paper.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    site: Site
    taxonomy: Taxonomy
    papers: Mapping[str, Paper]
    exclusions: tuple[Exclusion, ...] = ()
    changes: tuple[Change, ...] = ()
    redirects: Mapping[str, str] = Field(default_factory=dict)
    venues: tuple[VenueInfo, ...] = ()
    search: SearchWords = Field(default_factory=lambda: SearchWords())
    decisions: tuple[Decision, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        """Order the papers by slug and make the mapping read-only."""
        object.__setattr__(self, "papers", MappingProxyType(dict(sorted(self.papers.items()))))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers of each topic id: those whose primary topic it is, then the others; by slug."""
        table: dict[str, list[Paper]] = {id_: [] for id_ in self.taxonomy.topics}
        for rank in (True, False):
            for paper in self.papers.values():
                for place, id_ in enumerate(paper.topics):
                    if id_ in table and (place == 0) is rank:
                        table[id_].append(paper)
        return MappingProxyType({id_: tuple(papers) for id_, papers in table.items()})

    @cached_property
    def by_year(self) -> Mapping[int | None, tuple[Paper, ...]]:
        """Papers of each year, newest first; None, last, holds those without a year."""
        table: dict[int | None, list[Paper]] = {}
        for paper in self.papers.values():
            table.setdefault(paper.year, []).append(paper)
        years = sorted((year for year in table if year is not None), reverse=True)
        order: list[int | None] = [*years, *([None] if None in table else [])]
        return MappingProxyType({year: tuple(table[year]) for year in order})

    @cached_property
    def venue_types(self) -> Mapping[str, str]:
        """Type of each venue by its name."""
        return MappingProxyType({venue.name: venue.type for venue in self.venues})
