"""Readers: one module per input format, text in, entries out; the format is detected from the content.

:func:`decode` turns bytes into a :class:`Source`, :func:`read` returns the papers in it.
"""

from typing import Protocol

from generator.errors import ContentError, Place, Problem
from generator.readers import (
    arxiv_atom,
    arxiv_pages,
    bibtex,
    csl_json,
    csv_table,
    endnote_xml,
    identifiers,
    mods,
    nbib,
    openalex,
    openreview_notes,
    opml,
    paper_page,
    refer,
    ris,
    scholar_page,
    semantic_scholar,
    web_of_science,
    zotero_json,
    zotero_rdf,
)
from generator.readers.base import Identifier, ReadResult, Source, shorten
from generator.readers.collector import Collector
from generator.readers.decoding import decode
from generator.readers.foreign_files import explain_text
from generator.readers.huggingface import api, html, markup, plain
from generator.readers.markdown import notes
from generator.readers.markdown import reader as markdown
from generator.readers.references import reader as references

__all__ = ["READERS", "Identifier", "ReadResult", "Reader", "Source", "decode", "read"]


class Reader(Protocol):
    """A module of this package that reads one format."""

    NAME: str
    """The format in words, such as ``Hugging Face listing (plain text)``."""

    def recognizes(self, text: str) -> bool:
        """Return whether ``text`` is in this format."""

    def read(self, text: str, collector: Collector) -> None:
        """Add the papers in ``text`` to ``collector``, and report what cannot be read; never raises."""


READERS: tuple[Reader, ...] = (
    zotero_json, openreview_notes, semantic_scholar, openalex, api, csl_json,
    arxiv_atom, opml, mods, endnote_xml, zotero_rdf, arxiv_pages, scholar_page, paper_page, html,
    nbib, web_of_science, csv_table, ris, refer, markup, plain, notes, markdown, bibtex, references,
    identifiers,
)  # fmt: skip
"""Every reader, the most specific first."""


def read(source: Source) -> ReadResult:
    """Return the entries of ``source``, read by the reader for its format.

    Raises:
        ContentError: no reader recognizes it; the message says what it is, or which formats are supported.
    """
    if message := explain_text(source.text):
        raise ContentError(Problem(Place(source.file, 1), message))
    for reader in READERS:
        if reader.recognizes(source.text):
            collector = Collector(source=source)
            reader.read(source.text, collector)
            return collector.result(reader.NAME)
    lines = enumerate(source.text.split("\n"), 1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    formats = ", ".join(sorted((reader.NAME for reader in READERS), key=str.casefold))
    message = f"expected a supported format (got {shorten(first, 60)!r}). Supported formats: {formats}."
    raise ContentError(Problem(Place(source.file, number), message))
