"""Inline Markdown as flat runs of text: links, emphasis and line breaks.

The rules are those of CommonMark (https://spec.commonmark.org/0.31.2/#inlines), but common mistakes are
accepted: ``**Title **``, ``[code]( https://…)``, ``[text](an address that is not one)``, ``[paper]()``. HTML
tags for links and emphasis count as Markdown; images, other tags and emoji names are dropped.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

LONGEST_TEXT = 20_000
"""Most characters of a paragraph that are read."""
DEEPEST_BRACKETS = 8
# \*  ·  `code`  ·  ![  ·  [[Deep Sets|sets]]  ·  $k$  ·  <https://…>  ·  <a href="…">  ·  **  ·  https://…
# and :star:
TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<fence>`+)(?P<code>[^`]{0,1000})(?P=fence)"
    r"|\[\[(?P<wiki>[^\[\]|\n]{1,300})(?:\|(?P<alias>[^\[\]\n]{1,300}))?\]\](?!\s?[(\[])"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<math>\$[^\s$](?:[^$\n]{0,200}[^\s$\\])?\$(?!\w))"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>"
    r"|<(?P<tag>/?[a-zA-Z][^<>]{0,2000})>"
    r"|(?P<mark>\*+|_+|~~)"
    r"|(?P<url>https?://[^\s<>\[\]|`]{1,2000})"
    r"|(?<!\w)(?::[a-z0-9_+-]{2,40}:)+(?!\w)"
    r"|(?P<line>\n)"
)
# (https://example.org "title")  ·  (<https://…>)  ·  ( https://… )  ·  (https://example.org/S0019(77)90354-0)
TARGET = re.compile(
    r"\s?\(\s*<?(?P<href>[^()\s<>]{1,2000}(?:\([^()\s<>]{0,300}\)[^()\s<>]{0,2000}){0,9})>?"
    r"(?:\s+[\"'(][^\n]{0,300}?[\"')])?\s*\)"
)
# (no address)  ·  ()
NO_TARGET = re.compile(r"\([^()\n]{0,300}\)")
# ][1], as in "[Title][1]"
REFERENCE = re.compile(r"\][ ]?\[(?P<name>[^\[\]\n]{1,200})\]")
# [Title][]  ·  [Title]
SHORT_REFERENCE = re.compile(r"\[(?P<name>[^\[\]\n]{1,200})\](?:\[\])?(?![(\[:])")
# [1]: https://example.org "title"
DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n^]{1,200})\]:[ \t]*<?(?P<href>https?://[^\s<>]{1,2000})>?", re.M
)
# a href='https://example.org'
HREF = re.compile(r"\bhref\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>]+))", re.I)
STRONG_TAGS = ("b", "strong", "summary")
EM_TAGS = ("i", "em", "cite")
BREAK_TAGS = ("br", "p", "div", "li", "ul", "tr", "td", "th")


class Span(NamedTuple):
    """A run of text in one style; ``href`` is the address of the link it belongs to, which may be empty."""

    text: str
    href: str = ""
    linked: bool = False
    strong: bool = False
    em: bool = False


def resolve_links(text: str) -> str:
    """Return a text with reference-style links turned into inline links: ``[Title](https://…)``."""
    definitions = {match["name"].strip().lower(): match["href"] for match in DEFINITION.finditer(text)}
    if not definitions:
        return text

    def resolve(match: re.Match[str]) -> str:
        href = definitions.get(match["name"].strip().lower())
        text = "]" if match.re is REFERENCE else f"[{match['name']}]"
        return match[0] if href is None else f"{text}({href})"

    text = REFERENCE.sub(resolve, DEFINITION.sub("", text))
    return SHORT_REFERENCE.sub(resolve, text)


class _Scanner:
    """Turns a text into spans, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST_TEXT]
        self.spans: list[Span] = []
        self.open: list[tuple[int, str]] = []  # where open brackets and <a> begin in spans, and the href
        self.strong = self.em = False

    def scan(self) -> list[Span]:
        place = 0
        while match := TOKEN.search(self.text, place):
            self._add(self.text[place : match.start()])
            place = self._take(match)
        self._add(self.text[place:])
        return self.spans

    def _add(self, text: str, href: str = "") -> None:
        if text:
            self.spans.append(Span(html.unescape(text), href, bool(href), self.strong, self.em))

    def _take(self, match: re.Match[str]) -> int:
        """Add what a token stands for, and return where to continue."""
        kind = match.lastgroup or ""
        if kind == "close":
            return self._close(match.end())
        if kind == "escaped":
            self._add(match["escaped"])
        elif kind == "code":
            return self._take_code(match)
        elif kind in ("wiki", "alias"):
            self._add(match["alias"] or match["wiki"])
        elif kind == "open":
            self._open(match[0])
        elif kind in ("auto", "url"):
            self._add(match[kind], href=match[kind])
        elif kind == "tag":
            self._take_tag(match["tag"])
        elif kind == "mark":
            self._take_mark(match)
        elif kind in ("math", "line"):
            self._add(match[0])
        return match.end()

    def _open(self, kind: str) -> None:
        if len(self.open) < DEEPEST_BRACKETS:
            self.open.append((len(self.spans), kind))
        if kind.startswith("<"):
            self.spans.append(Span(""))
        else:
            self._add("[")

    def _take_code(self, match: re.Match[str]) -> int:
        """Read short code as text, since lists write labels like `[pdf]`."""
        code = match["code"].strip()
        in_brackets = code[:1] == "[" and code[-1:] == "]" and not self.open
        self._add(code if in_brackets else code.strip("[] "))
        return match.end()

    def _close(self, end: int) -> int:
        """End a bracket: a link, an image, or brackets."""
        while self.open and self.open[-1][1].startswith("<"):
            self.open.pop()
        if not self.open:
            self._add("]")
            return end
        begin, kind = self.open.pop()
        target = TARGET.match(self.text, end)
        href = target["href"] if target else ""
        stop = target.end() if target else end
        if not target and (nothing := NO_TARGET.match(self.text, end)) and self.text[end : end + 1] == "(":
            is_label = len("".join(span.text for span in self.spans[begin : begin + 5])) < 40
            if nothing[0] == "()" or (is_label and len(nothing[0]) > 40):
                stop = nothing.end()
        if kind == "![":
            del self.spans[begin:]
        elif href or stop > end:
            self._link(begin, href)
        else:
            self._add("]")
        return stop

    def _link(self, begin: int, href: str) -> None:
        """Turn the spans after a bracket into a link; nested ones keep their own."""
        inner = self.spans[begin + 1 :]
        self.spans[begin:] = [s if s.linked else Span(s.text, href, True, s.strong, s.em) for s in inner]

    def _take_tag(self, tag: str) -> None:
        name = tag.strip("/ ").split()[0].lower().rstrip("/") if tag.strip("/ ") else ""
        ends = tag.startswith("/")
        if name in STRONG_TAGS:
            self.strong = not ends
        elif name in EM_TAGS:
            self.em = not ends
        elif name == "a" and not ends:
            match = HREF.search(tag)
            href = html.unescape((match["a"] or match["b"] or match["c"] or "").strip()) if match else ""
            self._open(f"<{href}")
        elif name == "a":
            while self.open:
                begin, kind = self.open.pop()
                if kind.startswith("<"):
                    self._link(begin, kind[1:])
                    break
        elif name in BREAK_TAGS:
            self._add("\n")

    def _take_mark(self, match: re.Match[str]) -> None:
        """Begin or end emphasis, or keep the character if it does neither (``A* search``, ``snake_case``)."""
        mark = match["mark"]
        if mark == "~~":
            return
        before = self.text[match.start() - 1 : match.start()] or " "
        after = self.text[match.end() : match.end() + 1] or " "
        inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
        opens = not after.isspace() and (after.isalnum() or not before.isalnum() or after in "[(\"“‘'$<`!\\")
        if inside_word:
            self._add(mark)
            return
        strong, em = len(mark) != 1, len(mark) in (1, 3)
        ends = (strong and self.strong) or (em and not strong and self.em)
        if ends and not (opens and before.isspace()):
            self.strong, self.em = self.strong and not strong, self.em and not em
        elif opens and not ends:
            self.strong, self.em = self.strong or strong, self.em or em
        elif len(mark) == 1 and before.isalnum():
            self._add(mark)


def _join(spans: list[Span]) -> Iterator[Span]:
    """Join neighbors that differ only in their text."""
    for style, group in groupby(spans, key=lambda span: span[1:]):
        yield Span("".join(span.text for span in group), *style)


def parse_inline(text: str) -> list[Span]:
    """Return a paragraph as runs of text, in order; line breaks are ``\\n`` within the texts.

    At most ``LONGEST_TEXT`` characters are read.
    """
    return list(_join(_Scanner(text).scan()))
