"""Reads the exports of a built site with independent parsers."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

__all__ = ["find_export_flaws"]

# TeX commands that read files or run programs
TEX = re.compile(r"\\(input|include|write|openin|openout|immediate|csname|catcode|def|read|jobname)\b|\^\^")
HARMLESS = frozenset({"DOCUMENT_FRAGMENT", "p", "em", "strong", "a", "br", "b", "i", "ul", "li"})
"""Elements allowed in feed entries."""
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def find_export_flaws(site: Path, slugs: Collection[str], topic: str = "") -> Iterator[str]:
    """Yield the flaws in the exports of a site.

    Args:
        site: its folder.
        slugs: its papers.
        topic: a topic that all of them have.
    """
    readers: dict[str, Callable[[Path, int], Iterator[str]]] = {
        "exports/all.bib": _read_bibtex,
        "exports/all.ris": _read_ris,
        "exports/all.json": _read_json,
        "exports/all.csv": _read_csv,
        "feed.xml": _read_feed,
        "feeds.opml": _read_xml,
        "sitemap.xml": _read_sitemap,
    }
    if topic:
        readers |= {f"feeds/{topic}.xml": _read_feed, f"exports/topics/{topic}.bib": _read_bibtex}
    for name, read in readers.items():
        try:
            yield from (f"{name}: {flaw}" for flaw in read(site / name, len(slugs)))
        except Exception as error:
            yield f"{name}: cannot be read: {type(error).__name__} {str(error)[:200]}"
    for slug in slugs:
        for flaw in _read_bibtex(site / "papers" / slug / f"{slug}.bib", 1):
            yield f"{slug}.bib: {flaw}"
    for path in site.rglob("*.json"):
        try:
            json.loads(path.read_bytes())
        except ValueError as error:
            yield f"{path.relative_to(site)}: {error}"
    for path in (site / "assets" / "data").rglob("*.bin"):
        json.loads(zlib.decompress(path.read_bytes()))
    for path in site.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield f"{path.relative_to(site)}: not a regular file"


def _compare(found: int, expected: int) -> Iterator[str]:
    if found != expected:
        yield f"{found} entries instead of {expected}"


def _read_bibtex(path: Path, count: int) -> Iterator[str]:
    import bibtexparser

    text = path.read_text(encoding="utf-8")
    library = bibtexparser.parse_string(text)
    yield from _compare(len(library.entries), count)
    if library.failed_blocks or library.strings or library.preambles or library.comments:
        yield "has blocks that are not entries"
    if found := TEX.search(text):
        yield f"runs TeX: {found[0]!r}"
    for entry in library.entries:
        depth = 0
        for character in "".join(str(item.value) for item in entry.fields):
            depth += (character == "{") - (character == "}")
        if depth:
            yield f"{entry.key}: braces do not match"


def _read_ris(path: Path, count: int) -> Iterator[str]:
    import rispy

    text = path.read_text(encoding="utf-8-sig")
    yield from _compare(len(rispy.loads(text)), count)
    # as read by programs that split at every Unicode line break
    yield from _compare(sum(line.startswith("ER  -") for line in text.splitlines()), count)
    yield from _compare(sum(line.startswith("TY  -") for line in text.splitlines()), count)


def _read_json(path: Path, count: int) -> Iterator[str]:
    items = json.loads(path.read_bytes())
    yield from _compare(len(items), count)
    yield from _compare(len({item["id"] for item in items}), count)


def _read_csv(path: Path, count: int) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    yield from _compare(len(rows) - 1, count)
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells"
        yield from (
            f"a formula: {cell[:40]!r}" for cell in row if cell.lstrip(" \u200b\ufeff").startswith(FORMULA)
        )


def _read_xml(path: Path, count: int) -> Iterator[str]:
    from lxml import etree

    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.doctype:
        yield "has a document type"
    for element in root.iter():
        for name in ("href", "xmlUrl", "htmlUrl", "src"):
            address = str(element.get(name) or "http").strip().lower()
            if not address.startswith(("http", "mailto:", "/", "#")):
                yield f"leads to {address[:60]!r}"
            if "//evil.example.org" in address:
                yield f"leads to {address[:60]!r}"


def _read_feed(path: Path, count: int) -> Iterator[str]:
    import feedparser

    yield from _read_xml(path, count)
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    yield from _compare(len(feed.entries), min(count, 100))
    for entry in feed.entries:
        parts = [entry.get("summary_detail"), entry.get("title_detail"), *entry.get("content", [])]
        for part in filter(None, parts):
            if "html" in str(part.get("type")) and (found := _find_harmful_html(part.value)):
                yield f"{entry.get('id')} has {found}"


def _find_harmful_html(text: str) -> str:
    """Return the first harmful element in a piece of HTML, or ""."""
    import html5lib

    for element in html5lib.parseFragment(text, namespaceHTMLElements=False).iter():
        if element.tag not in HARMLESS or any(name.startswith("on") for name in element.attrib):
            return f"<{element.tag} {dict(element.attrib)}>"
        if not element.get("href", "http").startswith(("http:", "https:", "http")):
            return f"<{element.tag} href={element.get('href')}>"
    return ""


def _read_sitemap(path: Path, count: int) -> Iterator[str]:
    from lxml import etree

    yield from _read_xml(path, count)
    papers = [e for e in etree.parse(path).getroot().iter("{*}loc") if "/papers/" in str(e.text)]
    yield from _compare(len(papers), count)
