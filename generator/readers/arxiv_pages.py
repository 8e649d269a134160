"""arXiv pages saved from a browser: lists such as https://arxiv.org/list/cs.LG/recent, and search results.

Their templates: https://github.com/arXiv/arxiv-browse (``list``) and https://github.com/arXiv/arxiv-search
(``search``). The page of one paper is read by :mod:`generator.readers.paper_page`.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from generator.readers.arxiv_atom import find_journal_year
from generator.readers.bibliography import Work, add_work
from generator.readers.collector import Collector
from generator.readers.html_tree import begins_like_html, has_class, parse_html, read_text
from generator.readers.written_dates import parse_written_date
from generator.text.links import find_links

NAME = "arXiv page (saved HTML)"

# class='list-title mathjax'  ·  class="arxiv-result"
ENTRY = re.compile(r"class=[\"'](?:list-title\b|arxiv-result\b)")
ADDRESS = re.compile(r"arxiv\.org/|/abs/")
# /abs/2401.00001  ·  https://arxiv.org/abs/hep-th/9901001v2
PAPER = re.compile(r"(?:^|/)abs/(?P<id>[^?#\s]{5,40})")
# Submitted 5 January, 2024; v1 submitted 31 December, 2023; originally announced January 2024.
SUBMITTED = re.compile(r"(?:v1 )?submitted (?P<date>\d{1,2} \w{3,9},? \d{4})", re.I)
LIST: Final = {
    "title": "list-title",
    "authors": "list-authors",
    "comment": "list-comments",
    "journal": "list-journal-ref",
    "doi": "list-doi",
}
"""Part of an entry in a list -> its class."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is an arXiv page that lists papers."""
    return begins_like_html(text) and bool(ENTRY.search(text)) and bool(ADDRESS.search(text))


def _find(element: Any, name: str, tag: str = "*") -> Any:
    """Return the first descendant with a class, or None."""
    return next(iter(element.xpath(f".//{tag}[{has_class(name)}]")), None)


def _find_id(element: Any) -> str:
    """Return the identifier in the first link to a paper; empty if there is none."""
    matches = (PAPER.search(link.get("href", "")) for link in element.iter("a"))
    return next((match["id"] for match in matches if match), "")


def _make_work(parts: dict[str, str], authors: list[str], arxiv: str) -> Work:
    links = find_links(parts.get("comment", ""))
    return Work(
        title=parts.get("title", ""),
        abstract=parts.get("abstract", ""),
        authors=authors,
        venues=[parts.get("journal", "")],
        cited=find_journal_year(parts.get("journal", "")) or None,
        first=parse_written_date(parts.get("submitted", "")),
        type=None if parts.get("journal") else "article",
        eprint=arxiv,
        doi=parts.get("doi", ""),
        code=links.code,
        project=links.project,
    )


def _read_list_entry(term: Any) -> Work | None:
    """Return the paper in a ``dt`` and the ``dd`` that follows it."""
    details = next(iter(term.xpath("following-sibling::*[1][self::dd]")), None)
    if details is None or (title := _find(details, LIST["title"])) is None:
        return None
    parts = {"title": read_text(title, "descriptor")}
    for part, name in LIST.items():
        if (element := _find(details, name)) is not None:
            parts[part] = read_text(element, "descriptor")
    names = _find(details, LIST["authors"])
    authors = [read_text(link) for link in names.iter("a")] if names is not None else []
    if (abstract := _find(details, "mathjax", "p")) is not None:
        parts["abstract"] = read_text(abstract)
    return _make_work(parts, authors, _find_id(term))


def _read_search_result(result: Any) -> Work | None:
    title = _find(result, "title", "p")
    if title is None:
        return None
    parts = {"title": read_text(title)}
    abstract = _find(result, "abstract-full")
    if abstract is not None:
        parts["abstract"] = read_text(abstract, "is-size-7")
    for paragraph in result.iter("p"):
        text = read_text(paragraph)
        label, colon, value = text.partition(":")
        if colon and label in ("Comments", "Journal ref"):
            parts["comment" if label == "Comments" else "journal"] = value.strip()
        elif text.startswith("Submitted"):
            dates = [match["date"] for match in SUBMITTED.finditer(text)]
            parts["submitted"] = dates[-1] if dates else ""  # the first version comes last
    resolvers = [link.get("href", "") for link in result.iter("a")]
    parts["doi"] = next((href for href in resolvers if "doi.org/" in href), "")
    names = _find(result, "authors", "p")
    authors = [read_text(link) for link in names.iter("a")] if names is not None else []
    return _make_work(parts, authors, _find_id(result))


def _list_works(root: Any) -> Iterator[tuple[int, Work | None]]:
    for term in root.iter("dt"):
        if _find_id(term):
            yield term.sourceline or 1, _read_list_entry(term)
    for result in root.xpath(f"//li[{has_class('arxiv-result')}]"):
        yield result.sourceline or 1, _read_search_result(result)


def read(text: str, collector: Collector) -> None:
    """Add the papers of a saved list or search."""
    root, offset = parse_html(text, collector)
    for line, work in _list_works(root) if root is not None else ():
        if work is None:
            collector.report(line + offset, "expected a paper with a title (got none)")
        else:
            add_work(collector, line + offset, work)
