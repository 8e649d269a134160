"""What every reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from generator.errors import Problem
from generator.models import Entry

__all__ = ["ReadResult", "Reader", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text to read.

    Attributes:
        name: the capture's name, kept in every entry (a file name without folder).
        text: the whole text, with ``\\n`` line ends.
        label: how messages name the file; ``name`` where empty.
        year: year of the capture, for dates that are printed without one.
    """

    name: str
    text: str
    label: str = ""
    year: int | None = None

    @property
    def file(self) -> str:
        """The file's name for messages."""
        return self.label or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a reader found.

    Attributes:
        format: what the text was taken for, in words.
        entries: the papers, in the order of the text.
        problems: what could not be read, each with file and line.
    """

    format: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reader(Protocol):
    """A module of this package that reads one format."""

    NAME: str
    """The format in words, such as ``Hugging Face listing (plain text)``."""

    LOOKED_FOR: str
    """What a text of this format has, for the message that refuses an unknown one."""

    def recognise(self, text: str) -> bool:
        """Return whether ``text`` is of this format."""

    def read(self, source: Source) -> ReadResult:
        """Return the entries of ``source`` and what could not be read; never raises for bad input."""
