"""CSV (RFC 4180) for spreadsheets: a header line, CRLF, a byte order mark so that Excel reads UTF-8.

A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``) gets an
apostrophe before it. Several values in one cell are apart by ``; ``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from generator.exports.references import Reference

__all__ = ["COLUMNS", "HEAD", "entry", "write"]

COLUMNS: Final = (
    "key",
    "title",
    "authors",
    "organization",
    "year",
    "published",
    "venue",
    "type",
    "arxiv",
    "doi",
    "url",
    "code",
    "project",
    "links",
    "topics",
    "kind",
    "summary",
    "abstract",
    "added",
    "page",
)
HEAD: Final = "\ufeff" + ",".join(COLUMNS) + "\r\n"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def entry(reference: Reference) -> str:
    """Write one line, with CRLF at its end; the cells are those of ``COLUMNS``."""
    ref = reference
    cells = (
        ref.key,
        ref.title,
        "; ".join(name.printed for name in ref.authors),
        ref.organization,
        str(ref.year or ""),
        ref.published,
        ref.venue,
        ref.type if ref.type != "unknown" else "",
        ref.arxiv,
        ref.doi,
        ref.url,
        "; ".join(ref.code),
        "; ".join(ref.project),
        "; ".join(ref.other),
        "; ".join(ref.topics),
        ref.kind,
        ref.tldr,
        ref.abstract,
        ref.added,
        ref.page,
    )
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_guard(cell) for cell in cells])
    return line.getvalue()


def write(references: Iterable[Reference]) -> str:
    """Write a table: the header, then a line for each paper in the order given."""
    return HEAD + "".join(map(entry, references))


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
