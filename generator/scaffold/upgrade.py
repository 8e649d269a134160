"""Brings the shell files of a list to the version of the running generator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.scaffold.git import merge
from generator.scaffold.starter import BASE, REQUIREMENTS, VERSION, make_base, make_shell
from generator.scaffold.wheel import Wheel
from generator.storage.files import read_bytes, write_text

CONFLICT = b"\n<<<<<<< yours\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What an upgrade does to a file.

    Attributes:
        path: where it is in the list.
        before: its content; None if there is none.
        after: its new content; None to remove it.
        note: what to know about it.
        conflict: whether a person has to resolve a conflict in it.
    """

    path: str
    before: bytes | None
    after: bytes | None
    note: str = ""
    conflict: bool = False


def plan_upgrade(root: Path, wheel: Wheel) -> list[FileChange]:
    """Return what an upgrade does to the files of a list, sorted; files that stay as they are have a note.

    Raises:
        ContentError: a file cannot be read or merged, or has conflicts of an earlier upgrade.
    """
    shell = make_shell(wheel)
    changes = [_plan_file(root, path, shell.get(path)) for path in sorted({*shell, *_list_base(root)})]
    merged = {change.path: change.after for change in changes}
    changes += _plan_wheels(root, wheel, merged[REQUIREMENTS] or b"")
    return [change for change in changes if change.after != change.before or change.note]


def _list_base(root: Path) -> Iterator[str]:
    for path in sorted((root / BASE).rglob("*")):
        name = path.relative_to(root / BASE).as_posix()
        if path.is_file() and name != Path(VERSION).name:
            yield name


def _plan_file(root: Path, path: str, new: bytes | None) -> FileChange:
    base, mine = read_bytes(root / BASE / path), read_bytes(root / path)
    if mine is not None and CONFLICT in b"\n" + mine:
        problem = Problem(
            Place(path), "It still has conflicts from an earlier upgrade.", "Resolve them first."
        )
        raise ContentError(problem)

    def change(after: bytes | None, note: str = "", *, conflict: bool = False) -> FileChange:
        return FileChange(path=path, before=mine, after=after, note=note, conflict=conflict)

    if mine in (new, base) or (mine is None and base is None):
        return change(new)
    if mine is None:
        return change(None, "stays deleted, as you left it" if new != base else "")
    if new == base:
        return change(mine)
    if new is None:
        return change(mine, "no longer needed; kept because you changed it")
    if base is None:
        return change(
            mine, f"yours stays, since reading-list did not write it; compare it with {BASE}/{path}"
        )
    merged, conflict = merge(base, mine, new, path)
    return change(merged, "merged with your changes", conflict=conflict)


def _plan_wheels(root: Path, wheel: Wheel, requirements: bytes) -> Iterator[FileChange]:
    """Yield the new wheel, and the removal of those that ``requirements.txt`` no longer names."""
    path = f"wheels/{wheel.name}"
    yield FileChange(path=path, before=read_bytes(root / path), after=wheel.data)
    for old in sorted((root / "wheels").glob("curated_reading_list-*.whl")):
        if old.name != wheel.name and old.name.encode() not in requirements:
            yield FileChange(path=f"wheels/{old.name}", before=read_bytes(old), after=None)


def apply_upgrade(root: Path, changes: list[FileChange], wheel: Wheel) -> None:
    """Write what :func:`plan_upgrade` returned; if it is interrupted, the next upgrade goes on.

    Raises:
        ContentError: a file cannot be written.
    """
    for change in changes:
        if change.after != change.before:
            _write(root / change.path, change.after)
    base: Mapping[str, bytes] = make_base(wheel)
    for name in _list_base(root):
        if f"{BASE}/{name}" not in base:
            _write(root / BASE / name, None)
    for path, data in base.items():
        _write(root / path, data)


def _write(path: Path, data: bytes | None) -> None:
    try:
        if data is None:
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if any(folder.iterdir()):
                    break
                folder.rmdir()
        else:
            write_text(path, data)
    except OSError as error:
        problem = Problem(Place(path.as_posix()), f"It cannot be written: {error.strerror}.")
        raise ContentError(problem) from None
