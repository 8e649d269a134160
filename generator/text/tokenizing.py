"""Words of a text, their stems, and their hashes.

``templates/assets/js/text.js`` has :func:`fold`, :func:`tokenize`, :func:`split_compounds` and
:func:`hash_fnv1a` too; both sides must return the same for any text.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

# words of "GraphSAGE: 2.3x on e-mail": GraphSAGE, 2, 3x, on, e, mail
WORD = re.compile(r"[^\W_]+")
# mixture-of-experts, re-basin, moe^2, l'hopital
COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑–'’^·][^\W_]++)+")
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
     "ς": "σ"}
)  # fmt: skip
"""Letters that Unicode does not decompose into a base letter and a mark, and the sigma of a word's end."""
LONGEST_WORD = 60
"""Words with more characters are not stemmed: the time it takes grows with the square of the length."""


def strip_marks(text: str) -> str:
    """Return ``text`` in Unicode form NFKD without combining marks: ``é`` as ``e``, ``ﬁ`` as ``fi``."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")


def fold(text: str) -> str:
    """Return ``text`` in lowercase without accents and other combining marks."""
    if text.isascii():
        return text.lower()
    return strip_marks(text).lower().translate(LETTERS)


def tokenize(text: str) -> list[str]:
    """Return the words of ``text`` in order: runs of letters and digits, folded."""
    return WORD.findall(fold(text))


def split_compounds(text: str) -> list[list[str]]:
    """Return the folded parts of each compound of ``text``: ``["re", "basin"]`` for ``Re-Basin``."""
    return [WORD.findall(match[0]) for match in COMPOUND.finditer(fold(text))]


def split_words(text: str) -> list[str]:
    """Return the words of ``text`` in lowercase, without punctuation at either end."""
    return [word for word in (raw.strip(".,;:!?()[]“”‘’'\"–—") for raw in text.lower().split()) if word]


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english", 0)  # 0: stem_word has a cache of its own


@lru_cache(maxsize=2**15)
def stem_word(word: str) -> str:
    """Return the stem of an English word in lowercase (Snowball algorithm)."""
    return word if len(word) > LONGEST_WORD else str(_stemmer().stemWord(word))


def stem_token(word: str) -> str:
    """Return the stem of a folded word; short words and other scripts are left alone."""
    return word if len(word) <= 3 or not word.isascii() else stem_word(word)


def hash_fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of ``text`` in UTF-8 (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
