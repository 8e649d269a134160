"""What every reader takes and gives, and the collector that keeps count of what was read and refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from generator.errors import Place, Problem, Severity
from generator.model.entry import Entry
from generator.text.cleaning import clean, clean_paragraphs, remove_unprintable
from generator.text.links import WEB_ADDRESS, FoundLinks, find_links
from generator.text.titles import make_title_readable

__all__ = ["Collector", "Identifier", "ReadResult", "Reader", "Source", "shorten"]

LONGEST_TITLE = 600
"""Characters beyond which no text is taken for a title."""
LONGEST_ABSTRACT = 50_000
"""Characters beyond which no text is taken for an abstract."""
MOST_PROBLEMS = 500
"""Problems that one file reports one by one; what comes on top is counted in one last problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text to read.

    Attributes:
        name: the capture's name, kept in every entry (a file name without folder).
        text: the whole text, with ``\\n`` line ends.
        label: how messages name the file; ``name`` where empty.
        year: year of the capture, for dates that are printed without one.
        problems: what went wrong when the bytes became text; readers pass them on.
    """

    name: str
    text: str
    label: str = ""
    year: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The file's name for messages."""
        return self.label or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A paper of which a file gives an identifier or an address and no title.

    It cannot be an entry yet: whoever imports it must look the rest up.

    Attributes:
        kind: what ``value`` is.
        value: arXiv identifier without version, DOI without resolver, or web address.
        note: what else stands on its line; empty for nothing.
        capture: name of the file it was read from.
        position: its place among the papers of that file, counted from 1.
        line: its line there, counted from 1.
    """

    kind: Literal["arxiv", "doi", "url"]
    value: str
    note: str = ""
    capture: str
    position: int
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a reader found.

    Attributes:
        format: what the text was taken for, in words.
        entries: the papers, in the order of the text.
        problems: what could not be read, each with file and line.
        identifiers: papers of which only an identifier is there, in the order of the text.
    """

    format: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


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


def shorten(text: str, length: int = 80) -> str:
    """Return ``text`` on one line, cut to ``length`` characters, for a message."""
    text = " ".join(remove_unprintable(text[: length * 4]).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def sound_addresses(addresses: object) -> tuple[str, ...]:
    """Return those of ``addresses`` that are web addresses, each once, in their order."""
    if isinstance(addresses, str):
        addresses = (addresses,)
    if not isinstance(addresses, (tuple, list)):
        return ()
    found: dict[str, None] = {}
    for address in addresses:
        if isinstance(address, str) and WEB_ADDRESS.match(address := address.strip()):
            found.setdefault(address)
    return tuple(found)


# fields that are one line of text, and those that may be long
_LINES = ("title", "organization", "organization_account", "venue")


@dataclass(slots=True, kw_only=True)
class Collector:
    """Gathers the entries, identifiers and problems of one source, in order.

    Attributes:
        source: what is read.
        entries: entries so far.
        identifiers: identifiers so far.
        problems: problems so far.
    """

    source: Source
    entries: list[Entry] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0

    @property
    def position(self) -> int:
        """The place of the paper that comes next."""
        return len(self.entries) + len(self.identifiers) + 1

    def refuse(self, line: int | None, message: str, *, severity: Severity = "error") -> None:
        """Keep a problem: where it is, and what was expected and found."""
        self.refused += 1
        if self.refused <= MOST_PROBLEMS:
            self.problems.append(Problem(Place(self.source.file, line), message, severity=severity))

    def add(self, line: int, **fields: Any) -> bool:
        """Keep a paper, links of its abstract included; return False when it had to be refused.

        Values of None and empty ones may be given. Optional values that are not sound (a date that
        does not exist, say) are left out and named in a problem; without a title there is no paper.
        """
        values = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
        for name in _LINES:
            if name in values:
                values[name] = clean(str(values[name]))
        title = str(values.get("title", ""))
        if not title or not make_title_readable(title[:LONGEST_TITLE]).strip():
            self.refuse(line, f"expected a title (got {shorten(str(fields.get('title', '')))!r})")
            return False
        if len(title) > LONGEST_TITLE:
            self.refuse(
                line,
                f"expected a title of at most {LONGEST_TITLE} characters"
                f" (got {shorten(title)!r}, {len(title)} characters)",
            )
            return False
        abstract = clean_paragraphs(str(values.get("abstract", "")))
        if len(abstract) > LONGEST_ABSTRACT:
            self.refuse(
                line,
                f"expected an abstract of at most {LONGEST_ABSTRACT} characters"
                f" (got {shorten(abstract)!r}, {len(abstract)} characters)",
            )
            return False
        values["abstract"] = abstract
        if "authors" in values:
            names = (clean(str(name)) for name in values["authors"])
            values["authors"] = tuple(name for name in names if name)
        links = find_links(abstract) if "http" in abstract else FoundLinks()
        values["code"] = sound_addresses((*sound_addresses(values.get("code", ())), *links.code))
        values["project"] = sound_addresses((*sound_addresses(values.get("project", ())), *links.project))
        values |= {"capture": self.source.name, "position": self.position, "line": max(line, 1)}
        try:
            entry = Entry.model_validate(values)
        except ValidationError as error:
            names_of_faults = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
            for fault in error.errors():
                where = str(fault["loc"][0]) if fault["loc"] else "paper"
                self.refuse(
                    line,
                    f"left out {where} of {shorten(title, 60)!r}:"
                    f" {fault['msg'].removeprefix('Value error, ')} (got {shorten(str(fault['input']))!r})",
                )
            try:
                entry = Entry.model_validate({k: v for k, v in values.items() if k not in names_of_faults})
            except ValidationError:
                self.refuse(line, f"expected a paper (got {shorten(title)!r})")
                return False
        self.entries.append(entry)
        return True

    def add_identifier(
        self, line: int, kind: Literal["arxiv", "doi", "url"], value: str, note: str = ""
    ) -> None:
        """Keep a paper of which only an identifier is there."""
        self.identifiers.append(
            Identifier(
                kind=kind,
                value=value,
                note=clean(note)[:300],
                capture=self.source.name,
                position=self.position,
                line=line,
            )
        )

    def result(self, format_: str) -> ReadResult:
        """Return everything that was gathered, problems in the order of their lines."""
        problems = sorted(self.problems, key=lambda problem: (problem.place and problem.place.line) or 0)
        if self.refused > MOST_PROBLEMS:
            problems.append(
                Problem(
                    Place(self.source.file),
                    f"expected fewer problems (got {self.refused}, of which {MOST_PROBLEMS} are shown)",
                )
            )
        return ReadResult(
            format=format_,
            entries=tuple(self.entries),
            problems=(*self.source.problems, *problems),
            identifiers=tuple(self.identifiers),
        )
