"""Zotero's own JSON: Better BibTeX exports ("BetterBibTeX JSON"), and responses from Zotero's web API.

The fields of items are defined at https://api.zotero.org/schema; the API has them inside ``data``
(https://www.zotero.org/support/dev/web_api/v3/basics). A Better BibTeX export
(https://retorque.re/zotero-better-bibtex/) lists the collections before its items; each names its parent and
the numbers of its items. Items from the API name their collections only by key, which is dropped.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.model.publication import CSL_TYPES
from generator.readers.base import join_levels, shorten
from generator.readers.bibliography import Work, add_work, join_name
from generator.readers.citation_parts import split_serial_numbers
from generator.readers.collector import Collector
from generator.readers.json_items import list_head, read_items
from generator.readers.json_values import first_text, list_objects, list_texts, object_of, text_of
from generator.readers.labeled_notes import parse_notes
from generator.readers.written_dates import parse_written_date
from generator.text.identifiers import parse_doi
from generator.text.preprints import is_arxiv_venue

NAME = "Zotero JSON"

# "itemType": "journalArticle"
ITEM_TYPE = re.compile(r"\"itemType\"\s{0,50}:\s{0,50}\"")
NOT_PAPERS = ("note", "attachment", "annotation")
TYPES: Final = {
    "journalArticle": "article-journal",
    "conferencePaper": "paper-conference",
    "preprint": "article",
    "book": "book",
    "bookSection": "chapter",
    "thesis": "thesis",
    "report": "report",
    "manuscript": "manuscript",
    "webpage": "webpage",
    "blogPost": "post-weblog",
    "forumPost": "post",
    "computerProgram": "software",
    "dataset": "dataset",
    "presentation": "speech",
    "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper",
    "encyclopediaArticle": "entry-encyclopedia",
    "dictionaryEntry": "entry-dictionary",
    "patent": "patent",
    "standard": "standard",
    "artwork": "graphic",
    "audioRecording": "song",
    "film": "motion_picture",
    "videoRecording": "motion_picture",
    "podcast": "broadcast",
    "radioBroadcast": "broadcast",
    "tvBroadcast": "broadcast",
    "bill": "bill",
    "case": "legal_case",
    "statute": "legislation",
    "hearing": "hearing",
    "interview": "interview",
    "letter": "personal_communication",
    "email": "personal_communication",
    "instantMessage": "personal_communication",
    "map": "map",
}
"""Item types in CSL, as in the schema's ``csl.types``; ``document`` can be anything."""
AUTHORS: Final = frozenset(
    {
        "", "author", "artist", "cartographer", "director", "interviewee", "inventor", "performer",
        "podcaster", "presenter", "programmer", "sponsor",
    }
)  # fmt: skip
"""The schema's ``primary`` types of creators."""
TITLE_KEYS = ("title", "caseName", "nameOfAct", "subject")
DATE_KEYS = ("date", "dateDecided", "dateEnacted", "issueDate")
VENUE_KEYS = (
    "publicationTitle", "proceedingsTitle", "conferenceName", "bookTitle", "encyclopediaTitle",
    "dictionaryTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle", "meetingName",
)  # fmt: skip
ARXIV_KEYS = ("archiveID", "number", "reportNumber", "archiveLocation", "publicationTitle")
PUBLICATION: Final[Mapping[str, tuple[str, ...]]] = {
    "volume": ("volume", "codeVolume", "reporterVolume"),
    "issue": ("issue",),
    "pages": ("pages", "codePages", "firstPage"),
    "number": ("number", "reportNumber", "patentNumber", "docketNumber", "billNumber", "publicLawNumber"),
    "series": ("series", "seriesTitle"),
    "edition": ("edition",),
    "publisher": (
        "publisher", "university", "institution", "repository", "company", "distributor", "label", "network",
        "studio", "assignee",
    ),
    "place": ("place", "repositoryLocation"),
    "genre": ("type", "thesisType", "reportType", "genre", "manuscriptType", "presentationType"),
    "isbn": ("ISBN",),
    "issn": ("ISSN",),
    "language": ("language",),
}  # fmt: skip
"""Part of the publication -> the fields that may hold it, in order of preference."""
# Publisher: Flour Press   as a line of "Extra", which holds what the item type has no field for
EXTRA_LINE = re.compile(r"^(?P<label>[A-Za-z][A-Za-z. -]{1,30}):[ \t]*(?P<value>\S.*)$", re.M)
EXTRA_PARTS: Final = {
    "publisher": "publisher",
    "place": "place",
    "publisher-place": "place",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "page": "pages",
    "number": "number",
    "edition": "edition",
    "series": "series",
    "collection-title": "series",
    "genre": "genre",
    "isbn": "isbn",
    "issn": "issn",
    "language": "language",
}
"""Label in "Extra" -> part of the publication (https://www.zotero.org/support/kb/item_types_and_fields)."""
VENUE_LABELS = ("publication title", "container-title", "event-title")
MOST_LEVELS = 20
"""Most levels of nested collections."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is Zotero JSON."""
    return bool(ITEM_TYPE.search(list_head(text)))


