"""Errors that people can fix.

Every message says where the problem is (``file:line``), what was expected and what was found. Any exception
that is not a :class:`ReadingListError` is a bug.
"""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

__all__ = ["ContentError", "Place", "Problem", "ReadingListError", "Severity", "show", "suggest"]

LONGEST_VALUE = 80
"""Characters of a value that a message shows."""
LONGEST_MESSAGE = 2_000
"""Characters of a message; of a longer one, the beginning and the end are kept."""


def show(value: Any) -> str:
    """Return a value for messages: quoted if it is text, and cut to 80 characters."""
    text = repr(value[:LONGEST_VALUE] if isinstance(value, str) else value)
    is_cut = len(text) > LONGEST_VALUE or (isinstance(value, str) and len(value) > LONGEST_VALUE)
    return f"{text[: LONGEST_VALUE - 3]}…" if is_cut else text


def suggest(name: str, known: Collection[str], otherwise: str | None = None) -> str:
    """Return which known name may have been meant.

    Args:
        name: the unknown name.
        known: the known ones.
        otherwise: what to return if none is similar; None for a list of the known names.
    """
    if similar := difflib.get_close_matches(name, known, n=1):
        return f"Did you mean {similar[0]!r}?"
    if otherwise is None:
        return f"Known: {', '.join(known)}." if known else ""
    return otherwise


Severity = str
"""``"error"`` (the content is wrong) or ``"warning"`` (somebody should look)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, printed as ``content/papers/x.yml:12``; unprintable characters are escaped."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        file = self.file
        if not file.isprintable():
            file = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in file)
        return file if self.line is None else f"{file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in the content.

    Attributes:
        place: the file and line, or None if there is no single place.
        message: what was expected and what was found.
        fix: what to do about it; empty if the message already says so.
        severity: ``"error"`` or ``"warning"``.
        rule: name of the rule that it breaks, if it was found by a check.
    """

    place: Place | None
    message: str
    fix: str = ""
    severity: Severity = "error"
    rule: str = ""

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST_MESSAGE:
            half = LONGEST_MESSAGE // 2
            object.__setattr__(self, "message", f"{self.message[:half]} … {self.message[-half:]}")

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        if not self.fix:
            return f"{where}{self.message}"
        return f"{where}{self.message}{'' if self.message.endswith(('.', '?')) else '.'} {self.fix}"


class ReadingListError(Exception):
    """Base class of all errors that are shown without a traceback."""


class ContentError(ReadingListError):
    """One or more problems in the content, shown together.

    Attributes:
        problems: the problems in the order they were found; never empty.
    """

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem(None, problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
