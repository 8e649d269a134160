"""Obsidian and Logseq notes about one paper, which is described in the properties of the note.

Properties are front matter (https://help.obsidian.md/properties), lines such as ``doi:: 10.1145/…`` at the
beginning of the note (https://docs.logseq.com/#/page/properties), or both. The rest of the note is private
and is not read, except for an abstract.
"""

import re
from collections.abc import Iterator, Mapping

from generator.errors import ContentError
from generator.model.publication import CSL_TYPES
from generator.readers.bibliography import Work, add_work, parse_date
from generator.readers.collector import Collector
from generator.readers.markdown.blocks import FRONT_MATTER
from generator.readers.markdown.marked import mark, plain
from generator.readers.references.names import parse_authors
from generator.readers.references.places import parse_place
from generator.readers.zotero_json import TYPES
from generator.storage.documents import parse_document
from generator.text.identifiers import identify

NAME = "note about a paper"
MOST_LINES = 200
"""Most lines that are searched for properties."""
# doi:: 10.1145/…  ·  - **Authors**:: [[Ada Rye]]  ·  > year:: 2020
PROPERTY = re.compile(
    r"^[ \t>]{0,8}(?:[-*][ \t]+)?[*_]{0,2}(?P<name>[A-Za-z][\w -]{0,30}?)[*_]{0,2}::[*_]{0,2}[ \t]*"
    r"(?P<value>.*)$",
    re.M,
)
# title: Deep Sets, of front matter that is not YAML
LINE = re.compile(r"^(?P<name>[A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]+(?P<value>\S.*)$", re.M)
# [[Ada Rye]]  ·  [[@rye2020|Rye 2020]]
WIKI_LINK = re.compile(r"\[\[(?P<name>[^\[\]|]{1,300})(?:\|[^\[\]]{0,300})?\]\]")
# # Deep Sets
HEADING = re.compile(r"^#[ \t]+(?P<text>\S.*)$", re.M)
# ## Abstract ⏎ …  ·  > [!abstract] ⏎ > …
ABSTRACT = re.compile(
    r"^(?:#{1,6}[ \t]+\W{0,3}abstract\W*|>[ \t]*\[!abstract\][^\n]{0,80})\n+"
    r"(?P<text>(?:(?!#|\n>?[ \t]*\n[^>]).*\n?){1,40})",
    re.M | re.I,
)
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "papertitle", "fulltitle"),
    "authors": ("authors", "author", "creators", "authorstring"),
    "date": ("date", "published", "publicationdate", "issued", "datepublished", "year", "yearpublished"),
    "venue": (
        "journal", "venue", "publicationtitle", "booktitle", "proceedingstitle", "conference",
        "containertitle", "publishedin",
    ),
    "doi": ("doi",),
    "arxiv": ("arxiv", "arxivid", "eprint"),
    "url": ("url", "link", "links", "uri", "paper", "pdf", "source"),
    "key": ("citekey", "citationkey", "bibtexkey", "key", "id"),
    "tags": ("tags", "tag", "keywords", "topics", "topic"),
    "abstract": ("abstract", "abstractnote"),
    "remark": ("tldr", "summary", "comment"),
    "type": ("itemtype", "type"),
    "code": ("code", "github", "repository"),
    "project": ("project", "website", "homepage"),
    "slides": ("slides",),
    "video": ("video", "talk"),
    "poster": ("poster",),
    "blog": ("blog",),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "pages": ("pages",),
    "publisher": ("publisher", "university", "institution"),
    "isbn": ("isbn",),
    "issn": ("issn",),
}  # fmt: skip
"""The properties that notes use for each fact, best first."""
EVIDENCE = ("authors", "doi", "arxiv", "venue", "key")
"""Facts that distinguish a note about a paper from other notes with a title."""


