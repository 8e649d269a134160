"""BibTeX and biblatex (http://www.bibtex.org/Format/) from Zotero, Better BibTeX and this site.

Read with bibtexparser; a broken entry does not affect its neighbors. The fields of this site's own exports
are defined in :mod:`generator.exports.bibtex`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import (
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
)
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from generator.readers.base import ReadResult, Source, shorten
from generator.readers.bibliography import Work, add_work, join_name, make_date, parse_date, parse_notes
from generator.readers.collector import Collector
from generator.readers.latex import decode_latex

__all__ = ["NAME", "SIGNATURE", "read", "recognizes"]

NAME = "BibTeX"
SIGNATURE = "BibTeX: entries such as '@article{key, title = {…}, …}'"

# the problems reported here include what the parser would log about broken entries
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# @article{key,  ·  @inproceedings(key,
ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?!comment|string|preamble)[A-Za-z]{3,40}[ \t]*[{(][ \t]*[^\s{}(),=]{0,300}[ \t]*,",
    re.M | re.I,
)
MONTH_NAME = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
# 4 July  ·  July 4
DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
# {Flour Lab}   (a name that is not split into parts)
BRACED = re.compile(r"\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}\Z")
# \_  ·  \%   in a DOI
ESCAPED_SIGN = re.compile(r"\\(?=[_%&#])")
VENUE_FIELDS = ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
NOT_A_VENUE = ("http", "Online", "Available")
NOTE_FIELDS = ("note", "annote", "annotation", "extra")
ARXIV_FIELDS = ("journal", "note", "number", "howpublished", "eprint", "volume")
COMMENT_MARKS = ("%", "#", "//")

Fields = Mapping[str, str]
"""The fields of an entry by name in lower case."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` has entries of BibTeX."""
    return bool(ENTRY.search(text))


def _parse_name(raw: str) -> str:
    """Return a name in printed order, given as ``Last, First`` or ``First Last``."""
    if "," not in raw:
        return decode_latex(raw)
    try:
        parts = parse_single_name_into_parts(raw, strict=False)
    except (InvalidNameError, IndexError):
        return decode_latex(raw)
    return decode_latex(
        join_name(*(" ".join(part) for part in (parts.last, parts.first, parts.von, parts.jr)))
    )


def _parse_authors(value: str) -> tuple[list[str], str | None]:
    """Return the names in an ``author`` field, or the one organization in their place."""
    names = [raw.strip() for raw in split_multiple_persons_names(" ".join(value.split()))]
    names = [name for name in names if name and name.lower() != "others"]
    braced = [BRACED.match(name) for name in names]
    printed = [
        decode_latex(match["inner"]) if match else _parse_name(name)
        for name, match in zip(names, braced, strict=True)
    ]
    return ([], printed[0]) if len(printed) == 1 and braced[0] else (printed, None)


def _find_cited_date(fields: Fields) -> str | None:
    if found := parse_date(fields.get("date", "").split("/")[0]):
        return found
    month = fields.get("month", "")
    name = MONTH_NAME.search(month)
    day = fields.get("day") or (found_day[1] if name and (found_day := DAY_NUMBER.search(month)) else None)
    return make_date(fields.get("year", ""), name[0] if name else month, day)


def _list_fields(collector: Collector, entry: model.Entry) -> Fields:
    """Return the fields of an entry; report those given twice."""
    fields: dict[str, str] = {}
    for item in entry.fields:
        key = str(item.key).lower()
        if key in fields:
            collector.report(
                (item.start_line or 0) + 1,
                f"expected each field once (got {key!r} again in {entry.key!r}; the first one counts)",
                severity="warning",
            )
        fields.setdefault(key, str(item.value))
    return fields


def _add(collector: Collector, entry: model.Entry, line: int) -> None:
    fields = _list_fields(collector, entry)
    authors, organization = _parse_authors(fields.get("author", ""))
    archive = (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
    title = decode_latex(fields.get("title", ""))
    if subtitle := decode_latex(fields.get("subtitle", "")):
        title = f"{title}: {subtitle}"
    venues = (decode_latex(fields.get(key, "")).strip() for key in VENUE_FIELDS)
    work = Work(
        title=title,
        abstract=decode_latex(fields.get("abstract", "")),
        authors=authors,
        organization=organization,
        author_count=fields.get("authorcount", ""),
        venues=(venue for venue in venues if not venue.startswith(NOT_A_VENUE)),
        cited=_find_cited_date(fields),
        first=parse_date(fields.get("published", "")),
        notes=parse_notes(*(decode_latex(fields[key]) for key in NOTE_FIELDS if key in fields)),
        eprint=fields.get("eprint", "") if not archive or "arxiv" in archive else "",
        doi=ESCAPED_SIGN.sub("", fields.get("doi", "")).replace("{", "").replace("}", ""),
        openreview=fields.get("openreview", "").replace("\\", ""),
        addresses=[decode_latex(fields.get("url", ""))],
        others=[fields.get(key, "") for key in ARXIV_FIELDS],
        code=fields.get("code", "").split(),
        project=fields.get("project", "").split(),
    )
    add_work(collector, line, work)


def read(source: Source) -> ReadResult:
    """Return the entries of a BibTeX file; whatever is not an entry is a problem."""
    collector = Collector(source=source)
    steps = [
        ResolveStringReferencesMiddleware(allow_inplace_modification=True),
        RemoveEnclosingMiddleware(allow_inplace_modification=True),
    ]
    try:
        library = parse_string(source.text, parse_stack=steps)
    except (RecursionError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        collector.report(1, f"expected BibTeX (the parser failed: {shorten(str(error))})")
        return collector.result(NAME)
    broken: set[int] = set()
    for block in sorted(library.blocks, key=lambda block: block.start_line or 0):
        line = (block.start_line or 0) + 1
        if isinstance(block, (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)) and isinstance(
            block.ignore_error_block, model.Entry
        ):
            _add(collector, _remove_enclosing(block.ignore_error_block), line)
        elif isinstance(block, model.Entry):
            _add(collector, block, line)
        elif isinstance(block, model.ParsingFailedBlock):
            broken.add(line)
            reason = shorten(str(getattr(block.error, "abort_reason", block.error) or ""), 200)
            got = f"got {shorten(block.raw or '', 60)!r}: {reason}"
            collector.report(line, f"expected an entry of BibTeX ({got})")
        elif isinstance(block, model.ImplicitComment) and line not in broken:
            _report_text(collector, block.comment, line)
    return collector.result(NAME)


def _report_text(collector: Collector, text: str, line: int) -> None:
    """Report text between entries, unless all of it is comments."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    if any(not part.startswith(COMMENT_MARKS) for part in parts):
        collector.report(
            line, f"expected an entry of BibTeX (got {shorten(text.strip(), 60)!r})", severity="warning"
        )


def _remove_enclosing(entry: model.Entry) -> model.Entry:
    """Remove braces or quotes around the fields of an entry that the parser passed over."""
    for item in entry.fields:
        value = str(item.value).strip()
        if len(value) > 1 and (value[0], value[-1]) in (("{", "}"), ('"', '"')):
            item.value = value[1:-1]
    return entry
