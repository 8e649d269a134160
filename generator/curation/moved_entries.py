"""Corrects records whose entries in captures have new numbers because a reader has improved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.duplicates.identifiers import primary_identifiers
from generator.model.catalog import Catalog
from generator.model.entry import CaptureRef, Entry
from generator.model.paper import Paper
from generator.readers import ReadResult
from generator.text.titles import title_key

Marks = frozenset[tuple[str, str]]
"""What tells an entry or a paper from others: citation keys, identifiers and the title."""


def find_moved_entries(catalog: Catalog, captures: Mapping[str, ReadResult]) -> list[tuple[Paper, Paper]]:
    """Return the records whose references to captures lead to other papers, before and after correction.

    A reference is corrected if its entry has nothing in common with the record, but another entry of the same
    capture does and is not rightly referred to by another record.
    """
    entries = {entry.ref: entry for result in captures.values() for entry in result.entries}
    marks = {ref: _list_marks(entry) for ref, entry in entries.items()}
    places: dict[tuple[str, tuple[str, str]], list[CaptureRef]] = defaultdict(list)
    for ref, found in marks.items():
        for mark in found:
            places[ref.capture, mark].append(ref)
    right = {
        ref
        for paper in catalog.papers.values()
        for ref in paper.captures
        if _list_marks(paper) & marks.get(ref, frozenset())
    }
    moved = []
    for paper in catalog.papers.values():
        own = _list_marks(paper)
        wrong = [
            ref for ref in paper.captures if ref.capture in captures and not own & marks.get(ref, Marks())
        ]
        if not wrong:
            continue
        refs = dict.fromkeys(paper.captures)
        for ref in wrong:
            if found_ref := next(_find_free(paper, ref, places, right), None):
                right.add(found_ref)
                refs = dict.fromkeys(found_ref if old == ref else old for old in refs)
        if tuple(refs) != paper.captures:
            moved.append((paper, paper.model_copy(update={"captures": tuple(refs)})))
    return moved


def _find_free(
    paper: Paper,
    ref: CaptureRef,
    places: Mapping[tuple[str, tuple[str, str]], list[CaptureRef]],
    right: set[CaptureRef],
) -> Iterator[CaptureRef]:
    """Yield the entries of the same capture that are the paper, those with its citation key first."""
    for mark in sorted(_list_marks(paper)):
        yield from (other for other in places.get((ref.capture, mark), ()) if other not in right)


def _list_marks(record: Entry | Paper) -> Marks:
    if isinstance(record, Paper):
        keys: tuple[str | None, ...] = (record.citation_key, *record.citation_key_aliases)
    else:
        keys = (record.key, *record.key_aliases)
    found = {("a citation key", key) for key in keys if key}
    found |= set(primary_identifiers(record).items())
    return frozenset(found | {("title", title_key(record.title))})
