"""Answers of the arXiv API: an Atom feed with ``arxiv:`` elements.

The format is told at https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

import re
from typing import Any

from generator.readers import bibliography
from generator.readers.base import Collector, ReadResult, Source, shorten
from generator.readers.xml_tree import begins_like_xml, local_name, parse, text_of
from generator.text.links import FoundLinks, find_links

__all__ = ["LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "arXiv API (Atom)"
LOOKED_FOR = "an Atom feed of the arXiv API: '<feed>' with '<entry>' and arXiv addresses"

# Advances in Neural Information Processing Systems 30 (2017)  ·  Phys. Rev. D 76, 013009 (2007)
JOURNAL_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b")


def recognise(text: str) -> bool:
    """Return whether ``text`` is an Atom feed of arXiv."""
    return begins_like_xml(text, "feed", "entry") and "arxiv.org" in text


def _first(entry: Any, name: str) -> str:
    return next((" ".join(text_of(child).split()) for child in entry if local_name(child) == name), "")


def _add(collector: Collector, line: int, entry: Any) -> None:
    address = _first(entry, "id")
    title = _first(entry, "title")
    if "api/errors" in address:
        collector.refuse(
            line, f"expected a paper (got an error of arXiv: {shorten(_first(entry, 'summary'))!r})"
        )
        return
    authors = [
        _first(child, "name") for child in entry if local_name(child) == "author" and _first(child, "name")
    ]
    journal = _first(entry, "journal_ref")
    years = JOURNAL_YEAR.findall(journal[:1000])
    day = bibliography.numeric_date(_first(entry, "published"))
    comment = _first(entry, "comment")
    links = find_links(comment) if "http" in comment else FoundLinks()
    addresses = [
        str(child.get("href") or "")
        for child in entry
        if local_name(child) == "link" and child.get("title") == "doi"
    ]
    found = bibliography.sort_identifiers(
        eprint=address, doi=_first(entry, "doi"), addresses=[address, *addresses]
    )
    collector.add(
        line,
        title=title,
        abstract=next((text_of(child) for child in entry if local_name(child) == "summary"), ""),
        authors=authors,
        published=day,
        venue=journal,
        venue_year=int(years[-1]) if years else None,
        code=links.code,
        project=links.project,
        **found,
    )


def read(source: Source) -> ReadResult:
    """Return the papers of an answer of the arXiv API."""
    collector = Collector(source=source)
    root, offset = parse(source.text, collector)
    if root is not None:
        entries = (
            [root] if local_name(root) == "entry" else [e for e in root.iter() if local_name(e) == "entry"]
        )
        for entry in entries:
            _add(collector, (entry.sourceline or 1) + offset, entry)
    return collector.result(NAME)
