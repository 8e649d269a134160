"""Bytes to text: encodings, line ends and characters that no text contains, each problem with its line."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.readers.base import Source

__all__ = ["decode", "load"]

MOST_LINES = 20
"""Bad lines named one by one; the rest are counted."""
REPLACEMENT = "\ufffd"
"""The character that replaces bytes that are not text."""
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
BLANK = "\0\ufeff \n\t\f\v"


def _detect_encoding(data: bytes) -> tuple[str, int]:
    """Return the encoding of ``data`` and the length of its byte-order mark."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name, len(mark)
    head = data[:400]
    even, odd = head[0::2], head[1::2]
    if len(odd) > 3:  # UTF-16 without a mark, mostly of ASCII letters
        if odd.count(0) > len(odd) * 0.8 and not even.count(0):
            return "utf-16-le", 0
        if even.count(0) > len(even) * 0.8 and not odd.count(0):
            return "utf-16-be", 0
    return "utf-8", 0


def _report_lines(file: str, text: str, character: str, message: str) -> list[Problem]:
    """Return a warning for each line that contains a character."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if character in line]
    shown = [Problem(Place(file, number), message, severity="warning") for number in numbers[:MOST_LINES]]
    if further := len(numbers) - len(shown):
        shown.append(Problem(Place(file), f"{message} in {further} more lines", severity="warning"))
    return shown


def decode(data: bytes, *, name: str, label: str = "", year: int | None = None) -> Source:
    """Return bytes as a text to read.

    Accepts UTF-8 with or without a byte-order mark, UTF-16 and UTF-32 with one, and UTF-16 without one if it
    is obvious. Line ends become ``\\n``. Bytes that are not text become U+FFFD, NUL characters are removed,
    and each line with such bytes is a problem of the source.

    Args:
        data: the file's content.
        name: the capture's name, stored in every entry.
        label: how messages name the file; ``name`` if empty.
        year: year of the capture, if known.

    Raises:
        ContentError: the file is empty.
    """
    file = label or name
    encoding, skip = _detect_encoding(data)
    text = LINE_END.sub("\n", data[skip:].decode(encoding, errors="replace"))
    if not text.strip(BLANK):
        raise ContentError(
            Problem(Place(file, 1), "expected a capture or a bibliography (got an empty file)")
        )
    problems: list[Problem] = []
    if REPLACEMENT in text:
        left_by_another = encoding == "utf-8" and REPLACEMENT.encode() in data
        got = "U+FFFD, left by another program" if left_by_another else "other bytes, replaced with U+FFFD"
        problems += _report_lines(file, text, REPLACEMENT, f"expected text in {encoding.upper()} (got {got})")
    if "\0" in text:
        problems += _report_lines(file, text, "\0", "expected text (got NUL characters, removed)")
        text = text.replace("\0", "")
    return Source(name=name, text=text, label=label, year=year, problems=tuple(problems))


def load(path: str | Path, *, name: str = "", label: str = "", year: int | None = None) -> Source:
    """Return the file at ``path``, or standard input for ``-``, as a text to read.

    Args:
        path: the file, or ``-``.
        name: the capture's name; the file's name if empty, ``stdin`` for standard input.
        label: how messages name the file; the path if empty.
        year: year of the capture, if known.

    Raises:
        ContentError: the file cannot be read, or it is empty.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read()
        return decode(data, name=name or "stdin", label=label or "standard input", year=year)
    file = Path(path)
    label = label or file.as_posix()
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ContentError(Problem(Place(label), f"the file cannot be read: {reason}")) from error
    return decode(data, name=name or file.name, label=label, year=year)
