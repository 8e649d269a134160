"""Compare the readers with other programs: ``python -m peers [-v] FOLDER…`` prints a table.

A folder is a checkout of a program with tests (Zotero's translators, Better BibTeX, JabRef, pandoc, arxiv.py)
or contains any files. The exit code is 1 only if a reader crashes, or takes longer than a minute on a file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from peers.cases import Case, find_cases
from peers.comparing import compare
from peers.items import FIELDS
from peers.ours import Reading, read_ours
from peers.rules import RULES, Difference, find_rule

NOT_RECOGNIZED = "(not recognized)"
ROW = "{:<30.30} {:<10.10} {:>5} {:>6} {:<10}" + " {:>7}" * (len(FIELDS) + 2)
LONGEST_TITLE = 80
MOST_PROBLEMS = 5


@dataclass(slots=True)
class Row:
    """The counts of one format and peer."""

    files: int = 0
    items: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    differ: Counter[str] = field(default_factory=Counter)
    deliberate: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Table:
    """The counts of all files of a folder."""

    verbose: bool
    rows: defaultdict[tuple[str, str], Row] = field(default_factory=lambda: defaultdict(Row))
    rules: Counter[str] = field(default_factory=Counter)
    failures: int = 0

    def add(self, case: Case, reading: Reading) -> None:
        """Count a file."""
        if reading.failure:
            self.failures += 1
            print(f"{case.name}: {reading.failure}")
        row = self.rows[reading.format or NOT_RECOGNIZED, case.peer or "(none)"]
        row.files += 1
        row.items += len(case.expected) if case.peer else len(reading.items)
        if not case.peer or not reading.format:
            return
        result = compare(case.expected, reading.items, case.peer)
        row.agree.update(result.agreed)
        for difference in result.differences:
            self._count(case, row, difference)
        if result.lost:
            for problem in reading.problems[:MOST_PROBLEMS]:
                self._say(case, 0, f"we said: {problem}")

    def _count(self, case: Case, row: Row, difference: Difference) -> None:
        rule = find_rule(difference)
        (row.deliberate if rule else row.differ)[difference.field] += 1
        if rule:
            self.rules[rule.name] += 1
        name = difference.field
        label = f"{name} ({rule.name})" if rule else name
        theirs, ours = difference.theirs, difference.ours
        if name in FIELDS:
            self._say(case, ours.line, f"{label}: {case.peer} has {getattr(theirs, name)!r}")
            self._say(case, ours.line, f"{label}: we have {getattr(ours, name)!r}")
        else:
            item = ours if name == "false" else theirs
            self._say(case, item.line, f"{label}: {item.type} {item.key} {item.title[:LONGEST_TITLE]!r}")

    def _say(self, case: Case, line: int, text: str) -> None:
        if self.verbose:
            print(f"{case.name}:{line}: {text}")

    def show(self) -> None:
        """Print the table: three lines for each format and peer."""
        print(ROW.format("format", "peer", "files", "items", "", *FIELDS, "lost", "false"))
        for (format_, peer), row in sorted(self.rows.items()):
            start: tuple[object, ...] = (format_, peer, row.files, row.items)
            if peer == "(none)" or format_ == NOT_RECOGNIZED:
                print(ROW.format(*start, *[""] * (len(FIELDS) + 3)).rstrip())
                continue
            for kind, counts in (
                ("agree", row.agree),
                ("differ", row.differ),
                ("deliberate", row.deliberate),
            ):
                cells = [counts[name] or "" for name in (*FIELDS, "lost", "false")]
                print(ROW.format(*start, kind, *cells).rstrip())
                start = ("", "", "", "")
        for rule in RULES:
            if count := self.rules[rule.name]:
                print(f"deliberate: {count} × {rule.name}. {rule.reason}")


def main() -> int:
    """Read the command line, and print a table for each folder."""
    parser = argparse.ArgumentParser(
        prog="python -m peers", description="Compare the readers with other programs."
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a checkout, or any files")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every difference")
    options = parser.parse_args()
    failures = 0
    for folder in options.folders:
        table = Table(options.verbose)
        for case in find_cases(folder):
            table.add(case, read_ours(case.data))
        print(f"\n{folder}")
        table.show()
        failures += table.failures
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
