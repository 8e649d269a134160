"""The change log names papers, captures and redirects that exist, and its changes are in order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, suggest_name, warn
from generator.errors import Problem
from generator.model.history import Change

__all__ = ["check_change_dates", "check_change_papers", "check_change_sources", "check_merges"]

CHANGES = "changes.yml"


def check_change_dates(checked: CheckedList) -> Iterator[Problem]:
    """The oldest change comes first."""
    latest = ""
    for number, change in enumerate(checked.catalogue.changes):
        if change.date < latest:
            place = checked.locate.find(CHANGES, number, "date")
            message = f"This change of {change.date} comes after one of {latest}."
            yield Problem(place, message, "Move it, so that the oldest change comes first.")
        latest = max(latest, change.date)


def check_change_papers(checked: CheckedList) -> Iterator[Problem]:
    """Every paper that a change names is on the list or redirected."""
    papers, redirects = checked.catalogue.papers, checked.catalogue.redirects
    for number, change in enumerate(checked.catalogue.changes):
        for where, slug in _list_slugs(change):
            if slug not in papers and slug not in redirects:
                place = checked.locate.find(CHANGES, number, *where)
                message = f"There is no paper {slug!r} on the list."
                yield Problem(place, message, suggest_name(slug, papers, "paper"))


def _list_slugs(change: Change) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the slugs of a change, each with its keys in the change."""
    yield from ((("added", number), slug) for number, slug in enumerate(change.added))
    yield from ((("moved", slug), slug) for slug in change.moved)
    yield from ((("merged", source), target) for source, target in change.merged.items())


def check_merges(checked: CheckedList) -> Iterator[Problem]:
    """Every merged record has a redirect."""
    for number, change in enumerate(checked.catalogue.changes):
        for source, target in change.merged.items():
            if source not in checked.catalogue.redirects:
                yield Problem(
                    checked.locate.find(CHANGES, number, "merged", source),
                    f"The merged record {source!r} has no redirect.",
                    f"Add the line '{source}: {target}' to redirects.yml.",
                )


def check_change_sources(checked: CheckedList) -> Iterator[Problem]:
    """Every source of a change is a capture."""
    for number, change in enumerate(checked.catalogue.changes):
        for position, name in enumerate(change.sources):
            if checked.captures and name not in checked.captures:
                yield warn(
                    checked.locate.find(CHANGES, number, "sources", position),
                    f"There is no file {name!r} in captures/.",
                    suggest_name(name, checked.captures, "file"),
                )
