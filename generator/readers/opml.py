"""OPML outlines (http://opml.org/spec2.opml) whose items link to papers."""

from __future__ import annotations

from generator.readers.base import Collector, ReadResult, Source, shorten
from generator.readers.identifiers import identify_paper
from generator.readers.xml_tree import begins_like_xml, local_name, parse
from generator.text.titles import title_key

__all__ = ["LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "OPML"
LOOKED_FOR = "OPML: '<opml>' with outlines that link to papers"


def recognise(text: str) -> bool:
    """Return whether ``text`` is OPML."""
    return begins_like_xml(text, "opml")


def read(source: Source) -> ReadResult:
    """Return the papers that the outlines name: entries where there is a title, else identifiers."""
    collector = Collector(source=source)
    root, offset = parse(source.text, collector)
    for outline in root.iter() if root is not None else ():
        if local_name(outline) != "outline":
            continue
        line = (outline.sourceline or 1) + offset
        label = " ".join((outline.get("title") or outline.get("text") or "").split())
        candidates = [outline.get(name) or "" for name in ("url", "htmlUrl", "href", "xmlUrl", "_note")]
        found = next((hit for value in [*candidates, label] if (hit := identify_paper(value))), None)
        if found is None:
            if len(outline) == 0:
                collector.refuse(
                    line, f"expected an outline with the address of a paper (got {shorten(label)!r})",
                    severity="warning",
                )  # fmt: skip
            continue
        kind, value = found
        if not label or identify_paper(label) is not None or not title_key(label[:600]):
            collector.add_identifier(line, kind, value)
        else:
            collector.add(line, title=label, **({kind: value} if kind in ("arxiv", "doi") else {}))
    return collector.result(NAME)
