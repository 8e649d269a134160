"""Lists of authors as references print them, recognized by their form.

``K. Gregor et al.`` · ``LeCun, Y., Bengio, Y. & Hinton, G.`` · ``Vaswani A, Shazeer N`` ·
``Chen, Jie, Tengfei Ma, and Cao Xiao`` · ``Ada Rye, Bo van den Oat and Cy Spelt``
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_LIST = 10_000
"""Most characters that are searched for authors."""
# a word of a name (O'Brien, Jean-Luc, Y., J.-P.) or a sign between names
TOKEN = re.compile(
    r"(?P<etal>(?:,?\s{0,3}(?:and|&)\s)?\s{0,3}\bet\.?\s{0,2}al\b\.?|\band others\b|\(?\beds?\.\)?)"
    r"|(?P<and>\band\b|\bund\b|&)|(?P<word>[^\W\d_](?:[\w'’`´‐‑-]|\.(?=-?[^\W\d_]))*\.?)"
    r"|(?P<sign>[,;])|(?P<mark>[*†‡§¶∗♠♣⋆\d]{1,4})|(?P<stop>\S)",
)
# Y.  ·  J.-P.  ·  Y. L.  ·  Y
INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-‐]?){1,3}\Z")
# AB, as in "Vaswani AB"
BARE_INITIALS = re.compile(r"[A-Z]{1,3}\Z")
# Rye A.  ·  van der Oat B.-C.
INITIALS_LAST = re.compile(r"(?P<family>[^.]*[^\W\d_]{2,})\s(?P<initials>(?:[^\W\d_a-z]\.[-‐]?\s?){1,3})")
# ICCV, as in "and Jiaya Jia ICCV 2021"
VENUE = re.compile(r"[A-Z]{3,}\Z|arXiv\Z", re.ASCII)
PARTICLES = frozenset([
    "van", "von", "der", "den", "dan", "de", "la", "le", "du", "da", "di", "del", "della", "dos", "das",
    "do", "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "zur", "af", "av", "y", "e",
])  # fmt: skip
SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"])
# words that no name contains
NOT_NAMES = re.compile(
    r"(?:the|an?|of|for|in|on|with|to|from|by|via|at|as|is|are|can|how|what|why|when|do|does|its?"
    r"|not|no|towards?"
    r"|using|through|beyond|under|over|between|against|without|within|about|is|we|our|you|your|all"
    r"|.{3,}(?:tion|tions|isation|ization|ology|ness|works?|ical|istic|ability|ility|ized|ised"
    r"|based|ware|aware"
    r"|wards|wise|ments|isms?|ysis|ative|guided|driven|aided|free|shot)"
    r"|.+['’]s|[A-Z]-[A-Z]+|deep|learning|training|models?|data|survey|review"
    r"|[A-Z]{3,}|[A-Z]+[a-z]*[A-Z]{2,}\w*)\Z",
)
LONGEST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Authors:
    """Names in printed order, as ``Given Family``, up to ``end`` in the text."""

    names: tuple[str, ...]
    end: int
    sure: bool
    """Whether their form shows that they are names: initials, ``et al.`` or ``and``."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    begin: int
    end: int


class _Tokens:
    """The tokens of a text, found on demand."""

    def __init__(self, text: str) -> None:
        self.matches = TOKEN.finditer(text, 0, LONGEST_LIST)
        self.found: list[_Token] = []

    def get(self, place: int) -> _Token | None:
        while len(self.found) <= place:
            match = next(self.matches, None)
            if match is None:
                return None
            if match.lastgroup != "mark":
                self.found.append(_Token(match.lastgroup or "", match[0], match.start(), match.end()))
        return self.found[place]


def _is_name_word(text: str) -> bool:
    if not text[0].isupper():
        return text.rstrip(".") in PARTICLES or text[:2] in ("d'", "d’")
    if INITIALS.match(text):
        return True
    lower = text if text.isupper() and len(text) >= 4 else text.lower()
    if NOT_NAMES.match(lower) or NOT_NAMES.match(text):
        return False
    return "." not in text[:-1] or bool(re.fullmatch(r"(?:\w{1,3}\.[-‐]?)+\w*\.?", text))


def _is_initials(token: _Token | None) -> bool:
    return token is not None and token.kind == "word" and bool(INITIALS.match(token.text))


def _ends_sentence(word: str) -> bool:
    return word[-1] == "." and not INITIALS.match(word) and word not in SUFFIXES and len(word) > 2


