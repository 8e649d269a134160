r"""BibTeX and biblatex (http://www.bibtex.org/Format/), Zotero's, Better BibTeX's and this site's exports.

Read with bibtexparser; one broken entry does not spoil its neighbours. LaTeX accents, escaped characters
and protecting braces become Unicode; mathematics and everything else stays as printed. Which field of
this site's own exports holds what is told in :mod:`generator.exports.bibtex`.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import Any

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
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latex2text import get_default_latex_context_db as text_context
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as walker_context

from generator.readers import bibliography
from generator.readers.base import Collector, ReadResult, Source, shorten, sound_addresses
from generator.text.preprints import is_arxiv_venue

__all__ = ["LOOKED_FOR", "NAME", "decode_latex", "read", "recognise"]

NAME = "BibTeX"
LOOKED_FOR = "BibTeX: entries such as '@article{key, title = {…}, …}'"

# what the parser has to say about broken entries is said by the problems here
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# @article{key,  ·  @inproceedings(key,
ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?!comment|string|preamble)[A-Za-z]{3,40}[ \t]*[{(][ \t]*[^\s{}(),=]{0,300}[ \t]*,",
    re.M | re.I,
)
# \& \% \_ \# \$   (braces are kept for the walker)
SIMPLE_ESCAPE = re.compile(r"\\([&%_#$ ])")
# {GPU}, {Graph Neural} networks, with no macro inside
PLAIN_BRACES = re.compile(r"(?<![\\^_A-Za-z}\]])\{([^{}\\$]*)\}")
WORD_BRACES = re.compile(r"(?<=[A-Za-z])(?<!\\)\{([A-Z]+)\}")
MONTH_NAME = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
BRACED = re.compile(r"\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}\Z")
_ACCENTED = r"(?:\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|\\[cHkruvdb]\{\\?[A-Za-z]\})"
# {\textendash}, {\ss}  ·  {\"o}, \"{o}, {\c{c}}  ·  \ensuremath{\lbrace}
SNIPPET = re.compile(
    r"\{\\[A-Za-z]{1,30}\s?\}|\{"
    + _ACCENTED
    + r"\}|"
    + _ACCENTED
    + r"|\\ensuremath\{(?:[^{}$]|\{[^{}$]{0,60}\}){0,60}\}"
)
# braces that are text stand as these until the others are gone
KEPT_BRACES = {0xE000: "{", 0xE001: "}"}
LONGEST_FIELD = 60_000
"""Characters beyond which no field of a paper goes; longer ones are refused as they are."""
_LITERAL = ("nonascii-specials",)  # ~ -- `` '' and the like stay as they are printed


@lru_cache(maxsize=1)
def _converter() -> tuple[Any, LatexNodes2Text]:
    walker = walker_context().filter_context(exclude_categories=list(_LITERAL))
    converter = LatexNodes2Text(
        latex_context=text_context().filter_context(exclude_categories=list(_LITERAL)),
        math_mode="verbatim",
        keep_comments=True,
    )
    return walker, converter


def decode_latex(text: str) -> str:
    """Return a field of BibTeX as text: accents, symbols and escapes as Unicode, protecting braces gone."""
    if len(text) > LONGEST_FIELD:
        return text
    if "\\" not in text:
        if "{" not in text:
            return text
        if "$" not in text and "^" not in text and "_" not in text:
            return text.replace("{", "").replace("}", "")
    if "\\" in text and "$" not in text:
        # most of what stands in fields is a few accents and signs, each of which is read only once
        mended = SNIPPET.sub(lambda match: _convert(match[0]), SIMPLE_ESCAPE.sub(r"\1", text))
        if "\\" not in mended and ("{" not in mended or not ("^" in mended or "_" in mended)):
            return mended.replace("{", "").replace("}", "").translate(KEPT_BRACES)
    plain = SIMPLE_ESCAPE.sub(r"\1", text) if "\\" in text and "$" not in text else text
    for _ in range(3):
        plain = WORD_BRACES.sub(r"\1", PLAIN_BRACES.sub(r"\1", plain))
    if "\\" not in plain or "\\" not in plain.replace("\\$", ""):
        return plain.replace("\\$", "$")
    try:
        # comments are no part of a field: a bare % is a percent sign
        return _convert_all(re.sub(r"(?<!\\)%", r"\\%", text))
    except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError, KeyError):
        return plain


def _convert_all(text: str) -> str:
    walker, converter = _converter()
    nodes, _, _ = LatexWalker(text, latex_context=walker, tolerant_parsing=True).get_latex_nodes()
    return str(converter.nodelist_to_text(nodes))


@lru_cache(maxsize=4096)
def _convert(snippet: str) -> str:
    try:
        return _convert_all(snippet).replace("{", "\ue000").replace("}", "\ue001")
    except (LatexWalkerError, RecursionError, LookupError, ValueError, AttributeError, TypeError):
        return snippet


def recognise(text: str) -> bool:
    """Return whether ``text`` has entries of BibTeX."""
    return bool(ENTRY.search(text))


def _names(value: str) -> tuple[list[str], str | None]:
    """Return the authors of an ``author`` field, or the one organization that stands in for them."""
    names: list[str] = []
    literals = 0
    for raw in split_multiple_persons_names(" ".join(value.split())):
        raw = raw.strip()
        if not raw or raw.lower() == "others":
            continue
        if match := BRACED.match(raw):
            literals += 1
            names.append(decode_latex(match["inner"]))
            continue
        if "," not in raw:
            names.append(decode_latex(raw))
            continue
        try:
            parts = parse_single_name_into_parts(raw, strict=False)
        except (InvalidNameError, IndexError):
            names.append(decode_latex(raw))
            continue
        names.append(
            decode_latex(
                bibliography.person(
                    " ".join(parts.last), " ".join(parts.first), " ".join(parts.von), " ".join(parts.jr)
                )
            )
        )
    if literals == 1 and len(names) == 1:
        return [], names[0]
    return names, None


def _cited_date(fields: dict[str, str]) -> str | None:
    if found := bibliography.numeric_date(fields.get("date", "").split("/")[0]):
        return found
    month = fields.get("month", "")
    name = MONTH_NAME.search(month)
    day = fields.get("day") or (found_day[1] if name and (found_day := DAY_NUMBER.search(month)) else None)
    return bibliography.partial_date(fields.get("year", ""), name[0] if name else month, day)


def _add(collector: Collector, entry: model.Entry, line: int) -> None:
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for item in entry.fields:
        key = str(item.key).lower()
        if key in fields:
            collector.refuse(
                (item.start_line or 0) + 1,
                f"expected each field once (got {key!r} again in {entry.key!r}; the first one counts)",
                severity="warning",
            )
            continue
        fields[key] = str(item.value)
        lines[key] = (item.start_line or 0) + 1
    authors, organization = _names(fields.get("author", ""))
    # a journal that is a preprint server is no venue
    venue = next(
        (
            decoded
            for key in ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
            if (decoded := decode_latex(fields.get(key, "")).strip())
            and not is_arxiv_venue(decoded)
            and not decoded.startswith(("http", "\\url", "Online", "Available"))
        ),
        "",
    )
    archive = (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
    notes = bibliography.notes_of(
        *(decode_latex(fields[key]) for key in ("note", "annote", "annotation", "extra") if key in fields)
    )
    links = bibliography.links_of(notes)
    url = decode_latex(fields.get("url", "")).removeprefix("\\url")
    eprint = fields.get("eprint", "")
    identifiers = bibliography.sort_identifiers(
        openreview=fields.get("openreview", "").replace("\\", "")
        or next(iter(notes.get("openreview", ())), ""),
        eprint=eprint if not archive or "arxiv" in archive else "",
        doi=re.sub(r"\\(?=[_%&#])", "", fields.get("doi", "")).replace("{", "").replace("}", ""),
        addresses=[url, *notes.get("doi", ())],
        others=[
            *(
                fields.get(key, "")
                for key in ("journal", "note", "number", "howpublished", "eprint", "volume")
            ),
            *(f"arXiv:{value}" for value in notes.get("arxiv", ())),
        ],
    )
    count = fields.get("authorcount", "")
    first = bibliography.numeric_date(fields.get("published", ""))
    title = decode_latex(fields.get("title", ""))
    if subtitle := decode_latex(fields.get("subtitle", "")):
        title = f"{title}: {subtitle}"
    code = sound_addresses(fields.get("code", "").split())
    project = sound_addresses(fields.get("project", "").split())
    collector.add(
        line,
        title=bibliography.strip_markup(title),
        abstract=bibliography.strip_markup(decode_latex(fields.get("abstract", ""))),
        authors=authors,
        organization=organization,
        author_count=int(count) if count.isdecimal() and int(count[:6]) > 0 else None,
        venue=venue,
        **bibliography.dates(_cited_date(fields), first, venue),
        **identifiers,
        code=(*code, *links["code"]),
        project=(*project, *links["project"]),
    )


def read(source: Source) -> ReadResult:
    """Return the entries of a BibTeX file, and each part of it that is none."""
    collector = Collector(source=source)
    stack = [ResolveStringReferencesMiddleware(allow_inplace_modification=True),
             RemoveEnclosingMiddleware(allow_inplace_modification=True)]  # fmt: skip
    try:
        library = parse_string(source.text, parse_stack=stack)
    except (RecursionError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        collector.refuse(1, f"expected BibTeX (got something its parser gives up on: {shorten(str(error))})")
        return collector.result(NAME)
    broken: set[int] = set()
    blocks = sorted(library.blocks, key=lambda block: block.start_line or 0)
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)):
            inner = block.ignore_error_block
            if isinstance(inner, model.Entry):
                _add(collector, _without_enclosing(inner), line)
                continue
        if isinstance(block, model.Entry):
            _add(collector, block, line)
        elif isinstance(block, model.ParsingFailedBlock):
            broken.add(line)
            reason = " ".join(str(getattr(block.error, "abort_reason", block.error) or "").split())
            collector.refuse(
                line,
                f"expected an entry of BibTeX (got {shorten(block.raw or '', 60)!r}: {shorten(reason, 200)})",
            )
        elif isinstance(block, model.ImplicitComment):
            text = block.comment.strip()
            if line not in broken and text and not all(
                part.lstrip().startswith(("%", "#", "//")) for part in text.split("\n") if part.strip()
            ):  # fmt: skip
                collector.refuse(
                    line, f"expected an entry of BibTeX (got {shorten(text, 60)!r})", severity="warning"
                )
    return collector.result(NAME)


def _without_enclosing(entry: model.Entry) -> model.Entry:
    """Take the braces or quotes off the fields of an entry that the parser's own step passed by."""
    for item in entry.fields:
        value = str(item.value).strip()
        if len(value) > 1 and (value[0], value[-1]) in (("{", "}"), ('"', '"')):
            item.value = value[1:-1]
    return entry
