"""Runs every check on a list."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.checks import (
    authors,
    captures,
    history,
    hosting,
    links,
    outside_works,
    publications,
    reading_paths,
    records,
    topics,
    venues,
    words,
)
from generator.checks.checked_list import CheckedList
from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog
from generator.readers import ReadResult, decode, read
from generator.storage.built_site import measure_site
from generator.storage.documents import Locator, check_pages
from generator.storage.files import LARGEST_CAPTURE, read_content
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.scripts_in_pages import find_scripts
from generator.storage.special_files import check_content
from generator.storage.transactions import unchanged

Check = Callable[[CheckedList], Iterator[Problem]]

CHECKS_OF_SINGLE_RECORDS = (
    captures.check_dates_against_arxiv,
    records.check_missing_facts,
    records.check_aliases,
    records.check_sources,
    publications.check_types,
    publications.check_places_of_publication,
    publications.check_venue_years,
    publications.check_serial_numbers,
    links.check_addresses,
    links.check_identifiers,
    words.check_summaries,
    words.check_advice,
    words.check_comparisons,
    words.check_questions,
    words.check_latex,
    venues.check_unknown_venues,
)
"""Checks that look at one record at a time; ``set`` runs them on what it has changed."""

CHECKS: tuple[Check, ...] = (
    *CHECKS_OF_SINGLE_RECORDS,
    captures.check_unread_lines,
    captures.check_folders,
    captures.check_private_parts,
    captures.check_entries,
    captures.check_capture_references,
    captures.check_exclusions,
    captures.check_facts_against_captures,
    topics.check_topics_of_papers,
    topics.check_empty_topics,
    topics.check_introductions,
    topics.check_scopes,
    topics.check_markup,
    records.check_kinds,
    records.check_shared_identifiers,
    records.check_shared_titles,
    records.check_citation_keys,
    records.check_related_papers,
    records.check_evidence,
    records.check_rests_of_reviews,
    records.check_private_notes,
    authors.check_author_names,
    links.check_markdown_links,
    words.check_invisible_characters,
    reading_paths.check_topic_paths,
    reading_paths.check_path_ids,
    reading_paths.check_path_steps,
    outside_works.check_works_to_read_first,
    outside_works.check_links_of_works,
    venues.check_venue_names,
    history.check_redirects,
    history.check_change_dates,
    history.check_change_papers,
    history.check_change_sources,
    hosting.check_hosting_limits,
    hosting.check_scripts,
)
"""Every check. A new one yields problems, whose rules are in ``RULES``; add it here, or above."""


def run_checks(checked: CheckedList, checks: Iterable[Check] = CHECKS) -> tuple[Problem, ...]:
    """Return the problems that the checks find, each once, sorted by file and line."""
    found = {problem for check in checks for problem in check(checked) if problem.severity != "off"}
    return tuple(sorted(found, key=_sort_key))


def _sort_key(problem: Problem) -> tuple[str, int, str, str]:
    place = problem.place or Place("")
    return place.file, place.line or 0, problem.severity, problem.message


def find_problems(folder: Folder) -> tuple[Problem, ...]:
    """Return every problem of the list in ``folder``, sorted by file and line.

    If any file cannot be loaded, only that is reported, since checks of an incomplete list mislead.
    """
    problems: list[Problem] = []
    try:
        check_content(folder)
        with unchanged(folder.base):
            captures, lines, problems = _read_captures(folder)
            catalog = load_catalog(folder)
        check_pages(_list_pages(folder))
    except ContentError as error:
        problems += error.problems
    if problems:
        return tuple(replace(problem, rule="invalid-file") for problem in problems)
    checked = CheckedList(
        catalog=catalog,
        captures=captures,
        locate=Locator(folder),
        capture_lines=lines,
        site_size=measure_site(folder),
        scripts=find_scripts(folder),
    )
    return run_checks(checked)


def find_problems_of_records(folder: Folder, catalog: Catalog, slugs: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problems of some records that can be seen in each of them alone."""
    papers = {slug: catalog.papers[slug] for slug in slugs}
    some = catalog.model_copy(update={"papers": papers})
    checked = CheckedList(catalog=some, captures={}, locate=Locator(folder))
    return run_checks(checked, CHECKS_OF_SINGLE_RECORDS)


def _list_pages(folder: Folder) -> Iterator[tuple[Path, str]]:
    """Yield the handwritten pages, and how messages name them; hidden files are not published."""
    for path in sorted(folder.pages.rglob("*.md")):
        if path.is_file() and "/." not in f"/{path.relative_to(folder.pages).as_posix()}":
            yield path, folder.label(path)


def _read_captures(folder: Folder) -> tuple[dict[str, ReadResult], dict[str, list[str]], list[Problem]]:
    """Return the result of reading each capture, its lines, and what could not be read, by its name."""
    captures: dict[str, ReadResult] = {}
    lines: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for path in folder.list_captures():
        try:
            label = folder.label(path)
            source = decode(read_content(path, label, most=LARGEST_CAPTURE), name=path.name, label=label)
            captures[path.name] = read(source)
            lines[path.name] = source.text.split("\n")
        except ContentError as error:
            problems += error.problems
    return captures, lines, problems
