"""The page of each paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.exports import meta
from generator.exports.paths import has_small_files
from generator.model.catalog import Site
from generator.model.paper import Paper
from generator.pages.cards import Cards
from generator.pages.offers import offer_paper
from generator.pages.publication import (
    STATUS_NOTES,
    describe_venue,
    list_publication_details,
    list_publication_facts,
)
from generator.pages.rendering import Page
from generator.text.dates import format_date
from generator.text.translation import _, translatable

if TYPE_CHECKING:
    from generator.analysis.related.neighbors import Neighbor


FIELD_LABELS = {
    "author_count": translatable("author count"),
    "authors": translatable("authors"),
    "code": translatable("code"),
    "organization": translatable("organization"),
    "published": translatable("published"),
    "venue": translatable("venue"),
}
"""What pages call the fields of records that have sources."""


def make_paper_page(
    cards: Cards, paper: Paper, related: Iterable[Neighbor] = (), *, private_note: str | None = None
) -> Page:
    """Return the page of one paper.

    Args:
        cards: of all papers shown.
        paper: the paper.
        related: similar papers, of which some may be gone.
        private_note: the curator's private note, which may be empty; None if the page is public, which
            also leaves out why the record needs a review.
    """
    papers = cards.catalog.papers
    reference = cards.references[paper.slug]
    card = cards.card(paper)
    facts = " · ".join(filter(None, (card.authors, card.venue, card.date)))
    bibtex = f"{paper.slug}.bib" if has_small_files(len(papers)) else ""
    return Page(
        source=f"papers/{paper.slug}.md",
        template="paper.md.jinja",
        title=paper.title,
        description=paper.tldr or paper.abstract[:200] or facts or paper.title,
        model={
            "card": card,
            "paper": paper,
            "authors": cards.link_authors(paper.authors),
            "status_note": _(STATUS_NOTES[paper.status]) if paper.status else "",
            "venue": describe_venue(paper),
            "publication_facts": list_publication_facts(paper),
            "publication_details": list_publication_details(paper),
            "keywords": cards.list_keywords(paper),
            "review_note": paper.review if private_note is not None else "",
            "private_note": private_note or "",
            "evidence": [(_name_field(name), source) for name, source in sorted(paper.evidence.items())],
            "lists": [
                source
                for source in cards.catalog.site.sources
                if source.title and any(source.owns(ref.capture) for ref in paper.captures)
            ],
            "added": format_date(paper.added),
            "edit_url": record_url(cards.catalog.site, paper.slug),
            "steps": cards.steps.get(paper.slug, ()),
            "citations": offer_paper(reference, len(papers)),
            "related": [(cards.card(papers[slug]), words) for slug, words in related if slug in papers],
        },
        meta={
            "hide": ["navigation"],
            "head": Markup(meta.write_head(reference, bibtex)),  # noqa: S704 - escaped there
        },
    )


def _name_field(name: str) -> str:
    return _(FIELD_LABELS[name]) if name in FIELD_LABELS else name.replace("_", " ")


def record_url(site: Site, slug: str) -> str:
    """Return where to edit the record of a paper; empty if the site names no repository."""
    repository = site.repo_url.rstrip("/")
    return f"{repository}/{site.edit_uri.strip('/')}/{slug}.yml" if repository else ""
