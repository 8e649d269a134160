"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) of Zotero, pandoc, this site.

Which key of this site's own exports holds what is told in :mod:`generator.exports.csl`.
"""

from __future__ import annotations

import re
from typing import Any

from generator.readers import bibliography
from generator.readers.base import Collector, ReadResult, Source, shorten
from generator.readers.json_items import begins_like_json, items
from generator.text.preprints import is_arxiv_venue

__all__ = ["LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "CSL-JSON"
LOOKED_FOR = "CSL-JSON: objects with 'type', 'title' and 'issued', 'author' or 'DOI'"

KEYS = re.compile(
    r"\"(?:issued|author|container-title|DOI|citation-key|publisher|itemType|creators)\"\s{0,50}:"
)
TITLE = re.compile(r"\"title\"\s{0,50}:")


def recognise(text: str) -> bool:
    """Return whether ``text`` is CSL-JSON."""
    head = text[:100_000]
    return begins_like_json(text) and bool(KEYS.search(head)) and bool(TITLE.search(head))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _text(value[0])
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _date(value: object) -> str | None:
    """Return a CSL date (``{"date-parts": [["2024", 7, 4]]}``, ``raw`` or ``literal``) in ISO form."""
    if isinstance(value, str):
        return bibliography.numeric_date(value)
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        first = [*parts[0][:3], None, None]
        return bibliography.partial_date(first[0], first[1], first[2])
    return next(
        (date for key in ("raw", "literal") if (date := bibliography.numeric_date(_text(value.get(key))))),
        None,
    )


def _authors(value: object) -> tuple[list[str], str | None]:
    names: list[str] = []
    literals: list[str] = []
    for author in value if isinstance(value, list) else ():
        if isinstance(author, str):
            names.append(author)
            continue
        if not isinstance(author, dict):
            continue
        if literal := _text(author.get("literal")) or _text(author.get("name")):
            literals.append(literal)
            names.append(literal)
            continue
        particle = " ".join(
            filter(None, (_text(author.get("dropping-particle")), _text(author.get("non-dropping-particle"))))
        )
        name = bibliography.person(
            _text(author.get("family")) or _text(author.get("lastName")),
            _text(author.get("given")) or _text(author.get("firstName")),
            particle,
            _text(author.get("suffix")),
        )
        if name:
            names.append(name)
    if len(names) == 1 and literals:
        return [], literals[0]
    return names, None


def _add(collector: Collector, line: int, item: dict[str, Any]) -> None:
    note = _text(item.get("note")) or _text(item.get("extra"))
    notes = bibliography.notes_of(note)
    names, organization = _authors(item.get("author") or item.get("creators"))
    venue = next(
        (
            value
            for key in (
                "container-title",
                "event-title",
                "publicationTitle",
                "proceedingsTitle",
                "conferenceName",
            )
            if (value := bibliography.strip_markup(_text(item.get(key))).strip())
            and not is_arxiv_venue(value)
        ),
        "",
    )
    cited = _date(item.get("issued")) or _date(item.get("date"))
    first = _date(item.get("submitted")) or bibliography.numeric_date(
        next(iter(notes.get("published", ())), "")
    )
    count = next(iter(notes.get("authors", ())), "")
    collector.add(
        line,
        title=bibliography.strip_markup(_text(item.get("title"))),
        abstract=bibliography.strip_markup(_text(item.get("abstract")) or _text(item.get("abstractNote"))),
        authors=names,
        organization=organization,
        author_count=int(count) if count.isdecimal() and int(count[:6]) > 0 else None,
        venue=venue,
        **bibliography.dates(cited, first, venue),
        **bibliography.sort_identifiers(
            openreview=next(iter(notes.get("openreview", ())), ""),
            eprint=next(iter(notes.get("arxiv", ())), ""),
            doi=_text(item.get("DOI")) or next(iter(notes.get("doi", ())), ""),
            addresses=[_text(item.get("URL")), _text(item.get("url"))],
            others=[
                _text(item.get(key))
                for key in ("number", "archive_location", "archiveID", "container-title", "note", "extra")
            ],
        ),
        **bibliography.links_of(notes),
    )


def read(source: Source) -> ReadResult:
    """Return the items of a CSL-JSON file, and each part of it that is none."""
    collector = Collector(source=source)
    for line, item in items(source.text, collector):
        if item.get("type") in ("note", "attachment", "annotation") or item.get("itemType") in (
            "note",
            "attachment",
        ):
            continue
        if not _text(item.get("title")).strip():
            collector.refuse(line, f"expected an item with a title (got {shorten(str(list(item)), 60)!r})")
            continue
        _add(collector, line, item)
    return collector.result(NAME)
