r"""The syntax of BibTeX: entries with their fields and lines, strings and concatenations resolved.

Our own, because neither bibtexparser nor pybtex goes on after a missing comma, reads entries without a key,
and takes linear time on text without closing braces. An entry that is never closed ends where a line begins
the next one, so no mistake reaches further than its own entry.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from generator.errors import Severity
from generator.readers.base import shorten
from generator.readers.bibtex_journals import JOURNALS
from generator.text.dates import MONTH_ABBREVIATIONS, MONTHS

MOST_INSERTED = 5_000_000
"""Characters that names of strings may stand for in a file; later names stay as they are."""
LONGEST_MISTAKE = 2_000
"""Characters among which the next field is looked for."""
MOST_MENDED = 5
"""Most unterminated values in one entry; an entry with more is left out."""
COMMENT_MARKS = ("%", "#", "//")
# @article{smith2020,  ·  @article{Smith (2020),  ·  @article{title =  ·  @string{icml =   (also on two lines)
BEGINNING = re.compile(
    r"^[ \t]*@[ \t]*(?P<type>[A-Za-z][\w-]{1,39})\s*[{(]\s*(?:[^\s,={}\"#%][^,={}\"#%\n]{0,300}\s*[,=}]|,)",
    re.M,
)
# @article{  ·  }@article(
ENTRY = re.compile(r"@[ \t]*(?P<type>[A-Za-z][\w-]{1,39})\s*(?P<bracket>[{(])")
KEY = re.compile(r"\s*(?P<key>[^,={}\"#\n]{0,300}?)\s*(?P<end>[,=}\n]|\Z)")
BLANK = re.compile(r"(?:[\s,]+|%[^\n]*)+")
NAME = re.compile(r"(?P<name>[^\s=,{}\"#%()][^=,{}\"#%\n]{0,100}?)\s*=\s*")
# 2018  ·  icml
WORD = re.compile(r"[^\s,{}\"#=()%]+")
SPACE = re.compile(r"\s*")
BRACE = re.compile(r"[{}]")
BRACE_OR_QUOTE = re.compile(r"[{}\"]")
# the field after a mistake
NEXT_FIELD = re.compile(r",[ \t]*(?=[A-Za-z][\w+-]{0,60}\s*=\s*[{\"\w])")


# Rye,\n  year = {2020}   as the value of a field: the brace of the entry closed it
FIELD_INSIDE = re.compile(r",?[ \t]*\n[ \t]*(?=[A-Za-z][\w+-]{1,40}[ \t]*=[ \t]*[{\"\d])")
# {Rye \}},\n  year =   the first brace is part of the text
AFTER_ESCAPED = re.compile(r"\}[ \t]*,[ \t]*\n[ \t]*[A-Za-z][\w+-]{0,60}[ \t]*=")


class Report(Protocol):
    """Takes the line of a problem and what was expected and found."""

    def __call__(self, line: int | None, message: str, *, severity: Severity = "error") -> None:
        """Add the problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BibEntry:
    """An entry: its type in lowercase, its key (perhaps empty), and its fields by lowercase name."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


class _UnclosedError(Exception):
    """A value that has no end."""


class Parser:
    """Splits a file into entries; what is wrong goes to ``report`` with its line."""

    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.report = report
        self.strings = dict(zip(MONTH_ABBREVIATIONS, MONTHS, strict=True)) | JOURNALS
        self.left = MOST_INSERTED
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.end = len(text)
        """Where the entry that is being read has to end."""
        self.mended = 0
        """The number of unterminated values so far in the entry being read."""
        self.fields: list[tuple[str, str, int, int]] = []
        """The name, value, start and end of every field read so far."""
        self.comments: list[tuple[int, int]] = []
        """The start and end of every comment read so far."""
        self.open_comments = False
        """Whether a comment is never closed, so that looking for the end of another one takes too long."""

    def line(self, position: int) -> int:
        """Return the line of a position, counted from 1."""
        return bisect_right(self.newlines, position - 1) + 1

    def parse(self) -> Iterator[BibEntry]:
        """Return the entries in the order of the file."""
        beginnings = [match.start() for match in BEGINNING.finditer(self.text)]
        position = done = 0
        while match := ENTRY.search(self.text, position):
            later = bisect_right(beginnings, match.start())
            before = self.text[max(done, match.start() - 200) : match.start()].rpartition("\n")[2]
            if before.strip(" \t,"):  # an address in text: me@example.org {…}
                position = match.end()
                continue
            self._report_text(done, match.start())
            self.end = beginnings[later] if later < len(beginnings) else len(self.text)
            kind = match["type"].lower()
            if kind in ("comment", "preamble"):
                position = self._skip_comment(match.end() - 1)
                self.comments.append((match.start(), position))
            else:
                entry, position = self._parse_entry(match, kind)
                if entry:
                    yield entry
            done = position
        self._report_text(done, len(self.text))

    def _report_text(self, begin: int, end: int) -> None:
        """Report text between entries, unless all of it is comments."""
        parts = [part.strip(" \t,") for part in self.text[begin:end].split("\n")]
        found = next((n for n, part in enumerate(parts) if part and not part.startswith(COMMENT_MARKS)), None)
        if found is not None:
            got = shorten("\n".join(parts[found:]), 60)
            message = f"expected a BibTeX entry (got {got!r})"
            self.report(self.line(begin) + found, message, severity="warning")

    def _skip_comment(self, position: int) -> int:
        # a comment may contain entries, but one that is never closed ends with its line
        line_end = self.text.find("\n", position)
        line_end = len(self.text) if line_end < 0 else line_end
        self.end = line_end if self.open_comments else len(self.text)
        try:
            return self._close(position + 1, BRACE)
        except _UnclosedError:
            self.open_comments = True
            return line_end

    def _close(self, position: int, pattern: re.Pattern[str]) -> int:
        """Return the position after the brace or quote that closes the value begun before ``position``."""
        depth = 0
        for match in pattern.finditer(self.text, position, self.end):
            if match[0] == "{":
                depth += 1
            elif match[0] == '"':
                if not depth:
                    return match.end()
            elif depth:
                depth -= 1
            elif pattern is BRACE and not self._is_escaped(match):
                return match.end()
        raise _UnclosedError

    def _is_escaped(self, brace: re.Match[str]) -> bool:
        before = self.text[brace.start() - 1 : brace.start()]
        return before == "\\" and bool(AFTER_ESCAPED.match(self.text, brace.end(), self.end))

    def _parse_entry(self, match: re.Match[str], kind: str) -> tuple[BibEntry | None, int]:
        """Return an entry (None if it is a string, or broken) and the position after it."""
        line = self.line(match.start())
        position, key = match.end(), ""
        if kind != "string" and (found := KEY.match(self.text, position, self.end)) and found["end"] != "=":
            key = found["key"].strip()
            position = found.end() - (found["end"] == "}")
        entry = BibEntry(type=kind, key=key, line=line)
        try:
            position = self._parse_fields(entry, position, ")" if match["bracket"] == "(" else "}")
        except _UnclosedError:
            name, begin = next(reversed(entry.lines.items()), ("", line))
            got = shorten(self.text[match.start() : self.end], 60)
            where = f"the value of {name!r} on line {begin} has no end: add its closing brace or quote"
            self.report(line, f"expected a BibTeX entry (got {got!r}: {where})")
            return None, self.end
        if kind == "string":
            self.strings |= entry.fields
            return None, position
        return entry, position

    def _parse_fields(self, entry: BibEntry, position: int, closer: str) -> int:
        comma = True
        self.mended = 0
        while True:
            if blank := BLANK.match(self.text, position, self.end):
                comma = comma or "," in blank[0]
                position = blank.end()
            if position >= self.end:
                got = "got the next entry; read as if closed"
                message = f"expected {closer!r} at the end of {_name(entry)} ({got})"
                self.report(entry.line, message, severity="warning")
                return position
            if self.text[position] == closer:
                return position + 1
            match = NAME.match(self.text, position, self.end)
            if not match:
                position = self._pass_over(entry, position, closer)
                comma = True
                continue
            name, line = match["name"].lower(), self.line(position)
            if not comma:
                self.report(
                    line,
                    f"expected a comma before {name!r} in {_name(entry)}; read as if it were there",
                    severity="warning",
                )
            repeated = name in entry.lines
            if not repeated:
                entry.lines[name] = line
            begin = position
            value, position, comma = self._parse_field(name, match.end())
            if entry.type != "string":
                self.fields.append((name, value, begin, position))
            if repeated and name == "author":
                entry.fields[name] = f"{entry.fields[name]} and {value}"
            elif repeated:
                message = (
                    f"expected each field once (got {name!r} again in {entry.key!r}; the first one counts)"
                )
                self.report(line, message, severity="warning")
            else:
                entry.fields[name] = value

    def _parse_field(self, name: str, begin: int) -> tuple[str, int, bool]:
        """Return the value of a field, the position after it, and whether a comma is already passed.

        An unterminated value is read as if it ended before the line that begins the next field.
        """
        with suppress(_UnclosedError):
            value, position = self._parse_value(begin)
            blank = BLANK.match(self.text, position, self.end)
            closed = (blank.end() if blank else position) < self.end
            if closed or not FIELD_INSIDE.search(value[:LONGEST_MISTAKE]):
                return value, position, False
        self.mended += 1
        found = FIELD_INSIDE.search(self.text, begin, self.end) if self.mended <= MOST_MENDED else None
        if not found:
            raise _UnclosedError
        message = f"expected a brace or quote at the end of {name!r} (got the next field; read as if closed)"
        self.report(self.line(begin), message, severity="warning")
        value = self.text[begin : found.start()]
        value = value[value[:1] in ("{", '"') : len(value) - (value[-1:] in ("}", '"'))]
        return value.replace("{", "", max(value.count("{") - value.count("}"), 0)), found.end(), True

    def _pass_over(self, entry: BibEntry, position: int, closer: str) -> int:
        """Report what is not a field; return where the next field, or the end of the entry, is."""
        if self.text[position] == "{":
            stop = self._close(position + 1, BRACE)
        else:
            stop = min(position + LONGEST_MISTAKE, self.end)
            ends = (self.text.find(closer, position, stop), self.text.find("\n", position, stop))
            stop = min((end for end in ends if end >= 0), default=stop)
            found = NEXT_FIELD.search(self.text, position, stop)
            stop = found.end() if found else stop
        got = shorten(self.text[position:stop], 60)
        message = f"expected a field such as 'year = {{2020}}' in {_name(entry)} (got {got!r}; left out)"
        self.report(self.line(position), message, severity="warning")
        return max(stop, position + 1)

    def _parse_value(self, position: int) -> tuple[str, int]:
        """Return the value of a field, whose parts can be joined by ``#``, and the position after it."""
        parts: list[str] = []
        while True:
            sign = self.text[position : position + 1] if position < self.end else ""
            if sign and sign in '{"':
                end = self._close(position + 1, BRACE if sign == "{" else BRACE_OR_QUOTE)
                parts.append(self.text[position + 1 : end - 1])
                position = end
            elif word := WORD.match(self.text, position, self.end):
                parts.append(self._look_up(word[0], position))
                position = word.end()
            after = _after_space(self.text, position, self.end)
            if self.text[after : after + 1] != "#" or after >= self.end:
                return "".join(parts), position
            position = _after_space(self.text, after + 1, self.end)

    def _look_up(self, word: str, position: int) -> str:
        value = self.strings.get(word.lower())
        if value is not None and len(value) <= self.left:
            self.left -= len(value)
            return value
        if value is not None:
            limit = f"names of strings for at most {MOST_INSERTED:,} characters in a file"
            self.report(
                self.line(position), f"expected {limit} (got {word!r}, kept as it is)", severity="warning"
            )
        elif not word[0].isdigit():
            got = f"got {shorten(word)!r}, kept as it is"
            message = f"expected the name of a string defined above, or text in braces ({got})"
            self.report(self.line(position), message, severity="warning")
        return word


def _after_space(text: str, position: int, end: int) -> int:
    match = SPACE.match(text, position, end)
    return match.end() if match else position


def _name(entry: BibEntry) -> str:
    return repr(shorten(entry.key, 60)) if entry.key else f"the entry on line {entry.line}"
