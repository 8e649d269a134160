"""Reads back what this site exports."""

from __future__ import annotations

from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.readers import decode, read

__all__ = ["check_round_trip"]


def _in_printed_order(names: tuple[str, ...]) -> list[str]:
    """Return names with ``Last, First`` turned around, as some formats store them."""
    return [" ".join(reversed(name.split(", "))) for name in names]


def _list_entry_facts(entry: Entry) -> tuple[object, ...]:
    return (
        entry.title, _in_printed_order(entry.authors), entry.published, entry.arxiv, entry.doi,
        entry.venue, entry.code, entry.project, entry.organization, entry.author_count,
        " ".join(entry.abstract.split()),
    )  # fmt: skip


def _list_paper_facts(paper: Paper) -> tuple[object, ...]:
    links = paper.links
    organization = paper.organization.name if paper.organization and not paper.authors else None
    return (
        paper.title, _in_printed_order(paper.authors), paper.published, links.arxiv,
        links.doi and links.doi.lower(), paper.venue, links.code, links.project, organization,
        None if paper.authors else paper.author_count, " ".join(paper.abstract.split()),
    )  # fmt: skip


def check_round_trip(catalog: Catalog, extension: str) -> int:
    """Check that a whole list comes back from one of its export formats; return the number of papers."""
    refs = collect_references(catalog)
    result = read(decode(FORMATS[extension].write(refs.values()).encode(), name="export"))
    assert not result.problems
    papers = [catalog.papers[ref.slug] for ref in refs.values()]
    assert list(map(_list_entry_facts, result.entries)) == list(map(_list_paper_facts, papers))
    return len(papers)
