"""CSV (RFC 4180) for spreadsheets: a header, CRLF, and a byte order mark, by which Excel detects UTF-8.

A cell that a spreadsheet would evaluate as a formula gets an apostrophe before it. Several values in one
cell are separated by ``; ``.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from generator.exports.references import Reference
from generator.model.paper import MATERIAL


def _join_material(name: str, ref: Reference) -> str:
    return "; ".join(ref.material.get(name, ()))


COLUMNS: Final[Mapping[str, Callable[[Reference], str]]] = {
    "key": lambda ref: ref.key,
    "title": lambda ref: ref.title,
    "authors": lambda ref: "; ".join(name.printed for name in ref.authors),
    "organization": lambda ref: ref.organization,
    "year": lambda ref: str(ref.year or ""),
    "published": lambda ref: ref.published,
    "venue": lambda ref: ref.venue,
    "type": lambda ref: ref.type if ref.type != "document" else "",
    "container": lambda ref: ref.publication.container or "",
    "volume": lambda ref: ref.publication.volume or "",
    "issue": lambda ref: ref.publication.issue or "",
    "pages": lambda ref: ref.publication.pages or "",
    "number": lambda ref: ref.publication.number or "",
    "series": lambda ref: ref.publication.series or "",
    "edition": lambda ref: ref.publication.edition or "",
    "editors": lambda ref: "; ".join(name.printed for name in ref.editors),
    "publisher": lambda ref: ref.publication.publisher or "",
    "place": lambda ref: ref.publication.place or "",
    "genre": lambda ref: ref.publication.genre or "",
    "isbn": lambda ref: ref.publication.isbn or "",
    "issn": lambda ref: ref.publication.issn or "",
    "language": lambda ref: ref.publication.language or "",
    "status": lambda ref: ref.status,
    "arxiv": lambda ref: ref.arxiv,
    "doi": lambda ref: ref.doi,
    "url": lambda ref: ref.url,
    "code": lambda ref: "; ".join(ref.code),
    "project": lambda ref: "; ".join(ref.project),
    **{name: partial(_join_material, name) for name in MATERIAL},
    "links": lambda ref: "; ".join(ref.other),
    "topics": lambda ref: "; ".join(ref.topics),
    "tags": lambda ref: "; ".join(ref.tags),
    "keywords": lambda ref: "; ".join(ref.keywords),
    "kind": lambda ref: "; ".join(ref.kind),
    "level": lambda ref: ref.level,
    "must-read": lambda ref: ref.must_read,
    "summary": lambda ref: ref.tldr,
    "abstract": lambda ref: ref.abstract,
    "added": lambda ref: ref.added,
    "page": lambda ref: ref.page,
}
"""The columns in order, and the cell of each."""
HEADER: Final = "\ufeff" + ",".join(COLUMNS) + "\r\n"
# "=SUM(A1:A9)", "+1", "@name"; spreadsheets evaluate the full-width signs too
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_row(reference: Reference) -> str:
    """Write one line, ending in CRLF."""
    cells = [make_cell(reference) for make_cell in COLUMNS.values()]
    return ",".join([cell and _write_cell(cell) for cell in cells]) + "\r\n"


def _write_cell(text: str) -> str:
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    if '"' in text:
        text = text.replace('"', '""')
    elif "," not in text and "\n" not in text and "\r" not in text:
        return text
    return f'"{text}"'
