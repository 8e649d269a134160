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

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from generator.readers.collector import Collector
from generator.readers.huggingface.furniture import blank_preamble, find_year, is_banner, is_furniture
from generator.readers.huggingface.marked import read_marked
from generator.readers.huggingface.markup_links import EMPTY_LINK, Run, scan_links
from generator.readers.huggingface.metadata import is_metadata
from generator.readers.huggingface.pieces import UNRESOLVED, Piece, classify_address, join_wrapped_lines
from generator.readers.huggingface.plain import has_listing_marks
from generator.readers.huggingface.unmarked import read_unmarked

NAME = "Hugging Face listing (Markdown or text with addresses)"

# https://huggingface.co/papers/2410.05434  ·  [Title](/papers/2410.05434)
PAPER_ADDRESS = re.compile(r"(?:huggingface\.co|\]\()/papers/\d{4}\.\d{4,5}")
HEADING = re.compile(r"^#{1,6} ", re.M)
# ](https://…  ·  ][32]
LINK = re.compile(r"\]\([^)\s]|\]\[\d+\]")
FEWEST_LINKS = 3
# https://huggingface.co/papers/2410.05434, alone on its line
ADDRESS_LINE = re.compile(r"https?://\S{1,2000}\Z")
# "- "  ·  "* "  ·  "> "
LIST_MARK = re.compile(r"\A(?:[-*+•>](?:[ \t]+|\Z))+")
# ### Title
HASHES = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+|\Z)")
# ====, below a title
UNDERLINE = re.compile(r"(?:={3,}|-{3,})\Z")
# **bold**
STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?![\w*])")
# " · ", around links
SEPARATORS = re.compile(r"[\s·•|,;\[\]()*+-]")
LONGEST_BEFORE_ACCOUNT = 40
"""Characters before a link to an account beyond which the link is part of a sentence."""
LONGEST_ORGANIZATION = 120
LONGEST_LABEL = 40


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


def read(text: str, collector: Collector) -> None:
    """Add the papers of a listing; whatever is neither furniture nor part of a paper is a problem."""
    pieces = _split_pieces(blank_preamble(text))
    year = find_year(text)
    if any(map(_is_title, pieces)):
        read_marked(pieces, year, collector)
    else:
        unlinked = [piece for piece in pieces if classify_address(piece.href)[0] in ("", "other", "code")]
        read_unmarked(unlinked, year, collector)


