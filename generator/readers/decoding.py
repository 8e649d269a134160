"""Bytes to text: encodings, line ends and characters that no text contains, each problem with its line."""

import codecs
import json
import re
from contextlib import suppress

from generator.errors import ContentError, Place, Problem
from generator.readers.base import Source
from generator.readers.foreign_files import explain

MOST_LINES = 20
"""Bad lines named one by one; the rest are counted."""
REPLACEMENT = "\ufffd"
"""The character that replaces bytes that are not text."""
REPLACEMENT_SIGN = re.compile(REPLACEMENT)
NUL = re.compile("\0")
# a byte that is not UTF-8, as Python marks it
OTHER_BYTE = re.compile("[\udc80-\udcff]")
# % Encoding: Cp1252   as JabRef begins a file  ·  <?xml version="1.0" encoding="ISO-8859-1"?>
DECLARED = re.compile(
    rb"\A\s*(?:%+\s*Encoding:\s*|<\?xml[^<>]{0,100}?\sencoding\s?=\s?[\"'])"
    rb"(?P<name>iso[-_]?8859[-_]?\d{1,2}|cp\d{3,4}|(?:x-)?windows-\d{3,4}|latin-?\d|(?:x-)?macroman|mac-roman"
    rb"|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-?jp|euc-?kr)(?:\s*$|[\"'])",
    re.I | re.M,
)
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
BLANK = "\0\ufeff \n\t\f\v"


def decode(data: bytes, *, name: str, label: str = "") -> Source:
    """Return bytes as a text to read.

    Accepts UTF-8, UTF-16 and UTF-32, with or without a byte-order mark, and the encoding named in a first
    line such as ``% Encoding: Cp1252`` or in an XML declaration. Line ends become ``\\n``. Bytes that are not
    UTF-8 are read as Windows-1252, those that are not text become U+FFFD, NUL characters are removed, and
    each line with such bytes is a problem of the source. ``name`` and ``label`` are those of the source.

    Raises:
        ContentError: the file is empty, or not text.
    """
    file = label or name
    if message := explain(data):
        raise ContentError(Problem(Place(file), message))
    encoding = _find_encoding(data)
    # bytes that are not UTF-8 become lone surrogates
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = LINE_END.sub("\n", data.decode(encoding, errors=errors))
    if not text.strip(BLANK):
        raise ContentError(Problem(Place(file, 1), "The file is empty."))
    problems: list[Problem] = []
    expected = f"expected text in {encoding.removesuffix('-sig').upper()}"
    if REPLACEMENT in text:
        left_by_another = errors == "surrogateescape"
        got = "U+FFFD, left by another program" if left_by_another else "other bytes, replaced with U+FFFD"
        problems += _report_lines(file, text, REPLACEMENT_SIGN, f"{expected} (got {got})")
    if OTHER_BYTE.search(text):
        got = "other bytes, read as Windows-1252: check the letters"
        problems += _report_lines(file, text, OTHER_BYTE, f"{expected} (got {got})")
        text = OTHER_BYTE.sub(_read_as_windows, text)
    if "\0" in text:
        problems += _report_lines(file, text, NUL, "expected text (got NUL characters, removed)")
        text = text.replace("\0", "")
    return Source(name=name, text=text, label=label, problems=tuple(problems))


def _find_encoding(data: bytes) -> str:
    """Return the name of the encoding of bytes; the one they declare, unless they are UTF-8."""
    detected = json.detect_encoding(data)  # its rule for JSON suits every text that begins with ASCII
    declared = DECLARED.match(data[:200])
    if not declared or detected != "utf-8":
        return detected
    try:
        data.decode()
    except UnicodeDecodeError:
        with suppress(LookupError):
            return codecs.lookup(declared["name"].decode().lower().removeprefix("x-")).name
    return detected


def _read_as_windows(match: re.Match[str]) -> str:
    return match[0].encode(errors="surrogateescape").decode("windows-1252", errors="replace")


def _report_lines(file: str, text: str, pattern: re.Pattern[str], message: str) -> list[Problem]:
    """Return a warning for each line that contains a pattern."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)]
    shown = [Problem(Place(file, number), message, severity="warning") for number in numbers[:MOST_LINES]]
    if further := len(numbers) - len(shown):
        shown.append(Problem(Place(file), f"{message} in {further} more lines", severity="warning"))
    return shown
