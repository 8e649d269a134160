"""What a title says about identity: its normalized form, its numbers, the name before its colon."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.text.titles import make_title_readable, title_key

__all__ = ["GENERIC_WORDS", "find_leading_name", "find_numbers", "work_key"]

GENERIC_WORDS = 3
"""Titles of at most this many words may well belong to several papers."""

# LightHGNN+ is not LightHGNN, and C++ is not C#
NAME_SIGN = re.compile(r"(?<=[\w)])([+⁺]+|[#♯])(?!\w)")
# "A-SDM: Faster Diffusion", "Rye – A Study"
SUBTITLE_MARK = re.compile(r":\s|\s[–—-]\s")
# ii, iv, xii; also matches the empty string
ROMAN_NUMERAL = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})\Z")
ROMAN_UNITS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "": 0}
# Part II, Volume 3, Version B
PART_WORDS = frozenset(
    {"part", "volume", "vol", "version", "book", "phase", "stage", "chapter", "no", "number", "episode"}
    | {"edition", "task", "level"}
)
CARDINALS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBER_WORDS = {word: str(number) for names in (CARDINALS, ORDINALS) for number, word in enumerate(names, 1)}


@lru_cache(maxsize=65536)
def work_key(title: str) -> str:
    """Return the form of ``title`` that all printings of one work share; never empty.

    As :func:`generator.text.titles.title_key`, but a plus or number sign after a name is kept, and a title
    without any letter or digit is its own key.
    """
    text = make_title_readable(title)
    spelled = NAME_SIGN.sub(lambda match: " plus" * len(match[1]) if match[1][0] in "+⁺" else " sharp", text)
    return title_key(spelled) or unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=65536)
def find_numbers(title: str) -> tuple[str, ...]:
    """Return the numbers in a title, sorted: digits, Roman numerals, number words, letters of parts.

    ``"YOLOv2, Part II: One Step"`` gives ``("1", "2", "2")``. A single letter is a numeral only after a
    word such as "part" or at the end of the title.
    """
    tokens = work_key(title).split()
    found: list[str] = []
    for position, token in enumerate(tokens):
        after_part = position > 0 and tokens[position - 1] in PART_WORDS
        roman = ROMAN_NUMERAL.match(token)
        if any(char.isdigit() for char in token):
            found += [run.lstrip("0") or "0" for run in re.findall(r"\d+", token)]
        elif token in NUMBER_WORDS:
            found.append(NUMBER_WORDS[token])
        elif roman and (len(token) > 1 or after_part or (0 < position == len(tokens) - 1)):
            found.append(str(10 * len(roman[1]) + ROMAN_UNITS[roman[2]]))
        elif after_part and len(token) == 1:
            found.append(token)
    return tuple(sorted(found))


@lru_cache(maxsize=65536)
def find_leading_name(title: str) -> str:
    """Return the key of the name before a colon or dash, or an empty string: ``A-SDM: Faster …``."""
    name, *subtitle = SUBTITLE_MARK.split(make_title_readable(title), maxsplit=1)
    key = work_key(name) if subtitle else ""
    return key if len(key.split()) <= GENERIC_WORDS else ""
