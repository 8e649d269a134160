"""Hugging Face Papers listings copied from the page as plain text.

The grammar is :func:`generator.readers.huggingface.listing.read_plain`. Blank lines may stand between the
parts of an entry, between entries only, or nowhere; lines may be broken to a width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.readers.base import Collector, ReadResult, Source
from generator.readers.huggingface.listing import (
    Piece,
    blank_preamble,
    is_furniture,
    is_meta,
    join_wrapped,
    read_plain,
)

__all__ = ["LOOKED_FOR", "NAME", "pieces", "read", "recognise"]

NAME = "Hugging Face listing (plain text)"
LOOKED_FOR = (
    "a listing copied as text: 'Daily Papers', 'Get trending papers …' or '• N authors', titles, abstracts"
)

# what tells a listing, in its first lines or anywhere
HEAD_MARK = re.compile(
    r"^[^\w\n]{0,8}(?:Get trending papers in your email|Daily Papers\b|Trending Papers\b"
    r"|by\s{0,3}AK and the research)",
    re.M | re.I,
)
AUTHORS_MARK = re.compile(r"^[ \t]*(?:[•·*+-][ \t]*)*\d{1,5} authors?[ \t]*(?:$|[·•])", re.M)
# the button that runs into the first title: SubscribeBipartite Mixed Membership Distribution-Free Model. …
GLUED_BUTTON = re.compile(r"Subscribe(?=[A-Z0-9\"'“(]|[^\x00-\x7f])")
WIDEST_WRAP = 250
"""Characters beyond which a line was surely not broken to a width."""


def recognise(text: str) -> bool:
    """Return whether ``text`` looks like a listing copied as plain text."""
    if text.lstrip()[:1] in ("<", "{", "[", "@"):
        return False
    return bool(HEAD_MARK.search(text[:20_000]) or AUTHORS_MARK.search(text[:200_000]))


def _unwrap(run: list[tuple[int, str]]) -> Iterator[Piece]:
    """Join the lines of one run without blank lines where they were broken to a width.

    A line was broken where the first word of the next one would not have fitted any more.
    """
    widths = [len(line) for _, line in run if " " in line]
    width = max(widths, default=0)
    if len(run) < 2 or width > WIDEST_WRAP or width < 40:
        yield from (Piece(line=number, text=line) for number, line in run)
        return
    begin = 0
    for place, (_, line) in enumerate(run):
        follows = run[place + 1][1] if place + 1 < len(run) else ""
        first_word = follows.split(" ", 1)[0]
        broken = bool(follows) and not is_meta(line) and len(line) + 1 + len(first_word) > width
        if broken and (_surely_meta(follows) or (is_furniture(line) and len(line) < width - 20)):
            broken = False
        if not broken:
            yield Piece(line=run[begin][0], text=join_wrapped([text for _, text in run[begin : place + 1]]))
            begin = place + 1


def _surely_meta(text: str) -> bool:
    return bool(re.match(r"[•·]", text)) or bool(re.fullmatch(r"(?:[-*] )?\d{1,5} authors?", text))


def pieces(text: str) -> list[Piece]:
    """Return the blocks of a listing: its lines, broken ones joined, buttons that run into them cut off."""
    found: list[Piece] = []
    run: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if glued := GLUED_BUTTON.match(line):
            line = line[glued.end() :]
        if line:
            run.append((number, line))
        elif run:
            found += _unwrap(run)
            run = []
    found += _unwrap(run)
    return found


def read(source: Source) -> ReadResult:
    """Return the entries of a listing; whatever is neither furniture nor part of an entry is a problem."""
    collector = Collector(source=source)
    read_plain(pieces(blank_preamble(source.text)), source, collector)
    return collector.result(NAME)
