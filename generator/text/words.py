"""Words and their stems."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

__all__ = ["split_words", "stem_word"]

LONGEST_WORD = 60
"""Words with more characters are not stemmed: the time it takes grows with the square of the length."""


def split_words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, without punctuation at either end."""
    return [word for word in (raw.strip(".,;:!?()[]“”‘’'\"–—") for raw in text.lower().split()) if word]


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=2**17)
def stem_word(word: str) -> str:
    """Return the stem of an English word in lower case (Snowball algorithm)."""
    return word if len(word) > LONGEST_WORD else str(_stemmer().stemWord(word))
