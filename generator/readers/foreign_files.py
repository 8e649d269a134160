"""Files that cannot be imported: what they are, and what to import instead."""

import re
from typing import Final

EXPORT_LIBRARY: Final = "Export the library as BibTeX, RIS or CSL-JSON and import that file"
SAVE_AS_TEXT: Final = (
    "If its references come from a reference manager, export them there as BibTeX or RIS;"
    " otherwise save it as plain text"
)
SAVE_AS_CSV: Final = "Save the sheet as CSV (UTF-8) and import that file"
UNPACK: Final = "Unpack it and import the files inside"
ADD: Final = "Import a bibliography, or add the paper by its DOI, arXiv identifier or web address"

BEGINNINGS: Final = (
    (b"%PDF-", "a PDF file", ADD),
    (b"SQLite format 3\0", "a database, such as zotero.sqlite", EXPORT_LIBRARY),
    (b"{\\rtf", "a rich text file", SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", SAVE_AS_TEXT),
    (b"\x1f\x8b", "a gzip file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", UNPACK),
    (b"Rar!\x1a\x07", "a RAR file", UNPACK),
    (b"BZh", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ\0", "an xz file", UNPACK),
    (b"\x89PNG\r\n", "an image", ADD),
    (b"\xff\xd8\xff", "an image", ADD),
    (b"GIF8", "an image", ADD),
)
"""The first bytes of a file, what it is, and what to do."""
ZIP: Final = b"PK\x03\x04"
PACKED: Final = (
    (b"word/document.xml", "a Word document", SAVE_AS_TEXT),
    (b"xl/workbook.xml", "an Excel workbook", SAVE_AS_CSV),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet", SAVE_AS_CSV),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", SAVE_AS_TEXT),
    (b"application/epub+zip", "an e-book", ADD),
    (b"sdb/", "an EndNote library", EXPORT_LIBRARY),
)
"""Bytes in a ZIP archive, what it is, and what to do."""
TAR: Final = slice(257, 262)
"""Where a tar archive has ``ustar``."""

SAVE_AS_RIS: Final = "Save the same records as RIS or BibTeX and import that file"
TEXTS: Final = (
    (re.compile(r"(?:<\d{1,9}\.\s?>\s*)?VN {2}- Ovid"), "an Ovid export", SAVE_AS_RIS),
    (re.compile(r"RT [A-Z][\w, ()/-]{2,60}\nSR "), "a RefWorks export", SAVE_AS_RIS),
    (
        re.compile(r"<\?xml[^<]*<!DOCTYPE PubmedArticleSet|(?:<\?xml[^<]*)?<PubmedArticleSet"),
        "PubMed XML",
        "Save the same records in PubMed format or as RIS, and import that file",
    ),
    (re.compile(r"(?:<\?xml[^<]*)?<(?:doi_records|crossref_result)\b"), "Crossref XML", ADD),
    (
        re.compile(
            r"(?:<\?xml[^<]*(?:<!--.{0,500}?-->\s*)?)?<[^<>]{0,80}\bxmlns(?::\w+)?=\"http://www\.loc\.gov/"
            r"MARC21/slim\"",
            re.S,
        ),
        "MARCXML from a library catalog",
        SAVE_AS_RIS,
    ),
    (
        re.compile(r"\d{5}[acdnp][a-z]{2}[ a-z\d]\S? {0,2}\S?22\d{5}"),
        "MARC from a library catalog",
        SAVE_AS_RIS,
    ),
    (
        re.compile(r"\{\s*\"id\":\s*\"[^\"]{0,300}\",\s*\"doi\":.{0,2000}?\"resourceTypeGeneral\"", re.S),
        "DataCite JSON",
        ADD,
    ),
    (
        re.compile(r"<!DOCTYPE NETSCAPE-Bookmark", re.I),
        "browser bookmarks",
        "Copy the addresses into a text file, one per line, and import that file",
    ),
    (re.compile(r"(?:#[^\n]*\n|\s)*cff-version:"), "a citation file (CITATION.cff)", ADD),
)
"""The beginning of a text, what it is, and what to do."""


def explain_text(text: str) -> str | None:
    """Return the message about a text in an unsupported format; None if the format is not known."""
    beginning = text[:5000].lstrip("\ufeff \n")
    found = next((entry for entry in TEXTS if entry[0].match(beginning)), None)
    return f"expected a supported format (got {found[1]}). {found[2]}." if found else None


def explain(data: bytes) -> str | None:
    """Return the message about a file that is not text; None if it may be."""
    found = next(((kind, remedy) for begin, kind, remedy in BEGINNINGS if data.startswith(begin)), None)
    if data.startswith(ZIP):
        packed = ((kind, remedy) for mark, kind, remedy in PACKED if mark in data)
        found = next(packed, ("a ZIP archive", UNPACK))
    elif data[TAR] == b"ustar":
        found = ("a tar archive", UNPACK)
    return f"expected text (got {found[0]}). {found[1]}." if found else None
