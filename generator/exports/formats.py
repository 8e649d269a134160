"""The formats in which readers can take papers with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.exports import bibtex, citation, csl, csv, ris
from generator.exports.references import Reference

__all__ = ["FORMATS", "LINE_FORMATS", "Format"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a file of several papers is put together: ``head``, the entries with ``separator``, ``tail``.

    Attributes:
        name: what people call the format.
        extension: of its files, without the dot.
        media_type: the type a server should declare.
        head: what a file begins with.
        separator: what comes between two entries.
        tail: what a file ends with.
        write_entry: writes one reference.
    """

    name: str
    extension: str
    media_type: str
    write_entry: Callable[[Reference], str]
    head: str = ""
    separator: str = ""
    tail: str = ""

    def write(self, references: Iterable[Reference]) -> str:
        """Write a file of these references, in the order given."""
        return self.join(map(self.write_entry, references))

    def join(self, entries: Iterable[str]) -> str:
        """Join entries written before into a file."""
        return f"{self.head}{self.separator.join(entries)}{self.tail}"


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "bib": Format(
            name="BibTeX",
            extension="bib",
            media_type="application/x-bibtex",
            write_entry=bibtex.write_entry,
            separator="\n",
        ),
        "ris": Format(
            name="RIS",
            extension="ris",
            media_type="application/x-research-info-systems",
            write_entry=ris.write_entry,
            separator="\r\n",
        ),
        "json": Format(
            name="CSL-JSON",
            extension="json",
            media_type="application/vnd.citationstyles.csl+json",
            write_entry=csl.write_entry,
            head="[\n",
            separator=",\n",
            tail="\n]\n",
        ),
        "csv": Format(
            name="CSV", extension="csv", media_type="text/csv", write_entry=csv.write_row, head=csv.HEADER
        ),
    }
)
"""The file formats by extension, in the order in which they are offered."""

LINE_FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "citation": Format(
            name="Citations",
            extension="txt",
            media_type="text/plain",
            write_entry=citation.format_citation,
            separator="\n",
            tail="\n",
        ),
        "md": Format(
            name="Markdown",
            extension="md",
            media_type="text/markdown",
            write_entry=citation.format_markdown_link,
            separator="\n",
            tail="\n",
        ),
    }
)
"""What the browser offers in addition, one line per paper, for which there are no files."""
