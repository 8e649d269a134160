"""A paper's page saved from a browser, at arXiv, OpenReview, the ACL Anthology, PMLR or a publisher.

Most publishers describe the paper in ``citation_`` tags for Google Scholar:
https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

import re
from typing import Final

from generator.readers.bibliography import Work, add_work
from generator.readers.citation_parts import join_pages, split_serial_numbers
from generator.readers.collector import Collector
from generator.readers.html_tree import begins_like_html, parse_html
from generator.readers.name_lists import split_author_list
from generator.readers.written_dates import parse_written_date

NAME = "paper page (saved HTML)"

# <meta name="citation_title" content="…">
TITLE_TAG = re.compile(r"<meta\b[^<>]{0,200}[\"']citation_title[\"']", re.I)
VENUES: Final = {
    "conference_title": "paper-conference",
    "conference": "paper-conference",
    "journal_title": "article-journal",
    "inbook_title": "chapter",
    "book_title": "chapter",
}
"""Tags that name a venue -> the type of works that have them."""
PUBLISHERS: Final = {"dissertation_institution": "thesis", "technical_report_institution": "report"}
DATES = ("publication_date", "date", "cover_date", "year")


def recognizes(text: str) -> bool:
    """Return whether ``text`` is a page with ``citation_`` tags about a paper."""
    return begins_like_html(text) and bool(TITLE_TAG.search(text))


def read(text: str, collector: Collector) -> None:
    """Add the paper of a saved page."""
    root, offset = parse_html(text, collector)
    tags: dict[str, list[str]] = {}
    lines: list[int] = []
    for tag in root.iter("meta") if root is not None else ():
        name = (tag.get("name") or tag.get("property") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if name.startswith("citation_") and content:
            tags.setdefault(name.removeprefix("citation_"), []).append(content)
            lines.append(tag.sourceline or 1)
    if tags:
        add_work(collector, min(lines) + offset, _make_work(tags))


def _make_work(tags: dict[str, list[str]]) -> Work:
    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags), "")

    kinds = [kind for name, kind in {**VENUES, **PUBLISHERS}.items() if name in tags]
    dates = (parse_written_date(first(name)) for name in DATES)
    names = [name for text in tags.get("author", tags.get("authors", [])) for name in split_author_list(text)]
    arxiv = first("arxiv_id")
    return Work(
        title=first("title"),
        abstract=first("abstract"),
        authors=names,
        venues=[first(name) for name in VENUES],
        cited=next(filter(None, dates), None),
        first=parse_written_date(first("date")) if arxiv else None,
        type=next(iter(kinds), "article" if arxiv else None),
        publication={
            "volume": first("volume"),
            "issue": first("issue"),
            "pages": join_pages(first("firstpage"), first("lastpage")),
            "number": first("technical_report_number"),
            "publisher": first("publisher", *PUBLISHERS),
            "language": first("language"),
            **split_serial_numbers(first("isbn"), first("issn")),
        },
        tags=[tag.strip() for text in tags.get("keywords", []) for tag in re.split("[;,]", text)],
        eprint=arxiv,
        doi=first("doi"),
        addresses=[first("abstract_html_url", "public_url"), first("pdf_url")],
    )
