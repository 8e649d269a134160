"""New versions of stored captures: which entries are the same, which moved, and which are gone."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.merging import sort_capture_refs
from generator.duplicates.similarity import RELATED_TITLE, measure_similarity
from generator.duplicates.titles import work_key
from generator.model.catalog import Catalog
from generator.model.entry import CaptureRef, Entry
from generator.model.paper import Paper
from generator.readers import ReadResult

SAME_NAME = 0.5
"""Least share of a capture's entries in another file of the same name that makes it a new version."""
SAME_ENTRIES = 0.8
"""Least share of entries that two files of any names have in common if one is a new version of the other."""
FEWEST_ENTRIES = 5
"""Fewest entries that such files have in common."""
MOST_CANDIDATES = 40
"""Entries with the same key or title that an entry is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An entry that the new version of a capture lacks.

    Attributes:
        entry: the entry in the old version.
        paper: the record of which it was the last entry.
        left: the places in other captures that still list the paper.
    """

    entry: Entry
    paper: Paper
    left: tuple[CaptureRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """The captures that are replaced by new versions.

    Attributes:
        catalog: the list as it refers to the new versions.
        before: new place of an entry -> the entry in the old version.
        gone: entries that the new versions lack, of papers on the list.
        captures: the names of the captures.
        had: how many papers the old versions had.
        lost: how many of these the new versions lack.
    """

    catalog: Catalog
    captures: tuple[str, ...] = ()
    had: int = 0
    lost: int = 0
    before: Mapping[CaptureRef, Entry] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()


def is_revision(old: ReadResult, new: ReadResult, *, same_name: bool) -> bool:
    """Return whether ``new`` is a later version of the file from which ``old`` was read."""
    if old.format != new.format:
        return False
    counts = len(old.entries) + len(old.identifiers), len(new.entries) + len(new.identifiers)
    if not same_name and min(counts) < max(counts) * SAME_ENTRIES:
        return False
    pairs = pair_positions(old, new)
    if same_name:
        return len(pairs) >= counts[0] * SAME_NAME
    entries = {entry.position: entry for entry in new.entries}
    same = sum(
        entry.position in pairs and _is_same(entry, entries[pairs[entry.position]]) for entry in old.entries
    )
    return same >= max(FEWEST_ENTRIES, max(counts) * SAME_ENTRIES)


def pair_positions(old: ReadResult, new: ReadResult) -> dict[int, int]:
    """Return the position of each paper in ``old`` that ``new`` has too -> its position there.

    Citation keys decide first, then identifiers, then titles. A key that now belongs to a paper with another
    title and other identifiers decides nothing.
    """
    pairs: dict[int, int] = {}
    left = {entry.position: entry for entry in new.entries}
    for find, is_proof in ((_find_key, False), (all_identifiers, True), (_find_title, False)):
        _pair(old.entries, left, pairs, find, is_proof=is_proof)
    places = {(item.kind, item.value): item.position for item in reversed(new.identifiers)}
    for item in old.identifiers:
        if position := places.pop((item.kind, item.value), None):
            pairs[item.position] = position
    return pairs


def _find_key(entry: Entry) -> Sequence[Hashable]:
    return [entry.key.casefold()] if entry.key else []


def _find_title(entry: Entry) -> Sequence[Hashable]:
    return [work_key(entry.title)]


def _pair(
    old: Sequence[Entry],
    left: dict[int, Entry],
    pairs: dict[int, int],
    find: Callable[[Entry], Iterable[Hashable]],
    *,
    is_proof: bool,
) -> None:
    """Add to ``pairs`` the entries of which ``find`` returns the same; take the new ones from ``left``."""
    index: dict[Hashable, dict[int, Entry]] = {}
    for position, entry in left.items():
        for token in find(entry):
            index.setdefault(token, {})[position] = entry
    for entry in old:
        if entry.position in pairs:
            continue
        candidates = [
            other
            for token in find(entry)
            for other in islice(index.get(token, {}).values(), MOST_CANDIDATES)
            if is_proof or _may_be_same(entry, other)
        ]
        if candidates:
            # the first of those that say the most alike
            found = max(candidates, key=partial(_count_agreements, entry))
            pairs[entry.position] = found.position
            del left[found.position]
            for token in find(found):
                index[token].pop(found.position)


def _count_agreements(old: Entry, new: Entry) -> int:
    return sum(getattr(old, name) == getattr(new, name) for name in ("key", "title", "authors", "venue_year"))


def _is_same(old: Entry, new: Entry) -> bool:
    if set(all_identifiers(old)) & set(all_identifiers(new)):
        return True
    return work_key(old.title) == work_key(new.title)


def _may_be_same(old: Entry, new: Entry) -> bool:
    return _is_same(old, new) or measure_similarity(old, new).title >= RELATED_TITLE


def find_revisions(catalog: Catalog, revised: Mapping[str, tuple[ReadResult, ReadResult]]) -> Revisions:
    """Return what changes when captures are replaced by new versions.

    Args:
        catalog: the list.
        revised: name of a capture -> its old and its new content.
    """
    moved: dict[CaptureRef, CaptureRef | None] = {}
    before: dict[CaptureRef, Entry] = {}
    entries: dict[CaptureRef, Entry] = {}
    for name, (old, new) in revised.items():
        pairs = pair_positions(old, new)
        positions = [entry.position for entry in old.entries] + [item.position for item in old.identifiers]
        for position in positions:
            new_ref = CaptureRef(capture=name, position=pairs[position]) if position in pairs else None
            moved[CaptureRef(capture=name, position=position)] = new_ref
        for entry in old.entries:
            ref = CaptureRef(capture=name, position=entry.position)
            entries[ref] = entry
            if new_ref := moved[ref]:
                before[new_ref] = entry
    papers = dict(catalog.papers)
    gone: list[Gone] = []
    for slug, paper in catalog.papers.items():
        kept = sort_capture_refs(place for ref in paper.captures if (place := moved.get(ref, ref)))
        if kept == paper.captures:
            continue
        papers[slug] = paper.model_copy(update={"captures": kept})
        left = {ref.capture for ref in kept}
        lost = [entries[ref] for ref in paper.captures if ref.capture not in left and ref in entries]
        gone += [Gone(entry=entry, paper=paper, left=kept) for entry in lost[:1]]
    return Revisions(
        catalog=catalog.model_copy(update={"papers": papers}),
        captures=tuple(revised),
        had=len(moved),
        lost=sum(ref is None for ref in moved.values()),
        before=before,
        gone=tuple(gone),
    )
