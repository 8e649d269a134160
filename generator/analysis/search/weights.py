"""How much a word says about a paper: BM25F over the fields, without the inverse document frequency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

__all__ = ["FIELD_WEIGHTS", "weigh_words"]

FIELD_WEIGHTS = {
    "abstract": 1.0,
    "authors": 3.0,
    "code": 0.5,
    "kind": 0.4,
    "question": 1.5,
    "synonyms": 0.9,
    "title": 3.0,
    "tldr": 1.5,
    "topics": 0.8,
    "venue": 0.8,
}
LENGTH_PENALTIES = {"abstract": 0.6, "authors": 0.2, "question": 0.3, "title": 0.3, "tldr": 0.3}
"""How strongly a field's length counts against its words, 0 to 1 (BM25's b); 0 for the other fields."""
SATURATION = 1.2
"""How soon further occurrences of a word stop counting (BM25's k1)."""


def weigh_words(
    counted: Sequence[Mapping[str, Mapping[str, float]]], class_of: Mapping[str, int]
) -> list[dict[int, float]]:
    """Return for each class the weight, between 0 and 1, of each paper that has one of its words.

    Args:
        counted: the words of each paper by field.
        class_of: the class of each word.
    """
    weights: list[dict[int, float]] = [{} for _ in range(max(class_of.values(), default=-1) + 1)]
    lengths = {name: [sum(fields.get(name, {}).values()) for fields in counted] for name in FIELD_WEIGHTS}
    means = {name: sum(found) / max(1, sum(map(bool, found))) for name, found in lengths.items()}
    for paper, fields in enumerate(counted):
        sums: defaultdict[int, float] = defaultdict(float)
        for name, weight in FIELD_WEIGHTS.items():
            if name in fields:
                penalty = LENGTH_PENALTIES.get(name, 0.0)
                norm = 1 - penalty + penalty * lengths[name][paper] / means[name]
                for word, count in sorted(fields[name].items()):
                    sums[class_of[word]] += weight * count / norm
        for number, value in sums.items():
            weights[number][paper] = value / (SATURATION + value)
    return weights
