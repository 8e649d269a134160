"""Finds the links in a listing as Markdown, inline and numbered ones, across lines and paragraphs.

CommonMark does not allow links across paragraphs, so this is a scanner of its own, in one pass, and not a
Markdown library.
"""

import html
import re
from dataclasses import dataclass, field

from generator.readers.huggingface.pieces import UNRESOLVED

EMPTY_LINK = "#"
"""The address given to a link without one."""
LONGEST_LINK = 400
"""Lines that no link exceeds."""
MOST_NESTED = 20
"""Open brackets among which the one that began a link is looked for."""

# [32]: https://huggingface.co/papers/2410.05434
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]\n]{1,40})\]:[ \t]*<?(?P<href>[^\s<>]{1,2000})>?[^\n]{0,200}$", re.M
)
_TAGS = (
    "a|br|div|span|img|p|sup|sub|mark|em|strong|b|i|u|code|h[1-6]|ul|ol|li|svg|path|picture|source|hr|small"
)
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?"
_URL = r"(?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\[^\n]|\([^()\s]{0,300}\)){0,2000})"
# one part of the text; a backslash before " or & belongs to LaTeX, since nothing escapes these for Markdown
TOKEN = re.compile(
    r"(?P<break>\\{1,9}(?=[ \t]{0,99}(?:\n|\Z)))"
    r"|(?P<gap>\\[ ]{1,4})"
    r"|\\(?P<escaped>[\\*_\[\]#+!()<>|{}`-]|(?<=\d\\)\.)"
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\(" + _URL + _TITLE + r"\))"
    r"|(?P<close>\]\((?P<href>" + _URL + r")" + _TITLE + r"\))"
    r"|(?P<refer>\]\[(?P<name>[^\[\]\n]{1,40})\])"
    r"|(?P<open>\[)"
    r"|(?P<shut>\])"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?P<tag></?(?:" + _TAGS + r")\b[^<>\n]{0,1000}>|<!--[^<>\n]{0,1000}-->)"
    r"|(?P<line>\n)"
    r"|(?P<plain>[^\\\[\]!<\n]+|.)",
    re.I,
)
# <br>  ·  </p>  ·  <li>   (they separate words)
SPACING_TAGS = ("<br", "<p>", "</p", "<li", "</l", "<di", "</d")
LEADING_MARKS = " \t#>*-+•"


@dataclass(slots=True)
class Run:
    """A part of the text with the address it links to, if any; a line break is a run of its own."""

    line: int
    text: str
    href: str = ""


@dataclass(slots=True)
class _Bracket:
    """An opening bracket that can begin a link; ``leading`` if only marks precede it on its line."""

    run: int
    line: int
    leading: bool
    alone: bool = False


@dataclass(slots=True)
class _Scanner:
    """The runs found so far, of which the first ``linked`` are part of a link, and the open brackets."""

    definitions: dict[str, str]
    runs: list[Run] = field(default_factory=list)
    opened: list[_Bracket] = field(default_factory=list)
    line: int = 1
    leading: bool = True
    linked: int = 0

    def read(self, match: re.Match[str]) -> None:
        """Read one token."""
        kind = match.lastgroup
        if kind in ("line", "break", "image", "tag"):
            if kind == "line":
                self._end_line(match)
            elif kind == "tag" and match[0][:3].lower() in SPACING_TAGS:
                self._append(" ")
            return
        if kind == "open":
            self.opened.append(_Bracket(len(self.runs), self.line, self.leading))
            self._append("[")
        elif kind in ("close", "refer"):
            self._close(match)
        elif kind == "shut":
            if self.opened:
                self.opened.pop()
            self._append("]")
        elif kind == "auto":
            self._append(match["auto"])
        else:
            text = match["escaped"] or (" " if kind == "gap" else match[0])
            self._append(text)
            self.leading = self.leading and not text.strip(LEADING_MARKS)
            return
        self.leading = self.leading and kind == "open"

    def _append(self, text: str) -> None:
        self.runs.append(Run(self.line, text))

    def _end_line(self, match: re.Match[str]) -> None:
        self._append("\n")
        self.line += 1
        self.leading = True
        if self.opened:
            if match.string.startswith("#", match.end()):  # no link goes on past a heading
                self.opened.clear()
            elif self.opened[-1].run == len(self.runs) - 2:
                self.opened[-1].alone = True

    def _close(self, match: re.Match[str]) -> None:
        """Link the runs since the opening bracket; a bracket that closes nothing is text."""
        href = match["href"]
        if match.lastgroup == "refer":
            href = self.definitions.get(match["name"].lower())
            if href is None and match["name"].isdigit() and self.opened:
                href = UNRESOLVED
        first = match.string[match.start() - 1 : match.start()] in ("", "\n")
        if href is None or (begin := self._find_opening(first=first)) is None:
            self._append(match[0])
            if self.opened:
                self.opened.pop()
            return
        self.runs[begin].text = ""
        address = html.unescape(href.strip("<>").replace("\\", "")) or EMPTY_LINK
        for run in self.runs[max(begin, self.linked) :]:
            run.href = run.href or address
        self.linked = len(self.runs)

    def _find_opening(self, *, first: bool) -> int | None:
        """Return the run of the bracket that began a link closing here, and forget the brackets inside it.

        An abstract can contain brackets of its own that were not escaped. Then the one at the beginning of
        the line began the link, or, if the link closes at the beginning of a line (``first``), the one that
        is alone on its line.
        """
        if not self.opened:
            return None
        last = self.opened[-1]
        chosen = len(self.opened) - 1
        nearby = range(chosen, max(chosen - MOST_NESTED, -1), -1)
        alone = next((place for place in nearby if self.opened[place].alone), None)
        if first and alone is not None:
            chosen = alone
        elif not last.leading:
            leading = (
                place
                for place in nearby
                if self.opened[place].leading
                and (self.opened[place].alone or self.opened[place].line == last.line)
            )
            chosen = next(leading, chosen)
        if self.line - self.opened[chosen].line > LONGEST_LINK:
            self.opened.clear()
            return None
        begin = self.opened[chosen].run
        del self.opened[chosen:]
        return begin


def scan_links(text: str) -> list[Run]:
    """Return the text of a listing in runs, without its images, tags and definitions of numbered links."""
    definitions: dict[str, str] = {}

    def define(match: re.Match[str]) -> str:
        definitions.setdefault(match["name"].lower(), match["href"])
        return ""

    if "]:" in text:
        text = DEFINITION.sub(define, text)
    scanner = _Scanner(definitions)
    for match in TOKEN.finditer(text):
        scanner.read(match)
    return scanner.runs
