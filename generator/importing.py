"""What an import would change: a pure function from records and entries to a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import Problem
from generator.identity import cluster, fill, identifiers, merge, new_slug, same_work
from generator.models import CaptureRef, Entry, Exclusion, Paper
from generator.text import title_key

__all__ = ["Filled", "ImportPlan", "Suggestion", "plan_import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper.

    Attributes:
        topics: topic ids, the likeliest first; empty when nothing spoke for any.
        reason: which words spoke for which topic, in one line.
    """

    topics: tuple[str, ...]
    reason: str = ""


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
        known: slugs of known papers that gain nothing.
        excluded: entries that are kept off the list by name.
        refused: what could not be read.
        reasons: slug of a new paper -> why its topics were suggested.
    """

    new: tuple[Paper, ...] = ()
    filled: tuple[Filled, ...] = ()
    known: tuple[str, ...] = ()
    excluded: tuple[Entry, ...] = ()
    refused: tuple[Problem, ...] = ()
    reasons: Mapping[str, str] | None = None


def plan_import(
    papers: Mapping[str, Paper],
    entries: Iterable[Entry],
    *,
    exclusions: Sequence[Exclusion] = (),
    refused: Sequence[Problem] = (),
    redirects: Mapping[str, str] | None = None,
    suggest: Callable[[Paper], Suggestion] | None = None,
    today: str,
) -> ImportPlan:
    """Return what an import of ``entries`` into ``papers`` would change.

    An entry belongs to a known paper when the paper lists its place in the capture, shares an
    identifier with it, or has the same title and nothing speaks against it.

    Args:
        papers: the records by slug.
        entries: what was read, in order.
        exclusions: entries kept off the list, by title.
        refused: what the readers could not read; passed on.
        redirects: slugs that are gone and must not be given again.
        suggest: gives topics to a new paper.
        today: day of the import, ISO 8601.
    """
    by_ref: dict[CaptureRef, str] = {ref: slug for slug, paper in papers.items() for ref in paper.captures}
    by_id = {item: slug for slug, paper in papers.items() for item in identifiers(paper).items()}
    by_title: dict[str, list[str]] = {}
    for slug, paper in papers.items():
        by_title.setdefault(title_key(paper.title), []).append(slug)
    off = {title_key(exclusion.title) for exclusion in exclusions}

    def home(group: Sequence[Entry]) -> str | None:
        for entry in group:
            if entry.ref in by_ref:
                return by_ref[entry.ref]
        for entry in group:
            for item in identifiers(entry).items():
                if item in by_id:
                    return by_id[item]
        for entry in group:
            for slug in by_title.get(title_key(entry.title), ()):
                if same_work(entry, papers[slug]):
                    return slug
        return None

    new: list[Paper] = []
    filled: dict[str, Paper] = {}
    known: list[str] = []
    excluded: list[Entry] = []
    reasons: dict[str, str] = {}
    taken = {*papers, *(redirects or {})}
    for found in cluster(entries):
        place = home(found.entries)
        if place is None and any(title_key(entry.title) in off for entry in found.entries):
            excluded += found.entries
            continue
        if place is not None:
            current = filled.get(place, papers[place])
            better = fill(current, merge(found.entries, slug=place))
            if better != current:
                filled[place] = better
            elif place not in known:
                known.append(place)
            continue
        paper = merge(found.entries, slug=new_slug(found.entries[0].title, taken))
        taken.add(paper.slug)
        paper = paper.model_copy(update={"added": today})
        if suggest:
            suggestion = suggest(paper)
            reasons[paper.slug] = suggestion.reason
            review = (
                f"Topics are suggested: {suggestion.reason}" if suggestion.reason else "Topics are missing"
            )
            paper = paper.model_copy(update={"topics": suggestion.topics, "review": review})
        new.append(paper)
    return ImportPlan(
        new=tuple(new),
        filled=tuple(Filled(old=papers[slug], new=paper) for slug, paper in filled.items()),
        known=tuple(slug for slug in known if slug not in filled),
        excluded=tuple(excluded),
        refused=tuple(refused),
        reasons=reasons,
    )
