"""Hugging Face Papers listings copied from the page as plain text.

The grammar of a listing: furniture, then entries. An entry is a title, an abstract and, in some
layouts, a line about its authors (``• 4 authors``, or an organization's account and display name), a
middle dot and a date, behind which the number of comments may stand. Blank lines are between all of
these, or nowhere. Which block is a title is decided by its place in that order, and by its looks only
where the order is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from generator.errors import Place, Problem
from generator.models import Entry
from generator.readers.base import ReadResult, Source
from generator.text import find_links

__all__ = ["FURNITURE", "LOOKED_FOR", "NAME", "read", "recognise"]

NAME = "Hugging Face listing (plain text)"
LOOKED_FOR = (
    "a listing copied as text: 'Daily Papers', 'Get trending papers …' or '• N authors', titles, abstracts"
)

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Lines of the page that are not papers
FURNITURE = re.compile(
    r"(?:new|Subscribe|Daily Papers|Trending Papers|Papers|Models|Datasets|Spaces|Docs|Enterprise|Pricing"
    r"|Log In|Sign Up|Website|System theme"
    r"|by\s*AK and the research community"
    r"|Get trending papers in your email inbox.*"
    r"|(?:Previous|Next|Daily|Weekly|Monthly|Community|Hugging Face|Back to Articles|Submit|Search|Filters?)"
    r"|(?:" + MONTHS + r")[a-z]* \d{1,2}(?:, \d{4})?"
    r"|Hugging Face's logo(?: Hugging Face)?|AI & ML interests|Company|TOS|Privacy|About|Careers"
    r"|© ?Hugging Face|[<>«»‹›←→]|\d{1,4})\Z",
    re.I,
)
# the button that runs into the first title: SubscribeBipartite Mixed Membership Distribution-Free Model. …
GLUED_BUTTON = re.compile(r"Subscribe(?=[A-Z0-9\"'“(]|[^\x00-\x7f])(?!d\b|r\b|rs\b|s\b)")
# "• 4 authors"
AUTHORS = re.compile(r"[•·*-]?\s*(?P<count>\d{1,5}) authors?\Z")
# "·"
DOT = re.compile(r"[·•]\Z")
# Oct 30, 2024 3
DATE = re.compile(
    r"(?:·\s*)?(?P<month>"
    + MONTHS
    + r")[a-z]* (?P<day>\d{1,2}), (?P<year>\d{4})(?:\s+(?P<comments>\d{1,6}))?\Z"
)
# huawei-noah HUAWEI Noah's Ark Lab
ORGANIZATION = re.compile(r"(?P<account>[A-Za-z0-9][\w.-]{0,95}) (?P<name>\S.{0,99})\Z")

LONGEST_TITLE = 400
"""Characters beyond which no block is taken for a title."""
SHORTEST_ABSTRACT = 60
"""Characters below which a block is not taken for an abstract, unless its entry has a date."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def recognise(text: str) -> bool:
    """Return whether ``text`` looks like a listing copied as plain text."""
    head = text[:20000]
    if head.lstrip()[:1] in "<{[@" or "](" in head[:4000]:
        return False
    return bool(
        re.search(
            r"^(?:Get trending papers in your email|Daily Papers|by\s*AK and the research)", head, re.M | re.I
        )
        or re.search(r"^\s*• \d+ authors?$", head, re.M)
    )


def _lines(text: str) -> Iterator[_Line]:
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if glued := GLUED_BUTTON.match(line):
            line = line[glued.end() :]
        if line:
            yield _Line(number, line)


def _like_title(line: _Line) -> bool:
    """Return whether a block looks more like a title than like an abstract."""
    if len(line.text) > LONGEST_TITLE:
        return False
    return len(line.text) < 200 or not line.text.rstrip("\"')]}”").endswith((".", "!", "?"))


