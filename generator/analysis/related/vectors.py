"""Papers as vectors of words, phrases and topics."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.analysis.related.phrases import PaperText, PhraseReader, Phrases
from generator.analysis.related.shared_words import SharedWords
from generator.analysis.related.sparse_rows import Integers, Numbers, SparseRows
from generator.model.paper import Paper

FIELD_WEIGHTS = (3.0, 2.0, 1.0)
"""Weights of title, summary and abstract."""
FIELD_RANKS = np.array([2, 1, 0], np.int8)
"""Ranks of terms in title, summary and abstract: what is only in abstracts explains no similarity."""
PHRASE_WEIGHTS = (0.0, 1.0, 0.8, 0.4)
"""Weight of a phrase by its number of words."""
TOPIC_WEIGHT = 1.6
"""Weight of the primary topic, relative to words of the same rarity."""
FURTHER_TOPIC_SHARE = 0.7
"""Weight of any other topic, where the primary one has 1."""
COMMON = 0.25
"""Share of the papers above which a phrase is too common to explain a similarity."""
TOO_COMMON = 0.5
"""Share of the papers above which a phrase does not count at all."""
MOST_OF_TERM, SHARE_OF_TERM = 3, 0.03
"""Most papers that have a rare term: a number or, on a longer list, a share of its papers."""
LENGTH_BOOSTS = (0.0, 1.0, 1.9, 2.6)
"""How much more a phrase explains than a single word, by its number of words."""
FRAGMENT_SHARE = 0.6
"""A phrase is a fragment if this share of its occurrences are in one longer phrase."""
IN_PASSING = 0.5
"""How much less is explained by what both papers mention only once, and only in the abstract."""


@dataclass(frozen=True, slots=True, eq=False)
class PaperVectors:
    """Papers as vectors; compared and hashed by identity.

    Attributes:
        rows: a row of unit length (or zero) over phrases and topics for each paper.
        shared_words: names what papers have in common.
    """

    rows: SparseRows
    shared_words: SharedWords


class _Entries(NamedTuple):
    """Which papers have which phrases, and how often: sorted by column, then by paper.

    Attributes:
        columns, papers: of each entry.
        counts: how often the paper has the phrase, by the weights of the fields.
        whole: whether it is more than a part of a compound somewhere in the paper.
        ranks: 2 for a term of several words in the title, 1 for one in the summary, 0 for the rest.
    """

    columns: Integers
    papers: Integers
    counts: Integers
    whole: NDArray[np.bool_]
    ranks: Integers


def vectorize(papers: Iterable[Paper]) -> PaperVectors:
    """Return papers as vectors; the same content gives the same vectors.

    The last result is kept in memory and returned again if no text or topic has changed.
    """
    return _vectorize(
        tuple(PaperText((paper.title, paper.tldr or "", paper.abstract), paper.topics) for paper in papers)
    )


@lru_cache(maxsize=1)
def _vectorize(texts: tuple[PaperText, ...]) -> PaperVectors:
    size = len(texts)
    reader = PhraseReader(texts)
    found = reader.find_phrases()
    lengths = np.repeat([phrases.length for phrases in found], [phrases.count for phrases in found])
    entries = _count_phrases(reader, found)
    frequency = np.bincount(entries.columns, minlength=len(lengths))
    # on a short list, a phrase of three papers is not common, and one of all papers is
    common = max(2.0, min(max(3.0, COMMON * size), size - 1.0))
    rarity = np.array([log((1 + size) / max(1, papers)) for papers in range(size + 1)])
    idf = (rarity[frequency] * np.array(PHRASE_WEIGHTS)[lengths]).astype(np.float32)
    idf[frequency > max(common, TOO_COMMON * size)] = 0
    times = range(int(entries.counts.max(initial=0)) + 1)
    dampened = np.array([1 + log(max(1, count)) for count in times], np.float32)
    weights = dampened[entries.counts] * idf[entries.columns]
    fragments = _find_fragments(found)
    boosts = np.sqrt(LENGTH_BOOSTS)[lengths] * (frequency <= common) * ~fragments
    values = weights * boosts.astype(np.float32)[entries.columns] * entries.whole
    values[entries.counts < 2] *= np.float32(IN_PASSING**0.5)
    is_rare = (frequency <= max(MOST_OF_TERM, SHARE_OF_TERM * size)) & ~fragments
    ranks = entries.ranks * is_rare[entries.columns]
    topics, topic_papers, topic_weights = _weigh_topics(texts, rarity)
    rows, order = _make_rows(
        np.concatenate([entries.papers, topic_papers]),
        np.concatenate([entries.columns, topics + len(lengths)]),
        np.concatenate([weights, topic_weights]),
        size,
    )
    values = np.concatenate([values, np.zeros(len(topics), np.float32)])[order]
    ranks = np.concatenate([ranks, np.zeros(len(topics), np.int8)])[order]
    return PaperVectors(rows, SharedWords(reader, found, rows, values, ranks))


def _count_phrases(reader: PhraseReader, found: Sequence[Phrases]) -> _Entries:
    field_weights = np.array(FIELD_WEIGHTS)
    parts = []
    first = 0
    for phrases in found:
        papers = reader.papers[phrases.positions]
        new = np.zeros(len(papers), bool)
        new[1:] = np.diff(papers) != 0
        new[phrases.starts[:-1]] = True
        entry = np.cumsum(new) - 1
        counts = np.bincount(entry, field_weights[reader.fields[phrases.positions]]).astype(np.int32)
        are_whole = reader.are_whole(phrases.positions, phrases.length)
        whole = np.bincount(entry, are_whole) > 0
        is_term = reader.are_terms(phrases.positions, phrases.length)
        field_ranks = FIELD_RANKS[reader.fields[phrases.positions]] * is_term
        ranks = np.maximum.reduceat(field_ranks, np.flatnonzero(new)) if len(new) else field_ranks
        parts.append(_Entries(phrases.numbers[new] + first, papers[new], counts, whole, ranks))
        first += phrases.count
    return _Entries(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _find_fragments(found: Sequence[Phrases]) -> NDArray[np.bool_]:
    """Return which phrases hardly ever occur outside one longer phrase, as "graph neural" does."""
    times = [np.diff(phrases.starts) for phrases in found]
    fragments = [np.zeros(phrases.count, bool) for phrases in found]
    for shorter, longer in enumerate(range(1, len(found))):
        for part in found[longer].parts.T:
            known = part >= 0
            mostly = times[longer][known] >= FRAGMENT_SHARE * times[shorter][part[known]]
            fragments[shorter][part[known][mostly]] = True
    return np.concatenate(fragments)


def _weigh_topics(texts: Sequence[PaperText], rarity: Numbers) -> tuple[Integers, Integers, Numbers]:
    """Return the topics that several papers have: the number of the topic, the paper, the weight."""
    counts = Counter(topic for text in texts for topic in text.topics)
    numbers = {topic: number for number, topic in enumerate(sorted(counts))}
    found = [
        (numbers[topic], row, TOPIC_WEIGHT * (FURTHER_TOPIC_SHARE if place else 1.0) * rarity[counts[topic]])
        for row, text in enumerate(texts)
        for place, topic in enumerate(text.topics)
        if counts[topic] > 1
    ]
    topics, papers, weights = np.array(found, np.float64).reshape(-1, 3).T
    return topics.astype(np.int64), papers.astype(np.int32), weights


def _make_rows(
    papers: Integers, columns: Integers, weights: Numbers, size: int
) -> tuple[SparseRows, Integers]:
    """Return entries sorted by paper as rows of unit length, and their order."""
    order = np.argsort(papers, kind="stable")
    lengths = np.sqrt(np.bincount(papers, weights * weights, minlength=size))
    weights = weights / np.where(lengths > 0, lengths, 1)[papers]
    starts = np.concatenate([[0], np.cumsum(np.bincount(papers, minlength=size))])
    width = int(columns.max(initial=-1)) + 1
    rows = SparseRows(starts, columns[order].astype(np.int32), weights[order].astype(np.float32), width)
    return rows, order
