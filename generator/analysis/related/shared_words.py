"""The words and phrases that two papers share, as the list prints them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np

from generator.analysis.related.phrases import LONGEST_PHRASE, StemSequence, stem_phrase

LENGTH_BOOSTS = (0.0, 1.0, 1.9, 2.6)
"""How much more a phrase explains than a single word, by its number of stems."""
IN_PASSING = 0.5
"""Weight of what both papers mention only once, and only in the abstract."""
LEAST_SHARES = (0.06, 0.2)
"""Least value of a phrase, as a share of the best one's: for the first three, and for the others."""
FRAGMENT_SHARE = 0.6
"""A phrase is a fragment if this share of its occurrences are in one longer phrase."""
SAMPLE = 300
"""About how many occurrences of a phrase are compared to find its most frequent form."""

Forms = dict[str, Counter[str]]
"""Stemmed form -> how often each form is printed."""


class SharedWords:
    """Names the words and phrases that two papers share.

    Args:
        sequence: the texts.
        phrases: the code of each phrase.
        counts: how often each paper (row) has each phrase (column), by the weights of the fields; sorted CSR.
        rows: the same as TF-IDF with rows of unit length.
        informative: whether each phrase is rare enough to explain anything.
    """

    def __init__(
        self, sequence: StemSequence, phrases: Any, counts: Any, rows: Any, informative: Any
    ) -> None:
        self._sequence, self._phrases, self._counts, self._rows = sequence, phrases, counts, rows
        self._lengths = sequence.count_stems(phrases)
        self._sorted: dict[int, tuple[Any, Any]] = {}
        for length in range(1, LONGEST_PHRASE + 1):
            positions, codes = sequence.find_phrases(length)
            order = np.argsort(codes, kind="stable")
            self._sorted[length] = (codes[order], positions[order])
        self._boosts = np.array(LENGTH_BOOSTS)[self._lengths] * (informative & ~self._find_fragments())
        self._occurrences = cache(self._find_occurrences)
        self._forms_in_paper = cache(self._count_forms_in_paper)
        self._forms_in_list = cache(self._count_forms_in_list)

    def find(self, row: int, other: int, count: int) -> tuple[str, ...]:
        """Return up to ``count`` words or phrases of two rows, most informative first; no stem twice."""
        phrases, values = self._value_phrases(row, other)
        order = np.argsort(-np.round(values, 9), kind="stable").tolist()
        words: list[str] = []
        used_stems: set[int] = set()
        used_words: set[str] = set()
        for place in order:
            least = values[order[0]] * LEAST_SHARES[0 if len(words) < 3 else 1]
            if len(words) == count or values[place] <= 0 or values[place] < least:
                break
            phrase = int(phrases[place])
            stems = set(self._sequence.decode(int(self._phrases[phrase])))
            if stems & used_stems:
                continue
            word = self._choose_form(phrase, row, other)
            parts = set(stem_phrase(word).split())
            if word and not parts & used_words:
                used_stems |= stems
                used_words |= parts
                words.append(word)
        return tuple(words)

    def _value_phrases(self, row: int, other: int) -> tuple[Any, Any]:
        """Return the phrases that two rows share, and how much each of them explains."""
        rows = self._rows
        mine = slice(rows.indptr[row], rows.indptr[row + 1])
        theirs = slice(rows.indptr[other], rows.indptr[other + 1])
        shared, at_mine, at_theirs = np.intersect1d(
            rows.indices[mine], rows.indices[theirs], assume_unique=True, return_indices=True
        )
        products = rows.data[mine][at_mine] * rows.data[theirs][at_theirs]
        counts = np.maximum(self._counts.data[mine][at_mine], self._counts.data[theirs][at_theirs])
        return shared, products * self._boosts[shared] * np.where(counts < 2, IN_PASSING, 1.0)

    def _choose_form(self, phrase: int, row: int, other: int) -> str:
        """Return a phrase as both papers print it, in the list's most frequent form; "" if they differ."""
        mine, theirs = self._forms_in_paper(phrase, row), self._forms_in_paper(phrase, other)
        total: Counter[str] = Counter()
        for key in sorted(mine.keys() & theirs.keys()):
            total.update(self._forms_in_list(phrase).get(key) or mine[key])
        return min(total, key=lambda form: (-total[form], len(form), form), default="")

    def _count_forms_in_paper(self, phrase: int, row: int) -> Forms:
        positions, papers = self._occurrences(phrase)
        first, last = _find_range(papers, row)
        return self._count_forms(phrase, positions[first:last].tolist())

    def _count_forms_in_list(self, phrase: int) -> Forms:
        positions, _ = self._occurrences(phrase)
        return self._count_forms(phrase, positions[:: 1 + len(positions) // SAMPLE].tolist())

    def _count_forms(self, phrase: int, positions: Iterable[int]) -> Forms:
        """Return the printed forms at some positions; forms in running text replace others with their key."""
        running: Forms = {}
        elsewhere: Forms = {}
        for position in positions:
            text, is_running = self._sequence.print_phrase(position, int(self._lengths[phrase]))
            form = " ".join(text.split())
            if not is_running:
                form = " ".join(word if _is_name(word) else word.lower() for word in form.split(" "))
            forms = running if is_running else elsewhere
            forms.setdefault(stem_phrase(form), Counter())[form] += 1
        return {**elsewhere, **running}

    def _find_occurrences(self, phrase: int) -> tuple[Any, Any]:
        """Return the positions of a phrase and the papers there, in the order of the papers."""
        codes, positions = self._sorted[int(self._lengths[phrase])]
        first, last = _find_range(codes, self._phrases[phrase])
        return positions[first:last], self._sequence.papers[positions[first:last]]

    def _find_fragments(self) -> Any:
        """Return which phrases hardly ever occur outside one longer phrase, as "graph neural" does."""
        frequency = np.zeros(len(self._phrases))
        for length, (codes, _) in self._sorted.items():
            mine = self._lengths == length
            first, last = _find_range(codes, self._phrases[mine])
            frequency[mine] = last - first
        fragments = np.zeros(len(self._phrases), bool)
        place = {code: at for at, code in enumerate(self._phrases.tolist())}
        for at in np.flatnonzero(self._lengths > 1).tolist():
            stems = self._sequence.decode(int(self._phrases[at]))
            for part in (stems[:-1], stems[1:]):
                inner = place.get(self._sequence.encode(part))
                if inner is not None and frequency[at] >= FRAGMENT_SHARE * frequency[inner]:
                    fragments[inner] = True
        return fragments


def _find_range(numbers: Any, wanted: Any) -> Sequence[Any]:
    """Return the first place of each wanted number in sorted numbers, and the place after its last."""
    return np.searchsorted(numbers, wanted), np.searchsorted(numbers, wanted + 1)


def _is_name(word: str) -> bool:
    """Return whether capitals inside a word make it a name or an acronym: GraphSAGE, MoE, 3D."""
    return any(char.isupper() for char in word[1:])
