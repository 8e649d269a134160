"""What every reader takes and returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.errors import Problem
from generator.model.entry import Entry
from generator.text.cleaning import remove_unprintable

IdentifierKind = Literal["arxiv", "doi", "url"]
"""An arXiv identifier without version, a DOI without resolver, or a web address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text to read, with ``\\n`` line ends.

    Attributes:
        name: the capture's name, stored in every entry (a file name without folder).
        label: how messages name the file; ``name`` if empty.
        problems: problems found while decoding the bytes; readers pass them on.
    """

    name: str
    text: str
    label: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The file's name for messages."""
        return self.label or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A paper given by identifier or address only, without a title, to be looked up by the importer.

    Attributes:
        note: the rest of its line; may be empty.
        capture: name of the file it was read from.
        position: its place among the papers of that file, counted from 1.
        line: its line there, counted from 1.
    """

    kind: IdentifierKind
    value: str
    note: str = ""
    capture: str
    position: int
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a reader found: the format in words, the papers in the order of the text, and what is wrong."""

    format: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def join_levels(levels: Iterable[str]) -> str:
    """Join nested headings, collections or groups into one tag: ``Compression / Pruning``."""
    return " / ".join(level.replace(" / ", "/") for level in levels if level)


def shorten(text: str, length: int = 80) -> str:
    """Return ``text`` on one line, cut to ``length`` characters, for a message."""
    text = " ".join(remove_unprintable(text[: length * 4]).split())
    return text if len(text) <= length else text[: length - 1] + "…"
