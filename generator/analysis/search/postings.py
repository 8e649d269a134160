"""The dictionary and the postings of the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.search.encoding import BASE64, encode_classes, encode_numbers, encode_words, gaps
from generator.analysis.search.fields import WordCounts
from generator.analysis.search.synonyms import SYNONYMS_FIELD, stem_token
from generator.analysis.search.weights import weigh_words

__all__ = ["Postings", "write_postings"]

MOST_FORMS = 15
"""Forms of a word that are distinguished; any further ones count as the last."""
WEIGHT_STEPS = 31
"""Steps to which weights between 0 and 1 are rounded, so that a weight takes one character."""
FILE_LENGTH = 8_000
"""Approximate length of a postings file in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The encoded dictionary and the postings of its classes.

    Attributes:
        dictionary: entries of ``index.json``: ``words``, ``classes``, ``degrees`` (how many papers a class
            has, as a power of two) and ``starts`` (the first class of each file).
        files: the classes of each file, one text each.
    """

    dictionary: dict[str, str | list[int]]
    files: list[list[str]]


def write_postings(counted: Sequence[WordCounts]) -> Postings:
    """Return the dictionary and the postings of all words.

    The text of a class encodes: number of papers; gaps between the papers; their weights, 1 to 31; where the
    class has several forms, which of them each paper uses, as bits.

    Args:
        counted: the words of each paper by field.
    """
    words = sorted({word for fields in counted for counts in fields.values() for word in counts})
    stems: dict[str, int] = {}
    class_of = {word: stems.setdefault(stem_token(word), len(stems)) for word in words}
    forms = _find_forms(counted, class_of)
    lines: list[str] = []
    degrees: list[str] = []
    for number, weights in enumerate(weigh_words(counted, class_of)):
        papers = sorted(weights)
        steps = [max(1, round(WEIGHT_STEPS * weights[paper])) for paper in papers]
        row = [len(papers), *gaps(papers), *steps]
        if number in forms:
            row += [forms[number].get(paper, 0) for paper in papers]
        lines.append(encode_numbers(row))
        degrees.append(BASE64[math.ceil(math.log2(len(papers)))])
    files = list(_cut(lines))
    starts = [sum(map(len, files[:number])) for number in range(len(files))]
    dictionary: dict[str, str | list[int]] = {
        "words": encode_words(words),
        "classes": encode_classes(list(class_of.values())),
        "degrees": "".join(degrees),
        "starts": starts,
    }
    return Postings(dictionary=dictionary, files=files)


def _cut(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines in groups of about ``FILE_LENGTH`` characters."""
    group: list[str] = []
    length = 0
    for line in lines:
        group.append(line)
        length += len(line)
        if length >= FILE_LENGTH:
            yield group
            group, length = [], 0
    if group:
        yield group


def _find_forms(counted: Sequence[WordCounts], class_of: Mapping[str, int]) -> dict[int, dict[int, int]]:
    """Return for each class of several forms which of them a paper uses: paper -> bits, in their order."""
    sizes = Counter(class_of.values())
    forms: dict[int, dict[int, int]] = {number: {} for number, size in sizes.items() if size > 1}
    seen: Counter[int] = Counter()
    bits: dict[str, int] = {}
    for word, number in class_of.items():
        if number in forms:
            bits[word] = 1 << min(seen[number], MOST_FORMS - 1)
            seen[number] += 1
    for paper, fields in enumerate(counted):
        for name, counts in fields.items():
            if name != SYNONYMS_FIELD:
                for word in counts:
                    if word in bits:
                        used = forms[class_of[word]]
                        used[paper] = used.get(paper, 0) | bits[word]
    return forms
