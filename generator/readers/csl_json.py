"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) from Zotero, pandoc and here.

The keys of this site's own exports are defined in :mod:`generator.exports.csl`.
"""

import re
from typing import Any

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, join_name, make_date, parse_date, parse_notes
from generator.readers.collector import Collector
from generator.readers.json_items import begins_like_json, read_items

NAME = "CSL-JSON"
SIGNATURE = "CSL-JSON: objects with 'type', 'title' and 'issued', 'author', 'DOI' or 'URL'"

# "issued":
KEYS = re.compile(
    r"\"(?:issued|author|container-title|DOI|URL|citation-key|publisher|itemType|creators)\"\s{0,50}:"
)
TITLE = re.compile(r"\"title\"\s{0,50}:")
NOT_PAPERS = ("note", "attachment", "annotation")
VENUE_KEYS = ("container-title", "event-title", "publicationTitle", "proceedingsTitle", "conferenceName")
ARXIV_KEYS = ("number", "archive_location", "archiveID", "container-title", "note", "extra")


def recognizes(text: str) -> bool:
    """Return whether ``text`` is CSL-JSON."""
    head = text[:100_000]
    return begins_like_json(text) and bool(KEYS.search(head)) and bool(TITLE.search(head))


def _text(value: object) -> str:
    """Return a value as text: the first one of a list, nothing for what is neither text nor number."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _text(value[0])
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _first_text(item: dict[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := _text(item.get(key)))), "")


def _parse_date(value: object) -> str | None:
    """Return a CSL date (``{"date-parts": [["2024", 7, 4]]}``, ``raw`` or ``literal``) in ISO form."""
    if isinstance(value, str):
        return parse_date(value)
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return make_date(*parts[0][:3])
    return parse_date(_text(value.get("raw"))) or parse_date(_text(value.get("literal")))


def _parse_authors(value: object) -> tuple[list[str], str | None]:
    """Return the names in a list of authors, or the one organization in their place."""
    names: list[str] = []
    literals: list[str] = []
    for author in value if isinstance(value, list) else ():
        if isinstance(author, str):
            names.append(author)
            continue
        if not isinstance(author, dict):
            continue
        literal = _first_text(author, "literal", "name")
        literals += filter(None, [literal])
        particles = (_text(author.get("dropping-particle")), _text(author.get("non-dropping-particle")))
        name = literal or join_name(
            _first_text(author, "family", "lastName"),
            _first_text(author, "given", "firstName"),
            " ".join(filter(None, particles)),
            _text(author.get("suffix")),
        )
        if name:
            names.append(name)
    return ([], literals[0]) if literals and len(names) == 1 else (names, None)


def _add(collector: Collector, line: int, item: dict[str, Any]) -> None:
    authors, organization = _parse_authors(item.get("author") or item.get("creators"))
    work = Work(
        title=_text(item.get("title")),
        abstract=_first_text(item, "abstract", "abstractNote"),
        authors=authors,
        organization=organization,
        venues=[_text(item.get(key)) for key in VENUE_KEYS],
        cited=_parse_date(item.get("issued")) or _parse_date(item.get("date")),
        first=_parse_date(item.get("submitted")),
        notes=parse_notes(_first_text(item, "note", "extra")),
        doi=_text(item.get("DOI")),
        addresses=[_text(item.get("URL")), _text(item.get("url"))],
        others=[_text(item.get(key)) for key in ARXIV_KEYS],
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the items of a CSL-JSON file; whatever is not an item with a title is a problem."""
    for line, item in read_items(text, collector):
        if item.get("type") in NOT_PAPERS or item.get("itemType") in NOT_PAPERS:
            continue
        if _text(item.get("title")).strip():
            _add(collector, line, item)
        else:
            keys = shorten(str(list(item)[:20]), 60)
            collector.report(line, f"expected an item with a title (got {keys!r})")
