"""Asks arXiv and Crossref which papers on a list were retracted, withdrawn or corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.curation.edits import edit_records
from generator.curation.import_plan import Filled, ImportPlan
from generator.curation.rename import resolve_slug
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.publication import Status
from generator.services.bundle import Services
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What services say about the papers of a list.

    Attributes:
        asked: number of papers with an identifier.
        plan: the records whose status changes.
        kept: slug -> why a record keeps another status than the service reports.
    """

    asked: int
    plan: ImportPlan
    kept: Mapping[str, str]


def update_statuses(
    folder: Folder, services: Services, slugs: Iterable[str] = (), *, dry_run: bool = False
) -> StatusReport:
    """Store in the records which papers were retracted, withdrawn or corrected.

    A status that a person has written is never changed.

    Args:
        folder: the list.
        services: the services to ask.
        slugs: the records; all of them if empty.
        dry_run: whether to write nothing.

    Raises:
        ServiceError: a service does not answer; nothing was changed.
        ContentError: the list cannot be loaded or written; nothing was changed.
    """
    catalog = load_catalog(folder)
    chosen = dict.fromkeys(resolve_slug(catalog, slug) for slug in slugs) or catalog.papers
    papers = [catalog.papers[slug] for slug in chosen]
    found = _find_statuses(papers, services)
    with locked(folder.base):
        # somebody may have edited the list in the meantime
        filled, kept = _compare(load_catalog(folder), found)
        plan = ImportPlan(filled=tuple(filled))
        if filled and not dry_run:
            edit = edit_records(folder, plan)
            edit.apply()
    asked = sum(bool(paper.links.arxiv or paper.links.doi) for paper in papers)
    return StatusReport(asked=asked, plan=plan, kept=kept)


def _find_statuses(papers: Iterable[Paper], services: Services) -> dict[str, tuple[Status, str]]:
    """Return slug -> status and the service that reports it; Crossref's answer counts before arXiv's."""
    papers = list(papers)
    by_arxiv = services.arxiv.find_by_ids(filter(None, (paper.links.arxiv for paper in papers)))
    by_doi = services.crossref.find_statuses(filter(None, (paper.links.doi for paper in papers)))
    found: dict[str, tuple[Status, str]] = {}
    for paper in papers:
        entry = by_arxiv.get(paper.links.arxiv or "")
        if status := by_doi.get((paper.links.doi or "").lower()):
            found[paper.slug] = status, services.crossref.source
        elif entry and entry.status:
            found[paper.slug] = entry.status, services.arxiv.source
    return found


def _compare(
    catalog: Catalog, found: Mapping[str, tuple[Status, str]]
) -> tuple[list[Filled], dict[str, str]]:
    filled, kept = [], {}
    for slug, (status, source) in found.items():
        old = catalog.papers.get(slug)
        if old is None or old.status == status:
            continue
        if old.status and "status" not in old.evidence:
            kept[slug] = f"{source} says {status}, but the record says {old.status}"
            continue
        evidence = {**old.evidence, "status": source}
        filled.append(Filled(old=old, new=old.model_copy(update={"status": status, "evidence": evidence})))
    return filled, kept
