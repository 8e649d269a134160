"""What's new: the log of changes by day, and what the log does not say yet.

The log is ``content/changes.yml`` (``Catalogue.changes``). A paper that the log does not name is shown
under the day of its record's ``added``, so that the page is right before anything was logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.history import Change
from generator.model.paper import Paper
from generator.model.redirects import follow_redirects
from generator.model.taxonomy import Taxonomy, Topic

__all__ = [
    "Day",
    "Left",
    "Merge",
    "Move",
    "find_unlogged",
    "group_by_topic",
    "list_days",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A paper whose primary topic changed.

    Attributes:
        paper: the paper.
        old: id of the topic it had, and ``old_title`` its title (the id where the topic is gone).
        new: id of the topic it has since, and ``new_title`` its title.
    """

    paper: Paper
    old: str
    old_title: str
    new: str
    new_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A record that became part of another: ``slug`` is gone, ``into`` has its facts."""

    slug: str
    into: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A title that was kept off the list, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All that changed on one day.

    Attributes:
        date: the day (ISO 8601), as precisely as known.
        sources: names of what was imported.
        added: papers that came onto the list, in the order of their titles.
        moved: papers whose primary topic changed.
        merged: records that became part of another.
        excluded: titles kept off the list.
        notes: sentences by the curator.
    """

    date: str
    sources: tuple[str, ...] = ()
    added: tuple[Paper, ...] = ()
    moved: tuple[Move, ...] = ()
    merged: tuple[Merge, ...] = ()
    excluded: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.moved, self.merged, self.excluded, self.notes))


def list_days(catalogue: Catalogue, *, since: str = "") -> tuple[Day, ...]:
    """Return the days on which something changed, newest first.

    Papers that are gone from the list are followed to the record they were merged into, or left out.

    Args:
        catalogue: the list with its log.
        since: first day that counts (ISO 8601, as precise as wanted); empty for all.
    """
    by_date: dict[str, list[Change]] = {}
    logged: set[str] = set()
    for change in catalogue.changes:
        by_date.setdefault(change.date, []).append(change)
        logged.update(change.added)
    for paper in catalogue.papers.values():
        if paper.slug not in logged and paper.added:
            by_date.setdefault(paper.added, []).append(Change(date=paper.added, added=(paper.slug,)))
    seen: set[str] = set()
    days = [_build_day(catalogue, date, by_date[date], seen) for date in sorted(by_date)]
    return tuple(day for day in reversed(days) if day and day.date >= since[: len(day.date)])


def _build_day(catalogue: Catalogue, date: str, changes: Sequence[Change], seen: set[str]) -> Day:
    added: dict[str, Paper] = {}
    moves: dict[str, tuple[str, str]] = {}
    merged: list[Merge] = []
    for change in changes:
        for slug in change.added:
            paper = _find(catalogue, slug)
            if paper and paper.slug not in seen:
                seen.add(paper.slug)
                added[paper.slug] = paper
        for slug, (old, new) in sorted(change.moved.items()):
            paper = _find(catalogue, slug)
            if paper:  # several moves of one day are one, and there and back is none
                moves[paper.slug] = (moves.get(paper.slug, (old, new))[0], new)
        for slug, target in sorted(change.merged.items()):
            into = _find(catalogue, target)
            if into:
                merged.append(Merge(slug=slug, into=into))
    moved = [
        _build_move(catalogue.taxonomy, catalogue.papers[slug], old, new)
        for slug, (old, new) in moves.items()
        if old != new
    ]
    return Day(
        date=date,
        sources=tuple(dict.fromkeys(source for change in changes for source in change.sources)),
        added=tuple(sorted(added.values(), key=_by_title)),
        moved=tuple(sorted(moved, key=lambda move: _by_title(move.paper))),
        merged=tuple(merged),
        excluded=tuple(
            Left(title=title, reason=reason)
            for title, reason in sorted(
                {k: v for change in changes for k, v in change.excluded.items()}.items()
            )
        ),
        notes=tuple(change.note for change in changes if change.note),
    )


def _build_move(taxonomy: Taxonomy, paper: Paper, old: str, new: str) -> Move:
    def title(id_: str) -> str:
        topic = taxonomy.topics.get(id_)
        return topic.title if topic else id_

    return Move(paper=paper, old=old, old_title=title(old), new=new, new_title=title(new))


def _find(catalogue: Catalogue, slug: str) -> Paper | None:
    """The paper that a slug leads to, by any number of redirects."""
    end = follow_redirects(slug, catalogue.redirects, papers=catalogue.papers)
    return catalogue.papers.get(end) if end else None


def _by_title(paper: Paper) -> tuple[str, str]:
    return (paper.title.casefold(), paper.slug)


def group_by_topic(
    papers: Iterable[Paper], taxonomy: Taxonomy
) -> tuple[tuple[Topic | None, tuple[Paper, ...]], ...]:
    """Group papers by their primary topic, in the order of the taxonomy.

    Papers keep their order within a topic; those without a known topic come last, under None.
    """
    groups: dict[str | None, list[Paper]] = {id_: [] for id_ in taxonomy.topics}
    groups[None] = []
    for paper in papers:
        topic = paper.primary_topic
        groups[topic if topic in taxonomy.topics else None].append(paper)
    return tuple(
        (taxonomy.topics[id_] if id_ is not None else None, tuple(found))
        for id_, found in groups.items()
        if found
    )


def find_unlogged(catalogue: Catalogue, date: str, *, sources: Iterable[str] = ()) -> Change | None:
    """Return what the records say and the log does not, as a change of ``date``; None when it says all.

    That is: papers the log never added, primary topics other than the last one logged, redirects and
    exclusions it does not name. A paper whose topic was never logged is filed under the one it has, so
    that the next move shows.

    Args:
        catalogue: the list with its log.
        date: the day to write (ISO 8601).
        sources: names of the captures that were imported.
    """
    known: dict[str, str] = {}
    added: set[str] = set()
    merged: dict[str, str] = {}
    excluded: set[str] = set()
    for change in catalogue.changes:
        added.update(change.added)
        known.update(change.filed)
        known.update({slug: new for slug, (_, new) in change.moved.items()})
        merged.update(change.merged)
        excluded.update(change.excluded)
    # a redirect whose target the log never added is another name of one paper, not two merged into one
    for old, new in sorted(catalogue.redirects.items()):
        if old in added and new not in added and old not in merged:
            added.add(new)
            merged[old] = new
            if old in known:
                known.setdefault(new, known[old])
    topics = {paper.slug: paper.primary_topic for paper in catalogue.papers.values() if paper.primary_topic}
    change = Change(
        date=date,
        sources=tuple(sources),
        added=tuple(slug for slug in catalogue.papers if slug not in added),
        filed={slug: topic for slug, topic in topics.items() if slug not in known},
        moved={
            slug: (known[slug], topic)
            for slug, topic in topics.items()
            if slug in known and known[slug] != topic
        },
        merged={slug: target for slug, target in sorted(catalogue.redirects.items()) if slug not in merged},
        excluded={
            exclusion.title: exclusion.reason
            for exclusion in catalogue.exclusions
            if exclusion.title not in excluded
        },
    )
    return change if any((change.added, change.filed, change.moved, change.merged, change.excluded)) else None
