r"""BibTeX (http://www.bibtex.org/Format/), for classic BibTeX, biblatex and reference managers alike.

============== ===========================================================================================
Fact           Where it goes
============== ===========================================================================================
type           conference, workshop: ``@inproceedings``; journal: ``@article``; all else ``@misc``
key aliases    ``ids``, separated by commas, which biblatex accepts like the key
title          ``title``; words whose capitals matter in braces
authors        ``author``, names as printed, joined by ``and``; a suffix as ``Family, Jr., Given``
organization   ``author``, in a second pair of braces
author count   ``authorcount``
cited year     ``year``, and a preprint's ``month``
published      ``published`` (ISO 8601) unless it is the ``year`` alone
venue          ``booktitle``, ``journal`` or, if its type is unknown, ``howpublished``
arXiv          ``eprint`` with ``archiveprefix`` (and ``primaryclass`` if the identifier has one)
DOI            ``doi``; braces and backslashes in it percent-encoded
OpenReview     ``openreview``
links          ``url``: where to read it; ``code``, ``project``, ``links``: separated by spaces
topics         ``keywords``, separated by commas; a title with a comma in braces
kind           ``kind``
summary        ``annote``
abstract       ``abstract``
============== ===========================================================================================

Accented letters, Greek letters and symbols are written as LaTeX if pylatexenc reads that back as the same
character. Everything else (emoji, Arabic, Chinese) stays Unicode, which XeLaTeX, LuaLaTeX and every
reference manager accept.
"""

import re
from functools import cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from generator.exports.references import Reference
from generator.text.dates import MONTH_ABBREVIATIONS
from generator.text.names import Name

ENTRY_TYPES: Final = {"paper-conference": "inproceedings", "article-journal": "article"}
VENUE_FIELDS: Final = {"paper-conference": "booktitle", "article-journal": "journal"}
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
"""LaTeX of the ASCII characters that are special in it. Braces have names, since BibTeX counts even
escaped ones."""
DOUBLE_ACUTE: Final = {ord("ő"): r"\H{o}", ord("Ő"): r"\H{O}", ord("ű"): r"\H{u}", ord("Ű"): r"\H{U}"}
"""Letters that pylatexenc cannot encode."""
ENCODER: Final = UnicodeToLatexEncoder(
    conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, DOUBLE_ACUTE), "defaults"],
    # in braces, BibTeX treats an accent with its letter as one letter: {\'e}
    replacement_latex_protection=lambda latex: latex if latex.startswith(r"\ensuremath") else f"{{{latex}}}",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
DECODER: Final = LatexNodes2Text()
# "--", "``", "''", "?`", ",,": LaTeX prints two characters as one
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
# "é", "∞", "%": all but line breaks and the ASCII characters that are not in the table above, since one set
# of characters is faster than two
SPECIAL = re.compile(r"""[^\n !"'-;=?-\[\]`-z]""")
# "GNNs", "3D", "ImageNet", "E(n)", but not "Fast"
WORD = re.compile(r"([^\s\-–—/:,;()\[\]]+)")
# "pruned", "Graphs"
PLAIN_WORD = re.compile(r"[^\W\d_][^\W\d_]{3,}\Z")


def write_entry(reference: Reference) -> str:
    """Write one entry, ending in a line break."""
    ref = reference
    names = " and ".join(map(_write_author, ref.authors))
    fields = {
        "title": _protect_capitals(ref.title),
        "author": names or (f"{{{escape_latex(ref.organization)}}}" if ref.organization else ""),
        "authorcount": str(ref.author_count or ""),
        VENUE_FIELDS.get(ref.type, "howpublished"): escape_latex(ref.venue),
        "year": str(ref.year or ""),
        "month": MONTH_ABBREVIATIONS[ref.date_parts[1] - 1] if len(ref.date_parts) > 1 else "",
        "ids": ", ".join(ref.key_aliases),
        "published": ref.published if ref.published != str(ref.year) else "",
        "eprint": ref.arxiv,
        "archiveprefix": "arXiv" if ref.arxiv else "",
        "primaryclass": ref.arxiv_category,
        "doi": ref.doi.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D"),
        "openreview": escape_latex(ref.openreview),
        "url": ref.url,
        "code": " ".join(ref.code),
        "project": " ".join(ref.project),
        "links": " ".join(ref.other),
        "keywords": ", ".join(map(_write_keyword, ref.topics)),
        "kind": escape_latex(ref.kind),
        "annote": escape_latex(ref.tldr),
        "abstract": escape_latex(ref.abstract),
    }
    # months are abbreviations that BibTeX knows, and must not be in braces
    values = {name: value if name == "month" else f"{{{value}}}" for name, value in fields.items() if value}
    lines = [f"  {name} = {value},\n" for name, value in values.items()]
    return "".join([f"@{ENTRY_TYPES.get(ref.type, 'misc')}{{{ref.key},\n", *lines, "}\n"])


def escape_latex(text: str) -> str:
    """Return text as LaTeX that prints, and reads back, as the same characters."""
    # most texts have no ligature, and looking for two characters is much faster than the expression
    if "--" in text or "''" in text or "`" in text or ",," in text:
        text = LIGATURE.sub("\0", text)
    escaped = SPECIAL.sub(_encode_match, text)
    # a line that begins with "@" would begin a new entry
    return escaped.replace("\0", "{}").replace("\n@", "\n{@}")


def _encode_match(match: re.Match[str]) -> str:
    return _encode(match[0])


@cache
def _encode(character: str) -> str:
    """Return LaTeX for one character; the character itself where LaTeX cannot express it exactly."""
    if character == "\0" or character in ASCII:
        return ASCII.get(character, character)
    latex = ENCODER.unicode_to_latex(character)
    try:
        decoded = DECODER.latex_to_text(f"x{latex}x")
    except Exception:  # pylatexenc encodes some characters in ways that it cannot decode
        return character
    return latex if decoded == f"x{character}x" else character


def _write_author(name: Name) -> str:
    """Return ``Given Family``, in braces if BibTeX would split the name at a comma or an ``and``."""
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


def _write_keyword(title: str) -> str:
    return f"{{{escape_latex(title)}}}" if "," in title else escape_latex(title)


def _protect_capitals(title: str) -> str:
    """Escape a title, with braces around words that citation styles must not convert to lowercase.

    In a title in sentence case, those include capitalized words after the first.
    """
    pieces = WORD.split(title)  # every other piece is a word
    plain = [word for word in pieces[3::2] if PLAIN_WORD.match(word)]
    sentence_case = sum(word[0].isupper() for word in plain) * 2 < len(plain)
    written = pieces.copy() if escape_latex(title) == title else [escape_latex(piece) for piece in pieces]
    for place in range(1, len(pieces), 2):
        word = pieces[place]
        if _has_fixed_capitals(word) or (sentence_case and place > 1 and word[0].isupper()):
            written[place] = f"{{{written[place]}}}"
    return "".join(written)


@cache
def _has_fixed_capitals(word: str) -> bool:
    """Return whether a word is like ``GNNs``, ``ImageNet``, ``C4`` or ``E``, but not ``A``."""
    if len(word) == 1:
        return word.isupper() and word != "A"
    numbered = word[0].isupper() and any(character.isdigit() for character in word)
    return numbered or any(character.isupper() for character in word[1:])