def _split_lines(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the lines of the page, adjacent runs joined; a link belongs to the line it begins on."""
    line: list[Run] = []
    for run in runs:
        if run.text == "\n" and not run.href:
            yield _join_runs(line)
            line = []
        else:
            line.append(run)
    if line:
        yield _join_runs(line)


def _join_runs(runs: list[Run]) -> list[Run]:
    groups = [(href, list(group)) for href, group in groupby(runs, key=lambda run: run.href)]
    return [Run(group[0].line, "".join(run.text for run in group), href) for href, group in groups]


def _tidy(text: str) -> str:
    """Return a text as displayed: entities decoded, marks of emphasis removed."""
    return STRONG.sub(r"\1", html.unescape(text))


def _display_link(text: str) -> str:
    """Return the text of a link as displayed: its lines joined, paragraphs apart, list marks removed."""
    paragraphs: list[list[str]] = [[]]
    for line in map(str.strip, text.split("\n")):
        bare = LIST_MARK.sub("", line)
        if not line:
            paragraphs.append([])
        elif bare:
            paragraphs[-1].append(bare if is_metadata(bare) else line)
    return "\n\n".join(join_wrapped_lines(lines) for lines in paragraphs if lines)


def _split_heading(segments: list[Run]) -> tuple[int, list[Run]]:
    """Return the heading level of a line and its segments without the marks of list and heading."""
    if not segments or segments[0].href:
        return 0, segments
    text = LIST_MARK.sub("", segments[0].text.lstrip())
    match = HASHES.match(text)
    first = Run(segments[0].line, text[match.end() :] if match else text)
    return len(match["hashes"]) if match else 0, [first, *segments[1:]]


def _split_line(line: list[Run]) -> Iterator[Piece]:
    """Yield the pieces of a line: each link within the site apart, other links as part of their sentence."""
    heading, segments = _split_heading(line)
    unlinked = "".join(run.text for run in segments if not run.href)
    all_apart = bool(heading) or not SEPARATORS.sub("", unlinked)
    pending: list[Run] = []

    def flush() -> Iterator[Piece]:
        text = _tidy("".join(run.text for run in pending)).strip()
        if text:
            text = text.rstrip("#").rstrip() if heading else text
            yield Piece(line=pending[0].line, text=text, heading=heading)
        pending.clear()

    for run in segments:
        if run.href and (all_apart or _stands_apart(run.href, pending)):
            yield from flush()
            yield Piece(line=run.line, text=_tidy(_display_link(run.text)), href=run.href, heading=heading)
        else:
            text = " ".join(run.text.split("\n")) if run.href else run.text
            pending.append(Run(run.line, text))
    yield from flush()


def _stands_apart(href: str, before: list[Run]) -> bool:
    kind = classify_address(href)[0]
    if kind == "account":
        return sum(len(run.text) for run in before) <= LONGEST_BEFORE_ACCOUNT
    return kind in ("paper", "comments", "vote") or href in (EMPTY_LINK, UNRESOLVED)


def _stands_alone(text: str) -> bool:
    """Return whether a line is never part of a paragraph."""
    return is_metadata(text) or is_furniture(text) or is_banner(text) or text.startswith("· ")


@dataclass(slots=True)
class _Page:
    """The pieces found so far, and the paragraph being read, which can begin with a heading."""

    found: list[Piece] = field(default_factory=list)
    paragraph: list[Piece] = field(default_factory=list)
    blank: bool = True

    def flush(self) -> None:
        """End the paragraph."""
        if self.paragraph:
            joined = join_wrapped_lines([piece.text for piece in self.paragraph])
            self.found.append(replace(self.paragraph[0], text=joined))
            self.paragraph.clear()

    def add(self, line: list[Run]) -> None:
        """Read a line."""
        raw = "".join(run.text for run in line)
        stripped = raw.strip()
        if not stripped:
            self.flush()
            self.blank = True
            return
        pieces = list(_split_line(line))
        plain = pieces[0] if len(pieces) == 1 and not pieces[0].href else None
        if plain and not plain.heading and ADDRESS_LINE.match(stripped) and self._add_address(stripped):
            self.blank = False
        elif UNDERLINE.match(stripped) and not self.blank and len(self.paragraph) == 1:
            self.paragraph[0] = replace(self.paragraph[0], heading=1 if stripped[0] == "=" else 2)
            self.flush()
            self.blank = True
        else:
            if plain is None:
                self.flush()
                self.found += pieces
            else:
                self._add_plain(plain, raw)
            self.blank = False

    def _add_address(self, address: str) -> bool:
        """Link the text before to an address on a line of its own; return whether it belongs to it."""
        kind = classify_address(address)[0]
        before = self.paragraph[-1] if self.paragraph else (self.found[-1] if self.found else None)
        names_account = (
            kind == "account" and self.blank and before and len(before.text) <= LONGEST_ORGANIZATION
        )
        if kind in ("paper", "comments", "vote") or names_account or (kind == "menu" and self.blank):
            self.flush()
            self._link_last(address)
            return True
        if kind in ("arxiv", "code") and self.blank and before and before.text:
            self.flush()
            last = self.found[-1]
            if len(last.text) < LONGEST_LABEL and not last.href and not last.heading:
                self._link_last(address)
                return True
        return False

    def _link_last(self, address: str) -> None:
        if self.found and not self.found[-1].href and not self.found[-1].heading and self.found[-1].text:
            self.found[-1] = replace(self.found[-1], href=address)

    def _add_plain(self, piece: Piece, raw: str) -> None:
        """Add a line without links to the paragraph, or begin a new one."""
        in_heading = bool(self.paragraph and self.paragraph[0].heading)
        if in_heading and raw[:1] in " \t":  # an indented line continues the title above it
            self.paragraph.append(piece)
            return
        alone = not piece.heading and _stands_alone(piece.text)
        if piece.heading or alone or in_heading or LIST_MARK.match(raw.strip()):
            self.flush()
        if alone:
            self.found.append(piece)
        else:
            self.paragraph.append(piece)


def _split_pieces(text: str) -> list[Piece]:
    page = _Page()
    for line in _split_lines(scan_links(text)):
        page.add(line)
    page.flush()
    return page.found
