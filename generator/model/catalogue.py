"""The catalogue: everything on a list, with the lookups that pages and exports need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from pydantic import ConfigDict, Field

from generator.model.fields import Record, Text
from generator.model.history import Change, Decision, Exclusion
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy

__all__ = ["Catalogue", "SearchWords", "Site", "VenueInfo"]


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
