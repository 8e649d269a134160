"""Headings of a list: which are topics, which give a date or venue, and which have no papers below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.readers.base import join_levels
from generator.readers.markdown.blocks import LOWEST_HEADING, Heading
from generator.readers.markdown.labels import FURNITURE, GENERIC, NOT_PAPERS, PAPERS, PERIOD
from generator.readers.markdown.marked import mark, plain
from generator.readers.references.parsing import PLACE_LAST
from generator.readers.references.places import Place, find_date, parse_place

SectionKind = Literal["papers", "furniture", "others", ""]
"""What follows a heading: papers, nothing to import, mostly other things, or anything."""
# "2.1 "  ·  "IV. "  ·  "(3) "  ·  "A. "
NUMBERING = re.compile(r"\A(?:\(?\d{1,3}(?:\.\d{1,3}){0,5}[.):]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+(?=\S)")
# "(12)"  ·  "[back to top]"  ·  "🔝"
TRAILER = re.compile(
    r"\s*(?:\(\s*\d{1,5}(?: papers?)?\s*\)|\[?\(?back to (?:the )?top\)?\]?|\^|top)\s*\Z", re.I
)
EDGES = " \t.:;,–—-*_~|#•·"
LONGEST_TOPIC = 120
LONGEST_SECTION = 4
"""Words in a top-level heading that is not the title of the document."""


@lru_cache(maxsize=4096)
def clean_heading(text: str) -> str:
    """Return a heading without markup, emoji, numbering and links to the top."""
    marked = mark(text)
    name = plain(marked.text).strip(EDGES)
    name = TRAILER.sub("", NUMBERING.sub("", name)).strip(EDGES)
    return name if len(name) <= LONGEST_TOPIC else ""


@lru_cache(maxsize=4096)
def _classify(name: str) -> SectionKind:
    if FURNITURE.fullmatch(name):
        return "furniture"
    if PAPERS.search(name):
        return "papers"
    return "others" if NOT_PAPERS.fullmatch(name) else ""


@lru_cache(maxsize=4096)
def find_section_kind(headings: tuple[Heading, ...]) -> SectionKind:
    """Return what is below headings, given outermost first; the innermost one that makes it clear decides."""
    inherits = True
    for heading in reversed(headings):
        name = clean_heading(heading.text)
        is_title = heading.level == 1 and len(name.split()) > LONGEST_SECTION
        kind = "" if is_title else _classify(name)
        if kind and (inherits or kind != "furniture"):
            return kind
        # "News / 2023" is news, but "Contents / Attacks" are attacks
        inherits = inherits and heading.level != LOWEST_HEADING and bool(PERIOD.fullmatch(name))
    return ""


def find_heading_title(heading: Heading) -> tuple[str, Place]:
    """Return the title and place in a heading such as ``Deep Bread: A Study (ICML 2020)``; else no title."""
    text = plain(mark(heading.text).text).strip(EDGES)
    match = PLACE_LAST.search(text)
    place = parse_place(match["place"]) if match else None
    title = NUMBERING.sub("", text[: match.start()]).strip(EDGES) if match else ""
    if not place or not place.date or not place.venue or len(title.split()) <= LONGEST_SECTION:
        return "", Place()
    return title, place


def find_section_place(headings: Sequence[Heading]) -> Place:
    """Return the venue and date that headings give to all papers below: ``2021``, ``NeurIPS 2020``."""
    for heading in reversed(headings):
        place = _find_place(clean_heading(heading.text))
        if place:
            return place
    return Place()


def _find_place(name: str) -> Place | None:
    if not name or not find_date(name)[0] or len(name) > 60:
        return None
    if re.fullmatch(r"(?:year |in )?(?:19|20)\d\d(?: papers)?", name, re.I):
        return Place(date=find_date(name)[0], sure=True)
    place = parse_place(name)
    return place if place and place.date and not PERIOD.fullmatch(name) else None


@dataclass(frozen=True, slots=True)
class Topics:
    """Names the topics of papers; ``title`` is the heading that names the whole list."""

    title: Heading | None

    def name(self, headings: Sequence[Heading], groups: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the topic of a paper below headings and groups, as one tag or none: ``Group / Topic``."""
        names = [clean_heading(heading.text) for heading in headings if heading != self.title]
        kept = [name for name in (*names, *groups) if name and not self._says_nothing(name)]
        distinct = {name.casefold(): name for name in reversed(kept)}
        return (join_levels(reversed(distinct.values())),) if kept else ()

    def _says_nothing(self, name: str) -> bool:
        return bool(
            GENERIC.fullmatch(name)
            or PERIOD.fullmatch(name)
            or FURNITURE.fullmatch(name)
            or _find_place(name)
        )


def find_title(headings: Sequence[Heading], with_papers: frozenset[int]) -> Heading | None:
    """Return the heading that is the title of the document, or None.

    Args:
        headings: all headings, in order.
        with_papers: lines of the headings that papers follow immediately.
    """
    tops = [heading for heading in headings if heading.level == min(each.level for each in headings)]
    if not tops or tops[0] != headings[0]:
        return None
    first = tops[0]
    alone = len(tops) == 1
    named = re.search(
        r"\b(?:awesome|papers?|list|reading|survey|literature|collection|review|resources?)\b",
        clean_heading(first.text),
        re.I,
    )
    return (
        first
        if (alone and (first.level == 1 or len(headings) > 1))
        or first.line not in with_papers
        or (named and first.level == 1)
        else None
    )
