"""Zotero RDF (https://www.zotero.org/support/kb/importing_standardized_formats), with collections and tags.

Items are turned into those of Zotero's JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from generator.readers import zotero_json
from generator.readers.bibliography import NOTE_LINE
from generator.readers.collector import Collector
from generator.readers.ris_fields import split_note
from generator.readers.xml_tree import begins_like_xml, find_all, find_text, parse_xml, read_text

NAME = "Zotero RDF"
SIGNATURE = "Zotero RDF: '<rdf:RDF>' with items of Zotero"

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMESPACE: Final = "http://www.zotero.org/namespaces/export#"
MOST_LEVELS = 20
"""Levels of nested collections."""
NUMBERED = frozenset(("report", "patent", "standard", "preprint"))
"""Item types whose number is not that of an issue."""
FIELDS: Final = {
    "title": ("title", "displayTitle"), "abstractNote": ("abstract",), "date": ("date", "issued"),
    "pages": ("pages",), "edition": ("edition",), "publisher": ("publisher/Organization/name",),
    "place": ("publisher/Organization/adr/Address/locality",), "type": ("type",),
    "archiveLocation": ("coverage",), "extra": ("description",),
}  # fmt: skip
"""Field of Zotero -> properties of the item in RDF."""


@dataclass(slots=True, kw_only=True)
class _Library:
    """What items refer to: other resources by address, and the collections of an item."""

    by_address: dict[str, Any] = field(default_factory=dict)
    collections: dict[str, list[str]] = field(default_factory=dict)

    def follow(self, element: Any, name: str) -> Iterator[Any]:
        """Yield what a property contains or refers to."""
        for found in find_all(element, name):
            yield from found
            if (address := found.get(f"{RDF}resource")) in self.by_address:
                yield self.by_address[address]


def recognizes(text: str) -> bool:
    """Return whether ``text`` is RDF by Zotero."""
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
        tag = " / ".join(filter(None, (names[address] for address in reversed(path))))
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
    """Return the tags of an item; not its call number."""
    subjects = [found for found in find_all(element, "subject") if not list(find_all(found, "LCC"))]
    return [{"tag": read_text(subject)} for subject in subjects]


def _convert(element: Any, library: _Library) -> dict[str, Any]:
    """Return an item in Zotero's JSON."""
    kind = find_text(element, "itemType")
    simple = (child for child in element if child.tag.startswith(f"{{{NAMESPACE}}}") and not len(child))
    item: dict[str, Any] = {child.tag.rpartition("}")[2]: read_text(child) for child in simple}
    volumes = [part for part in library.follow(element, "isPartOf") if not part.tag.endswith("}Series")]
    parts = [element, *volumes]
    series = [
        one for part in parts for one in library.follow(part, "isPartOf") if one.tag.endswith("}Series")
    ]
    item |= {name: text for name, paths in FIELDS.items() if (text := find_text(element, *paths))}
    for part in parts:
        for identifier in map(read_text, find_all(part, "identifier")):
            name, _, value = identifier.partition(" ")
            if name in ("DOI", "ISBN", "ISSN"):
                item.setdefault(name, value)
            elif identifier.startswith("http"):
                item.setdefault("url", identifier)
        if number := find_text(part, "number"):
            item.setdefault("number" if kind in NUMBERED else "issue", number)
        if volume := find_text(part, "volume"):
            item.setdefault("volume", volume)
    titles = [find_text(part, "title") or find_text(part, "alternative") for part in volumes]
    conferences = [find_text(found, "title") for found in library.follow(element, "presentedAt")]
    memos = (split_note(read_text(memo)) for memo in library.follow(element, "isReferencedBy"))
    notes = [match[0] for memo in memos for match in NOTE_LINE.finditer(memo)]
    extra = "\n".join("".join(found.itertext()) for found in find_all(element, "description"))
    return item | {
        "publicationTitle": next(filter(None, titles), ""),
        "conferenceName": next(filter(None, conferences), ""),
        "series": next((text for one in series if (text := find_text(one, "title", "alternative"))), ""),
        "extra": "\n".join([extra, *notes]),
        "creators": _list_creators(element),
        "tags": _list_tags(element),
    }


def read(text: str, collector: Collector) -> None:
    """Add the items of a library; what is not well-formed is reported."""
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
