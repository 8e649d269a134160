"""Keeps a paper off the list for good, removing its record if there is one."""

import re
from collections.abc import Iterable, Sequence

from generator.curation.edits import Edit
from generator.curation.rename import find_references
from generator.duplicates.titles import work_key
from generator.errors import ContentError, Place, Problem, show
from generator.model.catalog import Catalog
from generator.model.citation_keys import current_keys
from generator.model.entry import Entry
from generator.model.fields import SLUG
from generator.model.history import Change, Exclusion
from generator.model.paper import Paper
from generator.storage.editing import update_mapping
from generator.storage.folder import Folder
from generator.storage.validation import make

# 001_9068107334478e0a.txt#141
REFERENCE = re.compile(r"(?P<capture>[^#]+)#(?P<position>\d{1,9})\Z")


def plan_exclusion(
    folder: Folder, catalog: Catalog, what: str, *, reason: str, today: str, entries: Iterable[Entry] = ()
) -> Edit:
    """Return the edit that excludes a paper by all titles under which it was captured.

    Args:
        folder: the list.
        catalog: its content.
        what: a title, a slug, or a place in a capture (``name.txt#12``).
        reason: why, in one sentence.
        today: the date of the exclusion, ISO 8601.
        entries: the entries of all captures.

    Raises:
        ContentError: ``what`` matches nothing or several records, or the record is part of a reading path.
    """
    paper, titles = _find_target(catalog, what, list(entries))
    excluded = {work_key(exclusion.title) for exclusion in catalog.exclusions}
    label = folder.label(folder.file("excluded.yml"))
    new = [
        make(Exclusion, label, title=" ".join(title.split()), reason=reason, date=today)
        for key, title in sorted(titles.items())
        if key not in excluded
    ]
    if paper and new:
        keys = current_keys(catalog.papers.values())[paper.slug], *paper.citation_key_aliases
        new[0] = new[0].model_copy(update={"citation_keys": keys})
    name = paper.slug if paper else repr(next(iter(titles.values())))
    edit = Edit(folder, message=f"Excluded {name}.")
    for exclusion in new:
        edit.append("excluded.yml", exclusion)
    removed = _remove_record(edit, catalog, paper.slug) if paper else ()
    if new or removed:
        excluded_today = {exclusion.title: exclusion.reason for exclusion in new}
        edit.append("changes.yml", Change(date=today, excluded=excluded_today, removed=removed))
    if not edit.contents:
        edit.message = f"{name} is already excluded."
    return edit


def _find_target(
    catalog: Catalog, what: str, entries: Sequence[Entry]
) -> tuple[Paper | None, dict[str, str]]:
    """Return the record that ``what`` names or None, and its titles in record and captures by work key."""
    reference = REFERENCE.match(what)
    if reference:
        place = (reference["capture"], int(reference["position"]))
        matched = [entry for entry in entries if (entry.capture, entry.position) == place]
        refs = {entry.ref for entry in matched}
        paper = next((paper for paper in catalog.papers.values() if refs & set(paper.captures)), None)
    else:
        matched = [entry for entry in entries if work_key(entry.title) == work_key(what)]
        paper = _find_record(catalog, what)
    if paper is None and not matched:
        message = f"No record or capture entry matches {show(what)}."
        raise ContentError(Problem(None, message, "Give a title, a slug or a place such as name.txt#12."))
    refs = set(paper.captures) if paper else set()
    titles = {work_key(entry.title): entry.title for entry in entries if entry.ref in refs}
    titles |= {work_key(entry.title): entry.title for entry in matched}
    if paper:
        titles.setdefault(work_key(paper.title), paper.title)
    return paper, titles


def _find_record(catalog: Catalog, what: str) -> Paper | None:
    if SLUG.match(what) and what in catalog.papers:
        return catalog.papers[what]
    named = [paper for paper in catalog.papers.values() if work_key(paper.title) == work_key(what)]
    if len(named) > 1:
        slugs = ", ".join(paper.slug for paper in named)
        raise ContentError(Problem(None, f"Several records have this title: {slugs}.", "Give a slug."))
    return named[0] if named else None


def _remove_record(edit: Edit, catalog: Catalog, slug: str) -> tuple[str, ...]:
    """Delete a record and the redirects to it; return their slugs."""
    folder = edit.folder
    if references := find_references(catalog.taxonomy, slug):
        place = Place(folder.label(folder.file("topics.yml")))
        message = f"{slug} is named by {', '.join(references)}."
        raise ContentError(Problem(place, message, "Remove it there first."))
    edit.write(folder.papers / f"{slug}.yml", None)
    redirects = {old: new for old, new in catalog.redirects.items() if new != slug}
    if redirects != dict(catalog.redirects):
        path = folder.file("redirects.yml")
        edit.write(path, update_mapping(edit.read(path), redirects, label=folder.label(path)))
    return slug, *(old for old in catalog.redirects if old not in redirects)
