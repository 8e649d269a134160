"""Several files changed as one: all of them or none, whatever happens in between.

What is to be written goes first into one file, the journal, which takes its name only when it is complete
and on the disk: from that moment the change is done, and before it nothing is. Then the files are put in
their places and the journal is taken away. A process that is killed leaves either no journal (the old
state) or one (the new state, which the next command completes).

One lock a content folder lets one process write at a time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from filelock import FileLock, Timeout

from generator.errors import ContentError, Place, Problem

__all__ = ["JOURNAL", "LOCK", "commit", "locked", "settle"]

JOURNAL = ".journal"
"""Name of the journal in the content folder; ``.journal.tmp`` while it is being written."""
LOCK = ".lock"
"""Name of the lock file in the content folder; it stays, empty, and means nothing by itself."""
MAGIC = b"reading-list journal 1\n"
PATIENCE = 120.0
"""Seconds to wait for another process that writes to the same list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One file of a journal: its path, what it held, what it shall hold (None: there is no such file)."""

    path: str
    before: str | None
    after: str | None
    size: int = 0


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def locked(
    base: Path, *, patience: float = PATIENCE, waiting: Callable[[], object] | None = None
) -> Iterator[None]:
    """Hold the lock of the content folder ``base``; a change that was cut off is completed first.

    The lock goes with the process, however it ends. Within one process it can be taken again.

    Args:
        base: the content folder.
        patience: seconds to wait for another process.
        waiting: called once when another process has the lock.

    Raises:
        ContentError: another process did not let go in time, or the folder cannot be written.
    """
    lock = FileLock(base / LOCK, is_singleton=True, thread_local=False)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire(timeout=patience, poll_interval=0.05)
    except Timeout:
        raise ContentError(
            Problem(
                Place((base / LOCK).as_posix()),
                f"expected the list to be free within {patience:g} seconds (got another process that writes)."
                " Run the command again once the other has ended.",
            )
        ) from None
    except OSError as error:
        raise ContentError(
            Problem(Place(base.as_posix()), f"expected a folder that can be written ({error.strerror})")
        ) from None
    try:
        _settle(base)
        yield
    finally:
        lock.release()


def settle(base: Path) -> None:
    """Complete a change that was cut off, so that what is read next is whole; cheap where there is none.

    A file that somebody edited since is left as it is.

    Raises:
        ContentError: the journal cannot be read, or a file cannot be written.
    """
    if (base / JOURNAL).exists():
        with locked(base):
            pass


def commit(
    base: Path,
    changes: Mapping[Path, bytes | str | None],
    *,
    before: Mapping[Path, bytes | None] | None = None,
) -> tuple[Path, ...]:
    """Write all of ``changes`` or nothing; return the paths whose content became another.

    Args:
        base: the content folder; every path must be in it.
        changes: path -> new content, or None for a file that shall be gone.
        before: path -> the content from which the new one was made; a file that holds something else by
            now has been edited meanwhile, and nothing is written.

    Raises:
        ContentError: a path leads out of the folder, a file was edited meanwhile or cannot be written.
    """
    root = base.resolve()
    with locked(base):
        steps: list[tuple[_Step, bytes]] = []
        problems: list[Problem] = []
        for path, content in changes.items():
            name = _inside(root, path)
            if name is None:
                problems.append(Problem(Place(path.as_posix()), "expected a path inside the content folder"))
                continue
            try:
                held = _read(path)
            except OSError as error:
                problems.append(Problem(Place(path.as_posix()), f"expected a file ({error.strerror})"))
                continue
            if before is not None and path in before and before[path] != held:
                problems.append(
                    Problem(
                        Place(path.as_posix()),
                        "expected the file as it was read (got one that was edited meanwhile)."
                        " Nothing was written; run the command again.",
                    )
                )
                continue
            data = content.encode("utf-8") if isinstance(content, str) else content
            if data != held:
                step = _Step(path=name, before=_digest(held), after=_digest(data), size=len(data or b""))
                steps.append((step, data or b""))
        if problems:
            raise ContentError(problems)
        if not steps:
            return ()
        try:
            _write_journal(base, steps)
        except OSError as error:
            with contextlib.suppress(OSError):
                (base / f"{JOURNAL}.tmp").unlink(missing_ok=True)
            raise ContentError(
                Problem(Place(base.as_posix()), f"expected a folder that can be written ({error.strerror})")
            ) from None
        _settle(base)
        return tuple(root / step.path for step, _ in steps)


def _inside(root: Path, path: Path) -> str | None:
    """Return the path relative to ``root`` with forward slashes, or None where it is not inside."""
    try:
        relative = path.parent.resolve().relative_to(root) / path.name
    except (ValueError, OSError):
        return None
    if path.is_symlink() or path.name in ("", ".", "..", JOURNAL, LOCK):
        return None
    return relative.as_posix()


def _write_journal(base: Path, steps: list[tuple[_Step, bytes]]) -> None:
    draft = base / f"{JOURNAL}.tmp"
    with draft.open("wb") as file:
        file.write(MAGIC)
        for step, data in steps:
            head = {"path": step.path, "before": step.before, "after": step.after, "size": step.size}
            file.write(json.dumps(head).encode() + b"\n")
            file.write(data)
        file.write(json.dumps({"end": len(steps)}).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(base / JOURNAL)
    _sync_folder(base)


def _steps(file: BinaryIO, label: str) -> Iterator[tuple[_Step, bytes]]:
    broken = ContentError(
        Problem(
            Place(label),
            "expected the journal of a change that was cut off (got something else)."
            " Look at it, bring back content/ from git if need be, and delete it.",
        )
    )
    if file.readline() != MAGIC:
        raise broken
    count = 0
    while True:
        try:
            head = json.loads(file.readline())
            if "end" in head:
                if head["end"] != count:
                    raise broken
                return
            step = _Step(**head)
        except (ValueError, TypeError):
            raise broken from None
        data = file.read(step.size)
        parts = PurePosixPath(step.path)
        if len(data) != step.size or parts.is_absolute() or ".." in parts.parts:
            raise broken
        if _digest(None if step.after is None else data) != step.after:
            raise broken
        yield step, data
        count += 1


def _settle(base: Path) -> None:
    """Put the files of the journal in their places; the lock is held. Doing it twice does no harm."""
    journal = base / JOURNAL
    draft = base / f"{JOURNAL}.tmp"
    if not journal.exists():
        if draft.exists():
            draft.unlink()
        return
    try:
        with journal.open("rb") as file:
            for _ in _steps(file, journal.as_posix()):
                pass  # the whole journal is sound before the first file is touched
        with journal.open("rb") as file:
            for step, data in _steps(file, journal.as_posix()):
                path = base / step.path
                temporary = path.with_name(f".{path.name[:100]}.new")
                if _digest(_read(path)) == step.before:
                    if step.after is None:
                        path.unlink(missing_ok=True)
                    else:
                        path.parent.mkdir(parents=True, exist_ok=True)
                        temporary.write_bytes(data)
                        temporary.replace(path)
                elif temporary.exists():
                    temporary.unlink()
        if hasattr(os, "sync"):
            os.sync()
        journal.unlink()
        if draft.exists():
            draft.unlink()
    except OSError as error:
        where = Path(error.filename).as_posix() if isinstance(error.filename, str) else base.as_posix()
        raise ContentError(
            Problem(
                Place(where),
                f"expected a file that can be written ({error.strerror})."
                " The change is kept in the journal; any command completes it once the file can be written.",
            )
        ) from None
