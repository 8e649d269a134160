"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)) from Zotero, Mendeley and this site.

Each record, from ``TY`` to ``ER``, is read by rispy on its own, so that a broken one does not affect the
others. The tags of this site's own exports are defined in :mod:`generator.exports.ris`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import rispy
from rispy.config import DELIMITED_TAG_MAPPING, LIST_TYPE_TAGS, TAG_KEY_MAPPING

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, join_name, parse_date, parse_notes
from generator.readers.collector import Collector

NAME = "RIS"
SIGNATURE = "RIS: records from 'TY  - ' to 'ER  - '"

# "TY  - JOUR"
TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |\Z)")
BEGINNING = re.compile(r"^\ufeff?TY {1,2}- ?", re.M)
# "AU  - Lee, Ann"
COMMON_TAG = re.compile(r"^(?:ER|AU|TI|T1|PY) {1,2}- ", re.M)
FEWEST_TAGS = 3
# Jr.  ·  III
SUFFIX = re.compile(r"(?:[js]r\.?|I{2,3}|IV)\Z", re.I)
ONE_VALUE = frozenset(TAG_KEY_MAPPING) - {*LIST_TYPE_TAGS, *DELIMITED_TAG_MAPPING}
"""Tags with one value."""
NOTE_KEYS = ("notes", "notes_abstract", "research_notes")
VENUE_KEYS = ("secondary_title", "journal_name", "alternate_title3", "alternate_title2")
ADDRESS_KEYS = ("urls", "url", "file_attachments1", "file_attachments2")
ARXIV_KEYS = ("accession_number", "number", "publisher")


def recognizes(text: str) -> bool:
    """Return whether ``text`` has records of RIS."""
    return bool(BEGINNING.search(text)) or len(COMMON_TAG.findall(text[:50_000])) >= FEWEST_TAGS


def _split_records(text: str, collector: Collector) -> Iterator[tuple[int, list[str]]]:
    """Yield each record's first line number and lines; report what is outside of records."""
    record: list[str] = []
    begin = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        match = TAG.match(line)
        tag = match["tag"] if match else ""
        if tag == "TY":
            yield from _finish(collector, begin, record, "another 'TY  - '")
            record, begin = [line], number
        elif tag == "ER":
            if not record:
                collector.report(
                    number, "expected 'TY  - ' before 'ER  - ' (got no record)", severity="warning"
                )
            yield from _finish(collector, begin, record)
            record = []
        elif record:
            record.append(line)
        elif line:
            record, begin = [line], number
    yield from _finish(collector, begin, record, "the end of the file")


def _finish(
    collector: Collector, begin: int, record: list[str], got: str = ""
) -> Iterator[tuple[int, list[str]]]:
    """Yield a record if it begins with ``TY``; report what takes the place of its ``ER``."""
    if not record:
        return
    if not record[0].startswith("TY"):
        collector.report(
            begin, f"expected 'TY  - ' at the beginning of a record (got {shorten(record[0], 60)!r})"
        )
        return
    if got:
        collector.report(begin, f"expected 'ER  - ' at the end of the record (got {got})")
    yield begin, record


def _parse_name(name: str) -> str:
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and SUFFIX.match(parts[2]):
        return join_name(parts[0], parts[1], suffix=parts[2])
    return join_name(*parts) if len(parts) == 2 else name.strip()


def _list_values(record: dict[str, Any], *keys: str) -> list[str]:
    """Return the values of all ``keys`` of a record, in the order of the keys."""
    values: list[str] = []
    for key in keys:
        value = record.get(key) or []
        values += [str(part) for part in value] if isinstance(value, list) else [str(value)]
    return values


def _first_value(record: dict[str, Any], *keys: str) -> str:
    return next(iter(_list_values(record, *keys)), "")


def _find_cited_date(record: dict[str, Any]) -> str | None:
    year = _first_value(record, "year", "publication_year")
    found = parse_date(_first_value(record, "date")) or parse_date(year)
    if found and year[:4].isdecimal() and found[:4] != year[:4]:
        return parse_date(year)
    return found


def _add(collector: Collector, line: int, record: dict[str, Any]) -> None:
    unknown = _list_values(record.get("unknown_tag") or {}, *(record.get("unknown_tag") or {}))
    note_lines = _list_values(record, *NOTE_KEYS)
    notes = parse_notes("\n".join([*note_lines, *unknown]))
    organization = next(iter(notes.get("organization", ())), None)
    names = _list_values(record, "authors") or _list_values(record, "first_authors")
    work = Work(
        title=_first_value(record, "title", "primary_title"),
        abstract=_first_value(record, "abstract", "notes_abstract"),
        authors=[] if organization else [_parse_name(name) for name in names],
        organization=organization,
        venues=_list_values(record, *VENUE_KEYS),
        cited=_find_cited_date(record),
        notes=notes,
        doi=_first_value(record, "doi"),
        addresses=_list_values(record, *ADDRESS_KEYS),
        others=[*note_lines, *unknown, *_list_values(record, *ARXIV_KEYS, "secondary_title", "journal_name")],
    )
    add_work(collector, line, work)


def _join_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a record, joining values that span several lines; rispy is slow at it."""
    value: list[str] = []
    for line in lines:
        if line[2:5] == "  -" or not value or value[0][:2] not in ONE_VALUE:
            if value:
                yield " ".join(value)
            value = [line]
        else:
            value.append(line.strip())
    yield " ".join(value)


def read(text: str, collector: Collector) -> None:
    """Add the records of a RIS file; whatever is not a record is a problem."""
    for line, lines in _split_records(text, collector):
        try:
            records = rispy.loads("\n".join([*_join_lines(lines), "ER  - "]))
        except (ValueError, OSError, KeyError, IndexError, AttributeError, TypeError) as error:
            collector.report(line, f"expected a record of RIS (got: {shorten(str(error))})")
            continue
        for record in records:
            _add(collector, line, record)