def _list_texts(value: object) -> Iterator[str]:
    """Yield the texts of a property's value; ``[[Ada Rye]]`` is a list in a list to YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _list_texts(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _list_texts(item or key)


def _read_front_matter(text: str) -> dict[str, list[str]]:
    match = FRONT_MATTER.match(text)
    if not match:
        return {}
    try:
        data = parse_document(match["body"], "").data
    except ContentError:
        data = {line["name"]: line["value"].strip("\"' ") for line in LINE.finditer(match["body"])}
    if not isinstance(data, dict):
        return {}
    return {str(key): list(_list_texts(value)) for key, value in data.items()}


def read_properties(text: str) -> dict[str, list[str]]:
    """Return the properties of a note: name in lowercase letters -> values, without wiki links."""
    found: dict[str, list[str]] = {}
    head = "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])
    lines = [(match["name"], [match["value"]]) for match in PROPERTY.finditer(head)]
    for name, values in (*_read_front_matter(text).items(), *lines):
        cleaned = [WIKI_LINK.sub(r"\g<name>", value).strip().strip('"') for value in values]
        found.setdefault(re.sub(r"[^a-z]", "", name.lower()), [value for value in cleaned if value])
    return found


def find_read_parts(text: str) -> list[tuple[int, int]]:
    """Return the start and end of the parts of a note that are read, in their order."""
    head = len("\n".join(text.split("\n", MOST_LINES)[:MOST_LINES]))
    matches = [FRONT_MATTER.match(text), *PROPERTY.finditer(text, 0, head)]
    matches += [HEADING.search(text), ABSTRACT.search(text)]
    parts: list[tuple[int, int]] = []
    for begin, end in sorted(match.span() for match in matches if match):
        if not parts or begin >= parts[-1][1]:
            parts.append((begin, end))
    return parts


def _find(properties: Mapping[str, list[str]], fact: str) -> list[str]:
    return next((properties[name] for name in NAMES[fact] if properties.get(name)), [])


def _first(properties: Mapping[str, list[str]], fact: str) -> str:
    return next(iter(_find(properties, fact)), "")


def _find_title(text: str, properties: Mapping[str, list[str]]) -> str:
    """Return the title: a property, or else the first heading."""
    if title := _first(properties, "title"):
        return plain(mark(title).text).lstrip("@")
    match = HEADING.search(text)
    return plain(mark(match["text"]).text) if match else ""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is a note with a title and with properties that only papers have."""
    if "::" not in text[:20_000] and not FRONT_MATTER.match(text):
        return False
    properties = read_properties(text)
    facts = sum(bool(_find(properties, fact)) for fact in EVIDENCE)
    is_paper = facts > 1 or (facts and _find(properties, "date")) or _names_paper(properties)
    return bool(is_paper and _find_title(text, properties))


def _names_paper(properties: Mapping[str, list[str]]) -> bool:
    named = [*_find(properties, "doi"), *_find(properties, "arxiv"), *_find(properties, "url")]
    return any(found and found[0] != "url" for found in map(identify, named))


def _split_authors(values: list[str]) -> tuple[str, ...]:
    """Return the authors of a property: a list of names, or one text with all of them."""
    if len(values) == 1:
        listed = re.split(r"\s*;\s*|\s*,\s*(?![A-Z]\.)|\s+and\s+", values[0])
        return parse_authors(values[0]) or tuple(name.strip() for name in listed if name.strip())
    names = (re.sub(r"\A([^,]+),\s*([^,]+)\Z", r"\2 \1", value) for value in values)
    return tuple(name for name in names if name)


def read(text: str, collector: Collector) -> None:
    """Add the paper that a note is about."""
    properties = read_properties(text)
    abstract = _first(properties, "abstract")
    if not abstract and (match := ABSTRACT.search(text)):
        abstract = re.sub(r"^[ \t]*>[ \t]?", "", match["text"], flags=re.M)
    written = _first(properties, "date")
    place = parse_place(written)
    date = parse_date(written) or (place.date if place else "")
    tags = [tag.strip(" #") for value in _find(properties, "tags") for tag in re.split(r",|\s#", value)]
    kind = _first(properties, "type")
    details = {
        name: _first(properties, name) for name in ("volume", "issue", "pages", "publisher", "isbn", "issn")
    }
    work = Work(
        title=_find_title(text, properties),
        abstract=abstract,
        authors=_split_authors(_find(properties, "authors")),
        venues=[_first(properties, "venue")],
        cited=date or None,
        first=date if len(date) > len("2020") else None,
        type=TYPES.get(kind) or (kind if kind in CSL_TYPES else None),
        publication=details,
        key=_first(properties, "key").lstrip("@"),
        tags=[" / ".join(tag.split("/")) for tag in tags if tag and "zotero" not in tag.lower()],
        eprint=_first(properties, "arxiv"),
        doi=_first(properties, "doi"),
        addresses=_find(properties, "url"),
        code=_find(properties, "code"),
        project=_find(properties, "project"),
        material={name: _find(properties, name) for name in ("slides", "video", "poster", "blog")},
        remark=_first(properties, "remark"),
    )
    add_work(collector, 1, work)
