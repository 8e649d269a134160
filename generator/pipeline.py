"""Joins the steps: captures on disk to entries, plans to records on disk."""

from __future__ import annotations

from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.importing import ImportPlan
from generator.models import Change
from generator.readers import ReadResult, Source, read
from generator.store import Folder, append_change, dump_paper, update_paper, write_text

__all__ = ["apply_plan", "log_change", "read_capture", "read_captures"]


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
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return read(Source(name=path.name, text=text, label=label))


def read_captures(folder: Folder) -> dict[str, ReadResult]:
    """Return what every capture of the list holds, by the capture's name.

    Raises:
        ContentError: a capture cannot be read.
    """
    paths = sorted(path for path in folder.captures.glob("*") if path.is_file() and path.name[0] != ".")
    return {path.name: read_capture(path, label=folder.label(path)) for path in paths}


def apply_plan(folder: Folder, plan: ImportPlan) -> tuple[Path, ...]:
    """Write the records that ``plan`` creates and fills; return their paths.

    Raises:
        ContentError: a record cannot be changed safely or written; records written before it stay.
    """
    texts: dict[Path, str] = {}
    for paper in plan.new:
        texts[folder.papers / f"{paper.slug}.yml"] = dump_paper(paper)
    for change in plan.filled:
        path = folder.papers / f"{change.old.slug}.yml"
        before = path.read_text(encoding="utf-8")
        texts[path] = update_paper(before, change.old, change.new, label=folder.label(path))
    for path, text in texts.items():
        write_text(path, text)
    return tuple(texts)


def log_change(folder: Folder, change: Change) -> Path:
    """Write ``change`` at the end of ``changes.yml``; return the file's path.

    Raises:
        ContentError: the file cannot be read, extended or written.
    """
    path = folder.file("changes.yml")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    write_text(path, append_change(text, change, label=folder.label(path)))
    return path
