"""Selects records: by words and fields, by topic, by date, or by the lines of a file."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.curation.rename import resolve_slug
from generator.duplicates.identifiers import all_identifiers
from generator.errors import ContentError, Place, Problem, show, suggest
from generator.model.catalog import Catalog, follow_redirects
from generator.model.citation_keys import current_keys
from generator.model.fields import PARTIAL_DATE
from generator.model.paper import Paper
from generator.text.identifiers import identify
from generator.text.tokenizing import tokenize

LAST_IMPORT = "last-import"
SEARCHED = ("title", "aliases", "authors", "venue", "topics", "tags", "keywords", "tldr", "abstract")
"""Fields in which a query finds words."""
# 2019, 2019-2022, 2019-, -2022
YEARS = re.compile(r"(?P<first>\d{4})?(?P<range>-)?(?P<last>\d{4})?\Z")
# venue:ICLR, -is:unreviewed, but not https://example.org/
TERM = re.compile(r"(?P<minus>-?)(?:(?P<field>[a-z_]+):(?!//))?(?P<value>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records to select: those that meet all of these conditions; every record if there are none.

    Attributes:
        slugs: slugs, or other names of papers, as :func:`find_named` knows them.
        lines: the lines of a selection file, or None without such a file; they add to ``slugs``.
        file: how messages name that file.
        query: words and ``field:value`` terms, as :func:`match_query` knows them.
        topics: topic ids; records with any of them.
        since: the first day on which records were added, ISO 8601, or ``last-import``.
        unreviewed: whether to select only records that nobody has confirmed.
    """

    slugs: Sequence[str] = ()
    lines: Sequence[str] | None = None
    file: str = ""
    query: str = ""
    topics: Sequence[str] = ()
    since: str = ""
    unreviewed: bool = False

    def __bool__(self) -> bool:
        others = (self.slugs, self.query, self.topics, self.since, self.unreviewed)
        return self.lines is not None or any(others)


def select(catalog: Catalog, selection: Selection) -> tuple[Paper, ...]:
    """Return the selected records: in the order in which they are named, otherwise by slug.

    Raises:
        ContentError: a name, topic, field or date is unknown; all unknown names are listed.
    """
    papers: Iterable[Paper] = catalog.papers.values()
    if selection.slugs or selection.lines is not None:
        papers = find_named(catalog, selection.slugs, selection.lines or (), file=selection.file)
    if selection.topics:
        wanted = {_check_topic(catalog, id_) for id_ in selection.topics}
        papers = [paper for paper in papers if wanted & set(paper.topics)]
    if selection.since:
        is_new = _make_date_test(catalog, selection.since)
        papers = [paper for paper in papers if is_new(paper)]
    if selection.unreviewed:
        papers = [paper for paper in papers if paper.review is not None]
    if selection.query:
        papers = match_query(catalog, papers, selection.query)
    return tuple(papers)


def find_named(
    catalog: Catalog, names: Iterable[str], lines: Iterable[str] = (), *, file: str = ""
) -> list[Paper]:
    """Return the records with these names, each once.

    A name is a slug, the path or address of a record, a citation key, a DOI or an arXiv identifier.

    Args:
        catalog: the list.
        names: of records.
        lines: of a selection file, each with a name; the rest of a line after ``#`` is a comment.
        file: how messages name that file.

    Raises:
        ContentError: names of no record; all of them are listed.
    """
    numbered: list[tuple[Place | None, str]] = [(None, name) for name in names]
    for number, line in enumerate(lines, 1):
        # rye-doughs  # Rye Doughs: Acid and Salt
        if name := re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip():
            numbered.append((Place(file, number), name))
    known = _index_names(catalog)
    found: dict[str, Paper] = {}
    problems: list[Problem] = []
    for place, name in numbered:
        identity = identify(name)
        slug = known.get(name.casefold()) or (known.get(":".join(identity)) if identity else None)
        try:
            slug = slug or resolve_slug(catalog, name)
            found[slug] = catalog.papers[slug]
        except ContentError as error:
            problems += [Problem(place, problem.message, problem.fix) for problem in error.problems]
    if problems:
        raise ContentError(problems)
    return list(found.values())


def _index_names(catalog: Catalog) -> Mapping[str, str]:
    """Return citation keys, and identifiers as ``doi:10.1/a`` -> slug; slugs themselves come first."""
    index: dict[str, str] = {slug: slug for slug in catalog.papers}
    for slug, key in current_keys(catalog.papers.values()).items():
        index.setdefault(key.casefold(), slug)
    for slug, paper in catalog.papers.items():
        for key in paper.citation_key_aliases:
            index.setdefault(key.casefold(), slug)
        for kind, value in all_identifiers(paper):
            index.setdefault(f"{kind}:{value}", slug)
    return index


def _check_topic(catalog: Catalog, id_: str) -> str:
    topics = catalog.taxonomy.topics
    if id_ not in topics:
        raise ContentError(
            Problem(None, f"There is no topic {show(id_)} in topics.yml.", suggest(id_, topics, ""))
        )
    return id_


