"""A saved page of Hugging Face Papers (https://huggingface.co/papers), as its HTML.

The page carries its data as JSON (``data-target="DailyPapers" data-props="…"``), which is read if it holds at
least as many papers as the page shows. Otherwise what the page shows is read, by the marked grammar
(:mod:`generator.readers.huggingface.marked`). Nothing in the page is run or fetched.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generator.readers.collector import Collector
from generator.readers.html_tree import parse_html
from generator.readers.huggingface import api
from generator.readers.huggingface.furniture import find_year
from generator.readers.huggingface.marked import read_marked
from generator.readers.huggingface.pieces import Piece, classify_address

NAME = "Hugging Face listing (saved HTML page)"

# <!doctype html>  ·  <article class="flex">
PAGE = re.compile(r"<(?:!doctype html|html|head|body|div|main|article|section|h3|a|p)\b", re.I)
# href="/papers/2410.05434"  ·  data-target="DailyPapers"
PAPER = re.compile(r"/papers/\d{4}\.\d{4,5}|data-target=[\"']DailyPapers")
HIDDEN = ("script", "style", "svg", "noscript", "template", "head", "iframe", "object", "button", "form")
"""Elements that show no text of a listing."""
INLINE = frozenset(
    {
        "a", "abbr", "b", "code", "em", "font", "i", "img", "mark", "small", "span", "strong", "sub", "sup",
        "time", "u", "wbr",
    }
)  # fmt: skip
"""Elements within a line."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SHORT_TEXT = 30
"""Characters of text before a link from which the link is part of a sentence."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is an HTML page with papers of Hugging Face."""
    return bool(PAGE.search(text[:5000])) and text.lstrip()[:1] == "<" and bool(PAPER.search(text))


@dataclass(slots=True, kw_only=True)
class _PageText:
    """The text since the last piece, gathered while elements start and end in reading order.

    ``opened`` holds the open links and headings, each with the link and the heading around it.
    """

    offset: int
    buffer: list[str] = field(default_factory=list)
    line: int = 1
    href: str = ""
    heading: int = 0
    date: str = ""
    opened: list[tuple[Any, str, int]] = field(default_factory=list)

    def flush(self) -> Iterator[Piece]:
        """Yield the gathered text as a piece, if there is any."""
        text = " ".join("".join(self.buffer).split())
        if text or self.date:
            yield Piece(line=self.line, text=text, href=self.href, heading=self.heading, date=self.date)
        self.buffer.clear()
        self.date = ""

    def start(self, element: Any, tag: str) -> Iterator[Piece]:
        """Enter an element."""
        level = HEADINGS.get(tag)
        href = element.get("href", "") if tag == "a" else ""
        apart = bool(href) and self._stands_apart(href)
        if tag not in INLINE or apart:
            yield from self.flush()
            if apart or level:
                self.opened.append((element, self.href, self.heading))
            self.heading = level or self.heading
            self.href = href if apart else self.href
        if not "".join(self.buffer[-1:]).strip():
            self.line = (element.sourceline or 1) + self.offset
        if tag == "time":
            day = api.DAY.match(element.get("datetime", ""))
            self.date = day[0] if day else ""
        if element.text:
            self.buffer.append(element.text)

    def _stands_apart(self, href: str) -> bool:
        """Return whether a link is a piece of its own, not part of a sentence."""
        kind = classify_address(href)[0]
        if kind in ("code", "arxiv", "menu"):
            before = "".join(self.buffer)
            return not before.strip() or len(before) < SHORT_TEXT
        return kind in ("paper", "vote", "comments", "account")

    def end(self, element: Any, tag: str) -> Iterator[Piece]:
        """Leave an element."""
        marked = bool(self.opened) and self.opened[-1][0] is element
        if tag not in INLINE or marked or tag == "time":
            yield from self.flush()
        if marked:
            _, self.href, self.heading = self.opened.pop()
        if element.tail:
            self.buffer.append(element.tail)


def _split_page(root: Any, offset: int) -> Iterator[Piece]:
    """Yield the texts of a page in reading order; elements that show none are removed from it."""
    etree.strip_elements(root, *HIDDEN, with_tail=False)
    page = _PageText(offset=offset)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield from (page.start if event == "start" else page.end)(element, element.tag)
    yield from page.flush()


def _find_page_data(root: Any) -> dict[str, tuple[int, dict[str, Any]]]:
    """Return the papers in the data the page carries by identifier, each with the line of its element."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for element in root.xpath("//*[@data-props]"):
        try:
            data = json.loads(element.get("data-props", ""))
        except (ValueError, RecursionError):
            continue
        values = data.values() if isinstance(data, dict) else ()
        for item in (item for value in values if isinstance(value, list) for item in value):
            if isinstance(item, dict) and (paper := api.find_paper(item)):
                found.setdefault(str(paper.get("id")), (element.sourceline or 1, item))
    return found


def read(text: str, collector: Collector) -> None:
    """Add the papers of a saved page."""
    root, offset = parse_html(text, collector)
    if root is None:
        return
    data = _find_page_data(root)
    pieces = list(_split_page(root, offset))
    year = find_year(text)
    shown = Collector(source=collector.source)
    read_marked(pieces, year, shown)
    if not data or len(data) < len(shown.entries):
        read_marked(pieces, year, collector)
        return
    for line, item in data.values():
        api.add_item(collector, line + offset, item)
