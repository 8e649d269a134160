"""Answers of the arXiv API: an Atom feed with ``arxiv:`` elements.

The format is defined at https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

import re
from typing import Any

from generator.readers.base import ReadResult, Source, shorten
from generator.readers.bibliography import find_identifiers, parse_date
from generator.readers.collector import Collector
from generator.readers.xml_tree import begins_like_xml, get_local_name, get_text, parse_xml
from generator.text.links import find_links

NAME = "arXiv API (Atom)"
SIGNATURE = "an Atom feed of the arXiv API: '<feed>' with '<entry>' and arXiv addresses"

# Advances in Neural Information Processing Systems 30 (2017)  ·  Phys. Rev. D 76, 013009 (2007)
JOURNAL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ERROR_ADDRESS = "api/errors"


def recognizes(text: str) -> bool:
    """Return whether ``text`` is an Atom feed of arXiv."""
    return begins_like_xml(text, "feed", "entry") and "arxiv.org" in text


def _list_texts(entry: Any, name: str) -> list[str]:
    """Return the texts of an entry's children with a name, each on one line."""
    return [" ".join(get_text(child).split()) for child in entry if get_local_name(child) == name]


def _first_text(entry: Any, name: str) -> str:
    return next(iter(_list_texts(entry, name)), "")


def _add(collector: Collector, line: int, entry: Any) -> None:
    address = _first_text(entry, "id")
    if ERROR_ADDRESS in address:
        reason = shorten(_first_text(entry, "summary"))
        collector.report(line, f"expected a paper (got an error of arXiv: {reason!r})")
        return
    children = [(get_local_name(child), child) for child in entry]
    journal = _first_text(entry, "journal_ref")
    years = JOURNAL_YEAR.findall(journal[:1000])
    links = find_links(_first_text(entry, "comment"))
    resolvers = [
        str(child.get("href") or "")
        for name, child in children
        if name == "link" and child.get("title") == "doi"
    ]
    collector.add(
        line,
        title=_first_text(entry, "title"),
        abstract=next((get_text(child) for name, child in children if name == "summary"), ""),
        authors=[_first_text(child, "name") for name, child in children if name == "author"],
        published=parse_date(_first_text(entry, "published")),
        venue=journal,
        venue_year=int(years[-1]) if years else None,
        code=links.code,
        project=links.project,
        **find_identifiers(eprint=address, doi=_first_text(entry, "doi"), addresses=[address, *resolvers]),
    )


def read(source: Source) -> ReadResult:
    """Return the papers in an answer of the arXiv API."""
    collector = Collector(source=source)
    root, offset = parse_xml(source.text, collector)
    for entry in root.iter() if root is not None else ():
        if get_local_name(entry) == "entry":
            _add(collector, (entry.sourceline or 1) + offset, entry)
    return collector.result(NAME)
