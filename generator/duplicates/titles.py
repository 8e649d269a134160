"""What a title says about identity: its normalized form, its numbers, the name before its colon."""

import re
import unicodedata
from functools import lru_cache

from generator.text.titles import make_title_readable, split_notice, title_key

GENERIC_WORDS = 3
"""Titles of at most this many words may well belong to several papers."""

# LightHGNN+ is not LightHGNN, and C++ is not C#
NAME_SIGN = re.compile(r"(?<=[\w)])([+⁺]+|[#♯])(?!\w)")
# "A-SDM: Faster Diffusion", "Rye – A Study"
SUBTITLE_MARK = re.compile(r":\s|\s[–—-]\s")
# ii, iv, xii
ROMAN_NUMERAL = re.compile(r"(?=.)x{0,3}(?:ix|iv|v?i{0,3})\Z")
ROMAN_UNITS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "": 0}
# Part II, Volume 3, Version B
PART_WORDS = frozenset(
    ("part", "volume", "vol", "version", "book", "phase", "stage", "chapter", "no", "number", "episode",
     "edition", "task", "level")
)  # fmt: skip
CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBER_WORDS = {word: str(number) for names in (CARDINALS, ORDINALS) for number, word in enumerate(names, 1)}


@lru_cache(maxsize=65536)
def work_key(title: str) -> str:
    """Return the form of ``title`` that all printings of one work share; never empty.

    As :func:`generator.text.titles.title_key`, but a plus or number sign after a name is kept, and a title
    without any letter or digit is its own key.
    """
    text, _ = split_notice(make_title_readable(title))
    spelled = NAME_SIGN.sub(lambda match: " plus" * len(match[1]) if match[1][0] in "+⁺" else " sharp", text)
    return title_key(spelled) or unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=65536)
def find_numbers(title: str) -> tuple[str, ...]:
    """Return the numbers in a title, sorted: digits, Roman numerals, number words, letters of parts.

    ``"YOLOv2, Part II: One Step"`` gives ``("1", "2", "2")``.
    """
    found: list[str] = []
    before = ""
    for part in SUBTITLE_MARK.split(make_title_readable(title)):
        tokens = work_key(part).split()
        for position, token in enumerate(tokens, 1):
            if any(char.isdigit() for char in token):
                found += [digits.lstrip("0") or "0" for digits in re.findall(r"\d+", token)]
            elif token in NUMBER_WORDS:
                found.append(NUMBER_WORDS[token])
            elif _is_roman_numeral(token, before, is_last=position == len(tokens)):
                found.append(_read_roman_numeral(token))
            elif before in PART_WORDS and len(token) == 1:
                found.append(token)
            before = token
    return tuple(sorted(found))


def _is_roman_numeral(token: str, before: str, *, is_last: bool) -> bool:
    """Return whether ``token`` is a number rather than a letter or an abbreviation.

    V, X, VI (variational inference) and IV (instrumental variable) are numbers only after a word such as
    "part", and at the end of the title or of what precedes its colon. II and III are numbers anywhere but at
    the beginning, where ``before``, the word before, is empty.
    """
    return bool(before and ROMAN_NUMERAL.match(token)) and (is_last or before in PART_WORDS or "ii" in token)


def _read_roman_numeral(token: str) -> str:
    units = token.lstrip("x")
    tens = len(token) - len(units)
    return str(10 * tens + ROMAN_UNITS[units])


@lru_cache(maxsize=65536)
def find_leading_name(title: str) -> str:
    """Return the key of the name before a colon or dash, or an empty string: ``A-SDM: Faster …``."""
    name, *subtitle = SUBTITLE_MARK.split(make_title_readable(title), maxsplit=1)
    key = work_key(name) if subtitle else ""
    return key if len(key.split()) <= GENERIC_WORDS else ""
