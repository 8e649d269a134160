"""Takes back the last changes that commands made, as long as nobody has edited the same files since."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.errors import ContentError, Place, Problem
from generator.storage.files import read_bytes, write_text
from generator.storage.folder import Folder
from generator.storage.transactions import commit, locked

FOLDER = Path(".cache", "undo")
"""Where the changes are kept, below the list's folder; one file each, numbered."""
MOST_CHANGES = 50
"""Changes that can be taken back."""


class _File(BaseModel):
    """A file that changed: its content before, and the digest of its content after; None if there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    path: str
    before: bytes | None
    after: str | None


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    message: str
    files: tuple[_File, ...]


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def undoable(
    folder: Folder, message: str, *, before: Mapping[Path, bytes | None], after: Mapping[Path, bytes | None]
) -> Iterator[None]:
    """Remember a change that is made inside the ``with`` statement, unless it fails.

    Args:
        folder: the list.
        message: what the change has done, in one sentence.
        before: path -> content before the change, None if there is no such file.
        after: path -> content after the change.

    Raises:
        ContentError: it cannot be remembered; nothing was changed.
    """
    files = tuple(
        _File(path=path.relative_to(folder.base).as_posix(), before=before.get(path), after=_digest(data))
        for path, data in after.items()
        if before.get(path) != data
    )
    if not files:
        yield
        return
    kept = _list_changes(folder)
    number = int(kept[-1].stem) + 1 if kept else 1
    path = folder.root / FOLDER / f"{number:06}.json"
    write_text(path, _Change(message=message, files=files).model_dump_json(), durable=False)
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    for old in kept[: max(0, len(kept) + 1 - MOST_CHANGES)]:
        old.unlink(missing_ok=True)


def undo(folder: Folder, *, waiting: Callable[[], object] | None = None) -> str:
    """Take back the last change; return the sentence that said what it had done.

    Args:
        folder: the list.
        waiting: called once if another process holds the lock.

    Raises:
        ContentError: there is no such change, or a file was edited since; nothing is written then.
    """
    with locked(folder.base, waiting=waiting):
        kept = _list_changes(folder)
        if not kept:
            raise ContentError("There is nothing to undo.")
        change = _read(kept[-1])
        now = {folder.base / PurePosixPath(file.path): file for file in change.files}
        held = {path: read_bytes(path) for path in now}
        edited = [path for path, data in held.items() if _digest(data) != now[path].after]
        if edited:
            message = f"The file was edited since this change: {change.message}"
            fix = "Undo the edit first, or correct the file by hand."
            raise ContentError(Problem(Place(folder.label(path)), message, fix) for path in edited)
        commit(folder.base, {path: file.before for path, file in now.items()}, before=held)
        kept[-1].unlink()
    return change.message


def describe_last_change(folder: Folder) -> str:
    """Return the sentence that says what the change that can be taken back has done; "" if there is none.

    Raises:
        ContentError: what is known about the change is damaged.
    """
    kept = _list_changes(folder)
    return _read(kept[-1]).message if kept else ""


def _list_changes(folder: Folder) -> list[Path]:
    """Return the files of the changes that can be taken back, oldest first."""
    return sorted(path for path in (folder.root / FOLDER).glob("*.json") if path.stem.isdecimal())


def _read(path: Path) -> _Change:
    try:
        return _Change.model_validate_json(read_bytes(path, most=2**31) or b"")
    except ValidationError:
        message = "This file is damaged, so the change cannot be undone. Delete it."
        raise ContentError(Problem(Place(path.as_posix()), message)) from None
