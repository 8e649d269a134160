"""Every entry found in a capture is on the list or excluded, and records name the right entries."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from generator.checks.checked_list import CheckedList, quote, suggest_name, warn
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.errors import Place, Problem
from generator.model.entry import CaptureRef, Entry
from generator.model.paper import Paper
from generator.text.plurals import count_nouns
from generator.text.titles import title_key
from generator.text.words import split_words

__all__ = [
    "check_capture_references",
    "check_missing_captures",
    "check_missing_records",
    "check_unread_lines",
]

SIMILAR_TITLE = 75
"""Least similarity, in percent, of an entry's title to its record's, which may have been corrected."""
SHARED_WORDS = 0.6
"""Least share of an abstract's words that its record's abstract has too."""


def check_unread_lines(checked: CheckedList) -> Iterator[Problem]:
    """Every part of every capture was read, or is excluded by its title."""
    excluded = {title_key(exclusion.title) for exclusion in checked.catalogue.exclusions}
    for name, result in checked.captures.items():
        lines = checked.capture_lines.get(name, ())
        for problem in result.problems:
            number = problem.place.line if problem.place else None
            if number and number <= len(lines) and title_key(lines[number - 1]) in excluded:
                continue
            fix = problem.fix or "If it is not a paper, add the line to excluded.yml with a reason."
            yield Problem(checked.locate.capture(name, number), problem.message, fix, problem.severity)


def check_missing_records(checked: CheckedList) -> Iterator[Problem]:
    """Every entry of every capture has a record or is excluded."""
    for entry, slug in _find_unlisted(checked):
        if slug is None:
            place = checked.locate_entry(entry)
            yield Problem(
                place,
                f"Entry {entry.position} has no record: {quote(entry.title)}.",
                f"Run 'reading-list import {place.file}', or "
                f"'reading-list exclude {entry.ref} --reason …' if it does not belong on the list.",
            )


def check_missing_captures(checked: CheckedList) -> Iterator[Problem]:
    """Every record names all the entries that are this paper."""
    for entry, slug in _find_unlisted(checked):
        if slug is not None:
            place = checked.locate_entry(entry)
            yield warn(
                checked.locate.paper(slug, "captures"),
                f"Entry {entry.position} of {entry.capture} is this paper, but is not listed here ({place}).",
                f"Run 'reading-list import {place.file}'.",
            )


def _find_unlisted(checked: CheckedList) -> Iterator[tuple[Entry, str | None]]:
    """Yield each entry that no record names and that is not excluded, with the slug of its paper if any."""
    papers = checked.catalogue.papers
    refs = {ref for paper in papers.values() for ref in paper.captures}
    by_id = {item: slug for slug, paper in papers.items() for item in primary_identifiers(paper).items()}
    by_title: dict[str, list[str]] = {}
    for slug, paper in papers.items():
        by_title.setdefault(title_key(paper.title), []).append(slug)
    excluded = {title_key(exclusion.title) for exclusion in checked.catalogue.exclusions}
    for ref, entry in checked.entries.items():
        if ref in refs or title_key(entry.title) in excluded:
            continue
        same_ids = (by_id[item] for item in primary_identifiers(entry).items() if item in by_id)
        same_titles = by_title.get(title_key(entry.title), ())
        same_papers = (slug for slug in same_titles if may_be_same_paper(entry, papers[slug]))
        yield entry, next(same_ids, None) or next(same_papers, None)


def check_capture_references(checked: CheckedList) -> Iterator[Problem]:
    """Every reference to a capture leads to an entry that is this paper, and no two lead to the same."""
    owners: dict[CaptureRef, str] = {}
    for slug, paper in checked.catalogue.papers.items():
        for number, ref in enumerate(paper.captures):
            place = checked.locate.paper(slug, "captures", number)
            if ref in owners:
                owner = "this record" if owners[ref] == slug else f"{owners[ref]}.yml"
                yield Problem(place, f"{ref} is already listed in {owner}.", "Remove one of the two.")
                continue
            owners[ref] = slug
            yield from _check_reference(checked, paper, ref, place)


def _check_reference(checked: CheckedList, paper: Paper, ref: CaptureRef, place: Place) -> Iterator[Problem]:
    if ref.capture not in checked.captures:
        fix = suggest_name(ref.capture, checked.captures, "file")
        yield Problem(place, f"There is no file {ref.capture!r} in captures/.", fix)
    elif ref not in checked.entries:
        found = count_nouns(len(checked.captures[ref.capture].entries), "entry", "entries")
        message = f"There is no entry {ref.position} in {ref.capture}, which has {found}."
        yield Problem(place, message, "Correct the position.")
    elif not _may_be_entry_of(checked.entries[ref], paper):
        yield Problem(
            place,
            f"{ref} is another paper: {quote(checked.entries[ref].title)}.",
            "Correct the position, or the title of this record if that is wrong.",
        )


def _may_be_entry_of(entry: Entry, paper: Paper) -> bool:
    """Return whether ``entry`` can be ``paper``, whose title or abstract may have been corrected by hand."""
    title, listed_title = title_key(entry.title), title_key(paper.title)
    if title == listed_title or fuzz.token_set_ratio(title, listed_title) >= SIMILAR_TITLE:
        return True
    if set(primary_identifiers(entry).items()) & set(primary_identifiers(paper).items()):
        return True
    words, listed_words = set(split_words(entry.abstract)), set(split_words(paper.abstract))
    shortest = min(len(words), len(listed_words))
    return shortest > 0 and len(words & listed_words) / shortest >= SHARED_WORDS
