"""How similar two records are: titles, abstracts, authors."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from generator.duplicates.titles import find_leading_name, find_numbers, work_key
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.titles import title_key
from generator.text.tokenizing import split_words

RELATED_TITLE = 0.6
"""Similarity of two titles that suffices if an identifier, authors or abstracts also match."""
SIMILAR_TITLE = 0.85
"""Similarity of two titles about which a person is asked if nothing else is known."""
NEARLY_SAME_TITLE = 0.94
"""Similarity of two titles that no person need confirm if authors or abstracts also match.

The titles of different papers on a list of 354 are 0.40 similar at the median; 0.4% of the pairs reach 0.6,
and none reaches 0.8.
"""
SAME_WORD = 75
"""Similarity, in percent, of two words of which one may be a misspelling or another form of the other."""
SHORTEST_WORD = 4
"""Letters of a word that counts as replaced by another; shorter ones are mostly articles and prepositions."""
FEWEST_WORDS = 12
"""An abstract with fewer content words proves nothing."""
MOST_YEARS_APART = 3
"""Years between a preprint and its publication beyond which similar titles prove nothing by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How similar two records are. Each part is from 0 to 1, or None if a record lacks the information.

    Attributes:
        title: similarity of the titles, by letters or by words, whichever is greater.
        abstract: share of the shorter abstract's content words that the other also has.
        authors: share of the shorter list's surnames that the other also has.
        same_numbers: whether the titles contain the same numbers.
        same_name: whether the titles begin with the same name before a colon.
        replaced_words: whether each title has words in place of others: *Third report*, *Fourth report*.
    """

    title: float
    abstract: float | None
    authors: float | None
    same_numbers: bool
    same_name: bool = False
    replaced_words: bool = False

    @property
    def score(self) -> float:
        """The weighted mean of what is known, from 0 to 1; titles and abstracts weigh more than authors."""
        parts = [(self.title, 3.0), (self.abstract, 3.0), (self.authors, 2.0)]
        known = [(value, weight) for value, weight in parts if value is not None]
        return sum(value * weight for value, weight in known) / sum(weight for _, weight in known)

    def __str__(self) -> str:
        parts = [("title", self.title), ("abstract", self.abstract), ("authors", self.authors)]
        return ", ".join(f"{name} {value:.2f}" for name, value in parts if value is not None)


def find_surname(name: str) -> str:
    """Return the surname in ``name``, normalized: ``Ada Müller`` and ``Müller, A.`` give ``muller``."""
    key = title_key(name.partition(",")[0] if "," in name else name).split()
    return key[-1] if key else ""


@lru_cache(maxsize=32768)
def _find_content_words(abstract: str) -> frozenset[str]:
    return frozenset(split_words(abstract)) - FUNCTION_WORDS


def _measure_overlap(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Return the share of the smaller set that the larger one contains; None if either is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else None


def compare_titles(one: str, other: str) -> float:
    """Return how similar two normalized titles (:func:`work_key`) are, from 0 to 1."""
    plain = max(fuzz.ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))
    return max(plain, fuzz.token_sort_ratio(one, other)) / 100


def _have_replaced_words(one: str, other: str) -> bool:
    """Return whether two normalized titles each have words that the other lacks, none of them alike."""
    words, others = (
        {word for word in key.split() if len(word) >= SHORTEST_WORD} - FUNCTION_WORDS for key in (one, other)
    )
    mine, theirs = words - others, others - words
    if not (mine and theirs):
        return False
    return not any(
        a in b or b in a or fuzz.ratio(a, b) >= SAME_WORD  # HyperOvens, ovens
        for a in mine
        for b in theirs
    )


def _compare_abstracts(one: str, other: str) -> float | None:
    if not (one and other):
        return None
    if one == other:
        return 1.0
    words, other_words = _find_content_words(one), _find_content_words(other)
    overlap = _measure_overlap(words, other_words)
    enough = overlap == 1.0 or min(len(words), len(other_words)) >= FEWEST_WORDS
    return overlap if enough else None


def _compare_authors(one: Iterable[str], other: Iterable[str]) -> float | None:
    surnames, other_surnames = (frozenset(map(find_surname, names)) - {""} for names in (one, other))
    return _measure_overlap(surnames, other_surnames)


def _find_closest_titles(one: Entry | Paper, other: Entry | Paper) -> tuple[str, str]:
    """Return the titles of two records, or those of their aliases that are more similar."""
    titles, others = (
        record.titles if isinstance(record, Paper) else (record.title,) for record in (one, other)
    )
    if len(titles) == len(others) == 1:
        return titles[0], others[0]
    return max(product(titles, others), key=lambda pair: compare_titles(*map(work_key, pair)))


def measure_similarity(one: Entry | Paper, other: Entry | Paper) -> Similarity:
    """Return how similar two records are; of several titles, those that are the most similar count."""
    title, other_title = _find_closest_titles(one, other)
    key, other_key = work_key(title), work_key(other_title)
    return Similarity(
        title=compare_titles(key, other_key),
        abstract=_compare_abstracts(one.abstract, other.abstract),
        authors=_compare_authors(one.authors, other.authors),
        same_numbers=key == other_key or find_numbers(title) == find_numbers(other_title),
        same_name=find_leading_name(title) == find_leading_name(other_title) != "",
        replaced_words=_have_replaced_words(key, other_key),
    )
