"""Captures: the files a list was imported from, kept without their private parts in ``content/captures``."""

import re
import sys
import unicodedata
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from generator.curation.revisions import is_revision
from generator.errors import ContentError, Place, Problem
from generator.model.entry import Entry
from generator.readers import Identifier, ReadResult, Source, decode, read
from generator.readers.privacy import remove_private_parts
from generator.storage.files import LARGEST_CAPTURE, describe_large_file, read_content
from generator.storage.folder import Folder
from generator.text.plurals import count_nouns

# " (1)" in "Library (1).bib"
UNSAFE_CHARACTERS = re.compile(r"[^A-Za-z0-9._-]+")
# names that Windows reserves for devices: CON, con.txt, LPT1.bib
DEVICE_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
LONGEST_NAME = 80
LONGEST_SUFFIX = 10
NOTE_SUFFIXES = (".md", ".markdown")
MOST_NAMED = 5
"""Most files without papers that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to import.

    Attributes:
        label: its name in messages.
        name: the proposed name of its capture.
        data: its content.
        replaces: whether it is a new version of the capture with this name, whatever it contains.
        origin: the list that it is from, which is the evidence for its facts; its remarks are not taken over.
    """

    label: str
    name: str
    data: bytes
    replaces: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A file and the entries that were read from it.

    Attributes:
        label: its name in messages.
        name: its file name in ``content/captures``, which its entries refer to.
        data: its content, without private parts if they are removed.
        result: what was read from it; the format is empty if it could not be read.
        stored: whether it is already in ``content/captures``.
        removed: the private parts that were removed: name of the field -> how many.
        replaces: as in :class:`SourceFile`.
        old: what was read from the older version in ``content/captures`` that it replaces.
    """

    label: str
    name: str
    data: bytes
    result: ReadResult
    stored: bool = False
    removed: Mapping[str, int] = field(default_factory=dict)
    replaces: bool = False
    old: ReadResult | None = None

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
        label = "standard input"
        if sys.stdin is None:
            raise ContentError(Problem(Place(label), "It is closed."))
        data = _read_all(sys.stdin.buffer, label)
        return SourceFile(label=label, name=f"stdin-{sha256(data).hexdigest()[:12]}.txt", data=data)
    label = Path(path).as_posix()
    try:
        # the path may be a named pipe: reading-list import <(pandoc …)
        with Path(path).open("rb") as file:
            return SourceFile(label=label, name=Path(path).name, data=_read_all(file, label))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ContentError(Problem(Place(label), f"The file cannot be read: {reason}.")) from None


def _read_all(file: BinaryIO, label: str) -> bytes:
    data = file.read(LARGEST_CAPTURE + 1)
    if len(data) > LARGEST_CAPTURE:
        raise ContentError(describe_large_file(label, LARGEST_CAPTURE, "more"))
    return data


def read_capture(source: str | Path | SourceFile, *, clean: bool = False) -> Capture:
    """Return a file with its entries; if it cannot be read, the problems of ``result`` say why.

    Args:
        source: the file.
        clean: whether to remove private parts; problems still name the lines of the file as it is.
    """
    name = label = str(source)
    data, replaces = b"", False
    removed: Mapping[str, int] = {}
    try:
        file = source if isinstance(source, SourceFile) else load_file(source)
        name, label, data, replaces = sanitize_name(file.name), file.label, file.data, file.replaces
        text = decode(data, name=name, label=label)
        result = read(text)
        if clean:
            data, result, removed = _clean(data, text, result)
        if file.origin:
            told = {"source": file.origin, "notes": None}
            result = replace(result, entries=tuple(each.model_copy(update=told) for each in result.entries))
    except ContentError as error:
        result = ReadResult(format="", problems=error.problems)
    return Capture(label=label, name=name, data=data, result=result, removed=removed, replaces=replaces)


def _clean(data: bytes, source: Source, result: ReadResult) -> tuple[bytes, ReadResult, Mapping[str, int]]:
    """Return a file without its private parts, what is read from it, and what was removed.

    Raises:
        ContentError: the rest of the file cannot be read as before.
    """
    cleaned = remove_private_parts(source.text, result.format)
    if not cleaned.removed:
        return data, result, {}
    left = read(replace(source, text=cleaned.text))
    if [_identify(item) for item in _list_items(left)] != [_identify(item) for item in _list_items(result)]:
        problem = "Its private parts cannot be removed without losing other parts."
        raise ContentError(
            Problem(
                Place(source.file), problem, "Remove them by hand, or set 'captures: as-is' in mkdocs.yml."
            )
        )
    text = cleaned.text.replace("\n", "\r\n") if b"\r\n" in data else cleaned.text
    return text.encode(), replace(left, problems=result.problems), cleaned.removed


def _list_items(result: ReadResult) -> tuple[Entry | Identifier, ...]:
    return *result.entries, *result.identifiers


def _identify(item: Entry | Identifier) -> tuple[int, str]:
    return item.position, item.title if isinstance(item, Entry) else item.value


def list_notes(folder: Path) -> list[Path]:
    """Return the Markdown files in a folder and its subfolders, sorted, except hidden ones."""
    files = (path for path in folder.rglob("*") if path.suffix.lower() in NOTE_SUFFIXES and path.is_file())
    return sorted(path for path in files if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read_folder(folder: Path, *, clean: bool = False) -> tuple[list[Capture], list[Problem]]:
    """Return the Markdown files with papers in a folder, such as a vault of notes, with their entries.

    One warning counts the files without papers.
    """
    captures = [read_capture(path, clean=clean) for path in list_notes(folder)]
    kept = [capture for capture in captures if capture.count or capture.result.format]
    other = [capture.label for capture in captures if capture not in kept]
    label = folder.as_posix()
    if not captures:
        return [], [Problem(Place(label), "expected a file or a folder with Markdown files (got neither)")]
    if not other:
        return kept, []
    named = ", ".join(Path(name).name for name in other[:MOST_NAMED])
    more = " and others" if len(other) > MOST_NAMED else ""
    files = count_nouns(len(captures), "Markdown file")
    message = f"found no papers in {len(other)} of {files}: {named}{more}"
    return kept, [Problem(Place(label), message, severity="warning")]


def read_captures(folder: Folder) -> dict[str, ReadResult]:
    """Return the entries of every capture of the list, by the capture's name.

    Raises:
        ContentError: a capture cannot be read.
    """
    return {path.name: read_stored(folder, path.name) for path in folder.list_captures()}


def read_entries(folder: Folder) -> list[Entry]:
    """Return the entries of all captures of the list, as :func:`read_captures`."""
    return [entry for result in read_captures(folder).values() for entry in result.entries]


def read_stored(folder: Folder, name: str) -> ReadResult:
    """Return the entries of a capture.

    Raises:
        ContentError: it cannot be read.
    """
    path = folder.captures / name
    return read(decode(_read_stored(folder, path), name=name, label=folder.label(path)))


def _read_stored(folder: Folder, path: Path) -> bytes:
    return read_content(path, folder.label(path), most=LARGEST_CAPTURE)


def clean_stored(folder: Folder) -> list[Capture]:
    """Return the captures that have private parts, without these.

    Raises:
        ContentError: one cannot be read, or not without its private parts; all are listed.
    """
    files = [
        SourceFile(label=folder.label(path), name=path.name, data=_read_stored(folder, path))
        for path in folder.list_captures()
    ]
    captures = [replace(read_capture(file, clean=True), name=file.name) for file in files]
    if problems := [
        problem for each in captures if not each.result.format for problem in each.result.problems
    ]:
        raise ContentError(problems)
    return [capture for capture in captures if capture.removed]


def name_captures(folder: Folder, captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """Return the captures under the names they have, or are to get, in ``content/captures``.

    A file that is already stored under another name gets that name, and a new version of a stored file gets
    that file's name. Other files with a taken name get a number.

    Raises:
        ContentError: a stored capture cannot be read.
    """
    captures = tuple(captures)
    paths = {path.name: path for path in folder.list_captures()}
    names = {sha256(_read_stored(folder, path)).hexdigest(): name for name, path in reversed(paths.items())}
    taken = {path.name.casefold() for path in folder.captures.glob("*")}
    free = paths.keys() - {names.get(sha256(capture.data).hexdigest()) for capture in captures}
    wanted = {capture.name for capture in captures}
    named = []
    for capture in captures:
        if not capture.result.format:
            named.append(capture)
            continue
        digest = sha256(capture.data).hexdigest()
        stored, old = digest in names, None
        if not stored:
            names[digest], old = _find_revised(folder, capture, free, wanted) or (
                _find_free_name(capture.name, taken),
                None,
            )
        name = names[digest]
        taken.add(name.casefold())
        free.discard(name)
        named.append(replace(_rename(capture, name), stored=stored, old=old))
    return tuple(named)


def _find_revised(
    folder: Folder, capture: Capture, free: Collection[str], wanted: Collection[str]
) -> tuple[str, ReadResult] | None:
    """Return the stored capture of which ``capture`` is a new version, and what was read from it, or None.

    Args:
        folder: the list.
        capture: a file that is not stored.
        free: the stored captures that no other file replaces.
        wanted: the names of all files that are imported.
    """
    suffix = Path(capture.name).suffix
    others = sorted(name for name in free if name not in wanted and Path(name).suffix == suffix)
    for name in [capture.name, *others] if capture.name in free else others:
        same_name = name == capture.name
        try:
            old = read_stored(folder, name)
        except ContentError:
            continue
        if (same_name and capture.replaces) or is_revision(old, capture.result, same_name=same_name):
            return name, old
    return None


def sanitize_name(name: str) -> str:
    """Return a file name of ASCII letters, digits, ``.``, ``_`` and ``-`` that is never hidden.

    Only the last part of a path counts. An empty name becomes ``capture.txt``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFKD", name))[-1]
    last = "".join(char for char in last if not unicodedata.combining(char))
    safe = UNSAFE_CHARACTERS.sub("-", last).strip("-. ")
    stem, dot, suffix = safe.rpartition(".")
    if not stem or not suffix or len(suffix) > LONGEST_SUFFIX:
        stem, dot, suffix = safe, ".", "txt"
    stem = stem[: LONGEST_NAME - len(suffix) - 1].strip("-. ") or "capture"
    if DEVICE_NAME.match(stem):
        stem = f"capture-{stem}"
    return stem + dot + suffix


def _find_free_name(name: str, taken: Container[str]) -> str:
    """Return ``name``, numbered if its case-folded form is taken: ``listing.txt``, ``listing-2.txt``, …"""
    stem, _, suffix = name.rpartition(".")
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.{suffix}"
    return name


def _rename(capture: Capture, name: str) -> Capture:
    if name == capture.name:
        return capture
    result = replace(
        capture.result,
        entries=tuple(entry.model_copy(update={"capture": name}) for entry in capture.result.entries),
        identifiers=tuple(replace(item, capture=name) for item in capture.result.identifiers),
    )
    return replace(capture, name=name, result=result)
