"""Joins the steps: captures on disk to entries, plans to records on disk."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from generator.analysis.suggestion import Suggestion
from generator.curation.decisions import Edit
from generator.curation.import_plan import ImportPlan, log_import, plan_import
from generator.duplicates.identifiers import all_identifiers
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.entry import Entry
from generator.model.history import Change
from generator.model.paper import Paper
from generator.readers import Identifier, ReadResult, decode, read
from generator.storage.store import (
    Folder,
    append_change,
    dump_paper,
    load_catalogue,
    read_bytes,
    update_paper,
)
from generator.storage.transactions import commit, locked

__all__ = [
    "FileReport",
    "ImportReport",
    "Incoming",
    "apply_edit",
    "apply_plan",
    "edit_of_plan",
    "log_change",
    "read_capture",
    "read_captures",
    "read_data",
    "run_import",
    "sanitise_name",
    "take_in",
]

Suggest = Callable[[Catalogue], Callable[[Paper], Suggestion]]
"""Makes, of the list, the function that gives topics to a new paper."""
LookUp = Callable[[Sequence[Identifier]], tuple[Mapping[tuple[str, str], Entry], list[Problem]]]
"""Asks services for papers of which only identifiers are known: those found, by kind and value; faults."""


def read_capture(path: Path, *, label: str = "") -> ReadResult:
    """Return the entries of the capture at ``path``.

    Raises:
        ContentError: the file cannot be read or its format is unknown.
    """
    label = label or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            Problem(Place(label), f"expected a file that can be read ({error.strerror})")
        ) from None
    return read_data(data, name=path.name, label=label)


def read_data(data: bytes, *, name: str, label: str = "") -> ReadResult:
    """Return the entries of a capture of that name and content.

    Raises:
        ContentError: there is nothing in it, or its format is unknown.
    """
    return read(decode(data, name=name, label=label))


def read_captures(folder: Folder) -> dict[str, ReadResult]:
    """Return what every capture of the list holds, by the capture's name.

    Raises:
        ContentError: a capture cannot be read.
    """
    paths = sorted(path for path in folder.captures.glob("*") if path.is_file() and path.name[0] != ".")
    return {path.name: read_capture(path, label=folder.label(path)) for path in paths}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to import.

    Attributes:
        label: how messages name it.
        name: the name that its capture gets.
        data: its content, byte for byte.
        kept: whether the capture is there already.
    """

    label: str
    name: str
    data: bytes
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file of an import.

    Attributes:
        label: how messages name the file.
        capture: name of its capture; None where nothing could be read.
        format: what it was taken for; empty where nothing could be read.
        entries: number of papers in it.
        kept: whether the capture was there before.
    """

    label: str
    capture: str | None = None
    format: str = ""
    entries: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        files: what became of each file, in order.
        plan: what the import changes.
        identifiers: papers of which a file gives no title and that are not on the list, with their place.
        written: whether it was carried out.
        changed: paths of the files that were written.
    """

    files: tuple[FileReport, ...]
    plan: ImportPlan
    identifiers: tuple[Problem, ...] = ()
    written: bool = False
    changed: tuple[Path, ...] = ()


# what a capture's name may hold beside letters and digits
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
# names that Windows keeps for devices: CON, con.txt, LPT1.bib
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
LONGEST_NAME = 80


