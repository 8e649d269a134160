"""Answers to "are these two records the same paper?": merge them, or keep them apart."""

from __future__ import annotations

from generator.curation.decisions import record_decision, rename_in_decisions
from generator.curation.edits import Edit
from generator.curation.references import replace_slug, resolve_slug
from generator.duplicates.filling import merge_papers
from generator.errors import ContentError, Problem
from generator.model.catalogue import Catalogue
from generator.model.history import Change, Decision
from generator.storage.folder import Folder


def plan_same(
    folder: Folder, catalogue: Catalogue, one: str, other: str, *, keep: str | None = None, today: str
) -> Edit:
    """Return the edit that merges two records; an empty one if they have been merged already.

    The kept record is completed from the other, whose file is deleted and whose address redirects.

    Args:
        folder: the list.
        catalogue: its content.
        one: the slug of a record.
        other: the slug of the other record.
        keep: the slug to keep; by default that of the record added first, or ``one`` if both were added
            on the same day.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: a slug is unknown, or a file's layout does not allow the change.
    """
    first, second = resolve_slug(catalogue, one), resolve_slug(catalogue, other)
    if first == second:
        return Edit(folder, message=f"{one} and {other} are already one record: {first}.")
    kept_slug = _choose_kept(catalogue, first, second, keep)
    kept = catalogue.papers[kept_slug]
    removed = catalogue.papers[second if kept_slug == first else first]
    edit = Edit(folder, message=f"Merged {removed.slug} into {kept.slug}.")
    edit.update_paper(kept, merge_papers(kept, removed))
    edit.write(folder.papers / f"{removed.slug}.yml", None)
    replace_slug(edit, catalogue, removed.slug, kept.slug)
    decision = Decision(
        verdict="same",
        papers=(kept.slug, removed.slug),
        titles=(kept.title, removed.title),
        date=today,
    )
    renamed = rename_in_decisions(catalogue.decisions, removed.slug, kept.slug)
    record_decision(edit, renamed, decision)
    edit.append("changes.yml", Change(date=today, merged={removed.slug: kept.slug}))
    return edit


def _choose_kept(catalogue: Catalogue, first: str, second: str, keep: str | None) -> str:
    if keep is None:
        return min((first, second), key=lambda slug: (catalogue.papers[slug].added or "9999", slug != first))
    kept = resolve_slug(catalogue, keep)
    if kept not in (first, second):
        raise ContentError(Problem(None, f"--keep must be {first} or {second} (got {keep!r})."))
    return kept


def plan_different(folder: Folder, catalogue: Catalogue, one: str, other: str, *, today: str) -> Edit:
    """Return the edit that records two papers as different; an empty one if that is already recorded.

    Args:
        folder: the list.
        catalogue: its content.
        one: the slug of a record.
        other: the slug of the other record.
        today: the date of the decision, ISO 8601.

    Raises:
        ContentError: a slug is unknown, or both lead to the same record.
    """
    one, other = resolve_slug(catalogue, one), resolve_slug(catalogue, other)
    if one == other:
        raise ContentError(Problem(None, f"Both slugs lead to {one}: these records have been merged."))
    edit = Edit(folder, message=f"Recorded {one} and {other} as different papers.")
    decision = Decision(
        verdict="different",
        papers=(one, other),
        titles=(catalogue.papers[one].title, catalogue.papers[other].title),
        date=today,
    )
    if not any(old.pair == decision.pair and old.verdict == "different" for old in catalogue.decisions):
        record_decision(edit, catalogue.decisions, decision)
    return edit
