"""Groups entries that are the same paper."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.same_title import Verdict, compare_same_title_groups, select_distinct_printings
from generator.duplicates.titles import work_key
from generator.model.entry import Entry

WINDOW = 20
"""Groups with the same title, in sorted order, that each group is compared with."""
MOST_PAIRS = 50_000
"""Approximate number of pairs compared; each group is compared with at least two others."""


class _DisjointSets:
    """A union-find structure over the numbers below ``size``; the least member represents its set."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def union(self, one: int, other: int) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        self.parent[other] = one

    def subsets(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self.parent)):
            found[self.find(item)].append(item)
        return found


def cluster_entries(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Group entries that are the same paper; groups and their entries are in the order of ``entries``.

    Entries that share an identifier are one paper, even if only a third entry connects them. Entries with
    the same title are one paper unless something contradicts it.
    """
    items = tuple(entries)
    sets = _DisjointSets(len(items))
    first_with: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(items):
        for identifier in all_identifiers(entry):
            sets.union(first_with.setdefault(identifier, number), number)
    _join_by_title(items, sets)
    return tuple(tuple(items[number] for number in group) for _, group in sorted(sets.subsets().items()))


def _join_by_title(items: Sequence[Entry], sets: _DisjointSets) -> None:
    by_title: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(items):
        by_title[work_key(entry.title)].add(sets.find(number))
    members = sets.subsets()
    for roots in map(sorted, by_title.values()):
        if len(roots) > 1:
            for first, *others in _partition([[items[n] for n in members[root]] for root in roots]):
                for other in others:
                    sets.union(roots[first], roots[other])


def _partition(groups: Sequence[Sequence[Entry]]) -> list[list[int]]:
    """Return which of the groups with the same title are one paper, as lists of their indices.

    Groups with shared authors or similar abstracts are one paper. A group with nothing but its title joins
    the others only if they are all one paper.
    """
    printings = [select_distinct_printings(group) for group in groups]
    verdicts = {
        (one, other): compare_same_title_groups(printings[one], printings[other])
        for one, other in _choose_pairs(printings)
    }
    different = {frozenset(pair) for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT}
    parts = _join_consistently(len(groups), verdicts)
    informative = [
        part for part in parts if any(_has_more_than_title(e) for item in part for e in printings[item])
    ]
    bare = [item for part in parts if part not in informative for item in part]
    if len(informative) == 1 and not any(
        frozenset((a, b)) in different for a in bare for b in informative[0]
    ):
        return [informative[0] + bare]
    if bare and not any(frozenset(pair) in different for pair in combinations(bare[:WINDOW], 2)):
        return [*informative, bare]
    return parts


def _choose_pairs(printings: Sequence[Sequence[Entry]]) -> list[tuple[int, int]]:
    order = sorted(
        range(len(printings)),
        key=lambda n: [(e.authors, e.abstract, e.arxiv or "", e.doi or "") for e in printings[n]],
    )
    window = min(WINDOW, max(MOST_PAIRS // len(order), 2))
    return [(a, b) for index, a in enumerate(order) for b in order[index + 1 : index + 1 + window]]


def _join_consistently(size: int, verdicts: dict[tuple[int, int], Verdict]) -> list[list[int]]:
    """Return the groups joined by verdicts; a join that contains a contradiction is undone.

    If 1 and 2 are the same, and so are 2 and 3, but 1 and 3 differ, all three stay apart.
    """
    sets = _DisjointSets(size)
    for (one, other), verdict in verdicts.items():
        if verdict is Verdict.SAME:
            sets.union(one, other)
    broken = {
        sets.find(one)
        for (one, other), verdict in verdicts.items()
        if verdict is Verdict.DIFFERENT and sets.find(one) == sets.find(other)
    }
    subsets = sets.subsets()
    parts = [part for root, part in subsets.items() if root not in broken]
    return parts + [[item] for root, part in subsets.items() if root in broken for item in part]


def _has_more_than_title(entry: Entry) -> bool:
    return bool(entry.authors or entry.abstract or entry.arxiv or entry.doi)
