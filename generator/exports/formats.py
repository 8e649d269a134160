"""The formats in which readers can take papers with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.exports import bibtex, citation, csl, csv, ris
from generator.exports.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a file of several papers is put together: ``head``, the entries with ``separator``, ``tail``.

    Attributes:
        name: what people call the format.
        media_type: the type a server should declare.
        write_entry: writes one reference.
        extension: of files that only the browser writes, without the dot.
    """

    name: str
    media_type: str
    write_entry: Callable[[Reference], str]
    extension: str = ""
    head: str = ""
    separator: str = ""
    tail: str = ""

    def write(self, references: Iterable[Reference]) -> str:
        """Write a file of these references, in the order given."""
        return self.join(map(self.write_entry, references))

    def join(self, entries: Iterable[str]) -> str:
        """Join entries written before into a file."""
        return f"{self.head}{self.separator.join(entries)}{self.tail}"


FORMATS: Final[Mapping[str, Format]] = {
    "bib": Format(
        name="BibTeX",
        media_type="application/x-bibtex",
        write_entry=bibtex.write_entry,
        separator="\n",
    ),
    "ris": Format(
        name="RIS",
        media_type="application/x-research-info-systems",
        write_entry=ris.write_entry,
        separator="\r\n",
    ),
    "json": Format(
        name="CSL-JSON",
        media_type="application/vnd.citationstyles.csl+json",
        write_entry=csl.write_entry,
        head="[\n",
        separator=",\n",
        tail="\n]\n",
    ),
    "csv": Format(
        name="CSV",
        media_type="text/csv",
        write_entry=csv.write_row,
        head=csv.HEADER,
    ),
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
"""The formats in the order in which they are offered.

Files are written in the first four, by their extensions. The other two have one line per paper, and are
offered only for what a reader selects in the browser. A new format also goes into the tuples of
``paths.py`` and into the menus: ``export_row`` in ``_macros.html.jinja``, ``feeds.md.jinja``,
``paper.md.jinja``, ``pages/paper.py``, ``export-controls.js`` and ``citation-menu.js``.
"""
