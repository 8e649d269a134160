"""Zotero RDF (https://www.zotero.org/support/kb/importing_standardized_formats), with collections and tags.

Items are turned into those of Zotero's JSON.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from generator.readers import zotero_json
from generator.readers.base import join_levels
from generator.readers.collector import Collector
from generator.readers.labeled_notes import NOTE_LINE
from generator.readers.ris_fields import split_note
from generator.readers.xml_tree import begins_like_xml, find_all, find_text, parse_xml, read_text

NAME = "Zotero RDF"

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMESPACE: Final = "http://www.zotero.org/namespaces/export#"
MOST_LEVELS = 20
"""Most levels of nested collections."""
MOST_PARTS = 10
"""Volumes and series of which an item is part."""
MOST_NOTES = 100
"""Most notes on an item that are searched for facts."""
NUMBERED = frozenset(("report", "patent", "standard", "preprint"))
"""Item types whose number is not that of an issue."""
FIELDS: Final = {
    "title": ("title", "displayTitle"), "abstractNote": ("abstract",), "date": ("date", "issued"),
    "pages": ("pages",), "edition": ("edition",), "publisher": ("publisher/Organization/name",),
    "place": ("publisher/Organization/adr/Address/locality",), "type": ("type",),
    "archiveLocation": ("coverage",), "extra": ("description",),
}  # fmt: skip
"""Zotero field -> properties of the item in RDF."""


@dataclass(slots=True, kw_only=True)
class _Library:
    """What items refer to: other resources by address, and the collections of an item."""

    by_address: dict[str, Any] = field(default_factory=dict)
    collections: dict[str, list[str]] = field(default_factory=dict)
    described: dict[str, dict[str, str]] = field(default_factory=dict)
    """The values already read from resources to which several items may refer."""

    def follow(self, element: Any, name: str) -> Iterator[Any]:
        """Yield what a property contains or refers to."""
        for found in find_all(element, name):
            yield from found
            if (address := found.get(f"{RDF}resource")) in self.by_address:
                yield self.by_address[address]

    def describe(self, element: Any, read: Callable[[Any], dict[str, str]]) -> dict[str, str]:
        """Return the values of an element, reading each element only once."""
        address = element.get(f"{RDF}about")
        if not address:
            return read(element)
        if address not in self.described:
            self.described[address] = read(element)
        return self.described[address]


def recognizes(text: str) -> bool:
    """Return whether ``text`` is Zotero RDF."""
    return begins_like_xml(text, "RDF") and NAMESPACE in text[:20_000]


def _read_library(root: Any) -> _Library:
    library = _Library()
    names: dict[str, str] = {}
    members: list[tuple[str, str]] = []
    for element in root:
        address = element.get(f"{RDF}about") or ""
        if address:
            library.by_address.setdefault(address, element)
        if element.tag == f"{{{NAMESPACE}}}Collection":
            names[address] = find_text(element, "title")
            members += [(part.get(f"{RDF}resource") or "", address) for part in find_all(element, "hasPart")]
    parents = {member: collection for member, collection in members if member in names}
    for member, collection in members:
        path = [collection]
        while path[-1] in parents and len(path) < MOST_LEVELS:
            path.append(parents[path[-1]])
        tag = join_levels(names[address] for address in reversed(path))
        library.collections.setdefault(member, []).append(tag)
    return library


def _list_creators(element: Any) -> list[dict[str, str]]:
    """Return the people in sequences such as ``authors``, as Zotero has them."""
    creators = []
    for role in element:
        for person in find_all(role, "Seq/li/Person"):
            given, family = find_text(person, "givenName", "givenname"), find_text(person, "surname", "name")
            kind = role.tag.rpartition("}")[2].removesuffix("s")
            creators.append({"creatorType": kind, "firstName": given, "lastName": family})
    return creators


def _list_tags(element: Any) -> list[dict[str, str]]:
    """Return the tags of an item, but not its call number."""
    subjects = [found for found in find_all(element, "subject") if not list(find_all(found, "LCC"))]
    return [{"tag": read_text(subject)} for subject in subjects]


def _read_part(element: Any, *, numbered: bool = False) -> dict[str, str]:
    """Return the identifiers of an item or of the volume that contains it."""
    found = {
        "volume": find_text(element, "volume"),
        "number" if numbered else "issue": find_text(element, "number"),
    }
    for identifier in map(read_text, find_all(element, "identifier")):
        name, _, value = identifier.partition(" ")
        if name in ("DOI", "ISBN", "ISSN"):
            found.setdefault(name, value)
        elif identifier.startswith("http"):
            found.setdefault("url", identifier)
    return {name: text for name, text in found.items() if text}


def _read_volume(element: Any) -> dict[str, str]:
    name = "series" if element.tag.endswith("}Series") else "publicationTitle"
    inner = {} if name == "series" else {"series": find_text(element, "isPartOf/Series/title")}
    return _read_part(element) | inner | {name: find_text(element, "title", "alternative")}


def _read_memo(element: Any) -> dict[str, str]:
    """Return the labeled lines of a note."""
    note = split_note(read_text(element))
    return {"extra": "\n".join(match[0] for match in NOTE_LINE.finditer(note))}


def _convert(element: Any, library: _Library) -> dict[str, Any]:
    """Return an item in Zotero's JSON."""
    kind = find_text(element, "itemType")
    simple = (child for child in element if child.tag.startswith(f"{{{NAMESPACE}}}") and not len(child))
    item: dict[str, Any] = {child.tag.rpartition("}")[2]: read_text(child) for child in simple}
    item |= {name: text for name, paths in FIELDS.items() if (text := find_text(element, *paths))}
    item |= _read_part(element, numbered=kind in NUMBERED)
    for volume in islice(library.follow(element, "isPartOf"), MOST_PARTS):
        for name, text in library.describe(volume, _read_volume).items() if volume is not element else ():
            item[name] = item.get(name) or text
    conferences = (find_text(found, "title") for found in library.follow(element, "presentedAt"))
    extras = ["".join(found.itertext()) for found in find_all(element, "description")]
    for memo in islice(library.follow(element, "isReferencedBy"), MOST_NOTES):
        extras.append(library.describe(memo, _read_memo)["extra"])
    return item | {
        "conferenceName": next(filter(None, conferences), ""),
        "extra": "\n".join(extras),
        "creators": _list_creators(element),
        "tags": _list_tags(element),
    }


def read(text: str, collector: Collector) -> None:
    """Add the items of a library; malformed XML is reported."""
    root, offset = parse_xml(text, collector)
    if root is None:
        return
    library = _read_library(root)
    for element in root:
        kind = find_text(element, "itemType")
        if kind and kind not in zotero_json.NOT_PAPERS:
            collections = library.collections.get(element.get(f"{RDF}about") or "", [])
            line = (element.sourceline or 1) + offset
            zotero_json.add_item(collector, line, _convert(element, library), collections)
