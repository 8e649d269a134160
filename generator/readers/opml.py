"""OPML outlines (http://opml.org/spec2.opml) whose items link to papers."""

from generator.readers.base import shorten
from generator.readers.collector import Collector
from generator.readers.identifiers import identify_paper
from generator.readers.xml_tree import begins_like_xml, parse_xml
from generator.text.titles import title_key

NAME = "OPML"
ADDRESS_ATTRIBUTES = ("url", "htmlUrl", "href", "xmlUrl", "_note")


def recognizes(text: str) -> bool:
    """Return whether ``text`` is OPML."""
    return begins_like_xml(text, "opml")


def read(text: str, collector: Collector) -> None:
    """Add the papers in the outlines: entries if there is a title, otherwise identifiers."""
    root, offset = parse_xml(text, collector)
    for outline in root.iter("{*}outline") if root is not None else ():
        line = (outline.sourceline or 1) + offset
        label = " ".join((outline.get("title") or outline.get("text") or "").split())
        candidates = [*(outline.get(name) or "" for name in ADDRESS_ATTRIBUTES), label]
        found = next(filter(None, map(identify_paper, candidates)), None)
        if found is None:
            if len(outline) == 0:
                got = f"got {shorten(label)!r}"
                collector.report(
                    line, f"expected an outline with the address of a paper ({got})", severity="warning"
                )
        elif not label or identify_paper(label) is not None or not title_key(label[:600]):
            collector.add_identifier(line, *found)
        else:
            kind, value = found
            collector.add(line, title=label, **({kind: value} if kind != "url" else {}))
