"""Finds out which record each entry of an import belongs to."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from generator.duplicates.clustering import cluster_entries
from generator.duplicates.identifiers import all_identifiers, label_identifier
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.duplicates.same_title import compare_same_title_groups, select_distinct_printings
from generator.duplicates.similarity import RELATED_TITLE, measure_similarity
from generator.duplicates.titles import work_key
from generator.errors import Place, Problem, show
from generator.model.catalog import Catalog
from generator.model.entry import CaptureRef, Entry
from generator.model.paper import Paper
from generator.text.abstracts import make_abstract_readable

MOST_WITH_ONE_TITLE = 40
"""Records with the same title that an entry is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The entries of an import, grouped by paper.

    Attributes:
        known: entries of papers on the list, by slug.
        new: entries of other papers, one group per paper.
        excluded: entries that ``excluded.yml`` names.
        conflicts: pairs of records whose identifiers appear together in one paper's entries.
        problems: identifiers that belong to another paper; the entries are without them.
    """

    known: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    new: Sequence[Sequence[Entry]] = ()
    excluded: Sequence[Entry] = ()
    conflicts: Sequence[PossibleDuplicate] = ()
    problems: Sequence[Problem] = ()


def match_entries(
    catalog: Catalog, entries: Iterable[Entry], before: Mapping[CaptureRef, Entry] | None = None
) -> Matches:
    """Group entries by paper, and find the record of each group.

    A group belongs to a record that lists its place in the capture, that shares an identifier with it, or
    that has the same title if nothing contradicts it. Records are never merged here.

    Args:
        catalog: the list.
        entries: the entries of all files.
        before: place of an entry -> the same entry in the version of its file that the list knows.
    """
    before = before or {}
    records = _RecordIndex(catalog, known_places=before)
    excluded_titles = {work_key(exclusion.title) for exclusion in catalog.exclusions}
    decided = {decision.pair for decision in catalog.decisions}
    known: dict[str, list[Entry]] = {}
    new: list[Sequence[Entry]] = []
    excluded: list[Entry] = []
    conflicts: dict[frozenset[str], PossibleDuplicate] = {}
    entries, problems = _drop_wrong_identifiers(entries, records)
    for group in cluster_entries(entries):
        slug, owners = records.find(group)
        for pair in map(frozenset, combinations(owners, 2)):
            if pair not in decided and pair not in conflicts:
                conflicts[pair] = _describe_conflict(catalog, pair, group[0])
        if slug is not None:
            known.setdefault(slug, []).extend(group)
        elif any(
            work_key(version.title) in excluded_titles
            for entry in group
            for version in (entry, before.get(entry.ref, entry))
        ):
            excluded += group
        else:
            new.append(group)
    return Matches(
        known=known, new=new, excluded=excluded, conflicts=tuple(conflicts.values()), problems=problems
    )


def _drop_wrong_identifiers(
    entries: Iterable[Entry], records: "_RecordIndex"
) -> tuple[list[Entry], tuple[Problem, ...]]:
    """Return entries without the identifiers of other papers, as bibliographies have them by mistake."""
    owners: dict[tuple[str, str], Entry | Paper] = {
        item: records.papers[slug] for item, slug in records.by_identifier.items()
    }
    kept: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        for kind, value in all_identifiers(entry):
            owner = owners.setdefault((kind, value), entry)
            if owner is not entry and _contradict(owner, entry):
                entry = entry.model_copy(update={kind: None})
                message = (
                    f"expected an identifier of {show(entry.title)} (got {label_identifier(kind, value)}, "
                    f"which is that of {show(owner.title)}); it is left out"
                )
                problems.append(Problem(Place(entry.capture, entry.line), message, severity="warning"))
        kept.append(entry)
    return kept, tuple(problems)


def _contradict(one: Entry | Paper, other: Entry | Paper) -> bool:
    """Return whether two records with the same identifier cannot be the same paper."""
    similarity = measure_similarity(one, other)
    is_like = max(similarity.title, similarity.abstract or 0) >= RELATED_TITLE
    return similarity.authors == 0 and not is_like and not similarity.same_name


def _describe_conflict(catalog: Catalog, pair: frozenset[str], entry: Entry) -> PossibleDuplicate:
    one, other = (catalog.papers[slug] for slug in sorted(pair))
    reason = f"one entry has identifiers of both ({entry.ref})"
    return PossibleDuplicate(one=one, other=other, similarity=measure_similarity(one, other), reason=reason)


class _RecordIndex:
    """The records of a list by place in a capture, identifier and title."""

    def __init__(self, catalog: Catalog, known_places: Container[CaptureRef] = ()) -> None:
        self.papers = catalog.papers
        self.known_places = known_places
        self.by_ref: dict[CaptureRef, str] = {}
        self.by_identifier: dict[tuple[str, str], str] = {}
        self.by_title: dict[str, list[str]] = {}
        self.by_title_and_abstract: dict[tuple[str, str], str] = {}
        for slug, paper in sorted(self.papers.items()):
            title = work_key(paper.title)
            for ref in paper.captures:
                self.by_ref.setdefault(ref, slug)
            for item in all_identifiers(paper):
                self.by_identifier.setdefault(item, slug)
            self.by_title.setdefault(title, []).append(slug)
            if paper.abstract:
                self.by_title_and_abstract.setdefault((title, paper.abstract), slug)
        self._add_other_titles(catalog)

    def _add_other_titles(self, catalog: Catalog) -> None:
        """Add the aliases of records, and the titles of records that were merged into them."""
        others = [(slug, paper.aliases) for slug, paper in sorted(self.papers.items())]
        for decision in catalog.decisions:
            kept = next((slug for slug in decision.papers if slug in self.papers), None)
            if decision.verdict == "same" and kept:
                others.append((kept, decision.titles))
        for slug, titles in others:
            for title in titles:
                slugs = self.by_title.setdefault(work_key(title), [])
                if slug not in slugs:
                    slugs.append(slug)

    def find(self, group: Sequence[Entry]) -> tuple[str | None, tuple[str, ...]]:
        """Return the slug of the record of a group or None, and all slugs that share an identifier."""
        identifiers = [item for entry in group for item in all_identifiers(entry)]
        owners = [self.by_identifier[item] for item in identifiers if item in self.by_identifier]
        distinct = tuple(sorted(set(owners)))
        slug = self._find_by_place(group)
        if slug is not None:
            return slug, distinct
        if distinct:
            return distinct[0], distinct
        return self._find_by_title(group), ()

    def _find_by_place(self, group: Sequence[Entry]) -> str | None:
        for entry in group:
            slug = self.by_ref.get(entry.ref)
            if slug is None:
                continue
            if entry.ref in self.known_places:
                return slug
            similarity = measure_similarity(entry, self.papers[slug])
            if max(similarity.title, similarity.abstract or 0) >= RELATED_TITLE:
                return slug
        return None

    def _find_by_title(self, group: Sequence[Entry]) -> str | None:
        printings = select_distinct_printings(group)
        verdicts = {
            slug: compare_same_title_groups(printings, [self.papers[slug]])
            for slug in self._list_candidates(group)
        }
        possible = [slug for slug, verdict in verdicts.items() if verdict >= 0]
        confirmed = [slug for slug in possible if verdicts[slug] > 0]
        for choice in (confirmed, possible):
            if len(choice) == 1:
                return choice[0]
        # nothing distinguishes these records: the place in the capture decides, or later a person
        return next((self.by_ref[e.ref] for e in group if self.by_ref.get(e.ref) in possible), None)

    def _list_candidates(self, group: Sequence[Entry]) -> list[str]:
        candidates: dict[str, None] = {}
        for title in sorted({work_key(entry.title) for entry in group}):
            slugs = self.by_title.get(title, [])
            if len(slugs) > MOST_WITH_ONE_TITLE:
                same = {
                    self.by_title_and_abstract.get((title, make_abstract_readable(entry.abstract)))
                    for entry in group
                }
                slugs = sorted(filter(None, same)) or slugs[:MOST_WITH_ONE_TITLE]
            candidates |= dict.fromkeys(slugs)
        return list(candidates)
