"""CSL-JSON from Zotero, pandoc, Mendeley and this site, and similar works from Crossref's API.

Variables and types: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json; those of Crossref:
https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md. The keys of this site's own exports are
defined in :mod:`generator.exports.csl`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.model.publication import CSL_TYPES, Status
from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, join_name, make_date
from generator.readers.collector import Collector
from generator.readers.json_items import list_head, read_items
from generator.readers.json_values import first_text, list_objects, list_texts, object_of, text_of
from generator.readers.labeled_notes import parse_notes
from generator.readers.written_dates import parse_written_date
from generator.text.identifiers import parse_doi
from generator.text.preprints import is_publication_venue

NAME = "CSL-JSON"

# "issued":
KEYS = re.compile(r"\"(?:issued|author|container-title|DOI|URL|citation-key|publisher)\"\s{0,50}:")
TITLE = re.compile(r"\"title\"\s{0,50}:")
NOT_PAPERS = ("note", "attachment", "annotation")
VENUE_KEYS = ("container-title", "event-title", "event")
ARXIV_KEYS = ("number", "archive_location", "archiveID", "container-title", "note", "extra")
CREATORS = ("author", "director", "host", "composer", "illustrator", "performer", "curator", "creator")
"""Names that can stand in for authors; the first kind that an item has is used."""
PUBLICATION: Final[Mapping[str, tuple[str, ...]]] = {
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "page-first", "article-number"),
    "number": ("number",),
    "series": ("collection-title",),
    "edition": ("edition", "edition-number"),
    "publisher": ("publisher",),
    "place": ("publisher-place", "publisher-location"),
    "genre": ("genre",),
    "isbn": ("ISBN",),
    "issn": ("ISSN",),
    "language": ("language",),
}
"""Part of the publication -> the variables that may hold it, in order of preference."""
CROSSREF_TYPES: Final = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "dissertation": "thesis",
    "report-component": "report",
    "peer-review": "review",
}
"""Crossref types (https://api.crossref.org/types) with other names than in CSL."""
STATUS: Final[Mapping[str, Status]] = {
    "retracted": "retracted",
    "retraction": "retracted",
    "removal": "retracted",
    "withdrawn": "withdrawn",
    "withdrawal": "withdrawn",
    "expression of concern": "expression of concern",
    "expression_of_concern": "expression of concern",
    "corrected": "corrected",
    "correction": "corrected",
    "erratum": "corrected",
    "corrigendum": "corrected",
}
"""Type of a notice, or status as written elsewhere -> status; the most serious first."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is CSL-JSON."""
    head = list_head(text)
    return bool(KEYS.search(head)) and bool(TITLE.search(head))


def _parse_date(value: object) -> str | None:
    """Return a CSL date (``{"date-parts": [["2024", 7, 4]]}``, ``raw`` or ``literal``) in ISO form."""
    if isinstance(value, str):
        return parse_written_date(value)
    date = object_of(value)
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return make_date(*parts[0][:3])
    texts = (text_of(date.get(key)) for key in ("raw", "literal"))
    return next((found for text in texts if text and (found := parse_written_date(text))), None)


def parse_names(value: object) -> tuple[list[str], list[str]]:
    """Return the names in a list, and those among them that do not belong to people."""
    names: list[str] = []
    literals: list[str] = []
    for name in value if isinstance(value, list) else ():
        if isinstance(name, str):
            names.append(name)
        elif isinstance(name, dict):
            literal = first_text(name, "literal", "name")
            literals += filter(None, [literal])
            particles = (text_of(name.get(f"{kind}-particle")) for kind in ("dropping", "non-dropping"))
            # Martin Luther, Jr.   (as Zotero writes suffixes)
            given, _, suffix = first_text(name, "given").partition(", ")
            printed = literal or join_name(
                first_text(name, "family"),
                given,
                " ".join(filter(None, particles)),
                text_of(name.get("suffix")) or suffix,
            )
            names += filter(None, [printed])
    return names, literals


def _find_type(item: Mapping[str, Any], venue: str) -> str | None:
    """Return the type, unless programs use it for works of any kind."""
    type_ = text_of(item.get("type"))
    type_ = CROSSREF_TYPES.get(type_, type_)
    if type_ == "document" or (type_ == "article" and is_publication_venue(venue)):
        return None
    return type_ if type_ in CSL_TYPES else None


def find_status(updates: Iterable[str]) -> Status | None:
    """Return the most serious status that notices give a work; takes their types, such as ``retraction``."""
    found = {STATUS.get(text.lower()) for text in updates}
    return next((status for status in STATUS.values() if status in found), None)


def _find_status(item: Mapping[str, Any]) -> Status | None:
    updates = [text_of(update.get("type")) for update in list_objects(item.get("updated-by"))]
    return find_status((text_of(item.get("status")), *updates))


def _list_tags(item: Mapping[str, Any]) -> list[str]:
    """Return the keywords, separated by commas or semicolons, and the categories."""
    keywords = item.get("keyword")
    if isinstance(keywords, str):
        keywords = keywords.split(";" if ";" in keywords else ",")
    return [*list_texts(keywords), *list_texts(item.get("categories"))]


def _find_key(item: Mapping[str, Any]) -> str:
    """Return the citation key; Zotero's ``id`` is an address, and numbers are not keys."""
    key = first_text(item, "citation-key", "citation-label") or text_of(item.get("id"))
    return "" if "://" in key or key.isdecimal() else key


def _add(collector: Collector, line: int, item: dict[str, Any]) -> None:
    names, literals = next((found for key in CREATORS if (found := parse_names(item.get(key)))[0]), ([], []))
    alone = bool(literals) and len(names) == 1
    venues = [text_of(item.get(key)) for key in VENUE_KEYS]
    publication: dict[str, object] = {part: first_text(item, *keys) for part, keys in PUBLICATION.items()}
    publication["editors"] = parse_names(item.get("editor"))[0]
    title, subtitle = text_of(item.get("title")), text_of(item.get("subtitle"))
    work = Work(
        title=f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title,
        abstract=text_of(item.get("abstract")),
        authors=[] if alone else names,
        organization=literals[0] if alone else None,
        venues=venues,
        cited=_parse_date(item.get("issued")),
        first=_parse_date(item.get("submitted")) or _parse_date(item.get("posted")),
        type=_find_type(item, next(filter(None, venues), "")),
        publication=publication,
        status=_find_status(item),
        key=_find_key(item),
        tags=_list_tags(item),
        notes=parse_notes(first_text(item, "note", "extra")),
        doi=text_of(item.get("DOI")),
        addresses=[text_of(item.get("URL"))],
        others=[text_of(item.get(key)) for key in ARXIV_KEYS],
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the items of a CSL-JSON file; those without a title are identifiers to look up, or problems."""
    for line, outer in read_items(text, collector):
        item = object_of(outer.get("message")) or outer
        if item.get("type") in NOT_PAPERS:
            continue
        if text_of(item.get("title")):
            _add(collector, line, item)
        elif doi := parse_doi(text_of(item.get("DOI"))):
            collector.add_identifier(line, "doi", doi)
        else:
            keys = shorten(str(list(item)[:20]), 60)
            collector.report(line, f"expected an item with a title (got {keys!r})")
