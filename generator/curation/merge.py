"""Answers to "are these two records the same paper?": merge them, or keep them apart."""

from collections.abc import Sequence

from generator.curation.edits import Edit
from generator.curation.rename import rename_in_decisions, replace_slug, resolve_slug
from generator.duplicates.filling import merge_papers
from generator.errors import ContentError, Problem
from generator.model.catalog import Catalog
from generator.model.history import Change, Decision
from generator.storage.editing import update_list
from generator.storage.folder import Folder

HEADER = """\
# Decisions about records that look like the same paper, so that each question is asked only once.
# Written by `reading-list same A B` and `reading-list different A B`.
"""


def plan_same(
    folder: Folder, catalog: Catalog, one: str, other: str, *, keep: str | None = None, today: str
) -> Edit:
    """Return the edit that merges two records; an empty one if they have been merged already.

    The kept record is completed from the other, whose file is deleted and whose address redirects.

    Args:
        folder: the list.
        catalog: its content.
        one: the slug of a record.
        other: the slug of the other one.
        keep: the slug to keep; by default that of the record added first, or ``one`` if both were added
            on the same day.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: a slug is unknown, or a file's layout does not allow the change.
    """
    first, second = resolve_slug(catalog, one), resolve_slug(catalog, other)
    if first == second:
        return Edit(folder, message=f"{one} and {other} are already one record: {first}.")
    kept_slug = _choose_kept(catalog, first, second, keep)
    kept = catalog.papers[kept_slug]
    removed = catalog.papers[second if kept_slug == first else first]
    edit = Edit(folder, message=f"Merged {removed.slug} into {kept.slug}.")
    edit.update_paper(kept, merge_papers(kept, removed))
    edit.write(folder.papers / f"{removed.slug}.yml", None)
    replace_slug(edit, catalog, removed.slug, kept.slug)
    earlier = rename_in_decisions(catalog.decisions, removed.slug, kept.slug)
    pair = (kept.slug, removed.slug)
    titles = (kept.title, removed.title)
    _record_decision(edit, earlier, Decision(verdict="same", papers=pair, titles=titles, date=today))
    edit.append("changes.yml", Change(date=today, merged={removed.slug: kept.slug}))
    return edit


def _choose_kept(catalog: Catalog, first: str, second: str, keep: str | None) -> str:
    if keep is None:
        return min((first, second), key=lambda slug: (catalog.papers[slug].added or "9999", slug != first))
    kept = resolve_slug(catalog, keep)
    if kept not in (first, second):
        raise ContentError(Problem(None, f"--keep must be {first} or {second} (got {keep!r})."))
    return kept


def plan_different(folder: Folder, catalog: Catalog, one: str, other: str, *, today: str) -> Edit:
    """Return the edit that records two papers as different; an empty one if that is already recorded.

    Raises:
        ContentError: a slug is unknown, or both lead to the same record.
    """
    one, other = resolve_slug(catalog, one), resolve_slug(catalog, other)
    if one == other:
        raise ContentError(Problem(None, f"Both slugs lead to {one}: these records have been merged."))
    edit = Edit(folder, message=f"Recorded {one} and {other} as different papers.")
    titles = (catalog.papers[one].title, catalog.papers[other].title)
    decision = Decision(verdict="different", papers=(one, other), titles=titles, date=today)
    if not any(old.pair == decision.pair and old.verdict == "different" for old in catalog.decisions):
        _record_decision(edit, catalog.decisions, decision)
    return edit


def _record_decision(edit: Edit, earlier: Sequence[Decision], new: Decision) -> None:
    """Append ``new`` to ``decisions.yml``, in place of an earlier decision about the same pair."""
    path = edit.folder.file("decisions.yml")
    others = [decision for decision in earlier if decision.pair != new.pair]
    if len(others) < len(earlier):
        edit.write(path, update_list(edit.read(path), others))
    elif not edit.read(path):
        edit.write(path, HEADER)
    edit.append("decisions.yml", new)
