"""Google Scholar pages saved from a browser: profiles, libraries and search results.

Long author lists and venue names are shortened with ``…`` on these pages; a shortened venue is left out.
"""

import re
from collections.abc import Iterator
from typing import Any

from generator.readers.bibliography import Work, add_work
from generator.readers.collector import Collector
from generator.readers.html_tree import begins_like_html, has_class, parse_html, read_text
from generator.readers.name_lists import split_author_list

NAME = "Google Scholar page (saved HTML)"

SITE = re.compile(r"Google Scholar|scholar\.google")
# class="gsc_a_tr"  ·  class="gs_r gs_or gs_scl"
ENTRY = re.compile(r"class=[\"'](?:gsc_a_tr|gs_r gs_or)\b|gs_rt")
# Advances in neural information processing systems 36, 7093-7115, 2023  ·  Nature 591 (7850), 379-384, 2021
VENUE = re.compile(
    r"(?P<name>.*?)(?:\s(?P<volume>\d{1,5}))?(?:\s\((?P<issue>[^()]{1,20})\))?"
    r"(?:,\s(?P<pages>[A-Z]?\d[\w.-]*))?\Z"
)
YEAR = re.compile(r"(?:\A|,\s)(?P<year>(?:19|20)\d\d)\Z")
# [PDF]  ·  [HTML]   before the title of a search result
MARK = re.compile(r"^(?:\[[A-Z]{1,10}\]\s*)+")
# "A Vaswani, N Shazeer… - Advances in neural …, 2017 - proceedings.neurips.cc"
PART = re.compile(r"\s[-–]\s")
SHORTENED = ("…", "...")


def recognizes(text: str) -> bool:
    """Return whether ``text`` is a Google Scholar page that lists papers."""
    return begins_like_html(text) and bool(SITE.search(text)) and bool(ENTRY.search(text))


def _make_work(title: str, authors: str, printed: str, year: str = "", address: str = "") -> Work:
    printed = printed[:500]
    ending = YEAR.search(printed)
    match = VENUE.match(printed[: ending.start()] if ending else printed)
    parts = match.groupdict() if match else {}
    name = parts.get("name") or ""
    shortened = not name or any(mark in name for mark in SHORTENED)
    return Work(
        title=MARK.sub("", title),
        authors=split_author_list(authors.replace("…", "")),
        venues=[] if shortened else [name],
        cited=year or (ending["year"] if ending else None),
        publication={} if shortened else {part: parts.get(part) for part in ("volume", "issue", "pages")},
        addresses=[address],
        others=[printed],
    )


def _texts(element: Any, path: str) -> list[str]:
    return [text for found in element.xpath(path) if (text := read_text(found))]


def _list_works(root: Any) -> Iterator[tuple[int, Work]]:
    for row in root.xpath(f"//tr[{has_class('gsc_a_tr')}]"):
        gray = [*_texts(row, f".//div[{has_class('gs_gray')}]"), "", ""]
        year = next(iter(_texts(row, f".//span[{has_class('gsc_a_h')}]")), "")
        title = next(iter(_texts(row, f".//a[{has_class('gsc_a_at')}]")), "")
        yield row.sourceline or 1, _make_work(title, gray[0], gray[1], year if year.isdecimal() else "")
    for result in root.xpath(f"//div[{has_class('gs_ri')}]"):
        heading = next(iter(result.xpath(f".//*[{has_class('gs_rt')}]")), None)
        line = next(iter(_texts(result, f".//div[{has_class('gs_a')}]")), "")
        parts = [*PART.split(line), "", ""]
        if heading is not None:
            address = next((link.get("href", "") for link in heading.iter("a")), "")
            yield result.sourceline or 1, _make_work(read_text(heading), parts[0], parts[1], address=address)


def read(text: str, collector: Collector) -> None:
    """Add the papers of a saved profile, library or search."""
    root, offset = parse_html(text, collector)
    for line, work in _list_works(root) if root is not None else ():
        add_work(collector, line + offset, work)
