r"""Unicode as LaTeX that BibTeX, biber and reference managers read back as the same characters.

Accented letters become LaTeX, which classic BibTeX needs for sorting and abbreviating. Greek letters and
symbols stay Unicode in files, since pandoc keeps ``$\alpha$`` as is; in entries to paste into a document they
become formulas, which pdfLaTeX needs. Macros that pandoc drops (``\textendash``, ``\dj``, ``\cyra``) are not
written: their characters stay Unicode, as does everything that pylatexenc cannot read back exactly (emoji,
Arabic, Chinese).
"""

import re
from functools import cache, lru_cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

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
    # Zotero does not know \textless
    "<": "$<$",
    ">": "$>$",
    # between the two characters of a ligature, and in place of braces in pairs
    "\0": "{}",
    "\1": r"\{",
    "\2": r"\}",
}
"""LaTeX for the ASCII characters that are special in it. Unpaired braces become commands, since BibTeX counts
even escaped braces."""
DOUBLE_ACUTE: Final = {ord("ő"): r"\H{o}", ord("Ő"): r"\H{O}", ord("ű"): r"\H{u}", ord("Ű"): r"\H{U}"}
"""Letters that pylatexenc cannot encode."""
ENCODER: Final = UnicodeToLatexEncoder(
    conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, DOUBLE_ACUTE), "defaults"],
    # in braces, BibTeX treats an accent and its letter as one letter: {\'e}
    replacement_latex_protection=lambda latex: latex if latex.startswith(r"\ensuremath") else f"{{{latex}}}",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
DECODER: Final = LatexNodes2Text()
# {\"\i}
ACCENT_ON_DOTLESS = re.compile(r"(?P<accent>\{\\[^a-z])\\(?P<letter>[ij])\}")
# \ensuremath{\alpha}
MATHEMATICS = re.compile(r"\\ensuremath\{(?P<inner>.*)\}\Z")
# {\'e}, {\v{s}}, {\o}, {\ss}: the letters that every program reads, unlike {\dj} and {\cyra}
LETTER = re.compile(r"\{\\(?:[^a-zA-Z]|[a-zA-Z](?![a-zA-Z])|(?:ae|oe|aa|ss|AE|OE|AA)\})[^\\]*\Z")
# "--", "``", "''", "?`", ",,": LaTeX prints two characters as one
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
# "é", "∞", "%": all but line breaks and the ASCII characters that are not in the table above, since one set
# of characters is faster than two
SPECIAL = re.compile(r"""[^\n !"'-;=?-\[\]`-z|]""")
BRACE = re.compile(r"[{}]")
# "GNNs", "3D", "ImageNet", "E(n)", but not "Fast"
WORD = re.compile(r"([^\s\-–—/:,;()\[\]]+)")
# "pruned", "Graphs"
PLAIN_WORD = re.compile(r"[^\W\d_][^\W\d_]{3,}\Z")


def escape_latex(text: str, *, mathematics: bool = False) -> str:
    r"""Return text as LaTeX that prints, and reads back, as the same characters.

    Args:
        text: any text.
        mathematics: whether Greek letters and symbols become LaTeX too, such as ``$\alpha$``.
    """
    # most texts have no ligature, and searching for two characters is much faster than the regular expression
    if "--" in text or "''" in text or "`" in text or ",," in text:
        text = LIGATURE.sub("\0", text)
    if "{" in text and _has_pairs_of_braces(text):
        text = text.replace("{", "\1").replace("}", "\2")
    escaped = SPECIAL.sub(_encode_as_mathematics if mathematics else _encode_match, text)
    # a line that begins with "@" would begin a new entry
    return escaped.replace("\n@", "\n{@}")


def _has_pairs_of_braces(text: str) -> bool:
    depth = 0
    for match in BRACE.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return not depth


def _encode_match(match: re.Match[str]) -> str:
    character = match[0]
    latex = _encode(character)
    return latex if character.isascii() or (character.isalpha() and LETTER.match(latex)) else character


def _encode_as_mathematics(match: re.Match[str]) -> str:
    latex = _encode(match[0])
    return latex if latex.startswith("$") else _encode_match(match)


@cache
def _encode(character: str) -> str:
    """Return LaTeX for one character; the character itself where LaTeX cannot express it exactly."""
    if character in ASCII:
        return ASCII[character]
    # pandoc takes \i for a letter of its own, even below an accent
    latex = ACCENT_ON_DOTLESS.sub(r"\g<accent>\g<letter>}", ENCODER.unicode_to_latex(character))
    try:
        decoded = DECODER.latex_to_text(f"x{latex}x")
    except Exception:  # pylatexenc encodes some characters in ways that it cannot decode
        return character
    return MATHEMATICS.sub(r"$\g<inner>$", latex) if decoded == f"x{character}x" else character


def protect_capitals(title: str, *, mathematics: bool = False) -> str:
    """Escape a title, with braces around words that citation styles must not convert to lowercase.

    In a sentence-case title, those include capitalized words after the first.
    """
    return _protect_capitals(title, mathematics=mathematics and not title.isascii())


# the entry to copy is written right after the one for files, so the result is cached
@lru_cache(maxsize=16)
def _protect_capitals(title: str, *, mathematics: bool) -> str:
    pieces = WORD.split(title)  # every other piece is a word
    plain = [word for word in pieces[3::2] if PLAIN_WORD.match(word)]
    sentence_case = sum(word[0].isupper() for word in plain) * 2 < len(plain)
    written = (
        pieces.copy()
        if escape_latex(title, mathematics=mathematics) == title
        else [escape_latex(piece, mathematics=mathematics) for piece in pieces]
    )
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
