"""Files: reading with clear errors, and atomic writing."""

import contextlib
import os
import re
import tempfile
from pathlib import Path

from generator.errors import ContentError, Place, Problem


def read_text(path: Path, label: str) -> str:
    """Return the text of a file, with line feeds as line ends and without a byte order mark.

    Args:
        path: the file.
        label: how messages name it.

    Raises:
        ContentError: it cannot be read, or is not UTF-8; then with the line.
    """
    return decode_text(read_content(path, label), label)


def read_content(path: Path, label: str) -> bytes:
    """Return the content of a file, as :func:`read_text`."""
    try:
        return path.read_bytes()
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


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file, or None if there is no such file.

    Raises:
        ContentError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise ContentError(Problem(Place(path.as_posix()), message)) from None


def find_line(path: Path, pattern: re.Pattern[str]) -> int | None:
    """Return the number of the first line that ``pattern`` matches at its start, counted from 1, or None."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
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
