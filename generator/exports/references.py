"""What a citation of a paper says, worked out once and then written by every format.

A :class:`Reference` is a paper seen as something to cite: its key, its type, the year it is cited by,
its authors with family and given names apart. Text in it is clean: white space collapsed, no control
characters, so that no format has to think of them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model.catalogue import Catalogue
from generator.model.citation_keys import current_keys
from generator.model.paper import Paper
from generator.text.cleaning import clean as clean_text
from generator.text.names import Name, split_name
from generator.text.preprints import is_preprint_venue
from generator.text.urls import arxiv_url, doi_url, openreview_url

__all__ = ["Name", "Reference", "ReferenceType", "clean", "collect_references", "page_url", "split_name"]

ReferenceType = Literal["conference", "workshop", "journal", "preprint", "unknown"]

# "two\n\nparagraphs"
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# "hep-th/9901001"
OLD_ARXIV_ID = re.compile(r"(?P<category>[a-z-]+(?:\.[A-Z]{2})?)/\d{7}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A paper as something to cite.

    Attributes:
        slug: the paper's slug.
        key: citation key, unique on the list.
        key_aliases: keys of records that were merged into this one.
        type: what it was published as.
        title: title in Unicode.
        authors: the authors in order; empty when unknown.
        organization: the organization named where there are no authors.
        author_count: number of authors where only that is known.
        year: the year it is cited by: the venue's where it has one, else that of first publication.
        published: first publication as precisely as known (YYYY, YYYY-MM or YYYY-MM-DD).
        venue: conference or journal.
        venue_year: year of the venue.
        arxiv: arXiv identifier without version.
        doi: DOI without resolver.
        openreview: OpenReview forum id.
        url: where the paper can be read; empty when nothing is known.
        page: absolute address of the paper's page on the site; empty when the site has no address.
        code: repositories.
        project: project pages.
        other: other addresses.
        topic_ids: ids of the topics, the primary one first.
        topics: their titles.
        kind: what the paper mainly is.
        tldr: the one-sentence summary.
        abstract: the abstract; paragraphs apart by an empty line.
        added: when it came onto the list.
    """

    slug: str
    key: str
    key_aliases: tuple[str, ...]
    type: ReferenceType
    title: str
    authors: tuple[Name, ...]
    organization: str
    author_count: int | None
    year: int | None
    published: str
    venue: str
    venue_year: int | None
    arxiv: str
    doi: str
    openreview: str
    url: str
    page: str
    code: tuple[str, ...]
    project: tuple[str, ...]
    other: tuple[str, ...]
    topic_ids: tuple[str, ...]
    topics: tuple[str, ...]
    kind: str
    tldr: str
    abstract: str
    added: str

    @property
    def published_parts(self) -> tuple[int, ...]:
        """Year, month and day of first publication, as far as known."""
        return tuple(int(part) for part in self.published.split("-")) if self.published else ()

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Date it is cited by: a preprint's is that of first publication, a venue's is its year.

        The month of first publication is the preprint's; when the venue's issue came is not known.
        """
        if self.year is None:
            return ()
        published = self.published_parts
        at_venue = self.type in ("conference", "workshop", "journal")
        return published if published and published[0] == self.year and not at_venue else (self.year,)

    @property
    def published_apart(self) -> str:
        """Date of first publication where :attr:`date_parts` does not tell it; else empty."""
        return "" if self.published_parts == self.date_parts else self.published

    @property
    def arxiv_category(self) -> str:
        """Category of an arXiv identifier of the old form (``hep-th/9901001``); else empty."""
        match = OLD_ARXIV_ID.match(self.arxiv)
        return match["category"] if match else ""

    @property
    def doi_url(self) -> str:
        """Address of the DOI's resolver; empty without a DOI."""
        return doi_url(self.doi) if self.doi else ""

    @property
    def extras(self) -> tuple[tuple[str, str], ...]:
        """Facts that RIS and CSL-JSON have no field for, as label and value, one per note line."""
        pairs = [
            ("arXiv", self.arxiv),
            ("OpenReview", self.openreview),
            ("Published", self.published_apart),
            ("Authors", str(self.author_count or "")),
            *(("Code", url) for url in self.code),
            *(("Project", url) for url in self.project),
            *(("Link", url) for url in self.other),
            ("Kind", self.kind),
            ("TL;DR", self.tldr),
        ]
        return tuple(pair for pair in pairs if pair[1])


def clean(text: str | None) -> str:
    """Return text in NFC on one line, control characters removed; empty for None."""
    return clean_text(text) if text else ""


def page_url(site_url: str, path: str) -> str:
    """Return the absolute address of a path of the site; the path itself when the site has none."""
    return f"{site_url.rstrip('/')}/{path}" if site_url else path


def collect_references(catalogue: Catalogue) -> Mapping[str, Reference]:
    """Work out the references of all papers: slug -> reference, in the order of the slugs."""
    keys = current_keys(catalogue.papers.values())
    types = catalogue.venue_types
    topics = catalogue.taxonomy.topics
    return {
        paper.slug: _build_reference(
            paper,
            key=keys[paper.slug],
            type_=_reference_type(paper, types),
            site_url=catalogue.site.url,
            topics=tuple(clean(topics[id_].title) if id_ in topics else id_ for id_ in paper.topics),
        )
        for paper in catalogue.papers.values()
    }


def _build_reference(
    paper: Paper, *, key: str, type_: ReferenceType, site_url: str, topics: tuple[str, ...]
) -> Reference:
    links = paper.links
    published = paper.published or ""
    year = paper.venue_year if paper.venue and paper.venue_year else paper.year
    return Reference(
        slug=paper.slug,
        key=key,
        key_aliases=paper.citation_key_aliases,
        type=type_,
        title=clean(paper.title) or paper.slug,
        authors=tuple(split_name(name) for name in paper.authors if clean(name)),
        organization=clean(paper.organization.name) if paper.organization and not paper.authors else "",
        author_count=None if paper.authors else paper.author_count,
        year=year,
        published=published,
        venue=clean(paper.venue),
        venue_year=paper.venue_year,
        arxiv=links.arxiv or "",
        doi=clean(links.doi),
        openreview=clean(links.openreview),
        url=_reading_address(paper),
        page=page_url(site_url, f"papers/{paper.slug}/") if site_url else "",
        code=links.code,
        project=links.project,
        other=links.other,
        topic_ids=paper.topics,
        topics=topics,
        kind=paper.kind or "",
        tldr=clean(paper.tldr),
        abstract="\n\n".join(filter(None, map(clean, PARAGRAPH_BREAK.split(paper.abstract)))),
        added=paper.added or "",
    )


def _reference_type(paper: Paper, types: Mapping[str, str]) -> ReferenceType:
    if paper.venue:
        known = types.get(paper.venue)
        if known in ("conference", "workshop", "journal", "preprint"):
            return known  # type: ignore[return-value]
        return "preprint" if is_preprint_venue(paper.venue) else "unknown"
    return "preprint" if paper.links.arxiv else "unknown"


def _reading_address(paper: Paper) -> str:
    links = paper.links
    if links.arxiv:
        return arxiv_url(links.arxiv)
    if links.openreview:
        return openreview_url(clean(links.openreview))
    if links.doi:
        return doi_url(clean(links.doi))
    return next(iter((*links.project, *links.other, *links.code)), "")
