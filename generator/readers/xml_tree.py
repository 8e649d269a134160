"""XML of unknown origin: nothing outside is fetched, no entity is expanded, what is sound is read."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from generator.readers.base import Collector

__all__ = ["begins_like_xml", "local_name", "parse", "text_of"]

DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def begins_like_xml(text: str, *roots: str) -> bool:
    """Return whether ``text`` is XML whose root element has one of these local names."""
    head = text[:20_000]
    first = re.search(r"<(?![?!])(?:[\w.-]{1,60}:)?(?P<name>[\w.-]{1,60})", head)
    return (
        bool(first) and head[: first.start()].count("<") <= 20 and first["name"] in roots if first else False
    )


def parse(text: str, collector: Collector) -> tuple[Any, int]:
    """Return the root element (None where there is none) and how many lines stand above the XML.

    What is not well formed is a problem; everything before it is kept.
    """
    start = max(text.find("<"), 0)
    offset = text[:start].count("\n")
    body = text[start:]
    if match := DECLARATION.match(body):  # the encoding it names is gone: this is text already
        offset += match[0].count("\n")
        body = body[match.end() :]
    parser = etree.XMLParser(
        recover=True, no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(NOT_XML.sub("\ufffd", body).encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        collector.refuse(offset + 1, f"expected XML (got: {str(error)[:160]})")
        return None, offset
    for fault in list(parser.error_log)[:20]:
        collector.refuse(fault.line + offset, f"expected well-formed XML (got: {str(fault.message)[:160]})")
    if root is None:
        collector.refuse(offset + 1, "expected XML (got no element)")
    return root, offset


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """Return all the text in an element."""
    return "".join(part for part in element.itertext() if isinstance(part, str))
