"""The Hugging Face daily papers API (https://huggingface.co/api/daily_papers).

An array of ``{"paper": {"id", "title", "summary", "authors": [{"name"}], "publishedAt", "upvotes",
"githubRepo", "projectPage", "organization": {"name", "fullname"}}, "numComments", …}``; ``/api/papers/<id>``
gives only such a ``paper``.
"""

import re
from typing import Any

from generator.readers.base import shorten
from generator.readers.collector import Collector
from generator.readers.json_items import begins_like_json, read_items
from generator.text.identifiers import parse_arxiv_id

NAME = "Hugging Face daily papers (JSON)"

# "publishedAt":
KEYS = re.compile(r"\"(?:paper|dailyPapers|summary|publishedAt|upvotes|ai_summary)\"\s{0,50}:")
# 2024-07-04T23:46:34.000Z
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\Z)")
PAPER_KEYS = frozenset({"summary", "upvotes", "publishedAt"})
"""Keys of which a paper has at least one, apart from its title."""
LARGEST_COUNT = 10**9


def recognizes(text: str) -> bool:
    """Return whether ``text`` is JSON from the Hugging Face API."""
    return begins_like_json(text) and bool(KEYS.search(text[:100_000]))


def find_paper(item: dict[str, Any]) -> dict[str, Any]:
    """Return the part of an item that describes the paper; empty if there is none."""
    paper = item.get("paper")
    if isinstance(paper, dict):
        return paper
    return item if "title" in item and not PAPER_KEYS.isdisjoint(item) else {}


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < LARGEST_COUNT else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def add_item(collector: Collector, line: int, item: dict[str, Any]) -> None:
    """Add the paper of one item of the API to ``collector``."""
    paper = find_paper(item)
    names = paper.get("authors")
    authors = [
        _text(author.get("name") if isinstance(author, dict) else author)
        for author in (names if isinstance(names, list) else ())
    ]
    organization = paper.get("organization") or item.get("organization")
    if not isinstance(organization, dict):
        organization = {}
    account = _text(organization.get("name")).strip()
    day = DAY.match(_text(paper.get("publishedAt")) or _text(item.get("publishedAt")))
    collector.add(
        line,
        title=_text(paper.get("title")) or _text(item.get("title")),
        abstract=_text(paper.get("summary")) or _text(item.get("summary")) or _text(paper.get("ai_summary")),
        authors=authors,
        organization=_text(organization.get("fullname")).strip() or account or None,
        organization_account=account or None,
        published=day[0] if day else None,
        arxiv=parse_arxiv_id(_text(paper.get("id"))),
        code=paper.get("githubRepo"),
        project=paper.get("projectPage"),
        upvotes=_count(paper.get("upvotes")),
        comments=_count(item.get("numComments", paper.get("numComments"))),
    )


def read(text: str, collector: Collector) -> None:
    """Add the papers in an API response."""
    for line, item in read_items(text, collector):
        if find_paper(item):
            add_item(collector, line, item)
        else:
            collector.report(line, f"expected a paper with a title (got {shorten(str(list(item)), 60)!r})")
