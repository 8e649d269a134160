"""HTML of unknown origin: nothing is run or fetched; only the texts of elements are read."""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from generator.readers.collector import Collector

RENDERED = ("MathJax", "mjx-", "math-renderer")
"""Prefixes of the classes and tags of rendered formulas, whose TeX is in a script next to them."""


def begins_like_html(text: str) -> bool:
    """Return whether ``text`` begins like an HTML page or a part of one."""
    return text.lstrip("\ufeff \t\n")[:1] == "<" and not text.lstrip("\ufeff \t\n").startswith("<?xml")


def parse_html(text: str, collector: Collector) -> tuple[Any, int]:
    """Return the root element (None if there is none) and how many lines precede the HTML.

    The parser reads at most 256 levels of nested elements; a page with more is reported.
    """
    start = max(text.find("<"), 0)
    parser = lxml_html.HTMLParser(
        recover=True, no_network=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.document_fromstring(text[start:].encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        collector.report(1, f"expected an HTML page (got: {str(error)[:120]})")
        return None, 0
    offset = text[:start].count("\n")
    for logged in parser.error_log:
        if logged.level_name == "FATAL":
            expected = "expected at most 256 levels of nested elements"
            collector.report(logged.line + offset, f"{expected} (got more; the rest is not read)")
    return root, offset


def has_class(name: str) -> str:
    """Return the XPath condition for an element with a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def read_text(element: Any, *without: str) -> str:
    """Return the text of an element on one line, with formulas as TeX.

    Parts with one of the classes ``without`` are left out.
    """
    return " ".join("".join(_list_texts(element, without)).split())


def _list_texts(element: Any, without: tuple[str, ...]) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        if event == "end":
            yield part.tail or "" if part is not element else ""
        elif part.tag == "script" and part.get("type", "").startswith("math/tex"):
            yield f"${part.text or ''}$"
        elif part.tag in ("script", "style", "svg") or _is_left_out(part, without):
            walker.skip_subtree()
        else:
            yield part.text or ""


def _is_left_out(part: Any, without: tuple[str, ...]) -> bool:
    classes = (part.get("class") or "").split()
    rendered = str(part.tag).startswith(RENDERED) or any(name.startswith(RENDERED) for name in classes)
    return rendered or any(name in without for name in classes)
