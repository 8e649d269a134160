"""Stems and phrases in the texts of papers, and the way they are printed there."""

import re
from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.text.links import ADDRESS
from generator.text.stop_words import GENERIC_WORDS
from generator.text.tokenizing import stem_word

Integers = NDArray[np.int64]

# words of "GraphSAGE's 2.3x on k-means": GraphSAGE, s, 2, 3x, on, k, means
WORD = re.compile(r"[^\W_]+")
# between the words of one phrase: "message passing", "message-passing", "Graph  Neural"
JOINT = re.compile(r"\s?[-‐‑–/]?\s?\Z")
# before the first word of a sentence: nothing, or the end of another sentence
SENTENCE_START = re.compile(r"(?:\A|[.!?:]\W*)\Z")
# GNNs
ACRONYM_PLURAL = re.compile(r"([A-Z][A-Za-z]*[A-Z]|[A-Z]{2,})s\Z")
# "-width" of "infinite-width", "-squashing" of "over-squashing"; never "-based" of "attention-based"
COMPOUND_AFTER = re.compile(r"(?:[-‐‑–](?!(?:based|driven|aware|level|wise|like|free|specific)\b)[^\W_]+)+")
# "-revo", the beginning of "over-squashing" read backward
COMPOUND_BEFORE = re.compile(r"(?:[-‐‑–][^\W_]+)+")
CONNECTORS = ("of", "for", "to")
"""Words that may be inside a phrase without counting: "theory of mind"."""
LONGEST_PHRASE = 3
"""Most stems in a phrase."""


class PaperText(NamedTuple):
    """What is compared of a paper: title, summary and abstract; topic ids, the primary one first."""

    fields: tuple[str, str, str]
    topics: tuple[str, ...]


def _drop_plural(word: str) -> str:
    match = ACRONYM_PLURAL.match(word)
    return match[1] if match else word


def _stem(word: str) -> str:
    """Return the stem of a printed word, or "" if the word says nothing about a paper."""
    folded = word.casefold()
    if folded in GENERIC_WORDS or len(folded) < 2 or folded.isdigit():
        return ""
    if len(folded) <= 3 or not folded.isascii() or _drop_plural(word) != word:
        return _drop_plural(word).casefold()
    return stem_word(folded)


def stem_phrase(form: str) -> str:
    """Return what the forms of one phrase have in common, such as singular and plural."""
    return " ".join(_stem(word) or word.casefold() for word in WORD.findall(form))


class StemSequence:
    """All texts as one sequence of numbered stems, in which 0 is a break that no phrase crosses.

    A phrase is encoded as one number, its *code*.

    Attributes:
        papers: the row of the paper at each position.
        fields: the number of the field at each position.
    """

    def __init__(self, texts: tuple[PaperText, ...]) -> None:
        self._texts = texts
        self._numbers: dict[str, int] = {"": 0}
        found = array("q")
        for row, text in enumerate(texts):
            for field, content in enumerate(text.fields):
                for stem, (start, end) in self._read(content):
                    found.extend((stem, row, field, start, end))
        columns = np.array(found, dtype=np.int64).reshape(-1, 5).T
        self._stems, self.papers, self.fields, self._starts, self._ends = columns
        self._base = len(self._numbers)

    def _read(self, content: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the stems and breaks of a text, each with the span of its word."""
        content = ADDRESS.sub(lambda match: " " * len(match[0]), content)
        end = 0
        after_gap = True
        for match in WORD.finditer(content):
            stem = _stem(match[0])
            joined = bool(JOINT.match(content[end : match.start()]))
            if not joined or (not stem and (match[0] not in CONNECTORS or after_gap)):
                yield 0, (0, 0)
            if stem:
                yield self._numbers.setdefault(stem, len(self._numbers)), match.span()
            after_gap = not stem
            end = match.end()
        yield 0, (0, 0)

    def find_phrases(self, length: int) -> tuple[Integers, Integers]:
        """Return the positions and the codes of all runs of ``length`` stems without a break."""
        count = max(0, len(self._stems) - length + 1)
        codes = np.zeros(count, np.int64)
        whole = np.ones(count, bool)
        for step in range(length):
            part = self._stems[step : step + count]
            whole &= part > 0
            codes = codes * self._base + part
        positions = np.flatnonzero(whole)
        return positions, codes[positions]

    def count_stems(self, codes: Any) -> Any:
        """Return how many stems each phrase has."""
        return 1 + (codes >= self._base) + (codes >= self._base**2)

    def decode(self, code: int) -> tuple[int, ...]:
        """Return the numbers of the stems of a phrase."""
        stems: list[int] = []
        while code:
            code, stem = divmod(code, self._base)
            stems.append(stem)
        return tuple(reversed(stems))

    def encode(self, stems: tuple[int, ...]) -> int:
        """Return the code of a phrase."""
        code = 0
        for stem in stems:
            code = code * self._base + stem
        return code

    def print_phrase(self, position: int, length: int) -> tuple[str, bool]:
        """Return the phrase at a position as its text prints it, and whether its capitals mean something.

        They do not in titles and at the start of a sentence. Compounds are printed in full.
        """
        last = position + length - 1
        start, end = int(self._starts[position]), int(self._ends[last])
        field = int(self.fields[position])
        text = self._texts[int(self.papers[position])].fields[field]
        before = COMPOUND_BEFORE.match(text[max(0, start - 40) : start][::-1])
        after = COMPOUND_AFTER.match(text, end)
        start, end = start - before.end() if before else start, after.end() if after else end
        return text[start:end], field > 0 and not SENTENCE_START.search(text, max(0, start - 6), start)
