"""Texts as vectors of weighted features."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from generator.text.abbreviations import find_abbreviations
from generator.text.links import ADDRESS
from generator.text.tokenizing import stem_word

Vector = NDArray[np.float64]
"""An array of numbers; its shape is given where it is used."""

# message, 2d, expert
WORD = re.compile(r"\b[^\W\d_]\w+\b")
FEW_PAPERS = 50
"""Number of papers below which words that only descriptions of topics have count too."""


def join_texts(title: str, body: str) -> str:
    """Return two texts as one, without web addresses."""
    return ADDRESS.sub(" ", f"{title}\n{body}")


def read_words(text: str) -> list[tuple[str, str]]:
    """Return the words of ``text`` without stop words, each with its stem."""
    words = ((word, word.lower()) for word in WORD.findall(text))
    return [(word, stem_word(lower)) for word, lower in words if lower not in ENGLISH_STOP_WORDS]


def list_stems(text: str) -> list[str]:
    """Return the stems in ``text`` and the pairs of stems that follow each other."""
    return _add_pairs([stem for _, stem in read_words(text)])


def _add_pairs(stems: list[str]) -> list[str]:
    return stems + [f"{one} {other}" for one, other in pairwise(stems)]


def choose_meanings(texts: Iterable[str]) -> dict[str, str]:
    """Return each abbreviation that texts explain, in lowercase, with its most common long form."""
    meanings: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long_form in find_abbreviations(text):
            meanings.setdefault(short.lower(), Counter())[long_form.lower()] += 1
    return {short: choose_most_common(counts) for short, counts in meanings.items()}


def choose_most_common(counts: Counter[str]) -> str:
    """Return the text counted most often, of several the first in alphabetical order."""
    return min(counts, key=lambda text: (-counts[text], text))


def spell_out(known: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return a function like :func:`list_stems` that adds its long form after each abbreviation.

    Args:
        known: abbreviations in lowercase with their long form; those that a text explains come before.
    """

    def list_stems_spelled_out(text: str) -> list[str]:
        meanings = {**known, **choose_meanings([text])}
        stems: list[str] = []
        for word, stem in read_words(text):
            stems.append(stem)
            meaning = meanings.get(word.lower()) or meanings.get(word.lower().rstrip("s"))
            stems += [stem for _, stem in read_words(meaning or "")]
        return _add_pairs(stems)

    return list_stems_spelled_out


class Features:
    """TF-IDF of one kind of feature, each text of unit length.

    Attributes:
        matrix: a row for each text learned from: papers, then descriptions of topics.
        names: the name of each column.
    """

    def __init__(
        self,
        vectorizer: CountVectorizer,
        papers: Sequence[str],
        descriptions: Sequence[str],
        *,
        least: int = 2,
    ) -> None:
        """Learn which features count, and how rare they are among the papers.

        Args:
            vectorizer: finds and counts the features of a text.
            papers: texts of papers.
            descriptions: texts of topics; their features count by themselves while there are few papers.
            least: number of papers that must have a feature for it to count.
        """
        try:
            counts = vectorizer.fit_transform([*papers, *descriptions]).tocsr()
        except ValueError:  # no text has any feature
            vectorizer = CountVectorizer(vocabulary=[""], analyzer=vectorizer.analyzer)
            counts = sparse.csr_matrix((len(papers) + len(descriptions), 1))
        frequency = counts[: len(papers)].getnnz(axis=0)
        described = counts[len(papers) :].getnnz(axis=0) > 0
        self._vectorizer = vectorizer
        self._kept = np.flatnonzero((frequency >= least) | (described & (len(papers) < FEW_PAPERS)))
        self._idf: Vector = np.log((1 + len(papers)) / (1 + frequency[self._kept])) + 1
        self.names: NDArray[np.object_] = vectorizer.get_feature_names_out()[self._kept]
        self.matrix = self._weigh(counts)

    def _weigh(self, counts: Any) -> Any:
        rows = counts[:, self._kept].astype(np.float64)
        rows.data = 1 + np.log(rows.data)
        rows = rows @ sparse.diags(self._idf)
        lengths = sparse.linalg.norm(rows, axis=1)
        return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ rows).tocsr()

    def transform(self, text: str) -> Any:
        """Return the features of a text as a sparse row."""
        return self._weigh(self._vectorizer.transform([text]).tocsr())
