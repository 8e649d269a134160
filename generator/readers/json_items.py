"""The objects in a JSON file one by one, as far as they are well-formed, each with its line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.readers.base import shorten
from generator.readers.collector import Collector

# [ {  ·  { "items"
BEGINNING = re.compile(r"\s*(?:\[\s*(?:\{|\]|\Z)|\{\s*(?:\"|\}|\Z))")
SPACE = re.compile(r"[\s,]*")
COLON = re.compile(r"\s*:\s*")
LIST_KEYS = frozenset(
    {
        "items", "dailyPapers", "papers", "data", "results", "references", "works", "documents", "notes",
        "publications", "recommendedPapers",
    }
)  # fmt: skip
"""Keys of the list in files of services and programs: ``{"items": [ …``."""
ENVELOPES = frozenset({"message", "data", "response", "result"})
"""Keys of an object that contains the list: ``{"message": {"items": [ …``."""
ITEM_KEYS = frozenset({"title", "paper", "paperId", "itemType", "content"})
"""Keys that only a work has, so that the object does not contain the list."""
# "papers": [
LIST_KEY = re.compile(rf"\"(?:{'|'.join(sorted(LIST_KEYS))})\"\s{{0,100}}:\s{{0,100}}\[")
HEAD = 100_000
# where an item can begin again after a broken one
NEXT_ITEM = re.compile(r"^[ \t]*(?=\{)|\},?[ \t\n]*(?=\{)", re.M)
MOST_BROKEN_PARTS = 2000

Item = tuple[int, dict[str, Any]]
"""An object and the line where it begins, counted from 1."""


def begins_like_json(text: str) -> bool:
    """Return whether ``text`` begins like a JSON array or object."""
    return bool(BEGINNING.match(text[:2000]))


@dataclass(slots=True)
class _Cursor:
    """A place in a JSON text, and its line."""

    text: str
    at: int
    line: int = 1
    decoder: json.JSONDecoder = field(default_factory=lambda: json.JSONDecoder(strict=False))
    counted: int = 0

    def skip_space(self) -> bool:
        """Move to the next value and count lines; return whether there is more text."""
        if match := SPACE.match(self.text, self.at):
            self.at = match.end()
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.at < len(self.text)

    def decode(self) -> tuple[Any, int, str]:
        """Return the value at this place, where it ends, and what is wrong with it, if anything."""
        try:
            return *self.decoder.raw_decode(self.text, self.at), ""
        except json.JSONDecodeError as error:
            line = self.line + self.text.count("\n", self.at, error.pos)
            return None, max(error.pos, self.at + 1), f"line {line}: {error.msg}"
        except (ValueError, RecursionError):
            return None, self.at + 1, "nested too deeply, or a number too long"


def _find_list(text: str, begin: int, around: dict[str, Any]) -> int:
    """Return where the list in the object at ``begin`` starts; 0 if the object itself is a work.

    The values before the list are added to ``around``.
    """
    decoder = json.JSONDecoder(strict=False)
    at = begin + 1
    try:
        while True:
            at = _skip(SPACE, text, at)
            key, at = decoder.raw_decode(text, at)
            at = _skip(COLON, text, at)
            if key in LIST_KEYS and text.startswith("[", at):
                return at + 1
            if key in ITEM_KEYS:
                return 0
            if key in ENVELOPES and text.startswith("{", at):
                at += 1
            else:
                around[key], at = decoder.raw_decode(text, at)
    except (ValueError, RecursionError, TypeError):  # broken, or the end of the object
        wrapped = LIST_KEY.search(text[begin : begin + HEAD])
        return begin + wrapped.end() if wrapped else 0


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _begin(text: str, around: dict[str, Any]) -> tuple[int, bool]:
    """Return where the first item of ``text`` begins, and whether the items are in a list."""
    begin = len(text) - len(text.lstrip())
    if not text.startswith("{", begin):
        return begin + 1, True
    listed = _find_list(text, begin, around)
    return (listed, True) if listed else (begin, False)


def list_head(text: str) -> str:
    """Return the beginning of the list in a JSON text, for recognizing its items; empty for other texts."""
    if not begins_like_json(text):
        return ""
    begin, _ = _begin(text, {})
    return text[begin : begin + HEAD]


def read_items(text: str, collector: Collector, around: dict[str, Any] | None = None) -> Iterator[Item]:
    """Yield each object in the list in ``text``, with its line; report what is broken.

    The list is the whole file, or the value of a key that services use (``items``, ``dailyPapers`` …);
    a file with one object, or one after the other as in JSON Lines, counts as a list. The values before the
    list are added to ``around``.
    """
    begin, is_list = _begin(text, {} if around is None else around)
    cursor = _Cursor(text, begin)
    broken = 0
    resumed = False
    while cursor.skip_space():
        if text[cursor.at] == "]" and is_list:
            following = NEXT_ITEM.search(text, cursor.at) if resumed else None
            if following is None:
                return
            cursor.at = following.end()  # that was the end of a list in the broken item
            continue
        value, end, reason = cursor.decode()
        if reason:
            got = shorten(text[cursor.at : cursor.at + 200], 60)
            collector.report(cursor.line, f"expected a JSON object (got {got!r}: {reason})")
            broken += 1
            following = NEXT_ITEM.search(text, end)
            if following is None or broken > MOST_BROKEN_PARTS:
                return
            end = following.end()
            resumed = True
        elif not isinstance(value, dict):
            collector.report(cursor.line, f"expected a JSON object (got {shorten(str(value), 60)!r})")
        # after a broken item, parts of it (its authors, say) look like items too
        elif not resumed or "title" in value or "paper" in value:
            yield cursor.line, value
            resumed = False
        cursor.at = end
    if is_list:
        collector.report(cursor.line, "expected ']' at the end of the list (got the end of the file)")
