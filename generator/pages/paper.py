"""The page of each paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.exports import meta
from generator.exports.paths import has_small_files
from generator.model.catalog import Site
from generator.model.paper import FROM_ARXIV_ID, Paper
from generator.model.settings import FollowedSource
from generator.pages.cards import Card, Cards, sort_newest_first
from generator.pages.offers import offer_paper
from generator.pages.outside_links import OutsideLink
from generator.pages.publication import (
    STATUS_NOTES,
    describe_citations,
    describe_venue,
    list_publication_details,
    list_publication_facts,
)
from generator.pages.rendering import Page
from generator.text.dates import format_date
from generator.text.translation import _, format_list, translatable

if TYPE_CHECKING:
    from generator.analysis.related.neighbors import Neighbor


FIELD_LABELS = {
    "authors": translatable("authors"),
    "author_count": translatable("number of authors"),
    "organization": translatable("organization"),
    "venue": translatable("venue"),
    "published": translatable("date"),
    "abstract": translatable("abstract"),
    "code": translatable("code"),
    "arxiv": translatable("identifiers"),
    "doi": translatable("identifiers"),
    "openreview": translatable("identifiers"),
}
"""What pages call the fields of records that have sources, in this order."""
SOURCE_LABELS = {
    "reference lists": translatable("from public reference lists"),
    FROM_ARXIV_ID: translatable("from the arXiv identifier"),
}
"""What pages call sources that records name in few words."""
# 004_2054db5deaf17c0e.txt, refs.bib
FILE_NAME = re.compile(r"\S+\.[A-Za-z]\w{1,5}")
MOST_RELATED = 5
"""Related papers, unless curators name more."""
MOST_NAMING = 5
"""Papers shown as related because their records name the paper."""


def make_paper_page(
    cards: Cards,
    paper: Paper,
    related: Iterable[Neighbor] = (),
    *,
    private_note: str | None = None,
    crop: Markup | None = None,
) -> Page:
    """Return the page of one paper.

    Args:
        cards: of all papers shown.
        paper: the paper.
        related: similar papers, of which some may be gone.
        private_note: the curator's, perhaps empty; None on public pages, which do not say why to review it.
        crop: the map around the paper as a small drawing, if it is on the map.
    """
    papers = cards.catalog.papers
    card = cards.card(paper)
    return Page(
        source=f"papers/{paper.slug}.md",
        template="paper.md.jinja",
        title=paper.title,
        description=_describe(card),
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
            "sources": _list_sources(cards, paper),
            "captures": paper.captures if private_note is not None else (),
            "lists": _find_lists(cards.catalog.site, paper),
            "added": format_date(paper.added),
            "edit_url": record_url(cards.catalog.site, paper.slug),
            "places": cards.places.get(paper.slug, ()),
            "actions": choose_actions(card.links),
            "citations": offer_paper(cards.references[paper.slug], len(papers)),
            "crop": crop,
            "citing": _list_citing(cards, paper),
            "related": _list_related(cards, paper, related),
        },
        meta={"hide": ["navigation", "toc"], "style": "paper", "head": _write_head(cards, paper)},
    )


def _describe(card: Card) -> str:
    """Return what the page is about for search engines and previews: the best that is known of the paper."""
    paper = card.paper
    facts = " · ".join(filter(None, (card.authors, card.venue, card.date)))
    return paper.tldr or paper.abstract[:200] or facts or paper.title


def _write_head(cards: Cards, paper: Paper) -> Markup:
    bibtex = f"{paper.slug}.bib" if has_small_files(len(cards.catalog.papers)) else ""
    return Markup(meta.write_head(cards.references[paper.slug], bibtex))  # noqa: S704 - escaped there


def _list_sources(cards: Cards, paper: Paper) -> list[str]:
    """Return where the facts of a paper, and its citations, are from."""
    sources = list_sources(paper.evidence)
    if paper.slug in cards.catalog.cites or paper.slug in cards.catalog.cited_by:
        sources.append(_("Citations: %(source)s", source=describe_citations(cards.catalog)))
    return sources


def _list_citing(cards: Cards, paper: Paper) -> list[tuple[str, str, tuple[Card, ...]]]:
    """Return anchor, heading and cards, the newest first, of what the paper cites and of what cites it.

    What there is none of is left out.
    """
    catalog = cards.catalog
    cites, cited_by = (
        cards.cards(sort_newest_first(catalog.papers[slug] for slug in table.get(paper.slug, ())))
        for table in (catalog.cites, catalog.cited_by)
    )
    groups = [
        ("cited-here", _("Cites on this list"), cites),
        ("cited-by", _("Cited by on this list"), cited_by),
    ]
    return [group for group in groups if group[2]]


def _list_related(cards: Cards, paper: Paper, found: Iterable[Neighbor]) -> list[tuple[Card, str]]:
    """Return cards of related papers, each with the reason if there is one: first those that curators name.

    A paper whose record names this one is shown with the record's reason if that goes for both.
    """
    papers = cards.catalog.papers
    reasons = {other.paper: other.why for other in paper.related}
    for slug in cards.catalog.related_from.get(paper.slug, ())[:MOST_NAMING]:
        why = next(other.why for other in papers[slug].related if other.paper == paper.slug)
        reasons.setdefault(slug, why if _goes_for_both(why) else "")
    for slug, term in found:
        if len(reasons) < MOST_RELATED:
            reasons.setdefault(slug, _("both on %(term)s", term=term) if term else "")
    reasons.pop(paper.slug, None)
    return [(cards.card(papers[slug]), why) for slug, why in reasons.items() if slug in papers]


def _goes_for_both(why: str) -> bool:
    return why.casefold().startswith(("both ", f"{_('both')} ".casefold()))


def _find_lists(site: Site, paper: Paper) -> list[FollowedSource]:
    """Return the lists from which the paper was taken over."""
    return [
        source
        for source in site.sources
        if source.title and any(source.owns(ref.capture) for ref in paper.captures)
    ]


def list_sources(evidence: Mapping[str, str]) -> list[str]:
    """Return where facts are from, in words: ``Authors and venue: from public reference lists``."""
    known = [name for name in FIELD_LABELS if name in evidence]
    facts: dict[str, dict[str, None]] = {}
    for name in (*known, *sorted(evidence.keys() - FIELD_LABELS)):
        sources = dict.fromkeys(map(_name_source, evidence[name].split(", ")))
        label = _(FIELD_LABELS[name]) if name in FIELD_LABELS else name.replace("_", " ")
        facts.setdefault(", ".join(sources), {})[label] = None
    return [
        _("%(facts)s: %(source)s", facts=_capitalize(format_list(list(labels))), source=source)
        for source, labels in facts.items()
    ]


def _name_source(source: str) -> str:
    if source in SOURCE_LABELS:
        return _(SOURCE_LABELS[source])
    if source.startswith(("http://", "https://")):
        return _("from public web pages")
    return _("from an imported list") if FILE_NAME.fullmatch(source) else source


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The links on the page of a paper: where to read it, its code, and the others."""

    read: OutsideLink | None
    code: OutsideLink | None
    others: tuple[OutsideLink, ...]


def choose_actions(links: Sequence[OutsideLink]) -> Actions:
    """Return the links of a paper by what readers do with them; a PDF is read before a page."""
    found = {link.kind: link for link in reversed(links)}
    read, code = found.get("pdf") or found.get("paper"), found.get("code")
    others = tuple(link for link in links if link not in (read, code))
    if read:
        read = read._replace(label=_name_reading(read))
    return Actions(read=read, code=code, others=others)


def _name_reading(link: OutsideLink) -> str:
    if link.kind == "pdf":
        return _("Read PDF")
    return _("Read at the publisher") if link.label == "DOI" else _("Read on %(site)s", site=link.label)


def record_url(site: Site, slug: str) -> str:
    """Return where to edit the record of a paper; empty if the site names no repository."""
    repository = site.repo_url.rstrip("/")
    return f"{repository}/{site.edit_uri.strip('/')}/{slug}.yml" if repository else ""
