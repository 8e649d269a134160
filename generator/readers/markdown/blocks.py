"""Splits Markdown into list items, table rows and paragraphs, each with its headings and line.

A lenient reading of CommonMark's blocks (https://spec.commonmark.org/0.31.2/#blocks-and-inlines): any
deeper indentation nests a list item; ``<li>``, ``<tr>``, ``<h2>`` and ``<summary>`` count as Markdown; and
comments and fenced code are blanked out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# <!-- … -->
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
# ```bibtex  ·  ~~~
FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<rest>[^\n`]*)$", re.M)
# --- ⏎ title: Deep Sets ⏎ ---
FRONT_MATTER = re.compile(
    r"\A\s{0,20}---[ \t]*\n(?P<body>(?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z)).*\n){0,500})(?:---"
    r"|\.\.\.)[ \t]*(?:\n|\Z)"
)
# ## 2.1 Attacks ##  ·  ##Attacks
HEADING = re.compile(r"[ \t]{0,3}(?P<signs>#{1,6})(?!#)(?P<text>.*?)#*[ \t]*\Z")
# <h2 align="center">Attacks</h2>  ·  <summary>2023</summary>
HTML_HEADING = re.compile(
    r"<(?P<tag>h[1-6]|summary)\b[^>]{0,300}>(?P<text>.{0,1000}?)(?:</(?P=tag)>|\Z)", re.I
)
DETAILS_END = re.compile(r"</details>", re.I)
# "- "  ·  "12. "  ·  "(3) "  ·  "• "  ·  "- [x] "
MARK = re.compile(
    r"(?P<mark>[-*+•◦‣▪–—]|\(?\d{1,4}[.)\]]|\[\d{1,4}\])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|\Z)(?=(?P<rest>.*))",
    re.S,
)
# ===  ·  ---
UNDERLINE = re.compile(r"[ \t]{0,3}(?P<sign>=|-)(?P=sign){2,}[ \t]*\Z")
RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
# |:---|---:|
DELIMITER = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
# the pipe between two cells, not \|
PIPE = re.compile(r"(?<!\\)\|")
# <li>  ·  </tr>
HTML_BLOCK = re.compile(r"<(?P<tag>/?(?:li|ul|ol|tr|table))\b[^>]{0,300}>", re.I)
CELL = re.compile(r"<(?P<tag>t[dh])\b[^>]{0,300}>(?P<text>.*?)(?=<t[dh]\b|</t[dhr]|\Z)", re.I | re.S)
DEEPEST_LIST = 20
LOWEST_HEADING = 7
"""The level of ``<summary>`` and of a bold line that heads a list."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1, text in Markdown, and line."""

    level: int
    text: str
    line: int


