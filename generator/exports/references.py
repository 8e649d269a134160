"""What a citation of a paper says, worked out once and then written by every format.

A :class:`Reference` is a paper as something to cite: its key, its type, the year it is cited by, and its
authors' family and given names. Its texts are clean: no control characters, and white space collapsed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from generator.model.catalog import Catalog
from generator.model.citation_keys import current_keys
from generator.model.paper import MATERIAL, Links, Paper
from generator.model.publication import CslType, Publication
from generator.text.cleaning import clean, clean_paragraphs
from generator.text.identifiers import arxiv_url, doi_url, openreview_url
from generator.text.names import Name, split_name
from generator.text.paper_sites import find_paper_site, leads_to_paper
from generator.text.preprints import is_preprint_venue


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A paper as something to cite.

    Unknown texts and addresses are empty.

    Attributes:
        key_aliases: other citation keys of the paper.
        type: the CSL type, such as ``article-journal``; ``article`` is a preprint.
        publication: other details of the publication.
        status: ``retracted``, ``withdrawn``, ``corrected`` or ``expression of concern``; usually empty.
        organization: the organization named instead of authors; empty if there are authors.
        author_count: the number of authors, if only that is known.
        year: the year in citations: that of the venue if it has one, else that of first publication.
        published: first publication as precisely as known (YYYY, YYYY-MM or YYYY-MM-DD).
        url: where the paper can be read.
        page: absolute address of the paper's page on the site; empty if the site has no address.
        tags: the curator's tags.
        keywords: keywords from the sources.
        must_read: why everybody should read the paper, ``yes`` if no reason is given, or empty.
        material: field -> addresses of PDFs, slides and so on, without empty ones.
        topics: titles of the topics, in the order of ``topic_ids``, the primary one first.
        abstract: the abstract; empty lines between paragraphs.
    """

    slug: str
    key: str
    key_aliases: tuple[str, ...]
    type: CslType
    title: str
    authors: tuple[Name, ...]
    organization: str
    author_count: int | None
    year: int | None
    published: str
    venue: str
    publication: Publication
    status: str
    tags: tuple[str, ...]
    keywords: tuple[str, ...]
    arxiv: str
    doi: str
    openreview: str
    url: str
    page: str
    code: tuple[str, ...]
    project: tuple[str, ...]
    material: Mapping[str, tuple[str, ...]]
    other: tuple[str, ...]
    topic_ids: tuple[str, ...]
    topics: tuple[str, ...]
    kind: tuple[str, ...]
    must_read: str
    level: str
    tldr: str
    abstract: str
    added: str

    @property
    def at_venue(self) -> bool:
        """Whether it was published at a conference or workshop or in a journal."""
        return bool(self.venue) and self.type in ("paper-conference", "article-journal")

    @property
    def has_preprint(self) -> bool:
        """Whether the paper is also at a preprint server or OpenReview, where it may have appeared first."""
        sites = (find_paper_site(address) for address in self.other)
        return bool(self.arxiv or self.openreview) or any(map(is_preprint_venue, sites))

    @property
    def container(self) -> str:
        """Full title of the journal, proceedings or book, or else the venue."""
        return self.publication.container or self.venue

    @property
    def editors(self) -> tuple[Name, ...]:
        """The editors' names in their parts."""
        return tuple(map(split_name, self.publication.editors))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The titles of the topics, the tags and the keywords, each once."""
        more = (*self.tags, *self.keywords)
        return tuple(dict.fromkeys((*self.topics, *more))) if more else self.topics

    @property
    def creators(self) -> tuple[str, ...]:
        """The authors' names as printed, or else the organization."""
        return tuple(name.printed for name in self.authors) or tuple(filter(None, (self.organization,)))

    @property
    def published_parts(self) -> tuple[int, ...]:
        """Year, month and day of first publication, as far as known."""
        return _split_date(self.published)

    @cached_property
    def date_parts(self) -> tuple[int, ...]:
        """The date in citations: that of first publication if it is in the cited year, else only that year.

        If a paper at a venue was also a preprint, month and day are the preprint's, so only the year is used.
        """
        if self.year is None:
            return ()
        published = self.published_parts
        is_of_preprint = self.at_venue and self.has_preprint
        return published if published[:1] == (self.year,) and not is_of_preprint else (self.year,)

    @property
    def other_published_parts(self) -> tuple[int, ...]:
        """Date of first publication if it differs from :attr:`date_parts`; else empty."""
        return () if self.published_parts == self.date_parts else self.published_parts

    @property
    def arxiv_category(self) -> str:
        """Category in an old arXiv identifier (``hep-th`` in ``hep-th/9901001``); else empty."""
        return self.arxiv.rpartition("/")[0]

    @property
    def doi_url(self) -> str:
        """Address at which the DOI resolves; empty without a DOI."""
        return doi_url(self.doi) if self.doi else ""

    @cached_property
    def extras(self) -> tuple[tuple[str, str], ...]:
        """Facts for which bibliographies have no field, as pairs of label and value for notes."""
        pairs = [
            ("Venue", self.venue if self.container != self.venue else ""),
            ("arXiv", self.arxiv),
            ("OpenReview", self.openreview),
            ("Published", self.published if self.other_published_parts else ""),
            ("Authors", str(self.author_count or "")),
            # Zotero reads "Code" as the name of a legal code
            *(("Source code", url) for url in self.code),
            *(("Project", url) for url in self.project),
            *((MATERIAL[name], url) for name, urls in self.material.items() for url in urls),
            *(("Link", url) for url in self.other),
            ("Kind", "; ".join(self.kind)),
            ("Level", self.level),
            ("Must-read", self.must_read),
            ("Status", self.status.capitalize()),
            ("TL;DR", self.tldr),
        ]
        return tuple(pair for pair in pairs if pair[1])


