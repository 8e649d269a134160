"""Redirects and the change log name papers, captures and redirects that exist, the log in order."""

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem
from generator.model.catalog import MOST_HOPS, follow_redirects
from generator.model.history import Change
from generator.storage.documents import Where

CHANGES = "changes.yml"


def check_redirects(checked: CheckedList) -> Iterator[Problem]:
    """Every redirect leads from a slug that no record has straight to a paper."""
    papers, redirects = checked.catalog.papers, checked.catalog.redirects
    for source, target in redirects.items():
        place = checked.locate.find("redirects.yml", source)
        if source in papers:
            message = f"{source!r} is redirected, but it is a record."
            yield checked.problem("wrong-redirect", place, message, "Remove the redirect or the record.")
        if target in redirects:
            end = follow_redirects(source, redirects)
            if end is None:
                message = f"The redirect from {source!r} is a loop or has more than {MOST_HOPS} steps."
                yield checked.problem(
                    "wrong-redirect", place, message, "Remove it, or redirect to the final slug."
                )
            else:
                yield checked.problem(
                    "wrong-redirect", place, f"{target!r} is redirected itself.", f"Write {end!r}."
                )
        elif target not in papers:
            message = f"There is no paper {target!r} on the list."
            yield checked.problem("wrong-redirect", place, message, checked.suggest(target, papers, "paper"))


def check_change_dates(checked: CheckedList) -> Iterator[Problem]:
    """The oldest change comes first."""
    latest = ""
    for number, change in enumerate(checked.catalog.changes):
        if change.date < latest:
            place = checked.locate.find(CHANGES, number, "date")
            message = f"This change of {change.date} comes after one of {latest}."
            yield checked.problem(
                "change-order", place, message, "Move it, so that the oldest change comes first."
            )
        latest = max(latest, change.date)


def check_change_papers(checked: CheckedList) -> Iterator[Problem]:
    """Papers named in a change are on the list, redirected or removed; merged records are redirected."""
    papers, redirects = checked.catalog.papers, checked.catalog.redirects
    removed = checked.catalog.removed_slugs
    for number, change in enumerate(checked.catalog.changes):
        for where, slug in _list_slugs(change):
            if slug not in papers and slug not in redirects and slug not in removed:
                place = checked.locate.find(CHANGES, number, *where)
                message = f"There is no paper {slug!r} on the list."
                yield checked.problem("change-paper", place, message, checked.suggest(slug, papers, "paper"))
        for source, target in change.merged.items():
            if source not in redirects and source not in removed:
                place = checked.locate.find(CHANGES, number, "merged", source)
                message = f"The merged record {source!r} has no redirect."
                yield checked.problem(
                    "change-paper", place, message, f"Add the line '{source}: {target}' to redirects.yml."
                )


def _list_slugs(change: Change) -> Iterator[tuple[Where, str]]:
    """Yield the slugs of a change, each with its keys in the change."""
    yield from ((("added", number), slug) for number, slug in enumerate(change.added))
    yield from ((("moved", slug), slug) for slug in change.moved)
    yield from ((("merged", source), target) for source, target in change.merged.items())


def check_change_sources(checked: CheckedList) -> Iterator[Problem]:
    """Every source of a change is a capture, if the list keeps captures."""
    site = checked.catalog.site
    if site.captures == "none" or not checked.captures:
        return
    for number, change in enumerate(checked.catalog.changes):
        for position, name in enumerate(change.sources):
            # a file may disappear from a folder that is followed
            if name not in checked.captures and not any(source.owns(name) for source in site.sources):
                place = checked.locate.find(CHANGES, number, "sources", position)
                fix = checked.suggest(name, checked.captures, "file")
                yield checked.problem("change-source", place, f"There is no file {name!r} in captures/.", fix)
