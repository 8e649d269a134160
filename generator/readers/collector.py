"""Gathers what a reader finds: entries, identifiers and problems, in order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from generator.errors import Place, Problem, Severity
from generator.model.entry import Entry
from generator.model.limits import LONGEST_ABSTRACT, LONGEST_TITLE, UNITS, describe_limit
from generator.model.paper import MATERIAL
from generator.readers.base import Identifier, IdentifierKind, ReadResult, Source, shorten
from generator.text.cleaning import clean, clean_paragraphs
from generator.text.links import WEB_ADDRESS, FoundLinks, find_links
from generator.text.titles import make_title_readable

# 436--444  ·  436-444  ·  not the hyphen of "S1-12"
PAGE_RANGE = re.compile(r"(?<=\d)\s?(?:-{1,3}|—)\s?(?=\d)")
LONGEST_NOTE = 300
MOST_PROBLEMS = 500
"""Problems reported one by one for a file; one last problem counts the rest."""
ONE_LINE_FIELDS = ("title", "organization", "organization_account", "venue", "key")
LISTS_OF_NAMES = ("authors", "tags", "key_aliases")


def _select_addresses(values: object) -> tuple[str, ...]:
    """Return the web addresses among ``values`` (a text or a list), each once, in their order."""
    if isinstance(values, str):
        values = (values,)
    if not isinstance(values, (tuple, list)):
        return ()
    texts = (value.strip() for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(text for text in texts if WEB_ADDRESS.match(text)))


def _clean_list(values: object) -> tuple[str, ...]:
    """Return the nonempty texts among ``values``, each on one line."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        values = (values,)
    return tuple(filter(None, (clean(str(value)) for value in values)))


def _clean_publication(values: Mapping[str, object]) -> dict[str, object]:
    """Return the nonempty ``values``, each on one line, with en dashes in page ranges."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if name == "editors":
            found[name] = _clean_list(value)
        elif cleaned := clean(str(value or "")):
            found[name] = PAGE_RANGE.sub("–", cleaned) if name == "pages" else cleaned
    return found


def _describe(error: Mapping[str, Any]) -> str:
    """Return what a pydantic error expected and found."""
    if unit := UNITS.get(error["type"]):
        return describe_limit(len(error["input"]), error["ctx"]["max_length"], unit)
    reason = str(error["msg"]).removeprefix("Value error, ")
    return reason if "(got" in reason else f"{reason} (got {shorten(str(error['input']))!r})"


def _name_field(location: Sequence[int | str]) -> tuple[str, ...]:
    """Return the path of the field to leave out: of ``publication``, only the invalid part."""
    depth = 2 if location[0] == "publication" else 1
    return tuple(map(str, location[:depth]))


@dataclass(slots=True, kw_only=True)
class Collector:
    """Gathers the entries, identifiers and problems of one source, in order.

    ``reported`` counts all problems; ``problems`` has at most ``MOST_PROBLEMS``.
    """

    source: Source
    entries: list[Entry] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reported: int = 0

    @property
    def position(self) -> int:
        """The place of the next paper among those of the source, counted from 1."""
        return len(self.entries) + len(self.identifiers) + 1

    def report(self, line: int | None, message: str, *, severity: Severity = "error") -> None:
        """Add a problem: its line, and what was expected and found."""
        self.reported += 1
        if self.reported <= MOST_PROBLEMS:
            self.problems.append(Problem(Place(self.source.file, line), message, severity=severity))

    def add(self, line: int, **fields: Any) -> None:
        """Add a paper, with the links in its abstract.

        Empty values are ignored. Invalid optional values (an impossible date, a text that is too long) are
        left out and reported. A paper without a title, or with one that is too long, is reported, not added.
        ``line`` is counted from 1; ``fields`` are those of :class:`~generator.model.entry.Entry`.
        """
        values = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
        for name in ONE_LINE_FIELDS:
            if name in values:
                values[name] = clean(str(values[name]))
        title = str(values.get("title", ""))
        if not title or not make_title_readable(title[:LONGEST_TITLE]).strip():
            self.report(line, f"expected a title (got {shorten(str(fields.get('title', '')))!r})")
            return
        if len(title) > LONGEST_TITLE:
            got = f"got {len(title):,}: {shorten(title, 60)!r}"
            self.report(line, f"expected a title of at most {LONGEST_TITLE:,} characters ({got})")
            return
        if "notes" in values:
            values["notes"] = clean_paragraphs(str(values["notes"]))
        values["abstract"] = abstract = clean_paragraphs(str(values.get("abstract", "")))
        for name in LISTS_OF_NAMES:
            if name in values:
                values[name] = _clean_list(values[name])
        values["tags"] = tuple(dict.fromkeys(values.get("tags", ())))
        values["publication"] = _clean_publication(values.get("publication", {}))
        has_links = "http" in abstract and len(abstract) <= LONGEST_ABSTRACT
        links = find_links(abstract) if has_links else FoundLinks()
        given = {name: _select_addresses(values.get(name)) for name in ("code", "project")}
        named = {address.rstrip("/") for addresses in given.values() for address in addresses}
        for name, found in (("code", links.code), ("project", links.project)):
            new = (address for address in found if address.rstrip("/") not in named)
            values[name] = _select_addresses((*given[name], *new))
        for name in (*MATERIAL, "other"):
            values[name] = _select_addresses(values.get(name))
        values |= {"capture": self.source.name, "position": self.position, "line": max(line, 1)}
        self.entries.append(self._validate(line, values))

    def _validate(self, line: int, values: dict[str, Any]) -> Entry:
        """Return the entry with the valid ones of ``values``; report the others."""
        try:
            return Entry.model_validate(values)
        except ValidationError as error:
            details = error.errors()
        title = values["title"]
        values = values | {"publication": dict(values["publication"])}
        invalid = {_name_field(detail["loc"]): detail for detail in reversed(details)}
        for (name, *part), detail in reversed(invalid.items()):
            field_name = " ".join([name.replace("_", " "), *part])
            message = f"left out {field_name} of {shorten(title, 60)!r}: {_describe(detail)}"
            self.report(line, message, severity="warning")
            if part:
                del values["publication"][part[0]]
            else:
                del values[name]
        return Entry.model_validate(values)

    def add_identifier(self, line: int, kind: IdentifierKind, value: str, note: str = "") -> None:
        """Add a paper that is given by identifier only."""
        self.identifiers.append(
            Identifier(
                kind=kind,
                value=value,
                note=clean(note)[:LONGEST_NOTE],
                capture=self.source.name,
                position=self.position,
                line=line,
            )
        )

    def result(self, format_: str) -> ReadResult:
        """Return everything gathered, with the problems in the order of their lines."""
        problems = sorted(self.problems, key=lambda problem: (problem.place and problem.place.line) or 0)
        if self.reported > MOST_PROBLEMS:
            total = f"{self.reported} problems, showing {MOST_PROBLEMS}"
            problems.append(Problem(Place(self.source.file), total))
        return ReadResult(
            format=format_,
            entries=tuple(self.entries),
            problems=(*self.source.problems, *problems),
            identifiers=tuple(self.identifiers),
        )