def _make_date_test(catalog: Catalog, since: str) -> Callable[[Paper], bool]:
    """Return whether a record was added since a day, or by the last import."""
    if since != LAST_IMPORT:
        if not PARTIAL_DATE.match(since):
            message = f"expected a date such as 2024-07-04, or {LAST_IMPORT} (got {show(since)})"
            raise ContentError(Problem(None, message))
        return lambda paper: (paper.added or "") >= since
    last = next((change for change in reversed(catalog.changes) if change.sources and change.added), None)
    if last is None:
        raise ContentError(Problem(None, "The change log names no import.", "Give a date instead."))
    added = {follow_redirects(slug, catalog.redirects, papers=catalog.papers) for slug in last.added}
    return lambda paper: paper.slug in added


def match_query(catalog: Catalog, papers: Iterable[Paper], query: str) -> list[Paper]:
    """Return the papers that match all terms of a query.

    A word matches the beginning of any word in the title, aliases, authors, venue, topics, tags, keywords,
    summary or abstract, ignoring case and accents; quotation marks keep words together. ``field:value`` looks
    at one field of the record, such as ``title``, ``author``, ``venue``, ``kind`` or ``tag``. ``topic`` takes
    an id, ``year`` a year or a range (``2019-2022``), ``is`` either ``reviewed`` or ``unreviewed``, and
    ``has`` and ``no`` the name of a field. A minus sign excludes what matches.

    Raises:
        ContentError: a term is malformed, or its field is unknown.
    """
    try:
        words = shlex.split(query.replace("'", "\\'"))
    except ValueError:
        fix = "Put another one at the end of the words."
        raise ContentError(Problem(None, f"A quotation mark is missing in {show(query)}.", fix)) from None
    tests = [_make_test(catalog, word) for word in words]
    return [paper for paper in papers if all(test(paper) for test in tests)]


def _make_test(catalog: Catalog, term: str) -> Callable[[Paper], bool]:
    match = TERM.match(term)
    assert match
    name, value = match["field"] or "", match["value"]
    if name == "topic":
        value = _check_topic(catalog, value)
    make = TESTS.get(name) or (_test_words(name) if name in Paper.model_fields else None)
    if make is None:
        fix = f"Use one of {', '.join(filter(None, TESTS))}, or put quotation marks around a phrase."
        raise ContentError(Problem(None, f"There is no field {show(name)} to select by.", fix))
    if not value.strip():
        raise ContentError(Problem(None, f"expected a value after {show(term)}"))
    test = make(value)
    return (lambda paper: not test(paper)) if match["minus"] else test


def _test_words(*names: str) -> Callable[[str], Callable[[Paper], bool]]:
    """Return what makes a test: is a phrase, whose last word may go on, in any of the fields ``names``?"""

    def make(value: str) -> Callable[[Paper], bool]:
        wanted = " ".join(tokenize(value))

        def test(paper: Paper) -> bool:
            for name in names:
                field = getattr(paper, name)
                for text in field if isinstance(field, tuple) else (field,):
                    if text and f" {wanted}" in f" {' '.join(tokenize(str(text)))}":
                        return True
            return False

        return test

    return make


def _test_year(value: str) -> Callable[[Paper], bool]:
    match = YEARS.match(value)
    if not match or not (match["first"] or match["last"]):
        raise ContentError(Problem(None, f"expected years such as 2019 or 2019-2022 (got {show(value)})"))
    first = int(match["first"] or 0)
    last = int(match["last"] or (9999 if match["range"] else first))
    return lambda paper: paper.year is not None and first <= paper.year <= last


def _test_state(value: str) -> Callable[[Paper], bool]:
    if value not in ("reviewed", "unreviewed"):
        raise ContentError(Problem(None, f"expected is:reviewed or is:unreviewed (got is:{value})"))
    return lambda paper: (paper.review is None) == (value == "reviewed")


def _test_presence(value: str) -> Callable[[Paper], bool]:
    if value != "year" and value not in Paper.model_fields:
        fix = suggest(value, Paper.model_fields, "")
        raise ContentError(Problem(None, f"Records have no field {show(value)}.", fix))
    return lambda paper: bool(getattr(paper, value))


def _test_lack(value: str) -> Callable[[Paper], bool]:
    is_present = _test_presence(value)
    return lambda paper: not is_present(paper)


TESTS: Mapping[str, Callable[[str], Callable[[Paper], bool]]] = {
    "": _test_words(*SEARCHED),
    "title": _test_words("title", "aliases"),
    "author": _test_words("authors"),
    "venue": _test_words("venue"),
    "kind": _test_words("kind"),
    "tag": _test_words("tags"),
    "keyword": _test_words("keywords"),
    "year": _test_year,
    "topic": lambda value: lambda paper: value in paper.topics,
    "added": lambda value: lambda paper: (paper.added or "").startswith(value),
    "is": _test_state,
    "has": _test_presence,
    "no": _test_lack,
}
"""Field of a query -> what makes a test of records for a value."""
