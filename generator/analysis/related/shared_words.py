"""The words and phrases that two papers share, as the list prints them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from generator.analysis.related.phrases import PhraseReader, Phrases
from generator.analysis.related.sparse_rows import Integers, Numbers, SparseRows
from generator.text.tokenizing import stem_word, tokenize

LEAST_SHARES = (0.06, 0.2)
"""Least value of a phrase, as a share of the best one's: for the first three, and for the others."""
PLURAL_SHARE = 0.25
"""Least share of plurals among the forms of a term that is shown in the plural: "lottery tickets"."""


class SharedWords:
    """Names the words and phrases that papers share.

    Args:
        reader: the texts.
        found: their phrases, in the order of the columns.
        rows: the papers as vectors.
        values: of each entry of ``rows``, how much the phrase says about the paper; 0 for nothing.
        ranks: of each entry of ``rows``, 2 for a term in the title, 1 for one in the summary, 0 for the rest.

    Attributes:
        values: the argument.
    """

    def __init__(
        self,
        reader: PhraseReader,
        found: Sequence[Phrases],
        rows: SparseRows,
        values: Numbers,
        ranks: Integers,
    ) -> None:
        self._reader, self._found, self._rows, self.values, self._ranks = reader, found, rows, values, ranks
        self._tells, self._has = np.zeros(rows.width, bool), np.zeros(rows.width, bool)
        self._rank_of = np.zeros(rows.width, np.int8)
        self._frequency = np.bincount(rows.columns, minlength=rows.width)
        self._firsts = np.cumsum([0, *(phrases.count for phrases in found)]).tolist()
        self._printed: dict[int, tuple[str, frozenset[str]]] = {}

    def find(self, row: int, others: Integers) -> Iterator[str | None]:
        """Yield the term that a paper shares with each of others, the longest and then the rarest.

        It is in the title of one of them, and in the title or the summary of the other; if the list has
        topics, they have one in common. It is empty if there is no such term, and None if no telling word is
        shared at all.
        """
        mine = self._rows.row(row)
        own = self._rows.columns[mine]
        self._has[own], self._tells[own], self._rank_of[own] = True, self.values[mine] > 0, self._ranks[mine]
        entries, lengths = self._rows.find_entries(others)
        columns = self._rows.columns[entries]
        are_shared = self._tells[columns] & (self.values[entries] > 0)
        are_terms = self._rank_of[columns] * self._ranks[entries] > 1
        first_topic = self._firsts[-1]
        are_topics = self._has[columns] & (columns >= first_topic)
        self._has[own], self._tells[own], self._rank_of[own] = False, False, 0
        ends = np.cumsum(lengths)
        for start, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True):
            terms = columns[start:end][are_terms[start:end]].tolist()
            if terms and (are_topics[start:end].any() or self._rows.width <= first_topic):
                yield self._name_term(min(terms, key=self._sort_key))
            else:
                yield "" if are_shared[start:end].any() else None

    def _sort_key(self, column: int) -> tuple[int, int, int]:
        return -bisect_right(self._firsts, column), int(self._frequency[column]), column

    def _name_term(self, column: int) -> str:
        phrases, positions = self._locate(column)
        positions = positions[self._reader.are_terms(positions, phrases.length)]
        are_plural = self._reader.are_plural(positions, phrases.length)
        if are_plural.mean() >= PLURAL_SHARE:
            positions = positions[are_plural]
        return self._reader.print_phrase(positions, phrases.length)

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
        phrases, positions = self._locate(column)
        phrase = self._reader.print_phrase(positions, phrases.length)
        self._printed[column] = phrase, frozenset(map(stem_word, tokenize(phrase)))
        return self._printed[column]

    def _locate(self, column: int) -> tuple[Phrases, Integers]:
        """Return the phrases among which a column is, and its positions."""
        level = bisect_right(self._firsts, column) - 1
        phrases, number = self._found[level], column - self._firsts[level]
        first, last = phrases.starts[number : number + 2]
        return phrases, phrases.positions[first:last]
