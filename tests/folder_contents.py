"""What is in a content folder, so that a test can tell whether a command changed anything."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_files"]


def read_files(base: Path) -> dict[str, bytes]:
    """Return the content of every file below `base` by its path, without the lock."""
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(base.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
