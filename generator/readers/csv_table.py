"""Tables of references as CSV: from Zotero, Google Scholar, Scopus, Web of Science, Notion, spreadsheets.

Values are separated by commas, semicolons or tabs (https://www.rfc-editor.org/rfc/rfc4180). The header names
the columns (:mod:`generator.readers.csv_columns`); a line or two may precede it.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.model.paper import MATERIAL
from generator.model.publication import CSL_TYPES
from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work
from generator.readers.citation_parts import join_pages, split_serial_numbers
from generator.readers.collector import Collector
from generator.readers.csl_json import STATUS
from generator.readers.csv_columns import NAMES, RANKS, find_type, is_ignored, normalize
from generator.readers.identifiers import identify_paper
from generator.readers.labeled_notes import parse_notes
from generator.readers.name_lists import split_author_list, split_own_list
from generator.readers.written_dates import parse_written_date
from generator.readers.zotero_json import NOT_PAPERS
from generator.readers.zotero_json import TYPES as ZOTERO_TYPES
from generator.text.identifiers import parse_arxiv_id, parse_doi
from generator.text.preprints import is_preprint_venue

NAME = "CSV table"

DELIMITERS = (",", ";", "\t")
FEWEST_COLUMNS = 3
"""Known columns that a header without a title needs; with a title, two are enough."""
LATEST_HEADER = 5
"""The header is among this many lines at the beginning that are not empty."""
LONGEST_HEADER = 20_000
SAMPLE = 50_000
"""Number of characters below the header that must look like rows."""
MOST_SAMPLE_ROWS = 20
MOST_LINES_OF_ROW = 1_000
# sep=;   as Excel begins a file
SEPARATOR_LINE = re.compile(r"sep=.\s*\Z", re.I)
# '=1+1, '@home   the apostrophe keeps spreadsheets from evaluating the text
GUARDED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
ADDRESS = re.compile(r"https?://[^\s;|<>\"]+")
# 7ABCD2XY   Zotero's own key of an item, which nobody cites
ZOTERO_KEY = re.compile(r"[A-Z0-9]{8}\Z")
# Zotero joins the lines of "Extra" with spaces
LABEL = re.compile(r"\s(?=(?:Citation Key|arXiv|DOI|PMID|PMCID|tex\.\w+|Code|Project|Link):)")
LISTED = re.compile(r"[;|\n]")
PARTS = (
    "container", "volume", "issue", "series", "edition", "publisher", "place", "genre", "isbn", "issn",
    "language",
)  # fmt: skip
"""Parts of the publication that have a column of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a table.

    Attributes:
        line: the line of the header, counted from 1.
        fields: field -> the positions of its columns, in order of preference.
    """

    line: int
    delimiter: str
    names: tuple[str, ...]
    fields: dict[str, list[int]] = field(default_factory=dict)

    @property
    def from_zotero(self) -> bool:
        """Whether Zotero wrote the table."""
        return self.names[:2] == ("Key", "Item Type")

    @property
    def from_here(self) -> bool:
        """Whether a site made with this generator exported the table."""
        return self.names[:5] == ("key", "title", "authors", "organization", "year")


def _parse_header(line: str, number: int, delimiter: str) -> Header:
    """Return the columns named in a line."""
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        names = []
    header = Header(line=number, delimiter=delimiter, names=tuple(names))
    known = [(RANKS[name], at) for at, name in enumerate(map(normalize, names)) if name in RANKS]
    for rank, at in sorted(known):
        header.fields.setdefault(NAMES[rank][1], []).append(at)
    return header


def find_header(text: str) -> Header | None:
    """Return the header of a table, or None if the text is not a table."""
    lines = enumerate(text[:LONGEST_HEADER].split("\n")[: LATEST_HEADER * 4], 1)
    candidates = [(number, line) for number, line in lines if line.strip() and not SEPARATOR_LINE.match(line)]
    headers = (
        _parse_header(line, number, delimiter)
        for number, line in candidates[:LATEST_HEADER]
        for delimiter in DELIMITERS
        if delimiter in line
    )
    best = max(headers, key=lambda header: (len(header.fields), -header.line), default=None)
    if best is None or len(best.fields) < FEWEST_COLUMNS - ("title" in best.fields):
        return None
    # most cells of a header are column names, unlike in a sentence that begins with "Title,"
    known = sum(map(len, best.fields.values())) + sum(map(is_ignored, best.names))
    return best if known * 3 >= len(best.names) else None


def recognizes(text: str) -> bool:
    """Return whether ``text`` is a table of references: a header, and rows below it."""
    if text.lstrip("\ufeff \n")[:1] in ("<", "{", "[", "@"):
        return False
    header = find_header(text)
    if header is None:
        return False
    below = "".join(text.split("\n", header.line)[header.line :])[:SAMPLE]
    lines = list(filter(str.strip, below.split("\n")))[:MOST_SAMPLE_ROWS]
    if sum(header.delimiter in line for line in lines) * 2 >= len(lines):
        return True
    try:  # most lines can belong to long texts in quotation marks
        rows = list(filter(None, csv.reader(io.StringIO(below), delimiter=header.delimiter)))[:-1]
    except csv.Error:
        return False
    return sum(len(row) == len(header.names) for row in rows) * 2 >= len(rows) > 0


@dataclass(slots=True)
class _Lines:
    """The lines of a text one by one, for one row at a time."""

    lines: list[str]
    at: int
    begin: int = 0

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self.lines) and self.at - self.begin < MOST_LINES_OF_ROW:
            self.at += 1
            yield self.lines[self.at - 1] + "\n"


def split_rows(
    text: str, header: Header, collector: Collector | None = None
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows below the header, each with its first line, counted from 0, and the line after its last.

    Malformed rows are reported to ``collector``.
    """
    feed = _Lines(text.split("\n"), header.line)
    while feed.at < len(feed.lines):
        rows = csv.reader(feed, delimiter=header.delimiter, strict=True)
        try:
            feed.begin = feed.at
            for row in rows:
                yield feed.begin, feed.at, row
                feed.begin = feed.at
        except csv.Error as error:
            got = f"{shorten(feed.lines[feed.begin], 60)!r}: {error}"
            if collector:
                collector.report(feed.begin + 1, f"expected a closing quotation mark (got {got})")
            feed.at = feed.begin + 1


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, by field."""

    header: Header
    cells: Sequence[str]

    def values(self, field_name: str) -> list[str]:
        """Return the nonempty values of all columns of a field."""
        places = self.header.fields.get(field_name, ())
        cells = (self.cells[at] for at in places if at < len(self.cells))
        return [GUARDED.sub("", cell.strip(), count=1) for cell in cells if cell.strip()]

    def first(self, field_name: str) -> str:
        """Return the first value of a field; empty if it has none."""
        return next(iter(self.values(field_name)), "")

    def list_addresses(self, field_name: str) -> list[str]:
        """Return the web addresses in the columns of a field."""
        return [address for cell in self.values(field_name) for address in ADDRESS.findall(cell)]


def _find_pages(row: _Row) -> str:
    pages = row.first("pages")
    if pages and "://" not in pages:  # in our own tables, "page" is an address
        return pages
    ends = [row.first("first_page"), row.first("last_page")]
    return join_pages(*ends) or row.first("article_number")


def _list_tags(row: _Row) -> list[str]:
    """Return the tags in the cells, separated by semicolons, or else by commas."""
    tags: list[str] = []
    for cell in row.values("tags"):
        separated = LISTED.search(cell)
        tags += LISTED.split(cell) if separated or "," not in cell else cell.split(",")
    return [tag.strip() for tag in tags if tag.strip()]


def _find_type(row: _Row) -> str | None:
    cells = row.values("type")
    found = (ZOTERO_TYPES.get(cell) or (cell if cell in CSL_TYPES else find_type(cell)) for cell in cells)
    type_ = next(filter(None, found), None)
    if type_ != "article" or "article" not in cells or row.values("arxiv"):
        return type_
    # a preprint in CSL, a journal article in BibTeX
    venues = row.values("venue")
    return type_ if any(map(is_preprint_venue, venues)) else "article-journal" if venues else None


def _find_status(row: _Row) -> str | None:
    if any("retracted" in cell.lower() for cell in row.values("type")):
        return "retracted"
    return STATUS.get(row.first("status").lower())


def _make_work(row: _Row) -> Work:
    split_names = split_own_list if row.header.from_here else split_author_list
    authors = split_names(row.first("authors")) or split_names(row.first("book_authors"))
    # Zotero writes the names of people with a comma
    alone = row.header.from_zotero and len(authors) == 1 and "," not in row.first("authors")
    note = LABEL.sub("\n", "\n".join(row.values("notes")))
    type_ = _find_type(row)
    publication: dict[str, object] = {part: row.first(part) for part in PARTS}
    publication |= split_serial_numbers(row.first("isbn"), row.first("issn"))
    publication["pages"] = _find_pages(row)
    publication["editors"] = split_names(row.first("editors"))
    if row.header.from_zotero and type_ in ("thesis", "report"):
        publication["genre"] = next(iter(row.values("type")[1:]), "")
    # Google Scholar calls the issue "Number"
    publication["number" if "issue" in row.header.fields else "issue"] = row.first("number")
    dates = [date for cell in row.values("date") if (date := parse_written_date(cell))]
    year = parse_written_date(row.first("year"))
    arxiv = next((found for cell in row.values("arxiv") if (found := parse_arxiv_id(cell))), "")
    key = row.first("key")
    return Work(
        title=row.first("title"),
        abstract=row.first("abstract"),
        authors=[] if alone else authors,
        organization=authors[0] if alone else row.first("organization") or None,
        venues=row.values("venue"),
        cited=next((date for date in dates if not year or date.startswith(year[:4])), year),
        first=parse_written_date(row.first("published")),
        type=type_,
        publication=publication,
        status=_find_status(row),
        key="" if row.header.from_zotero and ZOTERO_KEY.match(key) else key,
        tags=_list_tags(row),
        notes=parse_notes(note),
        eprint=arxiv,
        doi=next((found for cell in row.values("doi") if (found := parse_doi(cell))), ""),
        openreview=row.first("openreview"),
        addresses=[*row.list_addresses("openreview"), *row.list_addresses("url")],
        others=[note, *row.values("venue")],
        code=row.list_addresses("code"),
        project=row.list_addresses("project"),
        material={name: row.list_addresses(name) for name in MATERIAL},
    )


def _report_columns(header: Header, collector: Collector) -> bool:
    """Report columns that are not read, and return whether one has titles."""
    if "title" not in header.fields:
        found = shorten(", ".join(filter(None, header.names)), 300)
        message = f"expected a 'Title' column (got {found}); rename the column with the titles"
        collector.report(header.line, message)
        return False
    known = {at for places in header.fields.values() for at in places}
    others = [name for at, name in enumerate(header.names) if at not in known and not is_ignored(name)]
    if others:
        message = f"these columns are not read: {shorten(', '.join(others), 300)}"
        collector.report(header.line, message, severity="warning")
    return True


def read(text: str, collector: Collector) -> None:
    """Add the rows of a table; rows without a title are identifiers to look up, or problems."""
    header = find_header(text)
    if header is None or not _report_columns(header, collector):
        return
    for begin, _, cells in split_rows(text, header, collector):
        line = begin + 1
        if not any(map(str.strip, cells)):
            continue
        extra = [cell for cell in cells[len(header.names) :] if cell.strip()]
        if extra:
            got = f"got {len(cells)}, the last one {shorten(extra[-1], 40)!r}"
            remedy = f"put text that contains {header.delimiter!r} in quotation marks"
            collector.report(line, f"expected at most {len(header.names)} values ({got}); {remedy}")
            continue
        row = _Row(header, cells)
        work = _make_work(row)
        if work.title:
            if row.first("type") not in NOT_PAPERS:
                add_work(collector, line, work)
        elif found := next(
            filter(
                None, map(identify_paper, [work.eprint, work.doi, *work.addresses, *work.material["pdf"]])
            ),
            None,
        ):
            collector.add_identifier(line, *found)
        else:
            collector.report(line, f"expected a title (got {shorten(', '.join(filter(None, cells)), 60)!r})")
