"""What the readers of bibliographies have in common: names, dates, identifiers, and lines of notes.

A bibliography gives one year, by which a work is cited. Here it becomes ``venue_year`` where a venue is
given, and ``published`` where month or day are known or no venue is; ``published`` is what this list
calls the date of first publication, which a proceedings volume's year alone does not tell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.readers.base import sound_addresses
from generator.text.dates import parse_month
from generator.text.identifiers import parse_arxiv_id, parse_doi

__all__ = [
    "dates",
    "links_of",
    "notes_of",
    "partial_date",
    "person",
    "sort_identifiers",
    "strip_markup",
]

# arXiv:2410.05434 [cs], as Zotero writes it into notes and extras; arXiv: hep-th/9901001
ARXIV_ANYWHERE = re.compile(
    r"(?:arxiv(?:\s?id)?:\s{0,3}|arxiv\.org/(?:abs|pdf|html)/|abs/|10\.48550/arxiv\.)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?!\d)",
    re.I,
)
# https://openreview.net/forum?id=8-8k3okjpY
OPENREVIEW = re.compile(r"https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=(?P<id>[\w-]{4,60})", re.ASCII)
OPENREVIEW_ID = re.compile(r"[\w-]{4,60}\Z", re.ASCII)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.I)
# Code: https://…  ·  TL;DR: …  ·  DOI: 10.1145/…   as in the notes of exports and in Zotero's "Extra"
NOTE_LINE = re.compile(
    r"^(?P<label>arXiv|DOI|OpenReview|Published|Authors|Code|Project|Link|Kind|TL;DR|Organization"
    r"|Repository|GitHub|Homepage"
    r"|Citation Key|PMID|Issue|Volume|ISBN)\s?:\s*(?P<value>\S.*)$",
    re.M,
)
# <i>k</i>-means  ·  CO<sub>2</sub>  ·  <span class="nocase">…</span>
MARKUP = re.compile(
    r"<(?P<end>/?)(?P<tag>i|b|em|strong|sub|sup|sc|span|p|br|jats:\w+)(?:\s[^<>]{0,300})?/?>", re.I
)
# 2024-07-04, 2024/07/04/, 2024/07, 2024, "2024/7/4"
NUMERIC_DATE = re.compile(
    r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})?(?:[-/](?P<day>\d{1,2})?)?)?(?:[T/ ].*)?\Z"
)


def strip_markup(text: str) -> str:
    """Return a text of a bibliography without its HTML: raised and lowered letters marked as LaTeX does."""
    if "<" in text:

        def mark(match: re.Match[str]) -> str:
            tag = match["tag"].lower().removeprefix("jats:")
            if tag in ("sub", "sup"):
                return "}" if match["end"] else ("_{" if tag == "sub" else "^{")
            return " " if tag in ("p", "br", "title") else ""

        text = MARKUP.sub(mark, text)
    return html.unescape(text) if "&" in text else text


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """Return a name in the order in which it is printed."""
    return " ".join(
        part for part in (given.strip(), particle.strip(), family.strip(), suffix.strip()) if part
    )


def partial_date(year: object, month: object = None, day: object = None) -> str | None:
    """Return a date as precisely as its parts are sound; None without a year."""
    try:
        y = int(str(year).strip())
    except ValueError:
        return None
    if not 1600 <= y <= 2999:
        return None
    m = parse_month(str(month or ""))
    if m is None:
        return f"{y:04}"
    try:
        return date(y, m, int(str(day).strip())).isoformat()
    except ValueError:
        return f"{y:04}-{m:02}"


def numeric_date(text: str) -> str | None:
    """Return a date such as ``2024/07/04`` or ``2024-07`` in ISO form; None when it is none."""
    match = NUMERIC_DATE.match(text.strip()[:60])
    return partial_date(match["year"], match["month"], match["day"]) if match else None


def dates(cited: str | None, first: str | None, venue: str) -> dict[str, Any]:
    """Return ``published`` and ``venue_year`` of a work cited by ``cited`` and first published ``first``.

    Both are ISO dates as precise as known, or None.
    """
    found: dict[str, Any] = {}
    if venue and cited:
        found["venue_year"] = int(cited[:4])
    if first:
        found["published"] = first
    elif cited and (len(cited) > 4 or not venue):
        found["published"] = cited
    return found


def notes_of(*notes: str) -> dict[str, list[str]]:
    """Return what labelled lines of notes say: label in lower case -> values."""
    found: dict[str, list[str]] = {}
    for note in notes:
        for match in NOTE_LINE.finditer(note):
            found.setdefault(match["label"].lower(), []).append(match["value"].strip())
    return found


def links_of(notes: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return the repositories and project pages that notes name."""
    code = [value for label in ("code", "repository", "github") for value in notes.get(label, ())]
    project = [value for label in ("project", "homepage") for value in notes.get(label, ())]
    return {"code": sound_addresses(code), "project": sound_addresses(project)}


def sort_identifiers(
    *,
    eprint: str = "",
    doi: str = "",
    openreview: str = "",
    addresses: Iterable[str] = (),
    others: Iterable[str] = (),
) -> dict[str, str | None]:
    """Return arXiv identifier, DOI and OpenReview id from the places where bibliographies keep them.

    Args:
        eprint: a field that holds an arXiv identifier, with or without ``arXiv:``.
        doi: a field that holds a DOI; one of arXiv's own (``10.48550/arXiv.…``) gives the identifier.
        openreview: a field that holds an OpenReview id.
        addresses: web addresses, which can be of arXiv or of a DOI resolver.
        others: texts in which ``arXiv:…`` may stand.
    """
    arxiv = parse_arxiv_id(eprint) if eprint else None
    found_doi = parse_doi(doi) if doi else None
    if found_doi and ARXIV_DOI.match(found_doi):
        arxiv = arxiv or parse_arxiv_id(found_doi)
        found_doi = None
    openreview = openreview.strip()
    for address in addresses:
        address = address.strip()
        if not openreview and (match := OPENREVIEW.match(address)):
            openreview = match["id"]
        arxiv = arxiv or (parse_arxiv_id(address) if "arxiv" in address or "/papers/" in address else None)
        if not found_doi and "doi.org/" in address and not ARXIV_DOI.search(address):
            found_doi = parse_doi(address)
    for other in others:
        if not arxiv and (match := ARXIV_ANYWHERE.search(other)):
            arxiv = parse_arxiv_id(match["id"])
    return {
        "arxiv": arxiv,
        "doi": found_doi,
        "openreview": openreview if OPENREVIEW_ID.match(openreview) else None,
    }
