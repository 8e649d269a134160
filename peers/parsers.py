"""Items as other libraries parse them: BibTeX, RIS, CSL-JSON and Atom."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

import feedparser
import latexcodec  # noqa: F401 - registers the codec
import rispy
from pybtex import errors
from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser

from peers.items import Item, find_year

__all__ = ["list_atom", "list_bibtex", "list_csl", "list_ris"]

BIBTEX_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference",
    "book": "book", "mvbook": "book", "incollection": "chapter", "inbook": "chapter",
    "inreference": "entry", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "online": "webpage", "www": "webpage",
    "electronic": "webpage", "patent": "patent", "software": "software", "dataset": "dataset",
}  # fmt: skip
VOLUMES = frozenset(("proceedings", "mvproceedings", "periodical", "xdata", "set"))
"""Entries that are not papers."""
RIS_TYPES = {
    "JOUR": "article-journal", "CONF": "paper-conference", "CPAPER": "paper-conference", "BOOK": "book",
    "CHAP": "chapter", "THES": "thesis", "RPRT": "report", "COMP": "software", "DATA": "dataset",
    "ELEC": "webpage", "PAT": "patent", "NEWS": "article-newspaper", "MGZN": "article-magazine",
}  # fmt: skip
# @article{, title = …  ·  @article{title = …
NO_KEY = re.compile(r"(@[A-Za-z]+\s*\{\s*)(,|(?=[A-Za-z]+\s*=))")
# \emph, {, }, $: what is left of LaTeX
LEFTOVER = re.compile(r"\\[A-Za-z]+|[{}\\$]")

errors.set_strict_mode(False)


def list_bibtex(text: str) -> list[Item]:
    """Return the entries of a BibTeX file, as pybtex reads it.

    Raises:
        Exception: pybtex cannot read the file; what it raises depends on the mistake.
    """
    numbers = count(1)
    text = NO_KEY.sub(lambda match: f"{match[1]}without-key-{next(numbers)},", text)
    with errors.capture():
        entries = Parser(encoding="utf-8").parse_string(text).entries
    found = (_make_bibtex_item(key, entry) for key, entry in entries.items() if entry.type not in VOLUMES)
    return [item for item in found if item.title]


def _make_bibtex_item(key: str, entry: Entry) -> Item:
    def get(*names: str) -> str:
        return next((_decode(entry.fields[name]) for name in names if entry.fields.get(name)), "")

    names = [_decode(_join(person)) for person in entry.persons.get("author", ())]
    return Item(
        title=": ".join(filter(None, (get("title"), get("subtitle")))),
        authors=tuple(name for name in names if name != "others"),
        year=find_year(get("year", "date")),
        doi=get("doi"),
        venue=get("journal", "journaltitle", "booktitle", "maintitle", "eventtitle", "howpublished"),
        type=BIBTEX_TYPES.get(entry.type, ""),
        volume=get("volume"),
        issue=get("number", "issue") if entry.type == "article" else "",
        pages=get("pages"),
        key="" if key.startswith("without-key-") else key,
    )


def _join(person: Person) -> str:
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names)
    return " ".join(name for part in (*parts, person.lineage_names) for name in part)


def _decode(value: str) -> str:
    with suppress(ValueError):
        value = str(codecs.decode(value, "ulatex"))  # type: ignore[call-overload]
    return LEFTOVER.sub("", value)


def list_ris(text: str) -> list[Item]:
    """Return the references of a RIS file, as rispy reads it.

    Raises:
        Exception: rispy cannot read the file; what it raises depends on the mistake.
    """
    found = (_make_ris_item(reference) for reference in rispy.loads(text, skip_unknown_tags=True))
    return [item for item in found if item.title]


def _make_ris_item(reference: Mapping[str, Any]) -> Item:
    def get(*names: str) -> str:
        return next((str(reference[name]) for name in names if reference.get(name)), "")

    names = reference.get("authors") or reference.get("first_authors") or ()
    return Item(
        title=get("title", "primary_title", "translated_title"),
        authors=tuple(_turn(name) for name in names),
        year=find_year(get("year", "publication_year", "date")),
        doi=get("doi"),
        venue=get("journal_name", "secondary_title", "alternate_title1", "alternate_title2", "custom3"),
        type=RIS_TYPES.get(get("type_of_reference"), ""),
        volume=get("volume"),
        issue=get("number"),
        pages="–".join(filter(None, (get("start_page"), get("end_page")))),
        key=get("id"),
    )


def _turn(name: str) -> str:
    """Return a name such as ``Lee, Ann, Jr.`` in printed order."""
    family, *rest = (part.strip() for part in name.split(","))
    return " ".join(filter(None, (*rest[:1], family, *rest[1:])))


def list_csl(items: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return the items of CSL data (https://docs.citationstyles.org/en/stable/specification.html)."""
    return [_make_csl_item(item) for item in items if item.get("title")]


def _make_csl_item(item: Mapping[str, Any]) -> Item:
    def get(*names: str) -> str:
        return next((str(item[name]) for name in names if item.get(name)), "")

    issued = item.get("issued") or {}
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    date = parts[0][0] if parts and parts[0] else issued.get("raw") if isinstance(issued, dict) else issued
    authors = item.get("author") or ()
    return Item(
        title=get("title"),
        authors=tuple(filter(None, (_join_csl(name) for name in authors if isinstance(name, dict)))),
        year=find_year(date),
        doi=get("DOI"),
        venue=get("container-title", "event-title"),
        type=get("type"),
        volume=get("volume"),
        issue=get("issue"),
        pages=get("page", "number") if "page" in item else "",
        key=get("citation-key", "id"),
    )


def _join_csl(name: Mapping[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    joined = " ".join(str(name[part]) for part in parts if name.get(part))
    return joined or str(name.get("literal") or "")


def list_atom(text: str) -> list[Item]:
    """Return the entries of a feed of arXiv, as feedparser reads it."""
    return [
        Item(
            title=entry["title"],
            authors=tuple(author["name"] for author in entry.get("authors", ())),
            year=find_year(entry.get("published")),
            doi=entry.get("arxiv_doi", ""),
        )
        for entry in feedparser.parse(text).entries
        if entry.get("title") and "/api/errors" not in entry.get("id", "")
    ]
