"""BibTeX and biblatex (http://www.bibtex.org/Format/) from Zotero, Better BibTeX and this site.

Read with bibtexparser; a broken entry does not affect its neighbors. LaTeX in fields becomes Unicode, except
for mathematics and for ``~``, ``--`` and ``''``, which :mod:`generator.text.latex` reads. The fields of this
site's own exports are defined in :mod:`generator.exports.bibtex`.
"""

import logging
import re
from collections.abc import Mapping
from functools import cache

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as default_text_context
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as default_walker_context

from generator.model.limits import MOST_AUTHORS
from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, join_name, make_date, parse_date, parse_notes
from generator.readers.collector import Collector

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
LONGEST_FIELD = 60_000
"""Characters beyond which a field is not decoded."""
MOST_NESTED = 3
# \& \% \_ \# \$
ESCAPE = re.compile(r"\\([&%_#$ ])")
# {GPU}, {Graph Neural} networks
PLAIN_BRACES = re.compile(r"(?<![\\^_A-Za-z}\]])\{([^{}\\$]*)\}")
# e{BERT}
WORD_BRACES = re.compile(r"(?<=[A-Za-z])(?<!\\)\{([A-Z]+)\}")
# 50% more   (a comment cannot occur in a field)
BARE_PERCENT = re.compile(r"(?<!\\)%")
# the specials of LaTeX that stay as printed: ~ -- `` ''
LITERAL = ["nonascii-specials"]

Fields = Mapping[str, str]
"""The fields of an entry by name in lower case."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` has entries of BibTeX."""
    return bool(ENTRY.search(text))


@cache
def _make_decoder() -> tuple[object, LatexNodes2Text]:
    text_context = default_text_context().filter_context(exclude_categories=LITERAL)
    # without this, addresses get angle brackets
    text_context.add_context_category("addresses", [MacroTextSpec("url", "%s")], prepend=True)
    decoder = LatexNodes2Text(latex_context=text_context, math_mode="verbatim", keep_comments=True)
    return default_walker_context().filter_context(exclude_categories=LITERAL), decoder


def _decode_latex(text: str) -> str:
    r"""Return a field as Unicode: ``{\"O}zg{\"u}r`` is ``Özgür``, ``{GPU}`` is ``GPU``.

    What cannot be parsed stays as printed.
    """
    if len(text) > LONGEST_FIELD or not ("\\" in text or "{" in text):
        return text
    plain = text if "$" in text else ESCAPE.sub(r"\1", text)
    if "\\" not in plain.replace("\\$", ""):  # parsing is a hundred times slower
        for _ in range(MOST_NESTED):
            plain = WORD_BRACES.sub(r"\1", PLAIN_BRACES.sub(r"\1", plain))
        return plain.replace("\\$", "$")
    walker_context, decoder = _make_decoder()
    try:
        walker = LatexWalker(
            BARE_PERCENT.sub(r"\\%", text), latex_context=walker_context, tolerant_parsing=True
        )
        return str(decoder.nodelist_to_text(walker.get_latex_nodes()[0]))
    except (LatexWalkerError, RecursionError, LookupError, ValueError, AttributeError, TypeError):
        return plain


def _parse_name(raw: str) -> str:
    """Return a name in printed order, given as ``Last, First`` or ``First Last``."""
    if "," not in raw:
        return _decode_latex(raw)
    try:
        parts = parse_single_name_into_parts(raw, strict=False)
    except (InvalidNameError, IndexError):
        return _decode_latex(raw)
    return _decode_latex(
        join_name(*(" ".join(part) for part in (parts.last, parts.first, parts.von, parts.jr)))
    )


def _parse_authors(value: str) -> tuple[list[str], str | None]:
    """Return the names in an ``author`` field, or the one organization in their place."""
    names = [raw.strip() for raw in split_multiple_persons_names(" ".join(value.split()))]
    names = [name for name in names if name and name.lower() != "others"]
    if len(names) > MOST_AUTHORS:
        return names, None
    braced = [BRACED.match(name) for name in names]
    printed = [
        _decode_latex(match["inner"]) if match else _parse_name(name)
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
    title = _decode_latex(fields.get("title", ""))
    if subtitle := _decode_latex(fields.get("subtitle", "")):
        title = f"{title}: {subtitle}"
    venues = (_decode_latex(fields.get(key, "")).strip() for key in VENUE_FIELDS)
    work = Work(
        title=title,
        abstract=_decode_latex(fields.get("abstract", "")),
        authors=authors,
        organization=organization,
        author_count=fields.get("authorcount", ""),
        venues=(venue for venue in venues if not venue.startswith(NOT_A_VENUE)),
        cited=_find_cited_date(fields),
        first=parse_date(fields.get("published", "")),
        notes=parse_notes(*(_decode_latex(fields[key]) for key in NOTE_FIELDS if key in fields)),
        eprint=fields.get("eprint", "") if not archive or "arxiv" in archive else "",
        doi=ESCAPED_SIGN.sub("", fields.get("doi", "")).replace("{", "").replace("}", ""),
        openreview=fields.get("openreview", "").replace("\\", ""),
        addresses=[_decode_latex(fields.get("url", ""))],
        others=[fields.get(key, "") for key in ARXIV_FIELDS],
        code=fields.get("code", "").split(),
        project=fields.get("project", "").split(),
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the entries of a BibTeX file; whatever is not an entry is a problem."""
    remove_enclosing = RemoveEnclosingMiddleware()
    try:
        steps = [ResolveStringReferencesMiddleware(), remove_enclosing]
        library = parse_string(text, parse_stack=steps)
    except (RecursionError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        collector.report(1, f"expected BibTeX (the parser failed: {shorten(str(error))})")
        return
    broken: set[int] = set()
    for block in sorted(library.blocks, key=lambda block: block.start_line or 0):
        line = (block.start_line or 0) + 1
        if isinstance(block, (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)) and isinstance(
            block.ignore_error_block, model.Entry
        ):  # the parser passed over it
            block = remove_enclosing.transform_entry(block.ignore_error_block, library)
        if isinstance(block, model.Entry):
            _add(collector, block, line)
        elif isinstance(block, model.ParsingFailedBlock):
            broken.add(line)
            reason = shorten(str(getattr(block.error, "abort_reason", block.error) or ""), 200)
            got = f"got {shorten(block.raw or '', 60)!r}: {reason}"
            collector.report(line, f"expected an entry of BibTeX ({got})")
        elif isinstance(block, model.ImplicitComment) and line not in broken:
            _report_text(collector, block.comment, line)


def _report_text(collector: Collector, text: str, line: int) -> None:
    """Report text between entries, unless all of it is comments."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    if any(not part.startswith(COMMENT_MARKS) for part in parts):
        collector.report(
            line, f"expected an entry of BibTeX (got {shorten(text.strip(), 60)!r})", severity="warning"
        )
