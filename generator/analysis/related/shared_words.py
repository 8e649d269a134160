"""The words and phrases that two papers share, as the list prints them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from generator.analysis.related.phrases import PhraseReader, Phrases
from generator.analysis.related.sparse_rows import Integers, Numbers, SparseRows
from generator.text.tokenizing import stem_word, tokenize

LEAST_SHARES = (0.06, 0.2)
"""Least value of a phrase, as a share of the best one's: for the first three, and for the others."""


class SharedWords:
    """Names the words and phrases that papers share.

    Args:
        reader: the texts.
        found: their phrases, in the order of the columns.
        rows: the papers as vectors.
        values: of each entry of ``rows``; the product of two papers' values is how much a phrase explains.

    Attributes:
        values: the argument.
    """

    def __init__(
        self, reader: PhraseReader, found: Sequence[Phrases], rows: SparseRows, values: Numbers
    ) -> None:
        self._reader, self._found, self._rows, self.values = reader, found, rows, values
        self._value_of = np.zeros(rows.width, np.float32)
        self._firsts = np.cumsum([0, *(phrases.count for phrases in found)]).tolist()
        self._printed: dict[int, tuple[str, frozenset[str]]] = {}

    def find(self, row: int, others: Integers, most: int) -> Iterator[tuple[str, ...]]:
        """Yield up to ``most`` words or phrases that a paper shares with each of others, the best first.

        No stem is in two phrases.
        """
        mine = self._rows.row(row)
        columns = self._rows.columns
        self._value_of[columns[mine]] = self.values[mine]
        entries, lengths = self._rows.find_entries(others)
        values = self._value_of[columns[entries]] * self.values[entries]
        self._value_of[columns[mine]] = 0
        shared = np.flatnonzero(values > 0)
        other = np.repeat(np.arange(len(others)), lengths)[shared]
        order = shared[np.lexsort((-values[shared], other))]
        found = list(zip(columns[entries[order]].tolist(), values[order].tolist(), strict=True))
        start = 0
        for end in np.searchsorted(other, np.arange(1, len(others) + 1)).tolist():
            yield self.choose(found[start:end], most)
            start = end

    def choose(self, candidates: list[tuple[int, float]], most: int) -> tuple[str, ...]:
        """Return the phrases to show, of columns with their values, descending; no stem is in two phrases."""
        chosen: list[str] = []
        used: set[str] = set()
        for column, value in candidates:
            if len(chosen) == most or value < candidates[0][1] * LEAST_SHARES[len(chosen) >= 3]:
                break
            phrase, stems = self._printed.get(column) or self._print(column)
            if used.isdisjoint(stems):
                used |= stems
                chosen.append(phrase)
        return tuple(chosen)

    def _print(self, column: int) -> tuple[str, frozenset[str]]:
        """Return the phrase of a column and its stems."""
        level = bisect_right(self._firsts, column) - 1
        phrases, number = self._found[level], column - self._firsts[level]
        first, last = phrases.starts[number : number + 2]
        phrase = self._reader.print_phrase(phrases.positions[first:last], phrases.length)
        self._printed[column] = phrase, frozenset(map(stem_word, tokenize(phrase)))
        return self._printed[column]