@dataclass(slots=True, kw_only=True)
class Block:
    """A list item, a table row or a paragraph.

    Attributes:
        text: its own text in Markdown, without that of its children.
        headings: the headings above it, outermost first.
        cells: a row's cells; ``columns`` are the texts above them.
        children: the items of a nested list.
    """

    kind: Literal["item", "row", "paragraph"]
    line: int
    text: str
    headings: tuple[Heading, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    children: list["Block"] = field(default_factory=list)


def blank(match: re.Match[str]) -> str:
    """Return the line ends in a match, so that line numbers stay the same."""
    return "\n" * match[0].count("\n")


def blank_code(text: str) -> str:
    """Return ``text`` with comments and fenced code blanked out."""
    text = COMMENT.sub(blank, text) if "<!--" in text else text
    if "```" not in text and "~~~" not in text:
        return text
    kept, place, mark = [], 0, ""
    for match in FENCE.finditer(text):
        if not mark:
            kept.append(text[place : match.start()])
            mark, place = match["mark"], match.start()
        elif match["mark"].startswith(mark) and not match["rest"].strip():
            kept.append("\n" * text.count("\n", place, match.end()))
            mark, place = "", match.end()
    if mark:
        # an unclosed fence hides nothing
        kept.append(text[place:].replace(mark, "", 1))
    else:
        kept.append(text[place:])
    return "".join(kept)


def split_cells(line: str) -> tuple[str, ...]:
    """Return the cells of a table's line."""
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    cells = [cell.strip() for cell in PIPE.split(line)]
    return tuple(cells[:-1] if cells and not cells[-1] else cells)


@dataclass(slots=True)
class _Splitter:
    """Gathers blocks line by line."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    stack: list[tuple[int, Block, list[str]]] = field(default_factory=list)  # indentation, item, its lines
    paragraph: list[str] = field(default_factory=list)
    begin: int = 0
    columns: tuple[str, ...] = ()
    gap: bool = False
    html_depth: int = 0
    row: list[str] | None = None
    row_line: int = 0

    def split(self) -> list[Block]:
        number = 0
        while number < len(self.lines):
            number += 1
            line = self.lines[number - 1].expandtabs(4).rstrip()
            if line[:1] == ">" or line.lstrip()[:2] == "> ":
                line = re.sub(r"^\s*(?:> ?)+(?:\[!\w+\][+-]?)?", "", line)
            self._take(number, line)
        self._end_list()
        self._end_paragraph()
        return self.blocks

    def _take(self, number: int, line: str) -> None:
        is_html = self.row is not None or "<" in line
        for piece in list(self._split_html(number, line)) if is_html else [line]:
            self._take_line(number, piece)

    def _split_html(self, number: int, line: str) -> Iterator[str]:
        """Yield a line's parts with ``<li>`` as list marks; gather ``<tr>``."""
        place = 0
        for match in HTML_BLOCK.finditer(line):
            before, tag = line[place : match.start()], match["tag"].lower()
            place = match.end()
            if self.row is not None:
                self.row.append(before)
            elif before.strip():
                yield before
            if tag in ("ul", "ol"):
                self.html_depth += 1
            elif tag in ("/ul", "/ol"):
                self.html_depth = max(0, self.html_depth - 1)
            elif tag == "li":
                end = HTML_BLOCK.search(line, place)
                stop = end.start() if end else len(line)
                yield " " * (2 * self.html_depth) + "- " + line[place:stop].strip()
                place = stop
            elif tag == "tr":
                self.row, self.row_line = [], number
            elif tag in ("/tr", "/table") and self.row is not None:
                self._end_html_row()
            if tag == "/table":
                self.columns = ()
        if self.row is not None:
            self.row.append(line[place:])
        elif line[place:].strip() or not place:
            yield line[place:]

    def _end_html_row(self) -> None:
        cells = list(CELL.finditer("\n".join(self.row or ())))
        self.row = None
        texts = tuple(" ".join(cell["text"].split()) for cell in cells)
        if cells and all(cell["tag"].lower() == "th" for cell in cells):
            self.columns = texts
        elif cells:
            self._end_list()
            self._end_paragraph()
            self._add(Block(kind="row", line=self.row_line, text="", columns=self.columns, cells=texts))

    def _take_line(self, number: int, line: str) -> None:
        if not line.strip():
            self.gap = True
            self._end_paragraph()
            self.columns = ()
            return
        if self._take_heading(number, line) or self._take_row(number, line):
            self.gap = False
            return
        if self._take_underline(line):
            return
        if RULE.match(line):
            self._end_list()
            self._end_paragraph()
            return
        indent = len(line) - len(line.lstrip())
        mark = MARK.match(line.lstrip())
        if mark and self._begins_item(mark, indent):
            self._begin_item(number, indent, mark["rest"])
        elif self.stack and (not self.gap or indent > self.stack[0][0]):
            while self.gap and len(self.stack) > 1 and indent <= self.stack[-1][0]:
                self.stack.pop()
            self.stack[-1][2].append(line.strip())
        else:
            self._end_list()
            if not self.paragraph:
                self.begin = number
            self.paragraph.append(line)
        self.gap = False

    def _begins_item(self, mark: re.Match[str], indent: int) -> bool:
        """Return whether a list mark begins an item; within a paragraph, a number does only if it is 1."""
        if self.paragraph and not self.gap and mark["mark"][0] not in "-*+•◦‣▪":
            return mark["mark"] in ("1.", "1)", "[1]", "(1)")
        return not (mark["mark"] in "–—" and self.stack and not self.gap)

    def _begin_item(self, number: int, indent: int, text: str) -> None:
        self._end_paragraph()
        while self.stack and (indent < self.stack[-1][0] + 2 or len(self.stack) == DEEPEST_LIST):
            self._end_item()
        block = Block(kind="item", line=number, text="", headings=tuple(self.headings))
        if self.stack:
            self.stack[-1][1].children.append(block)
        else:
            self.blocks.append(block)
        self.stack.append((indent, block, [text]))

    def _end_item(self) -> None:
        _, block, lines = self.stack.pop()
        block.text = "\n".join(lines)

    def _end_list(self) -> None:
        while self.stack:
            self._end_item()

    def _end_paragraph(self) -> None:
        if self.paragraph:
            text = "\n".join(line.strip() for line in self.paragraph)
            self._add(Block(kind="paragraph", line=self.begin, text=text))
            self.paragraph = []

    def _add(self, block: Block) -> None:
        block.headings = tuple(self.headings)
        self.blocks.append(block)

    def _take_heading(self, number: int, line: str) -> bool:
        match = HEADING.match(line) if "#" in line[:4] else None
        level = len(match["signs"]) if match else 0
        if not match and "<" in line and (match := HTML_HEADING.search(line)):
            level = LOWEST_HEADING if match["tag"].lower() == "summary" else int(match["tag"][1])
        if DETAILS_END.search(line) and any(heading.level == LOWEST_HEADING for heading in self.headings):
            self._end_list()
            self._end_paragraph()
            self.headings = [heading for heading in self.headings if heading.level < LOWEST_HEADING]
        if not match:
            return False
        self._end_list()
        self._end_paragraph()
        self._set_heading(Heading(level, match["text"].strip(), number))
        return True

    def _set_heading(self, heading: Heading) -> None:
        self.headings = [each for each in self.headings if each.level < heading.level]
        self.headings.append(heading)

    def _take_underline(self, line: str) -> bool:
        """Turn a one-line paragraph into a heading if a line of ``===`` or ``---`` follows."""
        match = UNDERLINE.match(line)
        if not match or len(self.paragraph) != 1:
            return False
        text, self.paragraph = self.paragraph[0], []
        self._set_heading(Heading(1 if match["sign"] == "=" else 2, text.strip(), self.begin))
        return True

    def _take_row(self, number: int, line: str) -> bool:
        """Read a table line; the line above ``|---|`` is the header."""
        if "|" not in line:
            return False
        if DELIMITER.match(line) and self.paragraph:
            self.columns = split_cells(self.paragraph.pop())
            self._end_paragraph()
            self._end_list()
            return True
        if not self.columns:
            return False
        self._add(Block(kind="row", line=number, text="", columns=self.columns, cells=split_cells(line)))
        return True


def split_blocks(text: str) -> list[Block]:
    """Return the list items (with nested ones as children), table rows and paragraphs of a text, in order."""
    return _Splitter(blank_code(text).split("\n")).split()
