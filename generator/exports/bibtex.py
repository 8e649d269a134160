r"""BibTeX (http://www.bibtex.org/Format/), for classic BibTeX, biblatex and reference managers alike.

============== ===========================================================================================
Fact           Where it goes
============== ===========================================================================================
type           conference, workshop: ``@inproceedings``; journal: ``@article``; all else ``@misc``
key aliases    ``ids``, with commas between: biblatex accepts each of them
title          ``title``; words whose capitals carry meaning stand in braces
authors        ``author``, names as printed, joined by ``and``; a suffix as ``Family, Jr., Given``
organization   ``author``, the whole in a second pair of braces
author count   ``authorcount``
cited year     ``year``, and a preprint's ``month``
published      ``published`` (ISO 8601) where ``year`` alone does not tell it
venue          ``booktitle``, ``journal`` or, where its type is unknown, ``howpublished``
arXiv          ``eprint`` with ``archiveprefix`` (and ``primaryclass`` for identifiers that name it)
DOI            ``doi``; braces and backslashes in it percent-encoded
OpenReview     ``openreview``
links          ``url``: where to read it; ``code``, ``project``, ``links``: addresses apart by a space
topics         ``keywords``, titles apart by a comma, in braces where one has a comma
kind           ``kind``
summary        ``annote``
abstract       ``abstract``
============== ===========================================================================================

Letters with accents, Greek and symbols are written as LaTeX wherever pylatexenc reads that back as the
same character; what has no such form (emoji, Arabic, Chinese) stays Unicode, which XeLaTeX, LuaLaTeX and
every reference manager take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import get_builtin_uni2latex_dict

from generator.exports.references import Reference
from generator.text.dates import MONTH_ABBREVIATIONS
from generator.text.names import Name

__all__ = ["entry", "escape_latex", "write"]

ENTRY_TYPES: Final = {"conference": "inproceedings", "workshop": "inproceedings", "journal": "article"}
VENUE_FIELDS: Final = {"conference": "booktitle", "workshop": "booktitle", "journal": "journal"}
ASCII: Final = {
    "\\": r"{\textbackslash}",
    "{": r"\ensuremath{\lbrace}",
    "}": r"\ensuremath{\rbrace}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
}
"""LaTeX of the ASCII characters that it reads otherwise. Braces are named, not escaped: BibTeX counts
every brace, escaped or not."""
# "\\'e", "\\H{o}", "\\c{c}": accents, written {\'e} so that BibTeX takes them for one letter
# "--", "``", "?`": pairs that LaTeX draws as one character
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
SPECIAL = re.compile(r"[^ -~\n]|[\\{}~^%&#_$<>|]")
# "GNNs", "3D", "ImageNet", "E(n)", but not "Fast"
WORD = re.compile(r"[^\s\-–—/:,;()\[\]]+")
# "pruned", "Graphs"
PLAIN_WORD = re.compile(r"[^\W\d_][^\W\d_]{3,}\Z")


def entry(reference: Reference) -> str:
    """Write one entry, with a line break at its end."""
    ref = reference
    fields: list[tuple[str, str]] = [("title", _protect_capitals(ref.title))]
    if ref.authors:
        fields.append(("author", " and ".join(map(_author, ref.authors))))
    elif ref.organization:
        fields.append(("author", f"{{{escape_latex(ref.organization)}}}"))
    fields.append(("authorcount", str(ref.author_count or "")))
    fields.append((VENUE_FIELDS.get(ref.type, "howpublished"), escape_latex(ref.venue)))
    fields.append(("year", str(ref.year or "")))
    parts = ref.date_parts
    lines = [f"@{ENTRY_TYPES.get(ref.type, 'misc')}{{{ref.key},\n"]
    tail: list[tuple[str, str]] = [
        ("ids", ", ".join(ref.key_aliases)),
        ("published", ref.published if ref.published != str(ref.year) else ""),
        ("eprint", ref.arxiv),
        ("archiveprefix", "arXiv" if ref.arxiv else ""),
        ("primaryclass", ref.arxiv_category),
        ("doi", ref.doi.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")),
        ("openreview", escape_latex(ref.openreview)),
        ("url", ref.url),
        ("code", " ".join(ref.code)),
        ("project", " ".join(ref.project)),
        ("links", " ".join(ref.other)),
        ("keywords", ", ".join(map(_keyword, ref.topics))),
        ("kind", escape_latex(ref.kind)),
        ("annote", escape_latex(ref.tldr)),
        ("abstract", escape_latex(ref.abstract)),
    ]
    lines.extend(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    if len(parts) > 1:
        lines.append(f"  month = {MONTH_ABBREVIATIONS[parts[1] - 1]},\n")
    lines.extend(f"  {name} = {{{value}}},\n" for name, value in tail if value)
    lines.append("}\n")
    return "".join(lines)


def write(references: Iterable[Reference]) -> str:
    """Write a bibliography: the entries in the order given, an empty line between them."""
    return "\n".join(map(entry, references))


def escape_latex(text: str) -> str:
    """Return text as LaTeX that prints, and reads back, as the same characters."""
    if not text:
        return ""
    escaped = SPECIAL.sub(lambda match: _escape_character(match[0]), LIGATURE.sub("\0", text))
    escaped = escaped.replace("\0", "{}")
    return escaped.replace("\n@", "\n{@}")


@cache
def _escape_character(character: str) -> str:
    if character == "\0":
        return character
    if character in ASCII:
        return ASCII[character]
    latex = _latex_table().get(ord(character))
    if latex is None:
        return character
    written = f"{{{latex}}}" if not latex.startswith(r"\ensuremath") else latex
    try:
        read = _decoder().latex_to_text(f"x{written}x")
    except Exception:  # the table has entries that its own reader does not know
        return character
    return written if read == f"x{character}x" else character


@lru_cache(maxsize=1)
def _latex_table() -> dict[int, str]:
    table: dict[int, str] = dict(get_builtin_uni2latex_dict())
    table.update({ord("ő"): r"\H{o}", ord("Ő"): r"\H{O}", ord("ű"): r"\H{u}", ord("Ű"): r"\H{U}"})
    return table


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(keep_comments=True)


def _author(name: Name) -> str:
    """``Given Family``; in braces where BibTeX would take the name apart at a comma or an ``and``."""
    written = escape_latex(name.printed)
    if name.suffix:
        return (
            f"{escape_latex(name.full_family)}, {escape_latex(name.suffix)}, {escape_latex(name.given)}"
            if name.given
            else f"{{{written}}}"
        )
    words = name.printed.casefold().split(" ")
    if "," in name.printed or "and" in words or words == ["others"]:
        return f"{{{written}}}"
    return written


def _keyword(title: str) -> str:
    return f"{{{escape_latex(title)}}}" if "," in title else escape_latex(title)


def _protect_capitals(title: str) -> str:
    """Escape a title and put into braces the words whose capitals a style must not lower.

    Those are words with a capital after their first letter or with one that stands alone or by a digit
    (``GNNs``, ``ImageNet``, ``k-NN``, ``C4``); in a title that is not in title case, every capitalised
    word but the first.
    """
    matches = list(WORD.finditer(title))
    plain = [match[0] for match in matches[1:] if PLAIN_WORD.match(match[0])]
    sentence_case = sum(word[0].isupper() for word in plain) * 2 < len(plain)
    pieces: list[str] = []
    end = 0
    for place, match in enumerate(matches):
        word = match[0]
        inner = any(character.isupper() for character in word[1:])
        numbered = word[0].isupper() and any(character.isdigit() for character in word)
        alone = len(word) == 1 and word.isupper() and word != "A"
        proper = sentence_case and place > 0 and word[0].isupper()
        if inner or numbered or alone or proper:
            pieces.append(escape_latex(title[end : match.start()]))
            pieces.append(f"{{{escape_latex(word)}}}")
            end = match.end()
    pieces.append(escape_latex(title[end:]))
    return "".join(pieces)
