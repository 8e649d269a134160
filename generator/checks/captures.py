"""Every entry found in a capture is on the list or excluded, and records agree with their captures."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from rapidfuzz import fuzz

from generator.checks.checked_list import CheckedList, quote
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.errors import Place, Problem
from generator.model.entry import CaptureRef, Entry
from generator.model.limits import LONGEST_TITLE
from generator.model.paper import Paper
from generator.readers.privacy import remove_private_parts
from generator.text.identifiers import is_of_first_day
from generator.text.plurals import count_nouns
from generator.text.titles import title_key
from generator.text.tokenizing import split_words

SIMILAR_TITLE = 75
"""Least similarity, in percent, of an entry's title to its record's, which may have been corrected."""
SHARED_WORDS = 0.6
"""Least share of an abstract's words that its record's abstract has too."""
MONTH_MARGIN = timedelta(days=5)
"""How far a day may be outside the month of an arXiv identifier, which is assigned when a paper is
announced or its upload is finished, not when it is dated."""


def check_unread_lines(checked: CheckedList) -> Iterator[Problem]:
    """Every part of every capture was read, or is excluded by its title."""
    excluded = {title_key(exclusion.title) for exclusion in checked.catalog.exclusions}
    for name, result in checked.captures.items():
        lines = checked.capture_lines.get(name, ())
        for problem in result.problems:
            number = problem.place.line if problem.place else None
            if number and number <= len(lines) and not excluded.isdisjoint(_list_titles([lines[number - 1]])):
                continue
            fix = problem.fix
            if problem.severity == "error":
                fix = fix or "If it is not a paper, add the line to excluded.yml with a reason."
            yield checked.problem(
                "unread-line",
                checked.locate.capture(name, number),
                problem.message,
                fix,
                most=problem.severity,
            )


def _list_titles(lines: Iterable[str]) -> Iterator[str]:
    """Yield the title keys of lines no longer than a title."""
    return (title_key(line) for line in lines if len(line) <= LONGEST_TITLE)


def check_private_parts(checked: CheckedList) -> Iterator[Problem]:
    """No capture has private parts, unless the list keeps captures as they are."""
    if checked.catalog.site.captures == "as-is":
        return
    fix = "Run 'reading-list clean-captures', or set 'captures: as-is' in mkdocs.yml."
    for name, lines in checked.capture_lines.items():
        removed = remove_private_parts("\n".join(lines), checked.captures[name].format).removed
        if removed:
            found = ", ".join(f"{count:,} {part}" for part, count in removed.items())
            place = checked.locate.capture(name, None)
            yield checked.problem("private-part", place, f"This capture has private parts: {found}.", fix)


def check_folders(checked: CheckedList) -> Iterator[Problem]:
    """No capture is in a subfolder, where it would not be read."""
    folder = checked.locate.folder
    where = folder.label(folder.captures)
    for path in folder.captures.glob("*/**/*"):
        name = path.relative_to(folder.captures).as_posix()
        if path.is_file() and "/." not in f"/{name}":
            place = Place(f"{where}/{name}")
            message, fix = "Captures in subfolders are not read.", f"Move the file to {where}/."
            yield checked.problem("unread-folder", place, message, fix)


def check_entries(checked: CheckedList) -> Iterator[Problem]:
    """Every entry of every capture is excluded or has a record, which names all the entries it is about."""
    refs = {ref for paper in checked.catalog.papers.values() for ref in paper.captures}
    excluded = {title_key(exclusion.title) for exclusion in checked.catalog.exclusions}
    for ref, entry in checked.entries.items():
        if ref in refs or title_key(entry.title) in excluded:
            continue
        place = checked.locate_entry(entry)
        if slug := _find_record(checked, entry):
            yield checked.problem(
                "missing-reference",
                checked.locate.paper(slug, "captures"),
                f"Entry {entry.position} of {entry.capture} is this paper, but is not listed here ({place}).",
                f"Run 'reading-list import {place.file}'.",
            )
        else:
            yield checked.problem(
                "unlisted-entry",
                place,
                f"Entry {entry.position} has no record: {quote(entry.title)}.",
                f"Run 'reading-list import {place.file}', or "
                f"'reading-list exclude {entry.ref} --reason …' if it does not belong on the list.",
            )


def _find_record(checked: CheckedList, entry: Entry) -> str | None:
    for identifier in primary_identifiers(entry).items():
        if slugs := checked.slugs_by_identifier.get(identifier):
            return slugs[-1]
    slugs = checked.slugs_by_title.get(title_key(entry.title), ())
    return next((slug for slug in slugs if may_be_same_paper(entry, checked.catalog.papers[slug])), None)


def check_capture_references(checked: CheckedList) -> Iterator[Problem]:
    """Every reference to a capture leads to an entry that is this paper, and no two lead to the same."""
    owners: dict[CaptureRef, str] = {}
    for slug, paper in checked.catalog.papers.items():
        for number, ref in enumerate(paper.captures):
            place = checked.locate.paper(slug, "captures", number)
            if ref in owners:
                owner = "this record" if owners[ref] == slug else f"{owners[ref]}.yml"
                yield checked.problem(
                    "wrong-reference", place, f"{ref} is already listed in {owner}.", "Remove one of the two."
                )
                continue
            owners[ref] = slug
            yield from _check_reference(checked, paper, ref, place)


def _check_reference(checked: CheckedList, paper: Paper, ref: CaptureRef, place: Place) -> Iterator[Problem]:
    if ref.capture not in checked.captures:
        fix = checked.suggest(ref.capture, checked.captures, "file")
        yield checked.problem(
            "wrong-reference", place, f"There is no file {ref.capture!r} in captures/.", fix
        )
    elif ref not in checked.entries:
        found = count_nouns(len(checked.captures[ref.capture].entries), "entry", "entries")
        message = f"There is no entry {ref.position} in {ref.capture}, which has {found}."
        yield checked.problem("wrong-reference", place, message, "Correct the position.")
    elif not _may_be_entry_of(checked.entries[ref], paper):
        yield checked.problem(
            "doubtful-reference",
            place,
            f"{ref} is another paper: {quote(checked.entries[ref].title)}.",
            "Correct the position, or the title of this record if that is wrong.",
        )


def _may_be_entry_of(entry: Entry, paper: Paper) -> bool:
    """Return whether ``entry`` can be ``paper``, whose title or abstract may have been corrected by hand."""
    title = title_key(entry.title)
    if any(
        title == listed or fuzz.token_set_ratio(title, listed) >= SIMILAR_TITLE
        for listed in map(title_key, paper.titles)
    ):
        return True
    if primary_identifiers(entry).items() & primary_identifiers(paper).items():
        return True
    words, listed_words = set(split_words(entry.abstract)), set(split_words(paper.abstract))
    shortest = min(len(words), len(listed_words))
    return shortest > 0 and len(words & listed_words) / shortest >= SHARED_WORDS


def check_exclusions(checked: CheckedList) -> Iterator[Problem]:
    """Every excluded title is in a capture, not on the list, and excluded only once."""
    captured = {title_key(entry.title) for entry in checked.entries.values()}
    if checked.catalog.exclusions:
        for lines in checked.capture_lines.values():
            captured.update(_list_titles(lines))
    seen: set[str] = set()
    for number, exclusion in enumerate(checked.catalog.exclusions):
        place = checked.locate.find("excluded.yml", number, "title")
        key, title = title_key(exclusion.title), quote(exclusion.title)
        if slugs := checked.slugs_by_title.get(key):
            message = f"{title} is excluded, but is on the list as {slugs[-1]}.yml."
            yield checked.problem("unused-exclusion", place, message, "Remove the exclusion or the record.")
        # the keys of a removed record stay taken, even if its source no longer has the paper
        if key not in captured and not exclusion.citation_keys:
            yield checked.problem(
                "unused-exclusion",
                place,
                f"No capture contains the excluded title {title}.",
                "Remove the exclusion.",
            )
        if key in seen:
            yield checked.problem(
                "repeated-exclusion",
                place,
                f"{title} is excluded twice.",
                "Remove one of the two exclusions.",
            )
        seen.add(key)


def check_facts_against_captures(checked: CheckedList) -> Iterator[Problem]:
    """A record has as many authors, and the date, as each of its captures says, as far as both are known.

    Evidence that names a page settles the difference.
    """
    fix = "Check the paper and correct the record; or put the page that says so under 'evidence:'."
    for slug, paper in checked.catalog.papers.items():
        count = len(paper.authors) or paper.author_count
        settled = {name for name, source in paper.evidence.items() if source.startswith("http")}
        for entry in (checked.entries[ref] for ref in paper.captures if ref in checked.entries):
            source = checked.locate_entry(entry)
            if "authors" not in settled and entry.author_count and count and entry.author_count != count:
                place = checked.locate.paper(slug, "authors" if paper.authors else "author_count")
                authors = count_nouns(count, "author")
                message = f"The record has {authors}, but {source} says {entry.author_count}."
                yield checked.problem("conflicting-facts", place, message, fix)
            if "published" not in settled and entry.published and paper.published:
                length = min(len(entry.published), len(paper.published))
                if entry.published[:length] != paper.published[:length]:
                    message = f"The date is {paper.published}, but {source} says {entry.published}."
                    yield checked.problem(
                        "conflicting-facts", checked.locate.paper(slug, "published"), message, fix
                    )


def check_dates_against_arxiv(checked: CheckedList) -> Iterator[Problem]:
    """A paper was first published in the month of its arXiv identifier, or a year before at its venue."""
    for slug, paper in checked.catalog.papers.items():
        arxiv, published = paper.links.arxiv, paper.published
        month = parse_arxiv_month(arxiv) if arxiv else None
        if not (arxiv and month and published) or _may_be_in_month(published, month, arxiv):
            continue
        was_at_venue_before = published[:4] == str(paper.venue_year) < month[:4]
        if not was_at_venue_before:
            yield checked.problem(
                "arxiv-date",
                checked.locate.paper(slug, "published"),
                f"The date is {published}, but the arXiv identifier {arxiv} is of {month}.",
                "Check which of the two is right.",
            )


def parse_arxiv_month(identifier: str) -> str | None:
    """Return the month (YYYY-MM) in which an arXiv identifier was assigned, or None if there is none.

    ``2410.05434`` is of October 2024, ``math/0211159`` of November 2002
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    digits = identifier.rpartition("/")[2]
    year, month = digits[:2], digits[2:4]
    return f"{19 if year >= '91' else 20}{year}-{month}" if "01" <= month <= "12" else None


def _may_be_in_month(published: str, month: str, arxiv: str) -> bool:
    if len(published) < len("2024-07-04"):
        day_before = date.fromisoformat(f"{month}-01") - MONTH_MARGIN
        return month.startswith(published) or (
            is_of_first_day(arxiv) and str(day_before).startswith(published)
        )
    day = date.fromisoformat(published)
    return str(day - MONTH_MARGIN)[:7] <= month <= str(day + MONTH_MARGIN)[:7]
