"""Captures: the files a list was imported from, kept byte for byte in ``content/captures``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from generator.curation.capture_names import find_free_name, sanitize_name
from generator.errors import ContentError, Place, Problem
from generator.readers import ReadResult, decode, read
from generator.storage.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to import.

    Attributes:
        label: its name in messages.
        name: the proposed name of its capture.
        data: its content, byte for byte.
    """

    label: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A file and the entries that were read from it.

    Attributes:
        label: its name in messages.
        name: its file name in ``content/captures``, which its entries refer to.
        data: its content, byte for byte.
        result: what was read from it; the format is empty if it could not be read.
        stored: whether it is already in ``content/captures``.
    """

    label: str
    name: str
    data: bytes
    result: ReadResult
    stored: bool = False

    @property
    def count(self) -> int:
        """The number of papers in it, including those given only by an identifier."""
        return len(self.result.entries) + len(self.result.identifiers)


def load_file(path: str | Path) -> SourceFile:
    """Return the file at ``path``, or standard input for ``-``.

    Raises:
        ContentError: it cannot be read.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read()
        return SourceFile(
            label="standard input", name=f"stdin-{sha256(data).hexdigest()[:12]}.txt", data=data
        )
    label = Path(path).as_posix()
    try:
        return SourceFile(label=label, name=Path(path).name, data=Path(path).read_bytes())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ContentError(Problem(Place(label), f"The file cannot be read: {reason}.")) from None


def read_capture(source: str | Path | SourceFile) -> Capture:
    """Return a file with its entries; if it cannot be read, the problems of ``result`` say why."""
    name = label = str(source)
    data = b""
    try:
        file = source if isinstance(source, SourceFile) else load_file(source)
        name, label, data = sanitize_name(file.name), file.label, file.data
        result = read(decode(data, name=name, label=label))
    except ContentError as error:
        result = ReadResult(format="", problems=error.problems)
    return Capture(label=label, name=name, data=data, result=result)


def read_captures(folder: Folder) -> dict[str, ReadResult]:
    """Return the entries of every capture of the list, by the capture's name.

    Raises:
        ContentError: a capture cannot be read.
    """
    return {
        path.name: read(decode(path.read_bytes(), name=path.name, label=folder.label(path)))
        for path in _list_captures(folder)
    }


def name_captures(folder: Folder, captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """Return the captures under the names they have, or are to get, in ``content/captures``.

    A file that is already stored under another name gets that name. Other files with a taken name get a
    number.
    """
    names = {sha256(path.read_bytes()).hexdigest(): path.name for path in reversed(_list_captures(folder))}
    taken = {path.name.casefold() for path in folder.captures.glob("*")}
    named = []
    for capture in captures:
        if not capture.result.format:
            named.append(capture)
            continue
        digest = sha256(capture.data).hexdigest()
        stored = digest in names
        name = names.setdefault(digest, find_free_name(capture.name, taken))
        taken.add(name.casefold())
        named.append(replace(_rename(capture, name), stored=stored))
    return tuple(named)


def _list_captures(folder: Folder) -> list[Path]:
    return sorted(
        path for path in folder.captures.glob("*") if path.is_file() and not path.name.startswith(".")
    )


def _rename(capture: Capture, name: str) -> Capture:
    if name == capture.name:
        return capture
    result = replace(
        capture.result,
        entries=tuple(entry.model_copy(update={"capture": name}) for entry in capture.result.entries),
        identifiers=tuple(replace(item, capture=name) for item in capture.result.identifiers),
    )
    return replace(capture, name=name, result=result)
