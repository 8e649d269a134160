"""What a check gets to see, and what checks have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from rapidfuzz import fuzz, process

from generator.duplicates.identifiers import primary_identifiers
from generator.errors import Place, Problem, Severity
from generator.model.catalog import Catalog
from generator.model.entry import CaptureRef, Entry
from generator.model.rules import LEVELS, RULES
from generator.model.taxonomy import Topic
from generator.readers import ReadResult
from generator.storage.built_site import SiteSize
from generator.storage.documents import Locator, Where
from generator.text.titles import title_key

MOST_SUGGESTIONS = 500
"""Unknown names for which a similar known name is suggested; each search scans the whole list."""
SIMILAR_NAME = 60
"""Least similarity, in percent, of a name that is suggested for a misspelled one."""


@dataclass(frozen=True, kw_only=True)
class CheckedList:
    """A list, the result of reading each of its captures, and the captures' lines by their names.

    Attributes:
        site_size: what the built site takes up; None if it has not been built.
        scripts: files in ``content/pages/`` that run scripts in browsers.
    """

    catalog: Catalog
    captures: Mapping[str, ReadResult]
    locate: Locator
    capture_lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    site_size: SiteSize | None = None
    scripts: Sequence[Path] = ()
    _suggestions: Iterator[int] = field(default_factory=count, repr=False)

    @cached_property
    def entries(self) -> Mapping[CaptureRef, Entry]:
        """Every entry of every capture, by its reference."""
        return {entry.ref: entry for result in self.captures.values() for entry in result.entries}

    @cached_property
    def slugs_by_identifier(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The slugs of the records with each identifier, which is a pair of kind and value."""
        slugs: dict[tuple[str, str], list[str]] = {}
        for slug, paper in self.catalog.papers.items():
            for identifier in primary_identifiers(paper).items():
                slugs.setdefault(identifier, []).append(slug)
        return slugs

    @cached_property
    def slugs_by_title(self) -> Mapping[str, Sequence[str]]:
        """The slugs of the records with each normalized title, which may also be an alias."""
        slugs: dict[str, list[str]] = {}
        for slug, paper in self.catalog.papers.items():
            for key in dict.fromkeys(map(title_key, paper.titles)):
                slugs.setdefault(key, []).append(slug)
        return slugs

    def suggest(self, name: str, known: Iterable[str], what: str) -> str:
        """Return how to fix an unknown ``name``: a similar known name, or advice to add the ``what``."""
        if next(self._suggestions) >= MOST_SUGGESTIONS:
            return f"Correct it or add the {what}."
        found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=SIMILAR_NAME)
        return f"Did you mean {found[0]!r}?" if found else f"Correct it or add the {what}."

    def list_topics(self) -> Iterator[tuple[Topic, Where]]:
        """Yield each topic, and the keys that lead to it in ``topics.yml``."""
        for group_number, group in enumerate(self.catalog.taxonomy.groups):
            for number, topic in enumerate(group.topics):
                yield topic, ("groups", group_number, "topics", number)

    def locate_entry(self, entry: Entry) -> Place:
        """Return the line of a capture where ``entry`` begins."""
        return self.locate.capture(entry.capture, entry.line)

    def problem(
        self, rule: str, place: Place | None, message: str, fix: str, *, most: Severity = "error"
    ) -> Problem:
        """Return a problem at the level that the list sets for ``rule``, or at ``most`` if that is lower."""
        level = self.catalog.site.checks.get(rule, RULES[rule].level)
        return Problem(place, message, fix, min(level, most, key=LEVELS.index), rule)

    def report(self, rule: str, slug: str, place: Place | None, message: str, fix: str) -> Problem:
        """Return a problem that only a person can solve: at most a warning in review."""
        found = self.problem(rule, place, message, fix)
        if self.catalog.papers[slug].review is None or found.severity != "error":
            return found
        fix = f"{fix} Do this before you delete 'review:'."
        return self.problem(rule, place, message, fix, most="warning")

    def suggest_paper(self, slug: str) -> str:
        """Return how to correct a slug that is not on the list: its redirect, or the most similar slug."""
        target = self.catalog.redirects.get(slug)
        return f"Write {target!r}." if target else self.suggest(slug, self.catalog.papers, "paper")

    def suggest_topic(self, id_: str) -> str:
        """Return how to correct an unknown topic: what it has become, or the most similar id."""
        taxonomy = self.catalog.taxonomy
        target = taxonomy.aliases.get(id_)
        return f"Write {target!r}." if target else self.suggest(id_, taxonomy.topics, "topic")


def quote(text: str, length: int = 80) -> str:
    """Return ``text`` in quotation marks, cut to ``length`` characters."""
    return repr(text if len(text) <= length else f"{text[: length - 1]}…")
