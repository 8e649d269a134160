"""The formats in which readers can take papers with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.exports import bibtex, citation, csl, csv, ris
from generator.exports.references import Reference
from generator.text.translation import translatable


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a file of several papers is put together: ``head``, the entries with ``separator``, ``tail``.

    Attributes:
        name: what the menus call several papers in the format.
        one: what they call one paper in the format; empty if they do not offer it.
        extension: of the files, without the dot.
        media_type: the type a server should declare.
        write_entry: writes one reference.
        write_copy: writes one reference to copy; None if it is the same as in files.
        for_list: whether the site has a file of the whole list.
        in_page: whether the page of a paper shows it.
    """

    name: str
    one: str
    extension: str
    media_type: str
    write_entry: Callable[[Reference], str]
    write_copy: Callable[[Reference], str] | None = None
    for_list: bool = False
    in_page: bool = False
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
        one="BibTeX",
        extension="bib",
        media_type="application/x-bibtex",
        write_entry=bibtex.write_entry,
        write_copy=bibtex.write_short_entry,
        for_list=True,
        in_page=True,
        separator="\n",
    ),
    "ris": Format(
        name="RIS",
        one="RIS",
        extension="ris",
        media_type="application/x-research-info-systems",
        write_entry=ris.write_entry,
        for_list=True,
        separator="\r\n",
    ),
    "json": Format(
        name="CSL-JSON",
        one="CSL-JSON",
        extension="json",
        media_type="application/vnd.citationstyles.csl+json",
        write_entry=csl.write_entry,
        for_list=True,
        head="[\n",
        separator=",\n",
        tail="\n]\n",
    ),
    "csv": Format(
        name="CSV",
        one="",
        extension="csv",
        media_type="text/csv",
        write_entry=csv.write_row,
        for_list=True,
        head=csv.HEADER,
    ),
    "citation": Format(
        name=translatable("Citations"),
        one=translatable("Citation"),
        extension="txt",
        media_type="text/plain",
        write_entry=citation.format_citation,
        in_page=True,
        separator="\n",
        tail="\n",
    ),
    "md": Format(
        name=translatable("Markdown links"),
        one="Markdown",
        extension="md",
        media_type="text/markdown",
        write_entry=citation.format_markdown_link,
        in_page=True,
        separator="\n",
        tail="\n",
    ),
}
"""The formats, in the order in which menus offer them. A new one needs no entry anywhere else."""


def write_entries(reference: Reference) -> dict[str, str]:
    """Return a reference in all formats by key; entries to copy that differ are under ``bib-copy``."""
    entries = {id_: format_.write_entry(reference) for id_, format_ in FORMATS.items()}
    copies = {
        f"{id_}-copy": copy(reference) for id_, format_ in FORMATS.items() if (copy := format_.write_copy)
    }
    return entries | copies
