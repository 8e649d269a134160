"""BibTeX and biblatex (http://www.bibtex.org/Format/) from Zotero, Better BibTeX and this site.

:mod:`generator.readers.bibtex_parser` splits the file; a broken entry does not affect its neighbors. LaTeX in
fields becomes Unicode, except for mathematics and for ``~``, ``--`` and ``''``, which
:mod:`generator.text.latex` reads. The fields of this site's own exports are defined in
:mod:`generator.exports.bibtex`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from generator.model.limits import MOST_AUTHORS
from generator.model.paper import MATERIAL
from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, make_date, parse_date, parse_status
from generator.readers.bibtex_groups import Groups, read_groups
from generator.readers.bibtex_journals import MACROS
from generator.readers.bibtex_names import order_name, split_at, split_names, unbrace
from generator.readers.bibtex_parser import BEGINNING, BibEntry, Parser
from generator.readers.bibtex_types import (
    add_annotated_parts,
    describe_publication,
    find_type,
    is_preprint_report,
    list_eprint_addresses,
)
from generator.readers.citation_parts import YEAR
from generator.readers.collector import Collector
from generator.readers.labeled_notes import parse_notes
from generator.text.latex import make_readable
from generator.text.latex_fields import decode_latex
from generator.text.preprints import is_preprint_venue

NAME = "BibTeX"

MONTH_NAME = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
# 4 July  ·  July 4
DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
# \_  ·  \%   in a DOI
ESCAPED_SIGN = re.compile(r"\\(?=[_%&#])")
VENUE_FIELDS = ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
VENUE_FIELDS_OF_ARTICLES = ("journal", "journaltitle", "booktitle", "eventtitle", "howpublished")
NOT_A_VENUE = ("http", "Online", "Available")
TAG_FIELDS = ("keywords", "keyword", "mendeley-tags", "groups", "mendeley-groups")
# Bread, Ovens; Rye   (also inside {Bread, Ovens}, which stays whole)
TAG_SEPARATOR = re.compile(r"[{},;]")
NOTE_FIELDS = ("note", "annote", "annotation", "extra")
ARXIV_FIELDS = ("journal", "journaltitle", "note", "number", "howpublished", "eprint", "volume")
DATE_FIELDS = ("date", "year", "month", "day")
VOLUMES = frozenset(("proceedings", "mvproceedings", "periodical"))
"""Entries of volumes, to which papers refer but which are not papers."""
BOOKS = frozenset(("book", "mvbook"))
BOOK_PARTS = frozenset(("book", "inbook", "bookinbook", "suppbook"))
"""Entries that also take their authors from the book that contains them."""
ADDRESS_FIELDS = ("url", "ee", "howpublished", "note", "links")
NOT_WORKS = frozenset(("xdata", "set", "control", "ieeetranbstctl", "bibnote"))
"""Entries that hold data of others, or settings."""
INHERITED = (
    "booktitle", "journal", "journaltitle", "eventtitle", "editor", "publisher", "series", "volume",
    "address", "location", "isbn", "issn", *DATE_FIELDS,
)  # fmt: skip
"""Fields that an entry takes from the one its ``crossref`` names, besides that one's title."""
SHARED = (
    *INHERITED, "title", "subtitle", "author", "howpublished", "abstract", "doi", "url", "eprint",
    "eprinttype", "archiveprefix", *NOTE_FIELDS,
)  # fmt: skip
"""Fields that an entry takes from those its ``xdata`` names."""
MOST_PARENTS = 3
"""Entries from which one entry inherits, directly or through another."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` has entries of BibTeX."""
    return any(
        (match["type"] or "").lower() not in ("comment", "string", "preamble")
        for match in BEGINNING.finditer(text)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns entries into works; ``by_key`` has those that others inherit from."""

    collector: Collector
    by_key: Mapping[str, BibEntry]
    groups: Groups

    def decode(self, entry: BibEntry, name: str, value: str | None = None) -> str:
        """Return a field (or a part of it) as Unicode; report macros of unknown meaning."""
        value = entry.fields.get(name, "") if value is None else value
        if value.startswith("\\") and (journal := MACROS.get(value[1:].strip())):
            return journal
        text, unknown = decode_latex(value)
        for macro in unknown:
            got = f"got \\{shorten(macro, 40)}; its argument is kept"
            self.warn(entry, name, f"expected a LaTeX macro with a known meaning in {name!r} ({got})")
        return text

    def warn(self, entry: BibEntry, name: str, message: str) -> None:
        """Report a field."""
        self.collector.report(entry.lines.get(name, entry.line), message, severity="warning")

    def inherit(self, entry: BibEntry) -> BibEntry:
        """Return an entry with what it takes from those that its ``xdata`` and ``crossref`` name."""
        fields, lines = dict(entry.fields), dict(entry.lines)
        wanted = [(key, "xdata") for key in fields.get("xdata", "").split(",")[:MOST_PARENTS]]
        wanted.append((fields.get("crossref", ""), "crossref"))
        seen = 0
        while wanted and seen < MOST_PARENTS * 2:
            seen += 1
            key, how = wanted.pop(0)
            parent = self.by_key.get(key.strip().lower())
            if not key.strip() or parent is entry:
                continue
            if not parent:
                self.warn(
                    entry, how, f"expected the key of an entry in this file in {how!r} (got {shorten(key)!r})"
                )
                continue
            same = parent.type == entry.type and "title" not in fields  # another key for the same paper
            dated = any(name in fields for name in ("date", "year"))
            given = {
                name: parent.fields[name]
                for name in (SHARED if how == "xdata" or same else INHERITED)
                if name in parent.fields
            }
            if how == "crossref" and not same:
                container = "journaltitle" if parent.type == "periodical" else "booktitle"
                container = "maintitle" if entry.type in BOOKS else container
                if title := parent.fields.get("title"):
                    given[container] = title
                if parent.type in BOOKS and entry.type in BOOK_PARTS and "author" in parent.fields:
                    given["author"] = parent.fields["author"]
            for name, value in given.items():
                if name not in fields and not (dated and name in DATE_FIELDS):
                    fields[name] = value
                    lines[name] = parent.lines.get(name, parent.lines.get("title", parent.line))
            wanted += [(parent.fields[name], name) for name in ("xdata", "crossref") if name in parent.fields]
        return BibEntry(type=entry.type, key=entry.key, line=entry.line, fields=fields, lines=lines)

    def list_authors(self, entry: BibEntry) -> tuple[list[str], str | None]:
        """Return the names in ``author``, or the one organization in their place."""
        names, printed = self.list_names(entry, "author")
        alone = len(names) == 1 and unbrace(names[0]) is not None
        return ([], printed[0]) if alone else (printed, None)

    def list_names(self, entry: BibEntry, field: str) -> tuple[list[str], list[str]]:
        """Return the names in a field as LaTeX, and in printed order as Unicode."""
        names = split_names(entry.fields.get(field, ""))
        if len(names) > MOST_AUTHORS:
            return names, names
        printed: list[str] = []
        for name in names:
            ordered, sound = (inner, True) if (inner := unbrace(name)) is not None else order_name(name)
            if not sound:
                got = f"got {shorten(name, 60)!r}"
                self.warn(
                    entry,
                    field,
                    f"expected names separated by 'and', each with at most two commas ({got})",
                )
            decoded = self.decode(entry, field, ordered)
            if "$" in decoded:  # Kr{\"a}u$\beta$lich
                decoded = make_readable(decoded)
            printed.append(decoded if "\\" in ordered else _unbraced(decoded))
        return names, printed

    def find_cited_date(self, entry: BibEntry) -> str | None:
        """Return the ISO date by which a work is cited."""
        fields = entry.fields
        if found := parse_date(_unbraced(fields.get("date", "")).split("/")[0]):
            return found
        month = _unbraced(fields.get("month", ""))
        word = MONTH_NAME.search(month)
        day = _unbraced(fields.get("day", "")) or (
            found_day[1] if word and (found_day := DAY_NUMBER.search(month)) else None
        )
        written = _unbraced(fields.get("year", "") or fields.get("date", ""))
        year = YEAR.search(written)
        if written and not year:
            self.warn(
                entry,
                "year" if "year" in fields else "date",
                f"expected a year (got {shorten(written)!r}; left out)",
            )
        return make_date(year[0], word[0] if word else month, day) if year else None

    def list_tags(self, entry: BibEntry) -> list[str]:
        """Return keywords, and the groups of JabRef and Mendeley; a keyword in braces may contain commas."""
        tags: list[str] = []
        for name in TAG_FIELDS:
            for tag in split_at(entry.fields.get(name, ""), TAG_SEPARATOR):
                decoded = _unbraced(self.decode(entry, name, tag)).strip()
                tags.append(self.groups.paths.get(decoded, decoded) if name == "groups" else decoded)
        tags += self.groups.by_key.get(entry.key.lower(), ())
        return [tag for tag in tags if tag]

    def find_title(self, entry: BibEntry) -> str:
        """Return the title with its subtitle, or else the description that takes their place."""
        parts = (self.decode(entry, name).strip() for name in ("title", "subtitle"))
        return ": ".join(filter(None, parts)) or self.decode(entry, "titleaddon").strip()

    def add(self, entry: BibEntry) -> None:
        """Add an entry as a work."""
        fields = entry.fields
        authors, organization = self.list_authors(entry)
        archive = (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
        is_preprint = is_preprint_report(entry.type, fields.get("type", ""))
        venue_fields: tuple[str, ...] = VENUE_FIELDS_OF_ARTICLES if entry.type == "article" else VENUE_FIELDS
        if is_preprint:
            venue_fields = (*venue_fields, "institution")
        decoded = (self.decode(entry, key).strip() for key in venue_fields)
        venues = [venue for venue in decoded if venue and not venue.startswith(NOT_A_VENUE)]
        eprint = fields.get("eprint", "") if not archive or "arxiv" in archive else ""
        work = Work(
            title=self.find_title(entry),
            abstract=self.decode(entry, "abstract"),
            authors=authors,
            organization=organization,
            author_count=fields.get("authorcount", ""),
            venues=venues,
            cited=self.find_cited_date(entry),
            first=parse_date(fields.get("published", "")),
            notes=parse_notes(*(self.decode(entry, key) for key in NOTE_FIELDS if key in fields)),
            eprint=eprint,
            type="article"
            if is_preprint
            else find_type(
                entry.type,
                fields,
                on_arxiv=bool(eprint) or any(map(is_preprint_venue, venues)),
                has_venue=not all(map(is_preprint_venue, venues)),
            ),
            publication=add_annotated_parts(
                describe_publication(
                    entry.type, partial(self.decode, entry), self.list_names(entry, "editor")[1]
                ),
                parse_notes(self.decode(entry, "annote")),
            ),
            status=parse_status(self.decode(entry, "note")),
            key=entry.key,
            key_aliases=[key for key in map(str.strip, fields.get("ids", "").split(",")) if key],
            tags=self.list_tags(entry),
            doi=_unbraced(ESCAPED_SIGN.sub("", fields.get("doi", ""))),
            openreview=fields.get("openreview", "").replace("\\", ""),
            addresses=[*(self.decode(entry, key) for key in ADDRESS_FIELDS), *list_eprint_addresses(fields)],
            others=[fields.get(key, "") for key in ARXIV_FIELDS],
            code=fields.get("code", "").split(),
            project=fields.get("project", "").split(),
            material={name: [self.decode(entry, name)] for name in MATERIAL if name in fields},
        )
        add_work(self.collector, entry.line, work)


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def read(text: str, collector: Collector) -> None:
    """Add the entries of a BibTeX file; whatever is not an entry is a problem."""
    entries = list(Parser(text, collector.report).parse())
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    used = {entry.fields["crossref"].strip().lower() for entry in entries if "crossref" in entry.fields}
    reader = _Reader(collector, by_key, read_groups(text))
    for entry in entries:
        if entry.type in VOLUMES:
            if entry.key.lower() not in used:
                message = f"expected a paper (got @{entry.type}, a volume of papers; left out)"
                collector.report(entry.line, message, severity="warning")
        elif entry.type not in NOT_WORKS:
            reader.add(
                reader.inherit(entry) if "crossref" in entry.fields or "xdata" in entry.fields else entry
            )
