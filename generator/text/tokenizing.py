"""Words in the form in which the search compares them.

``templates/assets/js/text.js`` has the same functions; both sides must give the same words for any text.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["WORD", "fold", "split_compounds", "strip_marks", "tokenize"]

# words of "GraphSAGE: 2.3x on e-mail": GraphSAGE, 2, 3x, on, e, mail
WORD = re.compile(r"[^\W_]+")
# mixture-of-experts, re-basin, moe^2, l'hopital
COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑–'’^·][^\W_]++)+")
LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ς": "σ",
    }
)
"""Letters that Unicode does not decompose into a base letter and a mark, and the sigma of a word's end."""


def strip_marks(text: str) -> str:
    """Return ``text`` in Unicode form NFKD without combining marks: ``é`` as ``e``, ``ﬁ`` as ``fi``."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and other combining marks."""
    return strip_marks(text).lower().translate(LETTERS)


def tokenize(text: str) -> list[str]:
    """Return the words of ``text`` in order: runs of letters and digits, folded."""
    return WORD.findall(fold(text))


def split_compounds(text: str) -> list[list[str]]:
    """Return the folded parts of each compound of ``text``: ``["re", "basin"]`` for ``Re-Basin``."""
    return [WORD.findall(match[0]) for match in COMPOUND.finditer(fold(text))]
