"""What an upgrade needs from Git: merging files, and what is in the repository."""

import subprocess
import tempfile
from pathlib import Path

from generator.errors import ContentError, Place, Problem


def run_git(folder: Path, *arguments: str) -> str:
    """Return what a git command prints.

    Raises:
        ContentError: git is not installed, or the command fails.
    """
    done = _run(folder, *arguments)
    if done.returncode:
        message = f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}"
        raise ContentError(Problem(Place(folder.as_posix()), message))
    return done.stdout.decode(errors="surrogateescape")


def merge(base: bytes, mine: bytes, new: bytes, label: str) -> tuple[bytes, bool]:
    """Return the three-way merge of a file, and whether it has conflicts, which are marked.

    Raises:
        ContentError: git is not installed, or the file is not text.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = ("yours", "as it was written", "the new version")
        for name, data in zip(names, (mine, base, new), strict=True):
            Path(folder, name).write_bytes(data)
        labels = [argument for name in names for argument in ("-L", name)]
        done = _run(Path(folder), "merge-file", "-p", *labels, *names)
    if not 0 <= done.returncode < 128:
        raise ContentError(
            Problem(Place(label), f"It cannot be merged: {done.stderr.decode(errors='replace')}")
        )
    return done.stdout, done.returncode > 0


def _run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        problem = Problem(Place(folder.as_posix()), "An upgrade needs git, which is not installed.")
        raise ContentError(problem) from None
