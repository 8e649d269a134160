"""Answers of the arXiv API: an Atom feed with ``arxiv:`` elements.

The format is defined at https://info.arxiv.org/help/api/user-manual.html.
"""

import re
from typing import Any

from generator.readers.base import shorten
from generator.readers.bibliography import find_identifiers, parse_date
from generator.readers.collector import Collector
from generator.readers.xml_tree import begins_like_xml, parse_xml
from generator.text.links import find_links

NAME = "arXiv API (Atom)"

# Advances in Neural Information Processing Systems 30 (2017)  ·  Phys. Rev. D 76, 013009 (2007)
JOURNAL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ERROR_ADDRESS = "api/errors"
# This paper has been withdrawn by the author due to an error in Lemma 2  ·  Withdrawn: see 2401.00001
WITHDRAWN = re.compile(
    r"\A\s*withdrawn\b"
    r"|\bthis (?:paper|article|submission|manuscript|preprint|work|version) (?:is|was|has been)"
    r" withdrawn\b(?! from)"
    r"|\bwithdrawn by (?:the |its )?(?:authors?|arxiv)\b",
    re.I,
)


def find_journal_year(journal: str) -> str:
    """Return the year in a journal reference, such as ``Phys. Rev. D 76, 013009 (2007)``; empty if none."""
    years = JOURNAL_YEAR.findall(journal[:1000])
    return years[-1] if years else ""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is an Atom feed of arXiv."""
    return begins_like_xml(text, "feed", "entry") and "arxiv.org" in text


def _list_texts(entry: Any, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in entry.iterfind(path)]


def _first_text(entry: Any, name: str) -> str:
    """Return the text of an entry's first child with a local name, on one line."""
    return " ".join("".join(_list_texts(entry, "{*}" + name)[:1]).split())


def _add(collector: Collector, line: int, entry: Any) -> None:
    address = _first_text(entry, "id")
    if ERROR_ADDRESS in address:
        reason = shorten(_first_text(entry, "summary"))
        collector.report(line, f"expected a paper (got an error of arXiv: {reason!r})")
        return
    journal = _first_text(entry, "journal_ref")
    year = find_journal_year(journal)
    comment = _first_text(entry, "comment")
    links = find_links(comment)
    resolvers = [link.get("href", "") for link in entry.iterfind("{*}link[@title='doi']")]
    collector.add(
        line,
        title=_first_text(entry, "title"),
        abstract="".join(_list_texts(entry, "{*}summary")[:1]),
        authors=_list_texts(entry, "{*}author/{*}name"),
        published=parse_date(_first_text(entry, "published")),
        venue=journal,
        venue_year=int(year) if year else None,
        status="withdrawn" if WITHDRAWN.search(comment[:2000]) else None,
        code=links.code,
        project=links.project,
        **find_identifiers(eprint=address, doi=_first_text(entry, "doi"), addresses=[address, *resolvers]),
    )


def read(text: str, collector: Collector) -> None:
    """Add the papers in a response from the arXiv API."""
    root, offset = parse_xml(text, collector)
    for entry in root.iter("{*}entry") if root is not None else ():
        _add(collector, (entry.sourceline or 1) + offset, entry)
