"""What the words of each paper weigh, worked out for many papers at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.analysis.search.fields import (
    FIELD_WEIGHTS,
    LENGTH_PENALTIES,
    SATURATION,
    SYNONYMS_WEIGHT,
)
from generator.analysis.search.pieces import Pieces, Texts, WeighedWords
from generator.analysis.search.words import Words

WEIGHT_STEPS = 31
"""Steps to which weights between 0 and 1 are rounded, so that a weight takes one character."""
BLOCK = 1_000
"""Papers that are weighed at once: more take more memory, and hardly less time."""

Numbers = NDArray[Any]


class Postings(NamedTuple):
    """Which papers have a word of which class: an entry for each pair, by class and then by paper.

    Attributes:
        classes: the class.
        papers: the paper.
        steps: the weight, 1 to :data:`WEIGHT_STEPS`.
        forms: which forms of the word the paper has, as bits.
    """

    classes: Numbers
    papers: Numbers
    steps: Numbers
    forms: Numbers


def weigh_words(pieces: Pieces, missing: Sequence[Mapping[str, float]], words: Words) -> Postings:
    """Return the postings of all words.

    Args:
        pieces: the texts of the papers.
        missing: for each paper the words of its synonyms, each with its weight.
        words: all of these words.
    """
    blocks = _weigh_blocks(pieces, missing, words)
    found = Postings(*map(np.concatenate, zip(*blocks, strict=True)))
    order = np.argsort(found.classes, kind="stable")
    return Postings(*(column[order] for column in found))


def _weigh_blocks(pieces: Pieces, missing: Sequence[Mapping[str, float]], words: Words) -> Iterator[Postings]:
    rows, title_rows = _Rows(pieces.words, words), _Rows(pieces.title_words, words)
    fields = [
        _Field(name, texts, title_rows if name == "title" else rows) for name, texts in pieces.texts.items()
    ]
    for start in range(0, max(1, len(missing)), BLOCK):
        papers = range(start, min(start + BLOCK, len(missing)))
        entries = [*(field.weigh(papers) for field in fields), _weigh_synonyms(missing, papers, words)]
        yield _add_up(*map(np.concatenate, zip(*entries, strict=True)))


def _add_up(classes: Numbers, papers: Numbers, weights: Numbers, forms: Numbers) -> Postings:
    """Return one entry for each pair of class and paper."""
    keys = classes.astype(np.int64) << 32 | papers
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(weights[order], starts)
    return Postings(
        classes=classes[order[starts]],
        papers=papers[order[starts]],
        steps=np.maximum(1, np.rint(WEIGHT_STEPS * sums / (SATURATION + sums))).astype(np.uint8),
        forms=np.bitwise_or.reduceat(forms[order], starts),
    )


class _Rows:
    """The words of each piece as arrays.

    Attributes:
        lengths: for each piece, the sum of what its words count.
    """

    def __init__(self, pieces: Sequence[WeighedWords], words: Words) -> None:
        self._counts = np.array([len(piece) for piece in pieces], np.intp)
        self._ends = self._counts.cumsum()
        numbers = [words.number_of[word] for piece in pieces for word, _ in piece]
        self._classes = np.array(words.classes, np.uint32)[numbers]
        self._forms = np.array(words.forms, np.uint16)[numbers]
        self._shares = np.array([share for piece in pieces for _, share in piece])
        owners = np.repeat(np.arange(len(pieces)), self._counts)
        self.lengths = np.bincount(owners, self._shares, minlength=len(pieces))

    def expand(self, pieces: Numbers, papers: Numbers, weights: Numbers) -> tuple[Numbers, ...]:
        """Return class, paper, weight and form of each word, given the paper and weight of each piece."""
        counts = self._counts[pieces]
        # where a word is among all rows, less where it is here
        offsets = np.repeat(self._ends[pieces] - counts.cumsum(), counts)
        places = np.arange(len(offsets)) + offsets
        return (
            self._classes[places],
            np.repeat(papers, counts),
            np.repeat(weights, counts) * self._shares[places],
            self._forms[places],
        )


class _Field:
    """A field of all papers."""

    def __init__(self, name: str, texts: Texts, rows: _Rows) -> None:
        self._rows = rows
        self._pieces, self._ends = np.asarray(texts.pieces), np.asarray(texts.ends)
        self._counts = np.diff(self._ends)
        self._weights = np.full(len(self._counts), FIELD_WEIGHTS[name])
        if penalty := LENGTH_PENALTIES.get(name):
            sums = np.append(0.0, rows.lengths[self._pieces])
            np.cumsum(sums, out=sums)
            lengths = np.diff(sums[self._ends])
            mean = lengths.sum() / max(1, np.count_nonzero(lengths)) or 1.0
            self._weights /= 1 - penalty + penalty * lengths / mean

    def weigh(self, papers: range) -> tuple[Numbers, ...]:
        """Return class, paper, weight and form of each word of some papers."""
        start, stop = papers.start, papers.stop
        owners = np.repeat(np.arange(start, stop, dtype=np.uint32), self._counts[start:stop])
        return self._rows.expand(
            self._pieces[self._ends[start] : self._ends[stop]], owners, self._weights[owners]
        )


def _weigh_synonyms(
    missing: Sequence[Mapping[str, float]], papers: range, words: Words
) -> tuple[Numbers, ...]:
    """Return class, paper, weight and form (none) of each synonym of some papers."""
    found = [(word, paper, strength) for paper in papers for word, strength in missing[paper].items()]
    return (
        np.array([words.classes[words.number_of[word]] for word, _, _ in found], np.uint32),
        np.array([paper for _, paper, _ in found], np.uint32),
        SYNONYMS_WEIGHT * np.array([strength for _, _, strength in found]),
        np.zeros(len(found), np.uint16),
    )
