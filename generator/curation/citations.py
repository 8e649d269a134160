"""Asks OpenAlex which papers of a list cite each other, and what they cite that is not on the list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.curation.edits import Edit
from generator.model.catalog import Catalog
from generator.model.citations import Citations, MissingWork
from generator.model.paper import Paper
from generator.services.openalex import OpenAlex, Work
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.storage.writing import as_mapping, dump
from generator.text.cleaning import clean

FILE = "citations.yml"
COMMENT = "# Written by `reading-list enrich --citations`, which replaces it.\n"
LEAST_CITING = 3
"""Papers on the list that must cite a work before it counts as missing."""
MOST_MISSING = 25
"""Missing works that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationReport:
    """What OpenAlex knows about the papers of a list.

    Attributes:
        asked: number of papers with an identifier.
        found: number of papers that OpenAlex knows.
        citations: what was stored, or would be.
    """

    asked: int
    found: int
    citations: Citations

    @property
    def links(self) -> int:
        """Citations from one paper on the list to another."""
        return sum(map(len, self.citations.cites.values()))


def update_citations(
    folder: Folder, openalex: OpenAlex, *, today: str, dry_run: bool = False
) -> CitationReport:
    """Store which papers cite each other in ``citations.yml``.

    Args:
        folder: the list.
        openalex: the service.
        today: the date, ISO 8601.
        dry_run: whether to write nothing.

    Raises:
        ServiceError: the service does not answer; nothing was changed.
        ContentError: the list cannot be loaded or written; nothing was changed.
    """
    catalog = load_catalog(folder)
    dois = {slug: _list_dois(paper) for slug, paper in catalog.papers.items()}
    works = list(openalex.find_by_dois(doi for known in dois.values() for doi in known))
    by_doi: dict[str, list[Work]] = {}
    for work in works:
        by_doi.setdefault(work.doi.lower(), []).append(work)
    mine = {slug: [work for doi in known for work in by_doi.get(doi, ())] for slug, known in dois.items()}
    slugs = {work.id: slug for slug, found in mine.items() for work in found}
    cited = {slug: {id_ for work in found for id_ in work.references} for slug, found in mine.items()}
    cites = {
        slug: tuple(sorted({slugs[id_] for id_ in ids if id_ in slugs} - {slug}))
        for slug, ids in cited.items()
    }
    counts = Counter(id_ for ids in cited.values() for id_ in ids)
    citations = Citations(
        source=openalex.source,
        date=today,
        cites={slug: others for slug, others in cites.items() if others},
        missing=_list_missing(catalog, openalex, counts, slugs),
    )
    if not dry_run:
        with locked(folder.base):
            edit = Edit(folder, message="Updated the citations.")
            edit.write(folder.file(FILE), COMMENT + dump(as_mapping(citations)))
            edit.apply()
    asked = sum(map(bool, dois.values()))
    return CitationReport(asked=asked, found=sum(map(bool, mine.values())), citations=citations)


def _list_dois(paper: Paper) -> list[str]:
    """Return the DOIs of the published paper and of the preprint, lowercase."""
    preprint = f"10.48550/arxiv.{paper.links.arxiv}" if paper.links.arxiv else None
    return [doi.lower() for doi in (paper.links.doi, preprint) if doi]


def _list_missing(
    catalog: Catalog, openalex: OpenAlex, counts: Counter[str], known: Iterable[str]
) -> tuple[MissingWork, ...]:
    known = set(known)
    titles = {clean(paper.title).casefold() for paper in catalog.papers.values()}
    often = [
        id_
        for id_, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= LEAST_CITING and id_ not in known
    ][: 2 * MOST_MISSING]
    found = {work.id: work for work in openalex.find_by_ids(often)}
    missing = [
        MissingWork(title=clean(work.title), year=work.year, doi=work.doi or None, cited_by=counts[id_])
        for id_ in often
        # a paper may be in OpenAlex twice, as a preprint and as published
        if (work := found.get(id_)) and clean(work.title) and clean(work.title).casefold() not in titles
    ]
    return tuple(missing[:MOST_MISSING])
