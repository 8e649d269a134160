"""The items of a JSON file one by one, as far as it is sound, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.readers.base import Collector, shorten

__all__ = ["begins_like_json", "items"]

SPACE = re.compile(r"[\s,]*")
# keys under which services and programs keep the list: {"items": [ …, {"dailyPapers": [ …
LIST_KEY = re.compile(
    r"\"(?:items|dailyPapers|papers|data|results|references|works|documents)\"\s{0,100}:\s{0,100}\["
)
# where an item may begin again behind a broken one
NEXT_ITEM = re.compile(r"^[ \t]*\{|\},?[ \t\n]*\{", re.M)
MOST_ATTEMPTS = 2000


def begins_like_json(text: str) -> bool:
    """Return whether ``text`` begins as a JSON array or object does."""
    return bool(re.match(r"\s*(?:\[\s*(?:\{|\]|\Z)|\{\s*(?:\"|\}|\Z))", text[:2000]))


def items(text: str, collector: Collector) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object of the list that ``text`` holds with its line; refuse what is broken.

    The list is the whole file, or the value of a key that services use (``items``, ``dailyPapers`` …);
    a file that is one object is a list of one.
    """
    decoder = json.JSONDecoder(strict=False)
    begin = len(text) - len(text.lstrip())
    if text[begin : begin + 1] == "{":
        wrapped = LIST_KEY.search(text[: begin + 100_000])
        if wrapped is None or '"title"' in text[begin : wrapped.start()]:
            yield from _one(text, begin, decoder, collector)
            return
        at = wrapped.end()
    else:
        at = begin + 1
    line, counted = text.count("\n", 0, at) + 1, at
    attempts = 0
    resumed = False
    while True:
        at = _skip(text, at)
        line += text.count("\n", counted, at)
        counted = at
        if at >= len(text):
            collector.refuse(line, "expected ']' at the end of the list (got the end of the file)")
            return
        if text[at] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            where = getattr(error, "pos", at)
            reason = getattr(error, "msg", None) or "nested too deeply, or a number too long"
            collector.refuse(
                line, f"expected a JSON object (got {shorten(text[at : at + 200], 60)!r}; {reason}"
                f" at line {line + text.count(chr(10), at, max(where, at))})"
            )  # fmt: skip
            attempts += 1
            following = NEXT_ITEM.search(text, max(where, at + 1))
            if following is None:
                return
            if attempts > MOST_ATTEMPTS:
                collector.refuse(line, f"expected JSON (gave up behind {MOST_ATTEMPTS} broken parts)")
                return
            at = text.index("{", following.start() + (1 if text[following.start()] == "}" else 0))
            resumed = True
            continue
        if isinstance(value, dict):
            # behind a broken item, parts of it (its authors, say) look like items too
            if not resumed or "title" in value or "paper" in value:
                yield line, value
                resumed = False
        else:
            collector.refuse(line, f"expected a JSON object (got {shorten(str(value), 60)!r})")
        at = end


def _skip(text: str, at: int) -> int:
    match = SPACE.match(text, at)
    return match.end() if match else at


def _one(
    text: str, begin: int, decoder: json.JSONDecoder, collector: Collector
) -> Iterator[tuple[int, dict[str, Any]]]:
    line = text.count("\n", 0, begin) + 1
    try:
        value, end = decoder.raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        where = getattr(error, "pos", begin)
        reason = getattr(error, "msg", None) or "nested too deeply, or a number too long"
        collector.refuse(text.count("\n", 0, where) + 1, f"expected a JSON object (got: {reason})")
        return
    if isinstance(value, dict):
        yield line, value
    # one object after the other, as in JSON lines
    at = _skip(text, end)
    counted = begin
    while at < len(text):
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            collector.refuse(line, f"expected a JSON object (got {shorten(text[at : at + 200], 60)!r})")
            following = text.find("\n", at)
            if following < 0:
                return
            at = _skip(text, following)
            continue
        if isinstance(value, dict):
            yield line, value
        else:
            collector.refuse(line, f"expected a JSON object (got {shorten(str(value), 60)!r})")
        at = _skip(text, end)
