"""Keeps papers off the list for good, removing their records if there are any."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from generator.text.plurals import count_nouns

# 001_9068107334478e0a.txt#141
REFERENCE = re.compile(r"(?P<capture>[^#]+)#(?P<position>\d{1,9})\Z")


def plan_exclusions(
    folder: Folder,
    catalog: Catalog,
    what: Iterable[str],
    *,
    reason: str,
    today: str,
    entries: Iterable[Entry] = (),
) -> Edit:
    """Return the edit that excludes papers by all titles under which they were captured.

    Args:
        folder: the list.
        catalog: its content.
        what: titles, slugs, or places in captures (``name.txt#12``).
        reason: why, in one sentence.
        today: the date of the exclusion, ISO 8601.
        entries: the entries of all captures.

    Raises:
        ContentError: one of ``what`` matches nothing or several records, or a record is part of a reading
            path or named as related by another one; every problem is listed.
    """
    known = _Entries(entries)
    targets: list[_Target] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(what):
        try:
            targets.append(_find_target(catalog, name, known))
        except ContentError as error:
            problems += error.problems
    slugs = tuple(dict.fromkeys(target.paper.slug for target in targets if target.paper))
    problems += _find_obstacles(folder, catalog, slugs)
    if problems:
        raise ContentError(problems)
    edit = Edit(folder)
    new = _list_exclusions(folder, catalog, targets, reason=reason, today=today)
    edit.append("excluded.yml", *new)
    removed = remove_records(edit, catalog, slugs)
    if new or removed:
        excluded_today = {exclusion.title: exclusion.reason for exclusion in new}
        edit.append("changes.yml", Change(date=today, excluded=excluded_today, removed=removed))
    name = targets[0].name if len(targets) == 1 else count_nouns(len(targets), "paper")
    edit.message = f"Excluded {name}." if edit.contents else "Nothing to exclude."
    if targets and not edit.contents:
        edit.message = f"Already excluded: {name}."
    return edit


class _Entries:
    """The entries of all captures, by place and by title."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_ref: dict[str, Entry] = {}
        self.by_title: dict[str, list[Entry]] = {}
        for entry in entries:
            self.by_ref[str(entry.ref)] = entry
            self.by_title.setdefault(work_key(entry.title), []).append(entry)


@dataclass(frozen=True, slots=True)
class _Target:
    """A paper to exclude: its record or None, and its titles in record and captures by work key."""

    paper: Paper | None
    titles: Mapping[str, str]

    @property
    def name(self) -> str:
        """How messages name the paper."""
        return self.paper.slug if self.paper else repr(next(iter(self.titles.values())))


def _list_exclusions(
    folder: Folder, catalog: Catalog, targets: Iterable[_Target], *, reason: str, today: str
) -> list[Exclusion]:
    """Return the exclusions of all titles that are not excluded yet."""
    label = folder.label(folder.file("excluded.yml"))
    keys = current_keys(catalog.papers.values())
    excluded = {work_key(exclusion.title) for exclusion in catalog.exclusions}
    new: list[Exclusion] = []
    for target in targets:
        left = {key: title for key, title in sorted(target.titles.items()) if key not in excluded}
        excluded |= set(left)
        found = [
            make(Exclusion, label, title=" ".join(title.split()), reason=reason, date=today)
            for title in left.values()
        ]
        if target.paper and found:
            kept = keys[target.paper.slug], *target.paper.citation_key_aliases
            found[0] = found[0].model_copy(update={"citation_keys": kept})
        new += found
    return new


def _find_target(catalog: Catalog, what: str, entries: _Entries) -> _Target:
    """Return the paper that ``what`` names."""
    reference = REFERENCE.match(what)
    if reference:
        place = f"{reference['capture']}#{int(reference['position'])}"
        matched = [entries.by_ref[place]] if place in entries.by_ref else []
        named = {entry.ref for entry in matched}
        paper = next((paper for paper in catalog.papers.values() if named & set(paper.captures)), None)
    else:
        matched = entries.by_title.get(work_key(what), [])
        paper = _find_record(catalog, what)
    if paper is None and not matched:
        message = f"No record or capture entry matches {show(what)}."
        raise ContentError(Problem(None, message, "Give a title, a slug or a place such as name.txt#12."))
    refs = map(str, paper.captures) if paper else ()
    listed = [entries.by_ref[ref] for ref in refs if ref in entries.by_ref]
    titles = {work_key(entry.title): entry.title for entry in (*listed, *matched)}
    if paper:
        # rather than the same title with the markup of a capture
        titles[work_key(paper.title)] = paper.title
    return _Target(paper, titles)


def _find_record(catalog: Catalog, what: str) -> Paper | None:
    if SLUG.match(what) and what in catalog.papers:
        return catalog.papers[what]
    named = [paper for paper in catalog.papers.values() if work_key(paper.title) == work_key(what)]
    if len(named) > 1:
        slugs = ", ".join(paper.slug for paper in named)
        raise ContentError(Problem(None, f"Several records have this title: {slugs}.", "Give a slug."))
    return named[0] if named else None


def _find_obstacles(folder: Folder, catalog: Catalog, leaving: Sequence[str]) -> Iterator[Problem]:
    for slug in leaving:
        for name, references in find_references(catalog, slug).items():
            path = folder.file(name)
            # a record that is excluded as well names nothing any more
            if path.parent != folder.papers or path.stem not in leaving:
                message = f"{slug} is named by {', '.join(references)}."
                yield Problem(Place(folder.label(path)), message, "Remove it there first.")


def remove_records(edit: Edit, catalog: Catalog, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Delete records and the redirects to them; return their slugs."""
    folder = edit.folder
    for slug in slugs:
        edit.write(folder.papers / f"{slug}.yml", None)
    redirects = {old: new for old, new in catalog.redirects.items() if new not in slugs}
    if redirects != dict(catalog.redirects):
        path = folder.file("redirects.yml")
        edit.write(path, update_mapping(edit.read(path), redirects, label=folder.label(path)))
    return *slugs, *(old for old in catalog.redirects if old not in redirects)
