"""Bytes to text: encodings, line ends and characters that no text contains, each problem with its line."""

import json
import re

from generator.errors import ContentError, Place, Problem
from generator.readers.base import Source

MOST_LINES = 20
"""Bad lines named one by one; the rest are counted."""
REPLACEMENT = "\ufffd"
"""The character that replaces bytes that are not text."""
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
BLANK = "\0\ufeff \n\t\f\v"


def decode(data: bytes, *, name: str, label: str = "") -> Source:
    """Return bytes as a text to read.

    Accepts UTF-8, UTF-16 and UTF-32, with or without a byte-order mark. Line ends become ``\\n``. Bytes that
    are not text become U+FFFD, NUL characters are removed, and each line with such bytes is a problem of the
    source. ``name`` and ``label`` are those of the source.

    Raises:
        ContentError: the file is empty.
    """
    file = label or name
    encoding = json.detect_encoding(data)  # its rule for JSON suits every text that begins with ASCII
    text = LINE_END.sub("\n", data.decode(encoding, errors="replace"))
    if not text.strip(BLANK):
        raise ContentError(Problem(Place(file, 1), "The file is empty."))
    problems: list[Problem] = []
    if REPLACEMENT in text:
        left_by_another = encoding.startswith("utf-8") and REPLACEMENT.encode() in data
        got = "U+FFFD, left by another program" if left_by_another else "other bytes, replaced with U+FFFD"
        expected = encoding.removesuffix("-sig").upper()
        problems += _report_lines(file, text, REPLACEMENT, f"expected text in {expected} (got {got})")
    if "\0" in text:
        problems += _report_lines(file, text, "\0", "expected text (got NUL characters, removed)")
        text = text.replace("\0", "")
    return Source(name=name, text=text, label=label, problems=tuple(problems))


def _report_lines(file: str, text: str, character: str, message: str) -> list[Problem]:
    """Return a warning for each line that contains a character."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if character in line]
    shown = [Problem(Place(file, number), message, severity="warning") for number in numbers[:MOST_LINES]]
    if further := len(numbers) - len(shown):
        shown.append(Problem(Place(file), f"{message} in {further} more lines", severity="warning"))
    return shown