def sanitise_name(name: str) -> str:
    """Return a file name for a capture: ASCII letters, digits, ``.``, ``_`` and ``-``, never hidden.

    Only the last part of a path counts; an empty name becomes ``capture.txt``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFKD", name))[-1]
    last = "".join(char for char in last if not unicodedata.combining(char))
    safe = NOT_IN_NAMES.sub("-", last).strip("-. ")
    stem, dot, suffix = safe.rpartition(".")
    if not stem or not suffix or len(suffix) > 10:
        stem, dot, suffix = safe, ".", "txt"
    stem = stem[: LONGEST_NAME - len(suffix) - 1].strip("-. ") or "capture"
    if DEVICE.match(stem):
        stem = f"capture-{stem}"
    return stem + dot + suffix


def take_in(folder: Folder, files: Iterable[tuple[str, str, bytes]]) -> tuple[Incoming, ...]:
    """Return the files with the names that their captures get.

    A file whose bytes are there already under any name is that capture; another file of a name that is
    taken gets a number: ``listing.txt``, ``listing-2.txt``.

    Args:
        folder: the list.
        files: label, proposed name and content of each.

    Raises:
        ContentError: a capture cannot be read.
    """
    held: dict[str, str] = {}
    names: set[str] = set()
    for path in sorted(folder.captures.glob("*")) if folder.captures.is_dir() else ():
        names.add(path.name.casefold())
        if path.is_file() and not path.name.startswith("."):
            held.setdefault(sha256(read_bytes(path) or b"").hexdigest(), path.name)
    incoming = []
    for label, proposed, data in files:
        digest = sha256(data).hexdigest()
        known = held.get(digest)
        name = known or sanitise_name(proposed)
        if known is None:
            stem, _, suffix = name.rpartition(".")
            number = 1
            while name.casefold() in names:
                number += 1
                name = f"{stem}-{number}.{suffix}"
            names.add(name.casefold())
            held[digest] = name
        incoming.append(Incoming(label=label, name=name, data=data, kept=known is not None))
    return tuple(incoming)


def read_files(paths: Iterable[str | Path]) -> tuple[list[tuple[str, str, bytes]], list[Problem]]:
    """Return label, name and content of each file, ``-`` being standard input, and what cannot be read."""
    files: list[tuple[str, str, bytes]] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(map(str, paths)):
        if path == "-":
            data = sys.stdin.buffer.read()
            files.append(("standard input", f"stdin-{sha256(data).hexdigest()[:12]}.txt", data))
            continue
        try:
            files.append((Path(path).as_posix(), Path(path).name, Path(path).read_bytes()))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            problems.append(
                Problem(Place(Path(path).as_posix()), f"expected a file that can be read ({reason})")
            )
    return files, problems


def run_import(
    folder: Folder,
    paths: Iterable[str | Path] = (),
    *,
    files: Iterable[tuple[str, str, bytes]] = (),
    today: str,
    dry_run: bool = False,
    suggest: Suggest | None = None,
    look_up: LookUp | None = None,
    step: Callable[[str], object] = lambda what: None,
    waiting: Callable[[], object] | None = None,
) -> ImportReport:
    """Read files and bring their papers onto the list, as one change; return what was done.

    The files are kept byte for byte among the captures. What is on the list already gains facts; nothing
    that a person wrote is changed.

    Args:
        folder: the list.
        paths: files to read; ``-`` is standard input.
        files: label, name and content of files that are not on disk.
        today: day of the import, ISO 8601.
        dry_run: whether to only say what would be done.
        suggest: makes, of the list, the function that gives topics to a new paper.
        look_up: asks services for papers of which a file gives only an identifier; None to ask nobody.
        step: called with what is done next, for a progress bar.
        waiting: called when another process writes to the list.

    Raises:
        ContentError: the list is faulty, or cannot be written; nothing has been changed then.
    """
    read, refused = read_files(paths)
    read += files
    found: Mapping[tuple[str, str], Entry] = {}
    if look_up:
        step("Looking up")
        found, problems = _look_up(folder, read, look_up)
        refused += problems
    with nullcontext() if dry_run else locked(folder.base, waiting=waiting):
        step("Loading the list")
        catalogue = load_catalogue(folder)
        reports: list[FileReport] = []
        entries: list[Entry] = []
        looked_up: list[Problem] = []
        known_ids = {
            item: slug for slug, paper in catalogue.papers.items() for item in all_identifiers(paper)
        }
        sources: list[Incoming] = []
        for file in take_in(folder, read):
            step(f"Reading {file.label}")
            try:
                result = read_data(file.data, name=file.name, label=file.label)
            except ContentError as error:
                refused += error.problems
                reports.append(FileReport(label=file.label))
                continue
            refused += result.problems
            entries += result.entries
            bare = result.identifiers
            for item in bare:
                if (item.kind, item.value) in known_ids:
                    met = known_ids[item.kind, item.value]
                    entries.append(_stand_in(item, catalogue.papers[met].title))
                elif (item.kind, item.value) in found:
                    place = {"capture": file.name, "position": item.position, "line": item.line}
                    entries.append(found[item.kind, item.value].model_copy(update=place))
                else:
                    looked_up.append(
                        Problem(
                            Place(file.label, item.line),
                            f"only an identifier: {item.value}",
                            f"reading-list add {item.value}",
                        )
                    )
            reports.append(
                FileReport(
                    label=file.label,
                    capture=file.name,
                    format=result.format,
                    entries=len(result.entries) + len(bare),
                    kept=file.kept,
                )
            )
            if result.entries or bare:
                sources.append(file)
        step("Comparing")
        plan = plan_import(
            catalogue.papers,
            entries,
            exclusions=catalogue.exclusions,
            decisions=catalogue.decisions,
            refused=refused,
            redirects=catalogue.redirects,
            venues=catalogue.venues,
            suggest=suggest(catalogue) if suggest else None,
            today=today,
        )
        report = ImportReport(files=tuple(reports), plan=plan, identifiers=tuple(looked_up))
        if dry_run:
            return report
        step("Writing")
        edit = edit_of_plan(folder, plan)
        for file in sources:
            if not file.kept:
                path = folder.captures / file.name
                edit.before[path], edit.texts[path] = None, file.data
        change = log_import(catalogue.changes, plan, [file.name for file in sources], today)
        if change:
            path = folder.file("changes.yml")
            edit.write(path, append_change(edit.read(path), change, label=folder.label(path)))
        changed = apply_edit(edit)
    return replace(report, written=True, changed=changed)


def _stand_in(item: Identifier, title: str) -> Entry:
    """Return an entry for an identifier whose paper is on the list."""
    return Entry(
        title=title,
        arxiv=item.value if item.kind == "arxiv" else None,
        doi=item.value if item.kind == "doi" else None,
        capture=item.capture,
        position=item.position,
        line=item.line,
    )


def _look_up(
    folder: Folder, files: Iterable[tuple[str, str, bytes]], look_up: LookUp
) -> tuple[Mapping[tuple[str, str], Entry], list[Problem]]:
    """Return the papers of bare identifiers that are not on the list; no lock is held meanwhile."""
    bare: list[Identifier] = []
    for label, _, data in files:
        try:
            bare += read_data(data, name="capture", label=label).identifiers
        except ContentError:
            continue
    if not bare:
        return {}, []
    catalogue = load_catalogue(folder)
    known = {item for paper in catalogue.papers.values() for item in all_identifiers(paper)}
    wanted = [item for item in bare if (item.kind, item.value) not in known]
    return look_up(wanted) if wanted else ({}, [])


def edit_of_plan(folder: Folder, plan: ImportPlan) -> Edit:
    """Return the records that ``plan`` creates and fills as an edit.

    Raises:
        ContentError: a record cannot be changed safely.
    """
    edit = Edit(folder)
    problems: list[Problem] = []
    for paper in plan.new:
        edit.write(folder.papers / f"{paper.slug}.yml", dump_paper(paper))
    for change in plan.filled:
        path = folder.papers / f"{change.old.slug}.yml"
        try:
            edit.write(path, update_paper(edit.read(path), change.old, change.new, label=folder.label(path)))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return edit


def apply_edit(edit: Edit) -> tuple[Path, ...]:
    """Write all files of ``edit`` or none; return the paths that changed.

    Raises:
        ContentError: a file was edited meanwhile or cannot be written.
    """
    return commit(edit.folder.base, edit.texts, before=edit.before)


def apply_plan(folder: Folder, plan: ImportPlan) -> tuple[Path, ...]:
    """Write the records that ``plan`` creates and fills, all or none; return the paths that changed.

    Raises:
        ContentError: a record cannot be changed safely or written.
    """
    return apply_edit(edit_of_plan(folder, plan))


def log_change(folder: Folder, change: Change) -> Path:
    """Write ``change`` at the end of ``changes.yml``; return the file's path.

    Raises:
        ContentError: the file cannot be read, extended or written.
    """
    edit = Edit(folder)
    path = folder.file("changes.yml")
    edit.write(path, append_change(edit.read(path), change, label=folder.label(path)))
    apply_edit(edit)
    return path
