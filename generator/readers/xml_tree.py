"""XML of unknown origin: nothing is fetched, no entity is expanded, and well-formed parts are read."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.readers.collector import Collector

# <?xml version="1.0" encoding="UTF-8"?>
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
# <feed xmlns="…">  ·  <atom:feed>
ELEMENT = re.compile(r"<(?![?!])(?:[\w.-]{1,60}:)?(?P<name>[\w.-]{1,60})")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_MARKS = 20
"""Declarations and comments that can precede the root element."""
MOST_PROBLEMS = 20


def begins_like_xml(text: str, *roots: str) -> bool:
    """Return whether ``text`` is XML whose root element has one of these local names."""
    head = text[:20_000]
    first = ELEMENT.search(head)
    return first is not None and head[: first.start()].count("<") <= MOST_MARKS and first["name"] in roots


def parse_xml(text: str, collector: Collector) -> tuple[Any, int]:
    """Return the root element (None if there is none) and how many lines precede the XML.

    What is not well-formed is reported; everything before it is kept.
    """
    start = max(text.find("<"), 0)
    offset = text[:start].count("\n")
    body = text[start:]
    if match := DECLARATION.match(body):  # its encoding does not apply: this is decoded already
        offset += match[0].count("\n")
        body = body[match.end() :]
    parser = etree.XMLParser(
        recover=True, no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(NOT_XML.sub("\ufffd", body).encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        collector.report(offset + 1, f"expected XML (got: {str(error)[:160]})")
        return None, offset
    for logged in list(parser.error_log)[:MOST_PROBLEMS]:
        collector.report(logged.line + offset, f"expected well-formed XML (got: {str(logged.message)[:160]})")
    if root is None:
        collector.report(offset + 1, "expected XML (got no element)")
    return root, offset


def find_all(element: Any, *paths: str) -> Iterator[Any]:
    """Yield the elements at paths of local names such as ``part/date``; none if ``element`` is None."""
    for path in paths if element is not None else ():
        yield from element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))


def read_text(element: Any) -> str:
    """Return the text of an element and its descendants, on one line."""
    return " ".join("".join(element.itertext()).split())


def find_text(element: Any, *paths: str) -> str:
    """Return the first nonempty text at paths of local names; empty if there is none."""
    return next(filter(None, map(read_text, find_all(element, *paths))), "")
