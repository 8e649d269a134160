"""Changes to several files at once: all of them or none, even if the process is killed.

The new content of all files first goes into one file, the journal, which gets its name only when it is
complete and on disk. Then the files are replaced and the journal is removed. A killed process leaves either
no journal (the old state) or a complete one (the new state, which the next command puts in place).

Only one process at a time can write to a content folder: it holds a lock.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, TypeAdapter

from generator.errors import ContentError, Place, Problem
from generator.storage.files import read_bytes

JOURNAL = ".journal"
"""Name of the journal in the content folder; ``.journal.tmp`` while it is being written."""
LOCK = ".lock"
"""Name of the lock file in the content folder; the empty file itself means nothing."""
PATIENCE = 120.0
"""Seconds to wait for another process that writes to the same list."""
READING_PATIENCE = 5.0
"""Seconds to wait for it before only reading the list."""


class _Step(BaseModel):
    """A file of a journal: the digest of its content before the change, and its new content or None."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    path: str
    before: str | None
    after: bytes | None


_STEPS = TypeAdapter(tuple[_Step, ...])


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _replace(path: Path, data: bytes, draft: Path) -> None:
    """Replace the file at ``path`` atomically; ``draft`` is what stays if the process is killed."""
    # never write through a symbolic link
    draft.unlink(missing_ok=True)
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


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
    """Hold the lock of the content folder ``base``; an interrupted change is completed first.

    The lock is released when the process ends, however it ends. A process can take it more than once.

    Args:
        base: the content folder.
        patience: seconds to wait for another process.
        waiting: called once when another process holds the lock.

    Raises:
        ContentError: another process holds the lock for too long, or the folder cannot be written.
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
                f"Another process holds the lock; waited {patience:g} seconds."
                " Run the command again when it has finished.",
            )
        ) from None
    except OSError as error:
        raise ContentError(
            Problem(Place(base.as_posix()), f"The folder cannot be written: {error.strerror}.")
        ) from None
    try:
        _settle(base)
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def unchanged(base: Path, *, patience: float = READING_PATIENCE) -> Iterator[None]:
    """Keep other processes from changing the content folder ``base`` while it is read.

    An interrupted change is completed first. A read-only folder is read without a lock.

    Raises:
        ContentError: a change was interrupted and cannot be completed.
    """
    with contextlib.ExitStack() as held:
        if base.is_dir():
            try:
                held.enter_context(locked(base, patience=patience))
            except ContentError:
                check_settled(base, patience=0)
        yield


def settle(base: Path) -> None:
    """Complete an interrupted change, if there is one; a file that was edited since keeps the edit.

    Raises:
        ContentError: the journal cannot be read, or a file cannot be written.
    """
    if (base / JOURNAL).exists():
        with locked(base):
            pass


def check_settled(base: Path, *, patience: float = READING_PATIENCE) -> None:
    """Check that no change is half done, so that what is read next is whole; writes nothing.

    Args:
        base: the content folder.
        patience: seconds to wait for a process that is writing.

    Raises:
        ContentError: a change was interrupted.
    """
    if not (base / JOURNAL).exists():
        return
    with contextlib.suppress(Timeout, OSError), FileLock(base / LOCK, timeout=patience):
        pass
    if (base / JOURNAL).exists():
        message = "A change was interrupted. Run any command, such as `reading-list check`, to complete it."
        raise ContentError(Problem(Place((base / JOURNAL).as_posix()), message))


def commit(
    base: Path,
    changes: Mapping[Path, bytes | str | None],
    *,
    before: Mapping[Path, bytes | None] | None = None,
) -> tuple[Path, ...]:
    """Write all of ``changes`` or nothing; return the paths whose content changed.

    Args:
        base: the content folder; every path must be in it.
        changes: path -> new content, or None for a file to remove.
        before: path -> the content from which the new one was made; if a file differs from it by now,
            nothing is written.

    Raises:
        ContentError: a path leads out of the folder, a file was edited in the meantime or cannot be written.
    """
    root = base.resolve()
    with locked(base):
        steps = _plan(root, changes, before or {})
        if not steps:
            return ()
        try:
            _replace(base / JOURNAL, _STEPS.dump_json(tuple(steps)), base / f"{JOURNAL}.tmp")
            _sync_folder(base)
        except OSError as error:
            with contextlib.suppress(OSError):
                (base / f"{JOURNAL}.tmp").unlink(missing_ok=True)
            raise ContentError(
                Problem(Place(base.as_posix()), f"The folder cannot be written: {error.strerror}.")
            ) from None
        _settle(base)
        return tuple(root / step.path for step in steps)


def _plan(
    root: Path, changes: Mapping[Path, bytes | str | None], before: Mapping[Path, bytes | None]
) -> list[_Step]:
    """Return the steps that change something.

    Raises:
        ContentError: as :func:`commit`.
    """
    steps: list[_Step] = []
    problems: list[Problem] = []
    for path, content in changes.items():
        name = _inside(root, path)
        if name is None:
            problems.append(Problem(Place(path.as_posix()), "expected a path inside the content folder"))
            continue
        try:
            held = read_bytes(path)
        except ContentError as error:
            problems += error.problems
            continue
        if path in before and before[path] != held:
            message = "The file was edited in the meantime. Nothing was written; run the command again."
            problems.append(Problem(Place(path.as_posix()), message))
            continue
        data = content.encode("utf-8") if isinstance(content, str) else content
        if data != held:
            steps.append(_Step(path=name, before=_digest(held), after=data))
    if problems:
        raise ContentError(problems)
    return steps


def _inside(root: Path, path: Path) -> str | None:
    """Return the path relative to ``root`` with forward slashes, or None where it is not inside."""
    try:
        relative = path.parent.resolve().relative_to(root) / path.name
    except (ValueError, OSError):
        return None
    if path.is_symlink() or path.name in ("", ".", "..", JOURNAL, LOCK):
        return None
    return relative.as_posix()


def _read_journal(journal: Path) -> Sequence[_Step]:
    with contextlib.suppress(ValueError):
        steps = _STEPS.validate_json(read_bytes(journal, most=sys.maxsize) or b"")
        paths = [PurePosixPath(step.path) for step in steps]
        if not any(path.is_absolute() or ".." in path.parts for path in paths):
            return steps
    raise _describe_damage(journal)


def _describe_damage(journal: Path) -> ContentError:
    return ContentError(
        Problem(
            Place(journal.as_posix()),
            "The journal of an interrupted change is damaged."
            " Delete it, and restore content/ from git if anything is missing.",
        )
    )


def _settle(base: Path) -> None:
    """Put the files of the journal in place; the lock is held. Can safely be repeated."""
    journal = base / JOURNAL
    try:
        if journal.exists():
            paths = {base / step.path: step for step in _read_journal(journal)}
            root = base.resolve()
            if any(_inside(root, path) is None for path in paths):
                raise _describe_damage(journal)
            for path, step in paths.items():
                _apply(path, step)
            for parent in {path.parent for path in paths if path.parent.is_dir()}:
                _sync_folder(parent)
            journal.unlink()
        (base / f"{JOURNAL}.tmp").unlink(missing_ok=True)
    except OSError as error:
        where = Path(error.filename).as_posix() if isinstance(error.filename, str) else base.as_posix()
        raise ContentError(
            Problem(
                Place(where),
                f"The file cannot be written: {error.strerror}."
                " The change is kept in the journal; any command completes it when the file can be written.",
            )
        ) from None


def _apply(path: Path, step: _Step) -> None:
    """Put a file in place, unless it was edited since the journal was written."""
    draft = path.with_name(f".{path.name[:100]}.new")
    if _digest(read_bytes(path)) != step.before:
        if draft.exists():
            draft.unlink()
    elif step.after is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, step.after, draft)
