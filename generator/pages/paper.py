"""The page of each paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model.paper import Paper
from generator.pages.cards import Cards, format_venue
from generator.pages.page import Page
from generator.text.dates import format_date

# two line ends, perhaps with spaces between them
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperExtras:
    """What analysis and exports add to the pages of papers; each mapping has slugs as keys.

    Attributes:
        meta: front matter: citation tags and JSON-LD.
        citations: the paper's citation in each format.
        related: slugs of similar papers, each with the shared words that explain it.
    """

    meta: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    citations: Mapping[str, dict[str, str]] = field(default_factory=dict)
    related: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = field(default_factory=dict)


def make_paper_page(cards: Cards, paper: Paper, extras: PaperExtras) -> Page:
    """Return the page of one paper."""
    papers = cards.catalogue.papers
    return Page(
        source=f"papers/{paper.slug}.md",
        template="paper.md.jinja",
        title=paper.title,
        description=paper.tldr or paper.abstract[:200],
        model={
            "card": cards.card(paper),
            "authors": paper.authors,
            "author_count": paper.author_count,
            "organization": paper.organization,
            "date": format_date(paper.published),
            "venue": format_venue(paper),
            "question": paper.question or "",
            "notes_markdown": PARAGRAPH_BREAK.split(paper.notes.strip()) if paper.notes else [],
            "evidence": sorted(paper.evidence.items()),
            "captures": paper.captures,
            "added": format_date(paper.added),
            "edit_url": _edit_url(cards, paper),
            "steps": _list_steps(cards, paper),
            "citations": extras.citations.get(paper.slug, {}),
            "related": [
                (cards.card(papers[slug]), tuple(words))
                for slug, words in extras.related.get(paper.slug, ())
                if slug in papers
            ],
        },
        meta={"hide": ["navigation"], **extras.meta.get(paper.slug, {})},
    )


def _edit_url(cards: Cards, paper: Paper) -> str:
    site = cards.catalogue.site
    repository = site.repo_url.rstrip("/")
    return f"{repository}/{site.edit_uri.strip('/')}/{paper.slug}.yml" if repository else ""


def _list_steps(cards: Cards, paper: Paper) -> list[tuple[Any, int, int]]:
    """Return the topics whose reading paths include the paper, with the step and the number of steps."""
    return [
        (cards.topics[topic.id], number, len(topic.path))
        for topic in cards.catalogue.taxonomy.topics.values()
        for number, step in enumerate(topic.path, 1)
        if step.paper == paper.slug
    ]
