"""The words of all papers as the dictionary and the postings of the index."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from generator.analysis.search.encoding import (
    BASE64,
    encode_array,
    encode_classes,
    encode_numbers,
    encode_words,
)
from generator.analysis.search.pieces import Pieces
from generator.analysis.search.synonyms import Synonyms
from generator.analysis.search.weights import Postings, weigh_words
from generator.analysis.search.words import Words
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.tokenizing import tokenize

FILE_LENGTH = 16_000
"""Approximate length of a postings file in characters."""


def write_postings(
    papers: Sequence[Paper], catalog: Catalog
) -> tuple[dict[str, str | list[int]], list[list[str]]]:
    """Return the dictionary and the postings of all words.

    Returns:
        Entries of ``words.json``: ``words``, ``classes``, ``degrees`` (how many papers a class has, as a
        power of two, plus 32 if it is mostly in names of authors) and ``starts`` (the first class of each
        file); and the classes of each file, one text each. The text of a class encodes: number of papers;
        gaps between the papers; their weights, 1 to 31; where the class has several forms, which of them each
        paper uses, as bits.
    """
    words, found = _read_papers(papers, catalog)
    names = _count_names(papers, words)
    degrees: list[str] = []
    starts: list[int] = []
    files: list[list[str]] = []
    length = FILE_LENGTH
    for number, (count, posting) in enumerate(_write_classes(found, words)):
        if length >= FILE_LENGTH:
            starts.append(number)
            files.append([])
            length = 0
        files[-1].append(posting)
        length += len(posting)
        is_name = 2 * names[number] >= count
        degrees.append(BASE64[math.ceil(math.log2(count)) + 32 * is_name])
    dictionary: dict[str, str | list[int]] = {
        "words": encode_words(list(words.number_of)),
        "classes": encode_classes(words.classes),
        "degrees": "".join(degrees),
        "starts": starts,
    }
    return dictionary, files


def _read_papers(papers: Sequence[Paper], catalog: Catalog) -> tuple[Words, Postings]:
    pieces = Pieces(papers, catalog)
    missing = _find_synonyms(pieces, Synonyms(catalog.search, (paper.abstract for paper in papers)))
    distinct = {*pieces.words, *pieces.title_words}
    words = Words({word for found in distinct for word, _ in found}.union(*missing))
    return words, weigh_words(pieces, missing, words)


def _count_names(papers: Sequence[Paper], words: Words) -> Counter[int]:
    """Return for each class how many papers have one of its words in the names of their authors."""
    return Counter(
        number
        for paper in papers
        for number in {
            words.classes[words.number_of[word]]
            for word in tokenize(" ; ".join(paper.authors))
            if word in words.number_of
        }
    )


def _find_synonyms(pieces: Pieces, synonyms: Synonyms) -> list[dict[str, float]]:
    """Return for each paper the words of synonyms that it does not use itself, each with its weight."""
    openers = synonyms.find_openers(pieces.stems)
    return [
        {}
        if all(openers.isdisjoint(text) for text in texts)
        else synonyms.find_missing(dict(zip(pieces.texts, map(pieces.join_stems, texts), strict=True)))
        for texts in zip(*pieces.texts.values(), strict=True)
    ]


def _write_classes(found: Postings, words: Words) -> Iterator[tuple[int, str]]:
    """Yield for each class the number of papers that have one of its words, and its postings as text."""
    starts = np.searchsorted(found.classes, np.arange(len(words.sizes) + 1))
    gaps = np.diff(found.papers, prepend=found.papers[:1])
    gaps[starts[:-1]] = found.papers[starts[:-1]]
    # for each column: its text, and where the part of each class starts and ends
    columns = [
        (text, pairwise(ends[starts].tolist()))
        for text, ends in map(encode_array, (gaps, found.steps, found.forms))
    ]
    for number, count in enumerate(np.diff(starts).tolist()):
        parts = [text[slice(*next(ends))] for text, ends in columns]
        if words.sizes[number] == 1:
            del parts[-1]
        yield count, encode_numbers([count]) + "".join(parts)
