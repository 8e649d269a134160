"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): one tag per line, which ends in CRLF.

Programs disagree about some tags; where they do, this follows Zotero.

============== =========================================================================================
Fact           Where it goes
============== =========================================================================================
type           ``TY``, and ``M2  - Type: preprint`` for types that ``TY`` lacks
key            ``ID``, and ``M2  - Citation Key: …``, since Zotero reads ``M2`` but not ``ID``
title          ``TI``
authors        ``AU``, one each: ``Family, Given, Suffix``; a single word, and an organization, as it is
organization   ``AU``, and a line of ``N1`` that distinguishes it from a person: ``Organization: …``
editors        ``ED``, one each
cited date     ``PY``; with a month also as ``DA``: ``YYYY/MM/DD``
venue          ``T2``; at a conference also ``C3``, since ``T2`` names the conference itself
container      ``T2``, or ``C3`` of a conference: the full title, if the venue is a shorter name
publication    ``VL``, ``IS``, ``SP`` and ``EP``, ``PB``, ``CY``, ``ET``, ``SN``, ``LA``, ``M3`` (genre) and
               ``T3`` (series; of books and reports ``T2``)
DOI            ``DO``
arXiv          ``AN`` as ``arXiv:…``
address        ``UR``: where to read it
topics, tags   ``KW``, one each
abstract       ``AB``, on one line: paragraphs joined
summary        ``N1``, its first line
all else       further lines of ``N1``: ``Published: …``, ``Source code: …``; each ``N1`` becomes a note
============== =========================================================================================
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.exports.references import Reference
from generator.text.names import Name

TYPES: Final = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "paper-conference": "CONF",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "manuscript": "MANSCPT",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "software": "COMP",
    "dataset": "DATA",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "speech": "SLIDE",
    "motion_picture": "MPCT",
    "song": "SOUND",
    "map": "MAP",
    "article": "UNPB",
    "review": "JOUR",
    "review-book": "JOUR",
    "standard": "STAND",
    "post": "ELEC",
}
NOT_TOLD: Final = frozenset(("article", "document", "review", "review-book", "pamphlet", "standard", "post"))
"""Types that Zotero does not recognize by ``TY``, besides all those not in :data:`TYPES`."""
NUMBERED: Final = frozenset(("report", "patent", "standard"))
IN_SERIES: Final = frozenset(("book", "report"))
"""Types whose ``T2`` is a series."""
# 436–444
PAGE_RANGE = re.compile(r"(?P<first>[^\s,–-]+)[–-](?P<last>[^\s,–-]+)\Z")


def write_entry(reference: Reference) -> str:
    """Write one record, from ``TY`` to ``ER``."""
    ref = reference
    names = [_invert(name) for name in ref.authors] or list(ref.creators)
    pairs = [
        ("TY", TYPES.get(ref.type, "GEN")),
        ("ID", ref.key),
        ("TI", ref.title),
        *(("AU", name) for name in names),
        ("PY", str(ref.year or "")),
        ("DA", _date(ref.date_parts)),
        *_list_venues(ref),
        *(_list_publication(ref) if ref.publication else ()),
        ("DO", ref.doi),
        ("AN", f"arXiv:{ref.arxiv}" if ref.arxiv else ""),
        ("UR", ref.url.replace(";", "%3B")),
        *(("KW", keyword) for keyword in ref.subjects),
        ("AB", ref.abstract.replace("\n\n", " ")),
        ("N1", "\r\n".join(_list_notes(ref))),
        ("M2", f"Citation Key: {ref.key}"),
        ("M2", f"Type: {_name_type(ref)}" if ref.type not in TYPES or ref.type in NOT_TOLD else ""),
    ]
    lines = [f"{tag}  - {value}\r\n" for tag, value in pairs if value]
    return "".join([*lines, "ER  - \r\n"])


def _list_venues(ref: Reference) -> Iterator[tuple[str, str]]:
    if ref.type == "paper-conference":
        yield "T2", ref.venue
        yield "C3", ref.container
    elif ref.type == "article":
        yield "T2", ref.venue
        yield "PB", ref.publication.publisher or ref.venue or ("arXiv" if ref.arxiv else "")
    elif ref.type not in IN_SERIES:
        yield "T2", ref.container


def _list_publication(ref: Reference) -> Iterator[tuple[str, str]]:
    found = ref.publication
    pages = found.pages or ""
    match = PAGE_RANGE.match(pages)
    is_numbered = ref.type in NUMBERED
    yield from (("ED", _invert(name)) for name in ref.editors)
    yield "VL", found.volume or ""
    yield "IS", found.issue or ("" if is_numbered else found.number) or ""
    yield "SP", match["first"] if match else pages
    yield "EP", match["last"] if match else ""
    yield "PB", found.publisher or "" if ref.type != "article" else ""
    yield "CY", found.place or ""
    yield "T2" if ref.type in IN_SERIES else "T3", found.series or ""
    yield "ET", found.edition or ""
    yield "SN", found.isbn or ""
    yield "SN", found.issn or ""
    yield "IS" if found.isbn or found.issn else "SN", (found.number if is_numbered else "") or ""
    yield "LA", found.language or ""
    # the M3 of other types is a DOI
    yield "M3", found.genre or "" if ref.type in ("thesis", "report", "manuscript") else ""


def _list_notes(ref: Reference) -> Iterator[str]:
    """Yield the lines of the note; only the first can look like a tag."""
    if ref.tldr:
        yield ref.tldr
    if ref.organization:
        yield f"Organization: {ref.organization}"
    if ref.venue and ref.type in IN_SERIES:
        yield f"Venue: {ref.venue}"
    for label, value in ref.extras:
        if label not in ("arXiv", "TL;DR"):
            yield f"{label}: {value}"


def _name_type(ref: Reference) -> str:
    return "preprint" if ref.type == "article" else ref.type


def _invert(name: Name) -> str:
    if "," in name.printed and not name.suffix:
        return name.printed
    return ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)


def _date(parts: tuple[int, ...]) -> str:
    if len(parts) < 2:
        return ""
    return f"{parts[0]:04}/{parts[1]:02}/" + (f"{parts[2]:02}" if len(parts) > 2 else "/")