def _meta(lines: list[_Line], at: int) -> tuple[dict[str, object], int]:
    """Read authors or organization, dot and date from ``at`` on; return them and where they end."""
    found: dict[str, object] = {}
    end = at
    here = lines[end].text if end < len(lines) else ""
    follows = lines[end + 1].text if end + 1 < len(lines) else ""
    if match := AUTHORS.match(here):
        if int(match["count"]):
            found["author_count"] = int(match["count"])
        end += 1
    elif (DOT.match(follows) or DATE.match(follows)) and (match := ORGANIZATION.match(here)):
        found["organization"], found["organization_account"] = match["name"], match["account"]
        end += 1
    if (
        end < len(lines)
        and DOT.match(lines[end].text)
        and (found or (end + 1 < len(lines) and DATE.match(lines[end + 1].text)))
    ):
        end += 1
    if end < len(lines) and (match := DATE.match(lines[end].text)):
        try:
            day = datetime.strptime(f"{match['month'].title()} {match['day']} {match['year']}", "%b %d %Y")
        except ValueError:
            return found, end
        found["published"] = day.date().isoformat()
        if match["comments"]:
            found["comments"] = int(match["comments"])
        end += 1
    return found, end


def read(source: Source) -> ReadResult:
    """Return the entries of a listing; whatever is neither furniture nor part of an entry is a problem."""
    lines = list(_lines(source.text))
    entries: list[Entry] = []
    problems: list[Problem] = []

    def refuse(line: _Line, expected: str) -> None:
        shown = line.text if len(line.text) <= 80 else line.text[:77] + "…"
        problems.append(
            Problem(
                Place(source.file, line.number),
                f"expected {expected} (got {shown!r}, {len(line.text)} characters)",
            )
        )

    at = 0
    while at < len(lines):
        title = lines[at]
        if FURNITURE.match(title.text) and not _starts_entry(lines, at):
            at += 1
            continue
        if AUTHORS.match(title.text) or DOT.match(title.text) or DATE.match(title.text):
            refuse(title, "a title; what is found belongs behind an abstract")
            at += 1
            continue
        if len(title.text) > LONGEST_TITLE:
            refuse(title, f"a title of at most {LONGEST_TITLE} characters")
            at += 1
            continue
        if at + 1 == len(lines):
            refuse(title, "an abstract behind the title, not the end of the file")
            break
        abstract = lines[at + 1]
        meta, end = _meta(lines, at + 2)
        if not meta and _is_title_without_abstract(lines, at):
            refuse(title, "an abstract behind the title, not another title")
            at += 1
            continue
        if AUTHORS.match(abstract.text) or DOT.match(abstract.text) or DATE.match(abstract.text):
            refuse(title, "an abstract behind the title")
            _, at = _meta(lines, at + 1)
            at = max(at, lines.index(abstract))
            continue
        links = find_links(abstract.text)
        try:
            entries.append(
                Entry.model_validate(
                    {
                        "title": title.text,
                        "abstract": abstract.text,
                        **meta,
                        "code": links.code,
                        "project": links.project,
                        "capture": source.name,
                        "position": len(entries) + 1,
                        "line": title.number,
                    }
                )
            )
        except ValueError as error:
            refuse(title, f"a paper ({error})")
        at = end
    return ReadResult(format=NAME, entries=tuple(entries), problems=tuple(problems))


def _starts_entry(lines: list[_Line], at: int) -> bool:
    """Return whether a line that looks like furniture is the title of an entry all the same.

    A paper can be called "Papers" or "New": it is one when a long text with authors or a date follows.
    """
    if at + 2 >= len(lines) or len(lines[at + 1].text) < 200:
        return False
    return bool(_meta(lines, at + 2)[0])


def _is_title_without_abstract(lines: list[_Line], at: int) -> bool:
    """Return whether the block behind the title at ``at`` is the next title, not its abstract."""
    block = lines[at + 1]
    if len(block.text) < SHORTEST_ABSTRACT:
        return True
    if not _like_title(block) or at + 2 >= len(lines):
        return False
    after = lines[at + 2]
    return not _like_title(after) and not FURNITURE.match(after.text)