class _Parser:
    """Reads names from tokens, one after the other."""

    def __init__(self, tokens: _Tokens) -> None:
        self.tokens = tokens
        self.place = 0
        self.names: list[str] = []
        self.ends: list[int] = []
        self.sure = False
        self.bare = self.inverted = self.flipped = False

    def peek(self, ahead: int = 0) -> _Token | None:
        return self.tokens.get(self.place + ahead)

    def word(self, ahead: int) -> str:
        token = self.peek(ahead)
        return token.text if token else ""

    def kind(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.kind if token else "end"

    def run(self, start: int) -> int:
        """Return how many words from ``start`` on can be in names."""
        length = 0
        while (token := self.peek(start + length)) and token.kind == "word":
            # "Jonathan P. How", "Tackgeun You,"
            ends = self.kind(start + length + 1) in ("sign", "and") and len(token.text) <= 3
            follows = length > 0 and (ends or _is_initials(self.peek(start + length - 1)))
            is_family = token.text[0].isupper() and (follows or self.inverted)
            if length > 1 and self.names and not self.bare and VENUE.match(token.text):
                break  # "…, Ada Rye and Bo Oat ACL 2017"
            if not (is_family or _is_name_word(token.text)) or length > LONGEST_NAME_WORDS + 2:
                break
            length += 1
            if _ends_sentence(token.text):
                break
        return length

    def read_name(self) -> bool:
        """Read one name; return whether there is one."""
        length = self.run(0)
        words = [self.word(number) for number in range(length)]
        if not words:
            return False
        if words[0] == "A" and not self.names and length > 1:
            return False  # "A Fast and Accurate Parser"
        after = self.peek(length)
        comma = after is not None and after.text == ","
        may_invert = comma and length <= 4 and not any(map(INITIALS.match, words))
        if may_invert and _is_initials(self.peek(length + 1)) and self._read_inverted(words, length):
            return True
        if bare := self._count_bare(words):
            return self._add([words[bare].rstrip("."), *words[:bare]], bare + 1, sure=True)
        if comma and length <= 2 and not self.names and self._is_inverted(length + 1):
            self.inverted = True
        if comma and self.inverted and (given := self.run(length + 1)):
            names = [self.word(length + 1 + number) for number in range(given)]
            return self._add([*names, *words], length + 1 + given, sure=True)
        if comma and length == 1 and not self.names and self._given_follows(length + 1):
            self.flipped = True
            given = self.run(length + 1)
            names = [self.word(length + 1 + number) for number in range(given)]
            return self._add([*names, *words], length + 1 + given)
        if length < 2 and not (self.kind(length) == "etal" or (self.kind(length) == "and" and self.names)):
            return False
        if (
            self.kind(length) == "word"
            and not _ends_sentence(words[-1])
            and not VENUE.match(self.word(length))
        ):
            return False
        if length > LONGEST_NAME_WORDS or words[-1] in PARTICLES or all(map(INITIALS.match, words)):
            return False
        return self._add(words, length, sure=bool(INITIALS.match(words[0])) or self.kind(length) == "etal")

    def _count_bare(self, words: list[str]) -> int:
        """Return how many words precede initials without periods, as in ``Vaswani AB``; 0 for other forms."""
        places = (number for number, word in enumerate(words) if number and INITIALS.match(word))
        place = next(places, 0)
        if not place or INITIALS.match(words[0]) or not BARE_INITIALS.match(words[place].rstrip(".")):
            return 0
        listed = self.kind(len(words)) in ("sign", "etal") or bool(self.names)
        self.bare |= listed and not words[place].endswith(".") and place + 1 == len(words)
        return place if self.bare else 0

    def _is_inverted(self, start: int) -> bool:
        """Return whether all names have the form ``Doersch, Carl and Gupta, Abhinav``."""
        given = self.run(start)
        following = start + given
        if not 1 <= given <= 3 or self.kind(following) != "and":
            return False
        family = self.run(following + 1)
        return (
            1 <= family <= 2
            and self.word(following + 1 + family) == ","
            and self.run(following + 2 + family) > 0
        )

    def _given_follows(self, start: int) -> bool:
        """Return whether a given name follows a family name and a comma: ``Chen, Jie, Tengfei Ma``."""
        length = self.run(start)
        if not 1 <= length <= 2:
            return False
        after = self.peek(start + length)
        if after is None or after.text == ";" or after.kind in ("and", "etal"):
            return True
        if after.kind == "stop" or after.text != ",":
            return self.word(start + length - 1).endswith(".")
        following = start + length + 1
        following += self.kind(following) == "and"
        return self.kind(following) == "etal" or self.run(following) >= 2

    def _read_inverted(self, words: list[str], length: int) -> bool:
        given: list[str] = []
        place = length + 1
        while _is_initials(self.peek(place)):
            given.append(self.word(place))
            place += 1
        full = length > 1 and words[0] not in PARTICLES
        if full and VENUE.match(given[0]):
            return False  # "Ada Rye, ACL 2017"
        if (
            self.kind(place) == "word"
            and (full or not given[-1].endswith("."))
            and self.word(place) not in SUFFIXES
        ):
            return False  # "Jens Kober, J. Andrew Bagnell"  ·  "Benjamin Recht, A Tour of …"
        if self.kind(place) == "word" and self.word(place) in SUFFIXES:
            words = [*words, self.word(place)]
            place += 1
        return self._add([*given, *words], place, sure=True)

    def _add(self, words: list[str], length: int, *, sure: bool = False) -> bool:
        words = [word[:-1] if _ends_sentence(word) else word for word in words]
        words = [word.rstrip("0123456789") or word for word in words]
        self.names.append(" ".join(words))
        self.place += length
        self.ends.append(self._last().end)
        self.sure |= sure
        return True

    def _last(self) -> _Token:
        token = self.peek(-1)
        assert token is not None
        return token

    def read_separator(self) -> str:
        """Read what is between two names; return "next", "last" (before the last name) or "end"."""
        token = self.peek()
        if token is None:
            return "end"
        if _ends_sentence(self.word(-1)) and token.kind != "etal":
            return "end"
        following = self.kind(1)
        if token.kind == "sign" and following == "and":
            self.place += 2
            return "last"
        if token.kind == "and":
            self.place += 1
            return "last"
        if token.kind == "etal" or (token.kind == "sign" and following == "etal"):
            self.place += 1 if token.kind == "etal" else 2
            self.ends[-1] = self._last().end
            self.sure = True
            return "end"
        if token.kind == "sign":
            self.place += 1
            return "next"
        return "end"


@lru_cache(maxsize=4096)
def take_authors(text: str) -> Authors | None:
    """Return the authors at the beginning of a text, or None.

    Names without initials that end at a comma may be words of a title; then ``sure`` is false.
    """
    parser = _Parser(_Tokens(text))
    separator = "end"
    last = False
    while parser.read_name():
        separator = parser.read_separator()
        if separator == "end" or (last and separator == "next"):
            parser.sure |= last
            break
        if last and separator == "last":
            # "A and B and C"
            parser.sure = True
        last = separator == "last"
    following = parser.kind()
    if parser.names and not parser.sure:
        in_title = (
            separator == "last" and following == "word"
        )  # "…, Monte Carlo Inversion and Reinforcement Learning"
        in_title |= (
            following == "stop"
            and parser.word(0) == ":"
            and len(parser.names) > 1
            and parser.names[-1].count(" ") > 1
        )
        if in_title:
            parser.names.pop()
            parser.ends.pop()
    if following == "stop" and parser.word(0) == ":" and _ends_in_title(parser.names):
        parser.names.pop()
        parser.ends.pop()
    in_doubt = parser.flipped and not parser.sure and following == "stop" and parser.word(0) == ":"
    if not parser.names or in_doubt:
        return None  # "Rye, Oat, Deep Bread: A Study"
    return Authors(_put_initials_first(parser.names), parser.ends[-1], parser.sure)


def _put_initials_first(names: list[str]) -> tuple[str, ...]:
    """Return names with initials first if those of all follow the family name: ``Rye A., Oat B.``."""
    matches = [INITIALS_LAST.fullmatch(name) for name in names]
    if len(names) < 2 or not all(matches):
        return tuple(names)
    return tuple(f"{match['initials']} {match['family']}" for match in matches if match)


def _ends_in_title(names: list[str]) -> bool:
    """Return whether all names but the last have initials: ``A. Rye, B. Oat, Deep Bread: A Study``."""
    initials = [bool(INITIALS.match(name.split()[0])) for name in names]
    return len(names) > 1 and all(initials[:-1]) and not initials[-1]


def parse_authors(text: str) -> tuple[str, ...]:
    """Return the authors if a text consists of nothing else; otherwise empty."""
    text = re.sub(r"\([^()]{0,200}\)|\[[^\[\]]{0,100}\]", " ", text[:LONGEST_LIST])
    text = re.sub(r"\s*,?\s*(?:…|\.\.\.)\s*,?\s*(?=\w)", ", ", text)
    text = re.sub(r"\A\s*(?:by\b|authors?\b)\s*:?\s*", "", text, flags=re.I).strip(" .,;:*†‡–—-\n")
    found = take_authors(text)
    return found.names if found and not text[found.end :].strip(" .,;:*†‡–—-\n…") else ()
