"""Hugging Face Papers listings copied from the page as plain text.

Blank lines can separate all parts of an entry, only entries, or nothing; lines can be hard-wrapped.
"""

import re
from collections.abc import Iterator

from generator.readers.collector import Collector
from generator.readers.huggingface.furniture import BANNER, blank_preamble, find_year, is_furniture
from generator.readers.huggingface.metadata import is_metadata
from generator.readers.huggingface.pieces import Piece, join_wrapped_lines
from generator.readers.huggingface.unmarked import read_unmarked

NAME = "Hugging Face listing (plain text)"

# "• 4 authors"  ·  "1 authors · May 29"
AUTHORS_LINE = re.compile(r"^[ \t]*(?:[•·*+-][ \t]*)*\d{1,5} authors?[ \t]*(?:$|[·•])", re.M)
# "• 4 authors"  ·  "4 authors", which no line of an abstract consists of
UNWRAPPED = re.compile(r"[•·]|(?:[-*] )?\d{1,5} authors?\Z")
# the button glued to the first title: SubscribeBipartite Mixed Membership Distribution-Free Model. …
GLUED_BUTTON = re.compile(r"Subscribe(?=[A-Z0-9\"'“(]|[^\x00-\x7f])")
WIDEST_WRAP = 250
"""Characters beyond which a line is not hard-wrapped."""
NARROWEST_WRAP = 40


def has_listing_marks(text: str) -> bool:
    """Return whether ``text`` has a line that only listings have, near the top or further down."""
    return bool(BANNER.search(text[:20_000]) or AUTHORS_LINE.search(text[:200_000]))


def recognizes(text: str) -> bool:
    """Return whether ``text`` looks like a listing copied as plain text."""
    return text.lstrip()[:1] not in ("<", "{", "[", "@") and has_listing_marks(text)


def _unwrap(run: list[tuple[int, str]]) -> Iterator[Piece]:
    """Join the hard-wrapped lines of a run without blank lines.

    A line was wrapped if the first word of the next line would not have fitted on it.
    """
    width = max((len(line) for _, line in run if " " in line), default=0)
    if len(run) < 2 or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        yield from (Piece(line=number, text=line) for number, line in run)
        return
    begin = 0
    for place, (_, line) in enumerate(run):
        following = run[place + 1][1] if place + 1 < len(run) else ""
        first_word = following.split(" ", 1)[0]
        wrapped = bool(following) and not is_metadata(line) and len(line) + 1 + len(first_word) > width
        if wrapped and (UNWRAPPED.match(following) or (is_furniture(line) and len(line) < width - 20)):
            wrapped = False
        if not wrapped:
            text = join_wrapped_lines([text for _, text in run[begin : place + 1]])
            yield Piece(line=run[begin][0], text=text)
            begin = place + 1


def _split_blocks(text: str) -> list[Piece]:
    """Return the blocks of a listing: its lines, with wrapped ones joined and glued buttons removed."""
    blocks: list[Piece] = []
    run: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if glued := GLUED_BUTTON.match(line):
            line = line[glued.end() :]
        if line:
            run.append((number, line))
        elif run:
            blocks += _unwrap(run)
            run = []
    return [*blocks, *_unwrap(run)]


def read(text: str, collector: Collector) -> None:
    """Add the papers of a listing; whatever is neither furniture nor part of a paper is a problem."""
    blocks = _split_blocks(blank_preamble(text))
    read_unmarked(blocks, find_year(text), collector)
