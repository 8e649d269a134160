"""The catalog: everything on a list, with the lookups that pages and exports need."""

from collections.abc import Container, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from generator.model.authors import Authors, collect_authors
from generator.model.citations import Citations
from generator.model.fields import Name, Record, Title
from generator.model.history import Change, Decision, Exclusion
from generator.model.limits import MOST_LINES, MOST_WORDS
from generator.model.paper import Paper
from generator.model.publication import CslType, guess_type
from generator.model.settings import Settings
from generator.model.taxonomy import Taxonomy
from generator.text.preprints import is_publication_venue
from generator.text.translation import ENGLISH, Translator

VenueType = Literal["conference", "journal", "workshop", "preprint"]
VENUE_TYPES: Mapping[str, CslType] = {
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",
}
"""The CSL types of papers at each kind of venue."""


class VenueInfo(Record):
    """How a venue is written on this list, and other forms of its name."""

    name: Title
    type: VenueType = "conference"
    aliases: tuple[Title, ...] = Field((), max_length=MOST_WORDS)


class Site(Settings):
    """The settings of the site, read from ``mkdocs.yml``: MkDocs' own and the plugin's options.

    Attributes:
        policy: the pages' Content-Security-Policy; empty for none.
    """

    name: Title
    url: str = ""
    description: str = ""
    repo_url: str = ""
    author: str = ""
    language: str = "en"
    markdown_extensions: tuple[str, ...] = ()
    policy: str = ""


Names = Annotated[tuple[Name, ...], Field(max_length=MOST_WORDS)]


class SearchWords(Record):
    """The content of ``search.yml``: words that find papers in addition to the papers' own.

    Attributes:
        synonyms: groups of expressions with the same meaning.
        found_by: expression -> other expressions that also find papers containing it, but not vice versa.
    """

    synonyms: tuple[Names, ...] = Field((), max_length=MOST_LINES)
    found_by: Mapping[Name, Names] = Field(default_factory=dict, max_length=MOST_LINES)


class Catalog(Record):
    """Everything on the list.

    Attributes:
        papers: the papers by slug, sorted by slug.
        changes: the change log, oldest first.
        redirects: removed slug -> slug that replaced it.
        citations: which papers cite each other.
        decisions: the curator's answers about possible duplicates.
        translator: the words of the interface.
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
    citations: Citations = Field(default_factory=lambda: Citations())
    translator: Translator = ENGLISH

    def model_post_init(self, context: Any, /) -> None:
        """Order the papers by slug and make the mapping read-only."""
        object.__setattr__(self, "papers", MappingProxyType(dict(sorted(self.papers.items()))))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The label of each kind, those of the settings first; empty if these name none."""
        used = {kind for paper in self.papers.values() for kind in paper.kind}
        others = used - self.site.kinds.keys() if self.site.kinds else ()
        return MappingProxyType({**self.site.kinds, **{kind: kind for kind in sorted(others)}})

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """The papers of each topic by its id; those whose primary topic it is come first."""
        table: dict[str, list[Paper]] = {id_: [] for id_ in self.taxonomy.topics}
        for paper in self.papers.values():
            for id_ in paper.topics:
                if id_ in table:
                    table[id_].append(paper)
        return MappingProxyType(
            {
                id_: tuple(sorted(papers, key=lambda paper: paper.primary_topic != id_))
                for id_, papers in table.items()
            }
        )

    @cached_property
    def by_year(self) -> Mapping[int | None, tuple[Paper, ...]]:
        """The papers of each year, newest first; papers without a year come last, under None."""
        table: dict[int | None, list[Paper]] = {}
        for paper in self.papers.values():
            table.setdefault(paper.year, []).append(paper)
        newest_first = sorted(table, key=lambda year: year or 0, reverse=True)
        return MappingProxyType({year: tuple(table[year]) for year in newest_first})

    @cached_property
    def authors(self) -> Authors:
        """The authors of several papers."""
        return collect_authors(self.papers.values())

    @cached_property
    def cites(self) -> Mapping[str, tuple[str, ...]]:
        """Slug -> slugs of the papers that the paper cites; only papers on the list."""
        table: dict[str, set[str]] = {}
        for citing, cited in self.citations.cites.items():
            slugs = [follow_redirects(slug, self.redirects, papers=self.papers) for slug in (citing, *cited)]
            if slugs[0] in self.papers:
                known = {slug for slug in slugs[1:] if slug in self.papers} - {slugs[0]}
                table.setdefault(slugs[0] or "", set()).update(filter(None, known))
        return MappingProxyType({slug: tuple(sorted(cited)) for slug, cited in table.items() if cited})

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[str, ...]]:
        """Slug -> slugs of the papers on the list that cite the paper."""
        table: dict[str, list[str]] = {}
        for citing, cited in sorted(self.cites.items()):
            for slug in cited:
                table.setdefault(slug, []).append(citing)
        return MappingProxyType({slug: tuple(citing) for slug, citing in table.items()})

    @cached_property
    def related_from(self) -> Mapping[str, tuple[str, ...]]:
        """Slug -> slugs of the records that name it as related."""
        table: dict[str, dict[str, None]] = {}
        for slug, paper in self.papers.items():
            for other in paper.related:
                table.setdefault(other.paper, {})[slug] = None
        return MappingProxyType({slug: tuple(naming) for slug, naming in table.items()})

    @cached_property
    def removed_slugs(self) -> frozenset[str]:
        """The slugs of papers that were on the list before they were excluded."""
        return frozenset(slug for change in self.changes for slug in change.removed)

    @cached_property
    def _venue_types(self) -> Mapping[str, CslType]:
        return {venue.name: VENUE_TYPES[venue.type] for venue in self.venues}

    def find_type(self, paper: Paper) -> CslType:
        """Return the CSL type of a paper: as recorded, or else that of its venue; ``document`` if unknown.

        A paper recorded as a preprint has the type of its venue if it has been published there.
        """
        listed = self._venue_types.get(paper.venue) if paper.venue else None
        if paper.type and not (paper.type == "article" and (listed or is_publication_venue(paper.venue))):
            return paper.type
        if not paper.venue:
            return "article" if paper.links.arxiv else "document"
        return listed or guess_type(paper.venue, paper.publication)


MOST_HOPS = 100
"""Longest chain of redirects that is followed."""


def follow_redirects(slug: str, redirects: Mapping[str, str], *, papers: Container[str] = ()) -> str | None:
    """Return the slug at the end of a chain of redirects, or None if the chain is a loop or has 100 steps.

    Args:
        slug: where to start; returned as it is when it is not redirected.
        redirects: old slug -> new slug.
        papers: slugs at which to stop even if they are redirected.
    """
    visited = {slug}
    while slug in redirects and slug not in papers:
        slug = redirects[slug]
        if slug in visited or len(visited) > MOST_HOPS:
            return None
        visited.add(slug)
    return slug
