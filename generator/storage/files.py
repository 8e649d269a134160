"""Files: reading with clear errors, and atomic writing."""

import contextlib
import os
import re
import stat
import tempfile
from pathlib import Path

from generator.errors import ContentError, Place, Problem

MEGABYTE = 1_000_000
LARGEST_RECORD = 1 * MEGABYTE
"""Largest record, in bytes; most are about 2,000."""
LARGEST_PAGE = 2 * MEGABYTE
"""Largest handwritten page, in bytes."""
LARGEST_FILE = 20 * MEGABYTE
"""Largest other text, such as ``topics.yml``, ``changes.yml`` and ``mkdocs.yml``, in bytes."""
LARGEST_CAPTURE = 50 * MEGABYTE
"""Largest capture, in bytes; GitHub refuses files of 100 MB and warns of those above 50."""

# O_NONBLOCK keeps open() from waiting on a named pipe; Windows lacks it and O_NOFOLLOW
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NO_LINKS: int = getattr(os, "O_NOFOLLOW", 0)

SPECIAL_FILES = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""Kinds of files that are not regular, by file type."""


def read_text(path: Path, label: str, *, most: int = LARGEST_FILE, links: bool = False) -> str:
    """Return the text of a file, with line feeds as line ends and without a byte order mark.

    Args:
        path: the file.
        label: how messages name it.
        most: the largest size to read, in bytes.
        links: whether the file may be a symbolic link.

    Raises:
        ContentError: it cannot be read, or is not UTF-8; then with the line.
    """
    return decode_text(read_content(path, label, most=most, links=links), label)


def read_content(path: Path, label: str, *, most: int = LARGEST_FILE, links: bool = False) -> bytes:
    """Return the content of a file, as :func:`read_text`."""
    try:
        return _read(path, label, most, links=links)
    except OSError as error:
        raise ContentError(Problem(Place(label), f"The file cannot be read: {error.strerror}.")) from None


def decode_text(data: bytes, label: str) -> str:
    """Return the text in the content of a file, as :func:`read_text`."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = error.object[error.start]
        raise ContentError(
            Problem(Place(label, line), f"expected text in UTF-8 (got the byte 0x{found:02x})")
        ) from None


def read_bytes(path: Path, *, most: int = LARGEST_CAPTURE) -> bytes | None:
    """Return the content of a file, or None if there is no such file.

    Raises:
        ContentError: it cannot be read, is not a regular file, or has more than ``most`` bytes.
    """
    try:
        return _read(path, path.as_posix(), most)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise ContentError(Problem(Place(path.as_posix()), message)) from None


def _read(path: Path, label: str, most: int, *, links: bool = False) -> bytes:
    """Return the content of a regular file; other files are refused, and links unless ``links`` is true."""
    try:
        handle = os.open(path, OPEN_FLAGS if links else OPEN_FLAGS | NO_LINKS)
    except OSError:
        if path.is_symlink() and not links:
            raise ContentError(describe_special_file(label, stat.S_IFLNK)) from None
        raise
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise ContentError(describe_special_file(label, state.st_mode))
        if state.st_size > most:
            raise ContentError(describe_large_file(label, most, f"{state.st_size / MEGABYTE:,.1f} MB"))
        return file.read()


def describe_special_file(label: str, mode: int) -> Problem:
    """Return the problem with a file that is not regular, by its mode."""
    kind = SPECIAL_FILES.get(stat.S_IFMT(mode), "a special file")
    fix = "Replace it with a copy of the original." if stat.S_ISLNK(mode) else "Move or remove it."
    return Problem(Place(label), f"expected a regular file (got {kind}).", fix)


def describe_large_file(label: str, most: int, size: str) -> Problem:
    """Return the problem with a file of more than ``most`` bytes."""
    return Problem(Place(label), f"expected a file of at most {most // MEGABYTE} MB (got {size})")


def find_line(path: Path, pattern: re.Pattern[str]) -> int | None:
    """Return the number of the first line that ``pattern`` matches at its start, counted from 1, or None."""
    try:
        lines = _read(path, path.name, LARGEST_FILE, links=True).decode(errors="replace").splitlines()
    except (OSError, ContentError):
        return None
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)


def write_new(path: Path, data: bytes) -> None:
    """Write a file into a new folder; missing folders above it are created."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_text(path: Path, text: str | bytes, *, durable: bool = True) -> None:
    """Replace the file at ``path`` atomically: it has either its old content or all of the new.

    Missing folders are created.

    Args:
        path: the file.
        text: its new content.
        durable: whether to wait until it would survive a power failure; slow for thousands of files.

    Raises:
        ContentError: the file cannot be written.
    """
    data = text.encode("utf-8") if isinstance(text, str) else text
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        message = f"The file cannot be written: {error.strerror}."
        raise ContentError(Problem(Place(path.as_posix()), message)) from None
