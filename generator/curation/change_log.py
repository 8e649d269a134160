"""The change log, ``content/changes.yml``: what changed on each day, and which changes it lacks.

A paper that the log does not mention counts as added on the date in its record, so a list without a log
has a complete history too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.catalog import Catalog, follow_redirects
from generator.model.history import Change
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A paper whose primary topic changed from the one with the id ``old`` to the one with ``new``."""

    paper: Paper
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything that changed on one day.

    Attributes:
        date: the day, ISO 8601; only year or month if no more is known.
        sources: names of the imported captures.
        added: new papers, by title.
        moved: papers whose primary topic changed, by title.
        merged: slugs of records that were merged, each with the paper that it is part of now.
        excluded: titles that were excluded, each with the reason.
        notes: sentences by the curator.
    """

    date: str
    sources: tuple[str, ...] = ()
    added: tuple[Paper, ...] = ()
    moved: tuple[Move, ...] = ()
    merged: tuple[tuple[str, Paper], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.moved, self.merged, self.excluded, self.notes))


def list_days(catalog: Catalog, *, since: str = "") -> tuple[Day, ...]:
    """Return the days on which something changed, newest first.

    A merged paper counts as the paper it was merged into. Papers that are no longer on the list are left
    out.

    Args:
        catalog: the list with its log.
        since: the first day to include, as ``2024``, ``2024-07`` or ``2024-07-01``; empty for all days.
    """
    by_date: dict[str, list[Change]] = {}
    logged: set[str] = set()
    for change in catalog.changes:
        by_date.setdefault(change.date, []).append(change)
        logged.update(change.added)
    for paper in catalog.papers.values():
        if paper.slug not in logged and paper.added:
            by_date.setdefault(paper.added, []).append(Change(date=paper.added, added=(paper.slug,)))
    seen: set[str] = set()
    days = [_build_day(catalog, date, by_date[date], seen) for date in sorted(by_date)]
    return tuple(day for day in reversed(days) if day and day.date >= since[: len(day.date)])


def _build_day(catalog: Catalog, date: str, changes: Sequence[Change], seen: set[str]) -> Day:
    added: dict[str, Paper] = {}
    moves: dict[str, tuple[str, str]] = {}
    merged: list[tuple[str, Paper]] = []
    excluded: dict[str, str] = {}
    for change in changes:
        for slug in change.added:
            paper = _find(catalog, slug)
            if paper and paper.slug not in seen:
                seen.add(paper.slug)
                added[paper.slug] = paper
        for slug, (old, new) in sorted(change.moved.items()):
            paper = _find(catalog, slug)
            if paper:  # moves on the same day are combined; moving back cancels them
                old, new = (catalog.taxonomy.aliases.get(id_, id_) for id_ in (old, new))
                moves[paper.slug] = (moves.get(paper.slug, (old, new))[0], new)
        for slug, target in sorted(change.merged.items()):
            into = _find(catalog, target)
            if into:
                merged.append((slug, into))
        excluded |= change.excluded
    moved = [
        Move(paper=catalog.papers[slug], old=old, new=new) for slug, (old, new) in moves.items() if old != new
    ]
    return Day(
        date=date,
        sources=tuple(dict.fromkeys(source for change in changes for source in change.sources)),
        added=tuple(sorted(added.values(), key=_by_title)),
        moved=tuple(sorted(moved, key=lambda move: _by_title(move.paper))),
        merged=tuple(merged),
        excluded=tuple(sorted(excluded.items())),
        notes=tuple(change.note for change in changes if change.note),
    )


def _find(catalog: Catalog, slug: str) -> Paper | None:
    """Return the paper that a slug names, directly or by redirects, or None."""
    end = follow_redirects(slug, catalog.redirects, papers=catalog.papers)
    return catalog.papers.get(end) if end else None


def _by_title(paper: Paper) -> tuple[str, str]:
    return (paper.title.casefold(), paper.slug)


def group_by_topic(papers: Iterable[Paper], taxonomy: Taxonomy) -> list[tuple[Topic | None, list[Paper]]]:
    """Return papers by primary topic, in the order of the taxonomy.

    Papers keep their order within a topic. Those without a topic of the list come last, under None.
    """
    groups: dict[str | None, list[Paper]] = {id_: [] for id_ in (*taxonomy.topics, None)}
    for paper in papers:
        topic = paper.primary_topic
        groups[topic if topic in taxonomy.topics else None].append(paper)
    return [(taxonomy.topics[id_] if id_ else None, found) for id_, found in groups.items() if found]


def find_logged_topics(catalog: Catalog) -> dict[str, str]:
    """Return slug -> primary topic according to the log, as far as it names one, by its present id."""
    known: dict[str, str] = {}
    for change in catalog.changes:
        known.update(change.filed)
        known.update({slug: new for slug, (_, new) in change.moved.items()})
    aliases = catalog.taxonomy.aliases
    return {slug: aliases.get(id_, id_) for slug, id_ in known.items()}


def find_unlogged(catalog: Catalog, date: str) -> Change | None:
    """Return the changes that the log lacks, as one change on ``date`` (ISO 8601), or None if it is complete.

    These are papers that the log does not add, primary topics other than the last one in the log, and
    redirects and exclusions that it does not mention. The topics of papers without a logged topic are
    logged, so that later moves are noticed. Topics that nobody has confirmed are not: that a suggestion is
    replaced is no news to readers.
    """
    known = find_logged_topics(catalog)
    added: set[str] = set()
    merged: dict[str, str] = {}
    excluded: set[str] = set()
    for change in catalog.changes:
        added.update(change.added)
        merged.update(change.merged)
        excluded.update(change.excluded)
    # a redirect to a paper that the log never added comes from a renaming, not from a merge
    for old, new in sorted(catalog.redirects.items()):
        if old in added and new not in added and old not in merged:
            added.add(new)
            merged[old] = new
            if old in known:
                known.setdefault(new, known[old])
    topics = {
        paper.slug: paper.primary_topic
        for paper in catalog.papers.values()
        if paper.primary_topic and not paper.review
    }
    change = Change(
        date=date,
        added=tuple(slug for slug in catalog.papers if slug not in added),
        filed={slug: topic for slug, topic in topics.items() if slug not in known},
        moved={
            slug: (known[slug], topic)
            for slug, topic in topics.items()
            if slug in known and known[slug] != topic
        },
        merged={slug: target for slug, target in sorted(catalog.redirects.items()) if slug not in merged},
        excluded={
            exclusion.title: exclusion.reason
            for exclusion in catalog.exclusions
            if exclusion.title not in excluded
        },
    )
    return change if any((change.added, change.filed, change.moved, change.merged, change.excluded)) else None
