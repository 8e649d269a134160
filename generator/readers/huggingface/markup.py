"""Hugging Face Papers listings that a program turned into Markdown or into text with addresses.

Four conventions are read, alone or mixed:

* links around titles and abstracts, headings, backslashes at line ends, images, votes as a linked number
  (``[101](https://huggingface.co/login?next=%2Fpapers%2F2606.00683)``), comments glued to the date
  (``May 29[6](https://huggingface.co/papers/2606.00683#community)``);
* reader mode: each address on a line of its own below the text it belongs to;
* numbered links (``[title][32]`` … ``[32]: https://…``), with ``[`` and ``][33]`` on lines of their own
  around hard-wrapped abstracts; the definitions can be cut off;
* headings only, with ``[LINK: GitHub 11.3k](https://github.com/…)`` below them.
"""

from __future__ import annotations

import re

from generator.readers.base import ReadResult, Source
from generator.readers.collector import Collector
from generator.readers.huggingface.addresses import classify_address
from generator.readers.huggingface.furniture import is_banner, is_furniture
from generator.readers.huggingface.marked import read_marked
from generator.readers.huggingface.markup_pieces import split_pieces
from generator.readers.huggingface.pieces import Piece
from generator.readers.huggingface.plain import has_listing_marks
from generator.readers.huggingface.preamble import blank_preamble
from generator.readers.huggingface.unmarked import read_unmarked

__all__ = ["NAME", "SIGNATURE", "read", "recognizes"]

NAME = "Hugging Face listing (Markdown or text with addresses)"
SIGNATURE = "a listing as Markdown or with addresses: huggingface.co/papers links, or '### ' titles"

# https://huggingface.co/papers/2410.05434  ·  [Title](/papers/2410.05434)
PAPER_ADDRESS = re.compile(r"(?:huggingface\.co|\]\()/papers/\d{4}\.\d{4,5}")
HEADING = re.compile(r"^#{1,6} ", re.M)
# ](https://…  ·  ][32]
LINK = re.compile(r"\]\([^)\s]|\]\[\d+\]")
FEWEST_LINKS = 3


def recognizes(text: str) -> bool:
    """Return whether ``text`` looks like a listing with links or headings."""
    start = text.lstrip()[:3]
    if start[:1] in ("<", "{", "@") and start != "<a ":
        return False
    if len(PAPER_ADDRESS.findall(text[:400_000])) > 1 and ("login?next" in text or "#community" in text):
        return True
    return has_listing_marks(text) and bool(
        PAPER_ADDRESS.search(text)
        or HEADING.search(text)
        or len(LINK.findall(text[:100_000])) >= FEWEST_LINKS
    )


def _is_title(piece: Piece) -> bool:
    return classify_address(piece.href)[0] == "paper" or (
        piece.heading >= 2 and not is_furniture(piece.text) and not is_banner(piece.text)
    )


def read(source: Source) -> ReadResult:
    """Return the entries of a listing; whatever is neither furniture nor part of an entry is a problem."""
    collector = Collector(source=source)
    pieces = split_pieces(blank_preamble(source.text))
    if any(map(_is_title, pieces)):
        read_marked(pieces, source, collector)
    else:
        unlinked = [piece for piece in pieces if classify_address(piece.href)[0] in ("", "other", "code")]
        read_unmarked(unlinked, source, collector)
    return collector.result(NAME)
