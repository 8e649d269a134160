"""Bytes to text: encodings, line ends and what a text must not hold, each fault named with its line."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.readers.base import Source

__all__ = ["decode", "load"]

MOST_LINES = 20
"""Bad lines that are named one by one; further ones are counted."""
# the letter that stands for bytes which are no text
REPLACEMENT = "\ufffd"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def _encoding(data: bytes) -> tuple[str, int]:
    """Return the encoding of ``data`` and the length of its byte-order mark."""
    for mark, name in BOMS:
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


def _bad_lines(file: str, text: str, sign: str, expected: str, found: str) -> list[Problem]:
    lines: list[int] = []
    further = 0
    number, at = 1, 0
    while (here := text.find(sign, at)) >= 0:
        number += text.count("\n", at, here)
        if not lines or lines[-1] != number:
            if len(lines) < MOST_LINES:
                lines.append(number)
            else:
                further += 1
        at = text.find("\n", here)
        if at < 0:
            break
    problems = [
        Problem(Place(file, line), f"expected {expected} (got {found})", severity="warning") for line in lines
    ]
    if further:
        problems.append(Problem(Place(file), f"{found} on {further} further lines", severity="warning"))
    return problems


def decode(data: bytes, *, name: str, label: str = "", year: int | None = None) -> Source:
    """Return bytes as a text to read.

    Takes UTF-8 with or without byte-order mark, UTF-16 and UTF-32 with one, and UTF-16 without one
    where it is plain to see. Line ends become ``\\n``. Bytes that are no text become U+FFFD, NUL is
    taken out, and each line with such bytes is a problem of the source.

    Args:
        data: the file's content.
        name: the capture's name, kept in every entry.
        label: how messages name the file; ``name`` where empty.
        year: year of the capture, where it is known.

    Raises:
        ContentError: there is nothing in it.
    """
    file = label or name
    encoding, skip = _encoding(data)
    text = data[skip:].decode(encoding, errors="replace")
    had_replacement = encoding == "utf-8" and REPLACEMENT.encode() in data
    text = LINE_END.sub("\n", text)
    if not text.strip("\0\ufeff \n\t\f\v"):
        raise ContentError(
            Problem(Place(file, 1), "expected a capture or a bibliography (got an empty file)")
        )
    problems: list[Problem] = []
    if REPLACEMENT in text:
        found = (
            "U+FFFD, left by another program"
            if had_replacement
            else "bytes that are not; U+FFFD stands there"
        )
        problems += _bad_lines(file, text, REPLACEMENT, f"text in {encoding.upper()}", found)
    if "\0" in text:
        problems += _bad_lines(file, text, "\0", "text", "NUL, taken out")
        text = text.replace("\0", "")
    return Source(name=name, text=text, label=label, year=year, problems=tuple(problems))


def load(path: str | Path, *, name: str = "", label: str = "", year: int | None = None) -> Source:
    """Return the file at ``path``, or standard input for ``-``, as a text to read.

    Args:
        path: the file, or ``-``.
        name: the capture's name; the file's name where empty, ``stdin`` for standard input.
        label: how messages name the file; the path where empty.
        year: year of the capture, where it is known.

    Raises:
        ContentError: it cannot be read, or there is nothing in it.
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
        raise ContentError(
            Problem(Place(label), f"expected a file that can be read (got: {reason})")
        ) from error
    return decode(data, name=name or file.name, label=label, year=year)