@cache
def _split_date(date: str) -> tuple[int, ...]:
    return tuple(map(int, date.split("-"))) if date else ()


def page_url(site_url: str, path: str) -> str:
    """Return the absolute address of a path on the site; the path itself if the site has no address."""
    return f"{site_url.rstrip('/')}/{path}" if site_url else path


def collect_references(
    catalog: Catalog, *, before: tuple[Catalog, Mapping[str, Reference]] | None = None
) -> Mapping[str, Reference]:
    """Return slug -> reference for all papers, in the order of the slugs.

    Args:
        catalog: the list.
        before: an earlier state of the list and its references. They are used again for papers that are
            still the same objects, unless what they share has changed.
    """
    keys = current_keys(catalog.papers.values())
    old_papers: Mapping[str, Paper] = {}
    old: Mapping[str, Reference] = {}
    if before and _list_shared(before[0]) == _list_shared(catalog):
        old_papers, old = before[0].papers, before[1]
    return {
        slug: old[slug]
        if old_papers.get(slug) is paper and old[slug].key == keys[slug]
        else _make_reference(catalog, paper, keys[slug])
        for slug, paper in catalog.papers.items()
    }


def _list_shared(catalog: Catalog) -> tuple[object, ...]:
    """Return what references depend on besides their papers."""
    return catalog.site.url, catalog.taxonomy, catalog.venues


def _make_reference(catalog: Catalog, paper: Paper, key: str) -> Reference:
    links = paper.links
    site_url = catalog.site.url
    topics = catalog.taxonomy.topics
    return Reference(
        slug=paper.slug,
        key=key,
        key_aliases=paper.citation_key_aliases,
        type=catalog.find_type(paper),
        title=clean(paper.title) or paper.slug,
        authors=tuple(name for name in map(split_name, paper.authors) if name.printed),
        organization=clean(paper.organization.name) if paper.organization and not paper.authors else "",
        author_count=None if paper.authors else paper.author_count,
        year=paper.venue_year if paper.venue and paper.venue_year else paper.year,
        published=paper.published or "",
        venue=clean(paper.venue or ""),
        publication=paper.publication,
        status=paper.status or "",
        tags=paper.tags,
        keywords=paper.keywords,
        arxiv=links.arxiv or "",
        doi=clean(links.doi or ""),
        openreview=clean(links.openreview or ""),
        url=_find_url(links),
        page=page_url(site_url, f"papers/{paper.slug}/") if site_url else "",
        code=links.code,
        project=links.project,
        other=links.other,
        material={name: urls for name in MATERIAL if (urls := getattr(links, name))},
        topic_ids=paper.topics,
        topics=tuple(clean(topics[id_].title) if id_ in topics else id_ for id_ in paper.topics),
        kind=paper.kind,
        must_read=clean(paper.must_read_reason or "yes") if paper.must_read else "",
        level=paper.level or "",
        tldr=clean(paper.tldr or ""),
        abstract=clean_paragraphs(paper.abstract),
        added=paper.added or "",
    )


def _find_url(links: Links) -> str:
    """Return the address where a paper can be read, or else the first of its other addresses."""
    if links.arxiv:
        return arxiv_url(links.arxiv)
    if links.openreview:
        return openreview_url(clean(links.openreview))
    if links.doi:
        return doi_url(clean(links.doi))
    papers = (*links.pdf, *filter(leads_to_paper, links.other))
    return next((url for url in (*papers, *links.project, *links.other, *links.code)), "")
