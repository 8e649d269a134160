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
"""How similar titles must be, out of 100, to count as two readings of one title."""


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
    """Return pairs of papers with the same or a similar title, then the lost papers and the false ones."""
    by_title: defaultdict[str, list[Item]] = defaultdict(list)
    for item in ours:
        by_title[fold(item.title)].append(item)
    wanted: defaultdict[str, list[Item]] = defaultdict(list)
    for item in theirs:
        wanted[fold(item.title)].append(item)
    pairs: list[Pair] = []
    lost: list[Item] = []
    unpaired: list[Item] = []
    for title, items in wanted.items():
        same = by_title[title]
        found = _pair_best(items, same)
        pairs += found
        unpaired += [item for item in items if all(item is not one for one, _ in found)]
        by_title[title] = [item for item in same if all(item is not other for _, other in found)]
    rest = [item for items in by_title.values() for item in items]
    for item in unpaired:
        if similar := _find_similar(item, rest):
            rest.remove(similar)
            pairs.append((item, similar))
        else:
            lost.append(item)
    return pairs, lost, rest


def _pair_best(theirs: Sequence[Item], ours: Sequence[Item]) -> list[Pair]:
    """Pair papers with one title, those with the most in common first."""
    if len(theirs) == len(ours) == 1:
        return [(theirs[0], ours[0])]
    places = ((i, j) for i in range(len(theirs)) for j in range(len(ours)))
    found: dict[int, int] = {}
    for i, j in sorted(places, key=lambda place: (-_count_equal(theirs[place[0]], ours[place[1]]), *place)):
        if i not in found and j not in found.values():
            found[i] = j
    return [(theirs[i], ours[j]) for i, j in sorted(found.items())]


def _find_similar(item: Item, others: Sequence[Item]) -> Item | None:
    if item.key and (same := [other for other in others if other.key == item.key]):
        return same[0]
    titles = [fold(other.title) for other in others]
    found = process.extractOne(fold(item.title), titles, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return others[found[2]] if found else None


def _count_equal(one: Item, other: Item) -> int:
    fields = ((fold_field(one, name), fold_field(other, name)) for name in FIELDS)
    return sum(1 for left, right in fields if left == right != "")
