"""The words of all papers as the dictionary and the postings of the index."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from generator.analysis.search.encoding import BASE64, encode_classes, encode_numbers, encode_words
from generator.analysis.search.fields import WordCounts, collect_texts, weigh_tokens, weigh_words
from generator.analysis.search.synonyms import SYNONYMS_FIELD, Synonyms, stem_token
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.tokenizing import split_compounds

MOST_FORMS = 15
"""Forms of a word that are distinguished; any further ones count as the last."""
WEIGHT_STEPS = 31
"""Steps to which weights between 0 and 1 are rounded, so that a weight takes one character."""
FILE_LENGTH = 8_000
"""Approximate length of a postings file in characters."""


def write_postings(
    papers: Sequence[Paper], catalog: Catalog
) -> tuple[dict[str, str | list[int]], list[list[str]]]:
    """Return the dictionary and the postings of all words.

    Returns:
        Entries of ``index.json``: ``words``, ``classes``, ``degrees`` (how many papers a class has, as a
        power of two) and ``starts`` (the first class of each file); and the classes of each file, one text
        each. The text of a class encodes: number of papers; gaps between the papers; their weights, 1 to 31;
        where the class has several forms, which of them each paper uses, as bits.
    """
    counted = _count_words(papers, catalog)
    words = sorted({word for fields in counted for counts in fields.values() for word in counts})
    stems: dict[str, int] = {}
    class_of = {word: stems.setdefault(stem_token(word), len(stems)) for word in words}
    forms = _find_forms(counted, class_of)
    degrees: list[str] = []
    starts: list[int] = []
    files: list[list[str]] = []
    length = 0
    for number, weights in enumerate(weigh_words(counted, class_of)):
        found = sorted(weights)
        gaps = [paper - before for before, paper in pairwise((0, *found))]
        steps = [max(1, round(WEIGHT_STEPS * weights[paper])) for paper in found]
        bits = [forms[number].get(paper, 0) for paper in found] if number in forms else []
        if not files or length >= FILE_LENGTH:
            starts.append(number)
            files.append([])
            length = 0
        files[-1].append(encode_numbers([len(found), *gaps, *steps, *bits]))
        length += len(files[-1][-1])
        degrees.append(BASE64[math.ceil(math.log2(len(found)))])
    dictionary: dict[str, str | list[int]] = {
        "words": encode_words(words),
        "classes": encode_classes(list(class_of.values())),
        "degrees": "".join(degrees),
        "starts": starts,
    }
    return dictionary, files


def _count_words(papers: Sequence[Paper], catalog: Catalog) -> list[WordCounts]:
    """Return the words of each paper by field, compounds and synonyms included."""
    texts = [collect_texts(paper, catalog) for paper in papers]
    tokens = [{name: weigh_tokens(text) for name, text in fields.items()} for fields in texts]
    vocabulary = {word for fields in tokens for found in fields.values() for word, _ in found}
    synonyms = Synonyms(catalog.search, [paper.abstract for paper in papers])
    counted: list[WordCounts] = []
    for paper_texts, paper_tokens in zip(texts, tokens, strict=True):
        fields: dict[str, Mapping[str, float]] = {}
        for name, text in paper_texts.items():
            counts: Counter[str] = Counter()
            for word, weight in paper_tokens[name]:
                counts[word] += weight  # type: ignore[assignment]  # Counter is typed for whole numbers
            compounds = ("".join(parts) for parts in split_compounds(text))
            counts.update(word for word in compounds if name == "title" or word in vocabulary)
            if counts:
                fields[name] = counts
        if added := synonyms.find_missing(paper_texts):
            fields[SYNONYMS_FIELD] = added
        counted.append(fields)
    return counted


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
