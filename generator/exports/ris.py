"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): one tag per line, which ends in CRLF.

============== =========================================================================================
Fact           Where it goes
============== =========================================================================================
type           ``TY``: conference, workshop ``CONF``; journal ``JOUR``; preprint ``UNPB``; else ``GEN``
title          ``TI``
authors        ``AU``, one each: ``Family, Given, Suffix``; a single word as it is
organization   ``AU``, and ``N1  - Organization: ...`` which distinguishes it from a person
cited year     ``PY``
published      ``DA`` as ``YYYY/MM/DD`` if it is in the cited year; else ``N1  - Published: ...``
venue          ``T2``
DOI            ``DO``
arXiv          ``AN`` as ``arXiv:...``, and ``N1  - arXiv: ...``
links          ``UR``: where to read it; ``N1  - Code: ...``, ``Project: ...``, ``Link: ...``
topics         ``KW``, one each
kind, summary  ``N1  - Kind: ...``, ``N1  - TL;DR: ...``
abstract       ``AB``, on one line: paragraphs joined
key            ``ID``
============== =========================================================================================
"""

from typing import Final

from generator.exports.references import Reference
from generator.text.names import Name

TYPES: Final = {"paper-conference": "CONF", "article-journal": "JOUR", "article": "UNPB"}


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
        ("T2", ref.venue),
        ("DO", ref.doi),
        ("AN", f"arXiv:{ref.arxiv}" if ref.arxiv else ""),
        ("UR", ref.url.replace(";", "%3B")),
        *(("KW", topic) for topic in ref.topics),
        ("AB", ref.abstract.replace("\n\n", " ")),
        ("N1", f"Organization: {ref.organization}" if ref.organization else ""),
        *(("N1", f"{label}: {value}") for label, value in ref.extras),
    ]
    lines = [f"{tag}  - {value}\r\n" for tag, value in pairs if value]
    return "".join([*lines, "ER  - \r\n"])


def _invert(name: Name) -> str:
    if "," in name.printed and not name.suffix:
        return name.printed
    return ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)


def _date(parts: tuple[int, ...]) -> str:
    if len(parts) < 2:
        return ""
    return f"{parts[0]:04}/{parts[1]:02}/" + (f"{parts[2]:02}" if len(parts) > 2 else "/")
