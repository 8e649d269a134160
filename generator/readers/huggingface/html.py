"""A saved page of Hugging Face Papers (https://huggingface.co/papers), as its HTML.

The page carries its data as JSON (``data-target="DailyPapers" data-props="…"``); where that holds at
least as many papers as the page shows, it is read, else what the page shows, by the marked grammar of
:mod:`generator.readers.huggingface.listing`. Nothing in the page is run or fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from generator.readers.base import Collector, ReadResult, Source
from generator.readers.huggingface import api as huggingface_json
from generator.readers.huggingface.listing import Piece, capture_year, read_marked, target_of

__all__ = ["LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "Hugging Face listing (saved HTML page)"
LOOKED_FOR = "a saved HTML page with links to /papers/<arXiv identifier>"

PAGE = re.compile(r"<(?:!doctype html|html|head|body|div|main|article|section|h3|a|p)\b", re.I)
PAPER = re.compile(r"/papers/\d{4}\.\d{4,5}|data-target=[\"']DailyPapers")
# elements that show no text of a listing
HIDDEN = frozenset(
    ("script", "style", "svg", "noscript", "template", "head", "iframe", "object", "button", "form")
)
# elements within a line
INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "code",
        "em",
        "i",
        "mark",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
        "img",
        "font",
    )
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# 2024-07-04T23:46:34.000Z
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\Z)")


def recognise(text: str) -> bool:
    """Return whether ``text`` is an HTML page with papers of Hugging Face."""
    return bool(PAGE.search(text[:5000])) and text.lstrip()[:1] == "<" and bool(PAPER.search(text))


def _attribute(element: Any, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else ""


def _pieces(root: Any, offset: int) -> Iterator[Piece]:
    """Yield the texts of a page in the order they are read, without recursion."""
    buffer: list[str] = []
    state: dict[str, Any] = {"line": 1, "href": "", "heading": 0, "date": ""}

    def flush() -> Iterator[Piece]:
        text = " ".join("".join(buffer).split())
        if text or state["date"]:
            yield Piece(
                line=state["line"],
                text=text,
                href=state["href"],
                heading=state["heading"],
                date=state["date"],
            )
        buffer.clear()
        state["date"] = ""

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event in ("comment", "pi") or not isinstance(tag, str):
            if event != "end" and element.tail:
                buffer.append(element.tail)
            continue
        tag = tag.lower()
        hidden = state.get("hidden")
        if event == "start":
            if hidden is not None:
                continue
            if tag in HIDDEN:
                state["hidden"] = element
                continue
            level = HEADINGS.get(tag)
            apart = tag == "a" and target_of(_attribute(element, "href"))[0] in (
                "paper", "vote", "comments", "account", "code", "arxiv", "menu",
            )  # fmt: skip
            if apart and target_of(_attribute(element, "href"))[0] in ("code", "arxiv", "menu"):
                # such a link inside a sentence is a part of the sentence
                apart = not "".join(buffer).strip() or len("".join(buffer)) < 30
            if tag not in INLINE or apart:
                yield from flush()
                if apart or level:
                    state.setdefault("stack", []).append((element, state["href"], state["heading"]))
                if level:
                    state["heading"] = level
                if apart:
                    state["href"] = _attribute(element, "href")
            if tag == "br":
                buffer.append(" ")
            if not "".join(buffer[-1:]).strip():
                state["line"] = (element.sourceline or 1) + offset
            if tag == "time":
                day = ISO_DAY.match(_attribute(element, "datetime"))
                state["date"] = day[0] if day else ""
            if element.text:
                buffer.append(element.text)
        else:
            if hidden is element:
                del state["hidden"]
            elif hidden is not None:
                continue
            else:
                stack = state.get("stack") or []
                marked = bool(stack) and stack[-1][0] is element
                if tag not in INLINE or marked or tag == "time":
                    yield from flush()
                if marked:
                    _, state["href"], state["heading"] = stack.pop()
            if element.tail:
                buffer.append(element.tail)
    yield from flush()


def _page_data(root: Any) -> list[tuple[int, dict[str, Any]]]:
    """Return the papers in the data the page carries, with the line of the element that holds it."""
    found: list[tuple[int, dict[str, Any]]] = []
    for element in root.iter():
        props = element.get("data-props") if isinstance(element.tag, str) else None
        if not props or len(props) < 20:
            continue
        try:
            data = json.loads(props)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict):
            for value in data.values():
                if isinstance(value, list):
                    items = [
                        item for item in value if isinstance(item, dict) and huggingface_json.paper_of(item)
                    ]
                    found += [(element.sourceline or 1, item) for item in items]
    return found


def read(source: Source) -> ReadResult:
    """Return the entries of a saved page."""
    collector = Collector(source=source)
    start = source.text.find("<")
    offset = source.text[: max(start, 0)].count("\n")
    try:
        root = lxml_html.document_fromstring(
            source.text[max(start, 0) :].encode("utf-8", "replace"),
            parser=lxml_html.HTMLParser(
                recover=True, no_network=True, encoding="utf-8", remove_comments=True
            ),
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        collector.refuse(1, f"expected an HTML page (got: {str(error)[:120]})")
        return collector.result(NAME)
    data = _page_data(root)
    shown = Collector(source=source)
    year = source.year if source.year is not None else capture_year(source.text)
    read_marked(
        list(_pieces(root, offset)),
        Source(name=source.name, text="", label=source.label, year=year),
        shown,
    )
    if data and len(data) >= len(shown.entries):
        seen: set[str] = set()
        for line, item in data:
            if (key := str(huggingface_json.paper_of(item).get("id"))) not in seen:
                seen.add(key)
                huggingface_json.add(collector, line + offset, item)
        return collector.result(NAME)
    return shown.result(NAME)
