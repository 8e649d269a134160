"""The errors a person can do something about.

Every message says where (``file:line``), what was expected and what was found. Anything raised that
is not a :class:`ReadingListError` is a fault of the program, not of its input.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["ContentError", "Place", "Problem", "ReadingListError", "Severity"]

Severity = str
"""``"error"`` (the content is wrong) or ``"warning"`` (a person should look)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, as printed in messages: ``content/papers/x.yml:12``."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in the content.

    Attributes:
        place: where it is, or None when it has no one place.
        message: what was expected and what was found, in one sentence or two.
        fix: what to do about it; empty when the message says it already.
        severity: ``"error"`` or ``"warning"``.
    """

    place: Place | None
    message: str
    fix: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        fix = f" {self.fix}" if self.fix else ""
        return f"{where}{self.message}{fix}"


class ReadingListError(Exception):
    """Base class of every error that is shown to people without a traceback."""


class ContentError(ReadingListError):
    """One or more faults in the content, collected and shown together.

    Attributes:
        problems: the faults, in the order they were found; never empty.
    """

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem(None, problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
