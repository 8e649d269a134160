"""Collects what analysis and exports add to the pages of papers, and the files to download."""

from __future__ import annotations

from collections.abc import Mapping

from generator.analysis.related import find_related
from generator.exports import FORMATS, Reference, citation, meta
from generator.exports.files import export_files
from generator.model.catalogue import Catalogue
from generator.pages.cards import list_facts
from generator.pages.paper import PaperExtras


def collect_extras(catalogue: Catalogue, references: Mapping[str, Reference]) -> PaperExtras:
    """Return what analysis and exports add to the pages of papers."""
    return PaperExtras(
        related=find_related(catalogue),
        meta={
            slug: {
                "citation": [list(pair) for pair in meta.make_citation_tags(reference)],
                "jsonld": meta.embed_json(meta.describe_article(reference)),
            }
            for slug, reference in references.items()
        },
        citations={
            slug: {
                "citation": citation.format_citation(reference),
                "bib": FORMATS["bib"].write([reference]),
                "ris": FORMATS["ris"].write([reference]),
                "json": FORMATS["json"].write([reference]),
                "md": citation.format_markdown_link(reference),
            }
            for slug, reference in references.items()
        },
    )


def make_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the exports and the search index: path below the site's root -> content."""
    # imported late: it is slow to import, and mostly runs in the background process
    from generator.analysis.search import build_index

    return {**export_files(catalogue), **build_index(catalogue, shown=list_facts(catalogue))}
