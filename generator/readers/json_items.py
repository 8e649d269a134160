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
# keys under which services and programs keep the list: {"items": [ …, {"dailyPapers": [ …
LIST_KEY = re.compile(
    r"\"(?:items|dailyPapers|papers|data|results|references|works|documents)\"\s{0,100}:\s{0,100}\["
)
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


def read_items(text: str, collector: Collector) -> Iterator[Item]:
    """Yield each object in the list that ``text`` holds, with its line; report what is broken.

    The list is the whole file, or the value of a key that services use (``items``, ``dailyPapers`` …);
    a file with one object, or one after the other as in JSON Lines, counts as a list.
    """
    begin = len(text) - len(text.lstrip())
    wrapped = LIST_KEY.search(text[: begin + 100_000])
    is_list = True
    if not text.startswith("{", begin):
        begin += 1
    elif wrapped and '"title"' not in text[begin : wrapped.start()]:
        begin = wrapped.end()
    else:
        is_list = False
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
