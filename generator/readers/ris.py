"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), Zotero's, Mendeley's and this site's exports.

Each record, from ``TY`` to ``ER``, is read by rispy on its own, so that a broken one does not spoil the
others. Which tag of this site's own exports holds what is told in :mod:`generator.exports.ris`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from generator.readers import bibliography
from generator.readers.base import Collector, ReadResult, Source, shorten
from generator.text.preprints import is_arxiv_venue

__all__ = ["LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "RIS"
LOOKED_FOR = "RIS: records from 'TY  - ' to 'ER  - '"

# "TY  - JOUR"
TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |\Z)")
BEGIN = re.compile(r"^\ufeff?TY {1,2}- ?", re.M)


def recognise(text: str) -> bool:
    """Return whether ``text`` has records of RIS."""
    return (
        bool(BEGIN.search(text)) or len(re.findall(r"^(?:ER|AU|TI|T1|PY) {1,2}- ", text[:50_000], re.M)) > 2
    )


def _records(text: str, collector: Collector) -> Iterator[tuple[int, list[str]]]:
    """Yield each record's lines and the line it begins on; refuse what stands outside of records."""
    record: list[str] = []
    begin = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        match = TAG.match(line)
        tag = match["tag"] if match else ""
        if tag == "TY":
            if record:
                if record[0].startswith("TY"):
                    collector.refuse(
                        begin, "expected 'ER  - ' at the end of the record (got another 'TY  - ')"
                    )
                    yield begin, record
                else:
                    _refuse_part(collector, begin, record)
            record, begin = [line], number
        elif tag == "ER":
            if record and record[0].startswith("TY"):
                yield begin, record
            elif record:
                _refuse_part(collector, begin, record)
            else:
                collector.refuse(
                    number, "expected 'TY  - ' before 'ER  - ' (got no record)", severity="warning"
                )
            record = []
        elif record:
            record.append(line)
        elif line:
            record, begin = [line], number
    if record:
        if record[0].startswith("TY"):
            collector.refuse(begin, "expected 'ER  - ' at the end of the record (got the end of the file)")
            yield begin, record
        else:
            _refuse_part(collector, begin, record)


def _refuse_part(collector: Collector, line: int, record: list[str]) -> None:
    collector.refuse(line, f"expected 'TY  - ' at the beginning of a record (got {shorten(record[0], 60)!r})")


def _name(name: str) -> str:
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and re.match(r"(?:[js]r\.?|I{2,3}|IV)\Z", parts[2], re.I):
        return bibliography.person(parts[0], parts[1], "", parts[2])
    if len(parts) == 2:
        return bibliography.person(parts[0], parts[1])
    return name.strip()


def _lines(record: dict[str, Any], *keys: str) -> list[str]:
    """Return the values of the first of ``keys`` that a record has, as a list of text."""
    for key in keys:
        value = record.get(key)
        if value:
            return [str(part) for part in value] if isinstance(value, list) else [str(value)]
    return []


def _add(collector: Collector, line: int, record: dict[str, Any]) -> None:
    names = _lines(record, "authors", "first_authors")
    extra = [str(value) for values in (record.get("unknown_tag") or {}).values() for value in values]
    note_lines = [
        *_lines(record, "notes"),
        *_lines(record, "notes_abstract"),
        *_lines(record, "research_notes"),
    ]
    notes = bibliography.notes_of("\n".join([*note_lines, *extra]))
    venue = next(
        (
            value
            for key in ("secondary_title", "journal_name", "alternate_title3", "alternate_title2")
            for value in _lines(record, key)
            if not is_arxiv_venue(value)
        ),
        "",
    )
    day = next(iter(_lines(record, "date")), "")
    year = next(iter(_lines(record, "year", "publication_year")), "")
    cited = bibliography.numeric_date(day) or bibliography.numeric_date(year)
    if cited and year[:4].isdecimal() and cited[:4] != year[:4]:
        cited = bibliography.numeric_date(year)
    first = bibliography.numeric_date(next(iter(notes.get("published", ())), ""))
    organizations = notes.get("organization", [])
    count = next(iter(notes.get("authors", ())), "")
    addresses = [*_lines(record, "urls"), *_lines(record, "url"), *_lines(record, "file_attachments1"),
                 *_lines(record, "file_attachments2"), *notes.get("doi", ())]  # fmt: skip
    links = bibliography.links_of(notes)
    collector.add(
        line,
        title=bibliography.strip_markup(next(iter(_lines(record, "title", "primary_title")), "")),
        abstract=bibliography.strip_markup(
            next(iter(_lines(record, "abstract")), "") or next(iter(_lines(record, "notes_abstract")), "")
        ),
        authors=[] if organizations else [_name(name) for name in names],
        organization=organizations[0] if organizations else None,
        author_count=int(count) if count.isdecimal() and int(count[:6]) > 0 else None,
        venue=venue,
        **bibliography.dates(cited, first, venue),
        **bibliography.sort_identifiers(
            openreview=next(iter(notes.get("openreview", ())), ""),
            eprint=next(iter(notes.get("arxiv", ())), ""),
            doi=next(iter(_lines(record, "doi")), ""),
            addresses=addresses,
            others=[*_lines(record, "accession_number"), *_lines(record, "number"), *note_lines, *extra,
                    *_lines(record, "publisher"), *_lines(record, "secondary_title", "journal_name")],
        ),
        **links,
    )  # fmt: skip


def read(source: Source) -> ReadResult:
    """Return the records of a RIS file, and each part of it that is none."""
    collector = Collector(source=source)
    for line, lines in _records(source.text, collector):
        try:
            found = rispy.loads("\n".join([*lines, "ER  - "]))
        except (ValueError, OSError, KeyError, IndexError, AttributeError, TypeError) as error:
            collector.refuse(line, f"expected a record of RIS (got: {shorten(str(error))})")
            continue
        for record in found:
            _add(collector, line, record)
    return collector.result(NAME)