def _list_collections(around: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the paths of the collections that each item is in, by the item's number as text."""
    listed = around.get("collections")
    values = listed.values() if isinstance(listed, dict) else list_objects(listed)
    collections = {text_of(found.get("key")): found for found in values if isinstance(found, dict)}
    paths: dict[str, list[str]] = {}
    for key, found in collections.items():
        path = join_levels(reversed(list(_name_levels(key, collections))))
        for item in list_texts(found.get("items")):
            paths.setdefault(item, []).append(path)
    return paths


def _name_levels(key: str, collections: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the name of a collection, then those of the collections that contain it."""
    for _ in range(MOST_LEVELS):
        found = collections.get(key)
        if found is None:
            return
        yield first_text(found, "name") or key
        key = text_of(found.get("parent"))


def _list_names(creators: object, *kinds: str) -> tuple[list[str], list[str]]:
    """Return the names of some kinds of creators, and those among them that do not belong to people."""
    names: list[str] = []
    organizations: list[str] = []
    for creator in list_objects(creators):
        if text_of(creator.get("creatorType")) not in kinds:
            continue
        family, given = text_of(creator.get("lastName")), text_of(creator.get("firstName"))
        name = text_of(creator.get("name"))
        if name or creator.get("fieldMode") == 1:
            organizations += filter(None, [name or family])
        names += filter(None, [name or join_name(family, given)])
    return names, organizations


def _find_type(
    item: Mapping[str, Any], extra: Mapping[str, str], venues: list[str], arxiv: str
) -> str | None:
    """Return the CSL type; a line such as ``Type: dataset`` in "Extra" overrides that of the item."""
    named = extra.get("type", "").strip()
    if found := TYPES.get(named) or (named.lower() if named.lower() in CSL_TYPES else None):
        return found
    type_ = TYPES.get(text_of(item.get("itemType")))
    # as Zotero saved preprints before it had a type for them
    return "article" if type_ == "article-journal" and arxiv and all(map(is_arxiv_venue, venues)) else type_


def add_item(collector: Collector, line: int, item: Mapping[str, Any], collections: list[str]) -> None:
    """Add a Zotero item, with the names of its collections."""
    note = "\n".join(list_texts(item.get("extra")))
    extra = {match["label"].lower(): match["value"].strip() for match in EXTRA_LINE.finditer(note)}
    publication: dict[str, object] = {
        part: extra[label] for label, part in EXTRA_PARTS.items() if label in extra
    }
    publication |= {part: text for part, keys in PUBLICATION.items() if (text := first_text(item, *keys))}
    publication |= split_serial_numbers(text_of(item.get("ISBN")), text_of(item.get("ISSN")))
    publication["editors"] = _list_names(item.get("creators"), "editor")[0]
    names, organizations = _list_names(item.get("creators"), *AUTHORS)
    alone = bool(organizations) and len(names) == 1
    venues = [text for key in VENUE_KEYS if (text := text_of(item.get(key)))]
    venues += [extra[label] for label in VENUE_LABELS if label in extra]
    notes = parse_notes(note)
    arxiv = "arxiv" if "arxiv" in notes or "arxiv.org" in text_of(item.get("url")) else ""
    listed = item.get("tags")
    tags = [first_text(tag, "tag") for tag in list_objects(listed)] or list_texts(listed)
    work = Work(
        title=first_text(item, *TITLE_KEYS),
        abstract=text_of(item.get("abstractNote")),
        authors=[] if alone else names,
        organization=organizations[0] if alone else None,
        venues=venues,
        cited=next(
            (found for key in DATE_KEYS if (found := parse_written_date(text_of(item.get(key))))), None
        ),
        type=_find_type(item, extra, venues, arxiv),
        publication=publication,
        key=text_of(item.get("citationKey")),
        key_aliases=[key for key in map(str.strip, extra.get("tex.ids", "").split(",")) if key],
        tags=[*collections, *filter(None, tags)],
        notes=notes,
        doi=text_of(item.get("DOI")),
        addresses=[text_of(item.get("url"))],
        others=[note, *(text_of(item.get(key)) for key in ARXIV_KEYS)],
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add Zotero items; notes and attachments are left out, items without a title are reported."""
    around: dict[str, Any] = {}
    collections: dict[str, list[str]] | None = None
    for line, outer in read_items(text, collector, around):
        collections = _list_collections(around) if collections is None else collections
        item = object_of(outer.get("data")) or outer
        if item.get("itemType") in NOT_PAPERS:
            continue
        if first_text(item, *TITLE_KEYS):
            add_item(collector, line, item, collections.get(text_of(item.get("itemID")), []))
        elif doi := parse_doi(text_of(item.get("DOI"))):
            collector.add_identifier(line, "doi", doi)
        else:
            kind, key = text_of(item.get("itemType")), first_text(item, "citationKey", "key", "itemID")
            got = f"got a {shorten(kind, 40)!r} without one, {shorten(key, 60)!r}"
            collector.report(line, f"expected an item with a title ({got})")
