"""What an import would change: a pure function from records and entries to a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from generator.analysis.suggestion import Suggestion
from generator.duplicates.clustering import cluster_entries
from generator.duplicates.filling import fill_blanks
from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.merging import merge_entries
from generator.duplicates.possible_duplicates import PossibleDuplicate, find_possible_duplicates
from generator.duplicates.same_title import compare_same_title_groups, select_distinct_printings
from generator.duplicates.similarity import RELATED_TITLE, measure_similarity
from generator.duplicates.titles import work_key
from generator.duplicates.venues import map_venue_names, use_listed_venue_name
from generator.errors import Problem
from generator.model.catalogue import VenueInfo
from generator.model.citation_keys import choose_key, list_used_keys
from generator.model.entry import CaptureRef, Entry
from generator.model.history import Change, Decision, Exclusion
from generator.model.paper import Paper
from generator.text.latex import make_readable
from generator.text.slugs import choose_slug

__all__ = ["Filled", "ImportPlan", "log_import", "plan_import", "review_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A known paper with the facts that the import adds to it."""

    old: Paper
    new: Paper

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what was filled, links by their own names; captures and evidence are not named."""
        names = []
        for name in Paper.model_fields:
            if name in ("captures", "evidence") or getattr(self.old, name) == getattr(self.new, name):
                continue
            if name == "links":
                links = type(self.new.links).model_fields
                names += [
                    link for link in links if getattr(self.old.links, link) != getattr(self.new.links, link)
                ]
            else:
                names.append(name)
        return tuple(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        new: records to create, with suggested topics.
        filled: known papers that gain facts or a capture.
        known: slugs of all known papers that were met, those that gain something among them.
        excluded: entries that are kept off the list by name.
        possible_duplicates: pairs that look like one paper; at least one of a pair was met in this import.
        refused: what could not be read.
        reasons: slug of a new paper -> why its topics were suggested.
    """

    new: tuple[Paper, ...] = ()
    filled: tuple[Filled, ...] = ()
    known: tuple[str, ...] = ()
    excluded: tuple[Entry, ...] = ()
    possible_duplicates: tuple[PossibleDuplicate, ...] = ()
    refused: tuple[Problem, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def enriched(self) -> tuple[Filled, ...]:
        """Known papers that gain facts, not only a capture."""
        return tuple(filled for filled in self.filled if filled.fields)

    @property
    def changes_anything(self) -> bool:
        """Whether carrying the plan out writes any record."""
        return bool(self.new or self.filled)


MOST_OF_ONE_TITLE = 40
"""Records of one title that an entry is compared with."""


class _Shelf:
    """The records on the list, and where to find the one that an entry belongs to."""

    def __init__(self, papers: Mapping[str, Paper], decisions: Iterable[Decision]) -> None:
        self.papers = papers
        self.by_ref: dict[CaptureRef, str] = {}
        self.by_id: dict[tuple[str, str], str] = {}
        self.by_title: dict[str, list[str]] = {}
        self.by_print: dict[tuple[str, str], str] = {}
        for slug, paper in sorted(papers.items()):
            for ref in paper.captures:
                self.by_ref.setdefault(ref, slug)
            for item in all_identifiers(paper):
                self.by_id.setdefault(item, slug)
            self.by_title.setdefault(work_key(paper.title), []).append(slug)
            if paper.abstract:
                self.by_print.setdefault((work_key(paper.title), paper.abstract), slug)
        for decision in decisions:
            kept = next((slug for slug in decision.papers if slug in papers), None)
            if decision.verdict == "same" and kept:
                for title in decision.titles:
                    shelf = self.by_title.setdefault(work_key(title), [])
                    if kept not in shelf:
                        shelf.append(kept)

    def _by_place(self, group: Sequence[Entry]) -> str | None:
        for entry in group:
            slug = self.by_ref.get(entry.ref)
            if slug is None:
                continue
            similarity = measure_similarity(entry, self.papers[slug])
            if max(similarity.title, similarity.abstract or 0) >= RELATED_TITLE:
                return slug
        return None

    def _by_title(self, group: Sequence[Entry]) -> str | None:
        candidates: dict[str, int] = {}
        for key in sorted({work_key(entry.title) for entry in group}):
            shelf = self.by_title.get(key, [])
            if len(shelf) > MOST_OF_ONE_TITLE:
                prints = {self.by_print.get((key, make_readable(entry.abstract))) for entry in group}
                shelf = sorted(filter(None, prints)) or shelf[:MOST_OF_ONE_TITLE]
            for slug in shelf:
                candidates[slug] = compare_same_title_groups(
                    select_distinct_printings(group), [self.papers[slug]]
                )
        possible = [slug for slug, verdict in candidates.items() if verdict >= 0]
        backed = [slug for slug in possible if candidates[slug] > 0]
        for choice in (backed, possible):
            if len(choice) == 1:
                return choice[0]
        # several records that nothing tells apart: the place in the capture, or a question to a person
        return next((self.by_ref[e.ref] for e in group if self.by_ref.get(e.ref) in possible), None)

    def find(self, group: Sequence[Entry]) -> tuple[str | None, tuple[str, ...]]:
        """Return the slug that the entries belong to or None, and all slugs that share an identifier."""
        ids = [self.by_id[item] for entry in group for item in all_identifiers(entry) if item in self.by_id]
        owners = tuple(sorted(set(ids)))
        place = self._by_place(group)
        if place is not None:
            return place, owners
        if owners:
            return ids[0] if len(owners) == 1 else owners[0], owners
        return self._by_title(group), ()


def plan_import(
    papers: Mapping[str, Paper],
    entries: Iterable[Entry],
    *,
    exclusions: Sequence[Exclusion] = (),
    decisions: Sequence[Decision] = (),
    refused: Sequence[Problem] = (),
    redirects: Mapping[str, str] | None = None,
    venues: Iterable[VenueInfo] = (),
    suggest: Callable[[Paper], Suggestion] | None = None,
    today: str,
) -> ImportPlan:
    """Return what an import of ``entries`` into ``papers`` would change.

    An entry belongs to a known paper when the paper lists its place in the capture, shares an
    identifier with it, or has the same title and nothing speaks against it. Two records on the list are
    never merged here.

    Args:
        papers: the records by slug.
        entries: what was read, in order.
        exclusions: entries kept off the list, by title.
        decisions: what people said of pairs that look like one paper.
        refused: what the readers could not read; passed on.
        redirects: slugs that are gone and must not be given again.
        venues: forms of the names of venues.
        suggest: gives topics to a new paper.
        today: day of the import, ISO 8601.
    """
    shelf = _Shelf(papers, decisions)
    names = map_venue_names(venues)
    off = {work_key(exclusion.title) for exclusion in exclusions}
    decided = frozenset(frozenset(decision.papers) for decision in decisions)
    found: dict[str, list[Entry]] = {}
    new: list[Paper] = []
    excluded: list[Entry] = []
    reasons: dict[str, str] = {}
    conflicts: dict[frozenset[str], PossibleDuplicate] = {}
    taken = {*papers, *(redirects or {})}
    used_keys = list_used_keys(papers.values(), exclusions)
    counts: dict[str, int] = {}
    for group in cluster_entries(entries):
        place, owners = shelf.find(group.entries)
        for one, other in combinations(owners, 2):
            pair = frozenset((one, other))
            if pair not in decided and pair not in conflicts:
                conflicts[pair] = PossibleDuplicate(
                    one=papers[one],
                    other=papers[other],
                    similarity=measure_similarity(papers[one], papers[other]),
                    reason=f"one entry has identifiers of both ({group.entries[0].ref})",
                )
        if place is not None:
            found.setdefault(place, []).extend(group.entries)
            continue
        if any(work_key(entry.title) in off for entry in group.entries):
            excluded += group.entries
            continue
        paper = use_listed_venue_name(merge_entries(group.entries, slug="paper"), names)
        paper = paper.model_copy(update={"slug": choose_slug(paper.title, taken, counts), "added": today})
        taken.add(paper.slug)
        key = choose_key(paper, used_keys)
        used_keys.add(key)
        paper = paper.model_copy(update={"citation_key": key})
        if suggest:
            suggestion = suggest(paper)
            reasons[paper.slug] = suggestion.reason
            paper = paper.model_copy(update={"topics": suggestion.topics, "review": review_text(suggestion)})
        new.append(paper)
    filled: list[Filled] = []
    for slug, group_entries in found.items():
        old = papers[slug]
        unseen = not {entry.ref for entry in group_entries} <= set(old.captures)
        facts = use_listed_venue_name(merge_entries(group_entries, slug=slug), names)
        better = fill_blanks(old, facts, join_links=unseen)
        if better != old:
            filled.append(Filled(old=old, new=better))
    pairs: tuple[PossibleDuplicate, ...] = tuple(conflicts.values())
    if new:
        fresh = {paper.slug for paper in new}
        pairs += find_possible_duplicates([*papers.values(), *new], among=fresh, decided=decided)
    return ImportPlan(
        new=tuple(new),
        filled=tuple(filled),
        known=tuple(found),
        excluded=tuple(excluded),
        possible_duplicates=pairs,
        refused=tuple(refused),
        reasons=reasons,
    )


def review_text(suggestion: Suggestion) -> str:
    """Return what the ``review`` line of a new record says."""
    if not suggestion.topics:
        return "Topics are missing: nothing spoke for any. Name them, then delete this line."
    reason = f": {suggestion.reason}" if suggestion.reason else ""
    return f"Topics are suggested{reason}. Correct or confirm them, then delete this line."


def log_import(
    changes: Sequence[Change], plan: ImportPlan, sources: Sequence[str], today: str
) -> Change | None:
    """Return the entry that the log gains by an import; None where no paper came onto the list.

    Args:
        changes: the log so far.
        plan: the import.
        sources: names of the captures that were read.
        today: day of the import, ISO 8601.
    """
    if not plan.new:
        return None
    return Change(
        date=today,
        sources=tuple(dict.fromkeys(sources)),
        added=tuple(sorted(paper.slug for paper in plan.new)),
        filed={
            paper.slug: paper.topics[0]
            for paper in sorted(plan.new, key=lambda paper: paper.slug)
            if paper.topics
        },
    )
