"""Bibliographies, spreadsheets and feeds of the list: one module per format, all pure functions.

``references.collect_references(catalogue)`` works out once what every format says of each paper; a
format then writes one of these references (``entry``) or several (``write``). Each module's docstring
tells where each fact goes, so that a reader can bring it back. :data:`FORMATS` is the registry,
``paths.py`` knows where each file stands, ``files.export_files`` writes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.exports import bibtex, csl, csv, ris
from generator.exports.references import Reference, collect_references

__all__ = ["FORMATS", "Format", "Reference", "collect_references"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A bibliography format: a file is ``head``, the entries with ``separator`` between, ``tail``.

    Attributes:
        name: what people call it.
        extension: of its files, without the dot.
        media_type: as a server should declare it.
        head: what a file begins with.
        separator: what stands between two entries.
        tail: what a file ends with.
        entry: writes one reference.
    """

    name: str
    extension: str
    media_type: str
    entry: Callable[[Reference], str]
    head: str = ""
    separator: str = ""
    tail: str = ""

    def write(self, references: Iterable[Reference]) -> str:
        """Write a file of these references, in the order given."""
        return self.join(map(self.entry, references))

    def join(self, entries: Iterable[str]) -> str:
        """Join entries that are written already."""
        return f"{self.head}{self.separator.join(entries)}{self.tail}"


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        format_.extension: format_
        for format_ in (
            Format(
                name="BibTeX",
                extension="bib",
                media_type="application/x-bibtex",
                entry=bibtex.entry,
                separator="\n",
            ),
            Format(
                name="RIS",
                extension="ris",
                media_type="application/x-research-info-systems",
                entry=ris.entry,
                separator="\r\n",
            ),
            Format(
                name="CSL-JSON",
                extension="json",
                media_type="application/vnd.citationstyles.csl+json",
                entry=csl.entry,
                head="[\n",
                separator=",\n",
                tail="\n]\n",
            ),
            Format(name="CSV", extension="csv", media_type="text/csv", entry=csv.entry, head=csv.HEAD),
        )
    }
)
"""The formats by their extension, in the order in which they are offered."""
