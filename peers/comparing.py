"""Pairs the papers of two readings of a file, and compares their fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from peers.items import FIELDS, Item, fold
from peers.rules import Difference, fold_field

__all__ = ["Comparison", "compare"]

SIMILAR = 60.0
"""How similar titles must be, out of 100, to be taken as two readings of one title."""


Pair = tuple[Item, Item]
NOTHING = Item(title="")


@dataclass(slots=True)
class Comparison:
    """Two readings of a file.

    Attributes:
        agreed: the fields that agree, once for each pair of papers.
        lost: whether the peer found papers that we did not.
    """

    agreed: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    lost: bool = False


def compare(theirs: Iterable[Item], ours: Iterable[Item], peer: str) -> Comparison:
    """Return how two readings of one file differ."""
    result = Comparison()
    pairs, lost, false = _pair(theirs, ours)
    result.lost = bool(lost)
    result.differences += [Difference("lost", peer, item, NOTHING) for item in lost]
    result.differences += [Difference("false", peer, NOTHING, item) for item in false]
    for one, other in pairs:
        for name in FIELDS:
            difference = Difference(name, peer, one, other)
            left, right = difference.values
            if left == right:
                if left:
                    result.agreed.append(name)
            else:
                result.differences.append(difference)
    return result


def _pair(theirs: Iterable[Item], ours: Iterable[Item]) -> tuple[list[Pair], list[Item], list[Item]]:
    """Return pairs of papers with the same title, then similar ones; then those that are lost or false."""
    by_title: defaultdict[str, list[Item]] = defaultdict(list)
    for item in ours:
        by_title[fold(item.title)].append(item)
    pairs: list[Pair] = []
    lost: list[Item] = []
    unpaired: list[Item] = []
    for item in theirs:
        if same := by_title.get(fold(item.title)):
            best = max(same, key=lambda other: _count_equal(item, other))
            same.remove(best)
            pairs.append((item, best))
        else:
            unpaired.append(item)
    rest = [item for items in by_title.values() for item in items]
    for item in unpaired:
        if similar := _find_similar(item, rest):
            rest.remove(similar)
            pairs.append((item, similar))
        else:
            lost.append(item)
    return pairs, lost, rest


def _find_similar(item: Item, others: Sequence[Item]) -> Item | None:
    if item.key and (same := [other for other in others if other.key == item.key]):
        return same[0]
    titles = [fold(other.title) for other in others]
    found = process.extractOne(fold(item.title), titles, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return others[found[2]] if found else None


def _count_equal(one: Item, other: Item) -> int:
    return sum(fold_field(one, name) == fold_field(other, name) for name in FIELDS)
