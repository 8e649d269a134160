"""Counts the results of attacks, and reports failures."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

from attack.processes import ROOT, Ended, find_flaw, run

__all__ = ["OUT", "Failure", "Options", "Tally", "print_report"]

OUT = ROOT / "build" / "attack"
"""Where files to reproduce failures are saved."""
# "hostile title" → hostile-title
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9]+")


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a group.

    Attributes:
        random: source of random inputs.
        seconds: how long to run random inputs.
        case: run only cases whose names contain this.
        site: a built site to inspect instead of building one.
    """

    random: Random
    seconds: float = 0.0
    case: str = ""
    site: Path | None = None

    def choose(self, cases: Mapping[str, Value]) -> dict[str, Value]:
        """Return the selected cases."""
        return {name: value for name, value in cases.items() if self.case in name}

    def go_on(self) -> Iterator[None]:
        """Yield until the time for random inputs is up."""
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            yield


@dataclass(frozen=True, slots=True)
class Failure:
    """A successful attack."""

    group: str
    case: str
    what: str
    files: str = ""


@dataclass(slots=True)
class Tally:
    """The result of one group of attacks.

    Attributes:
        group: its name.
        folder: an empty folder to work in.
        out: where failures are saved.
        cases: number of hostile inputs.
        refused: number of inputs refused with a message.
        scripts: number of hostile scripts that ran.
        requests: number of requests to other sites.
        killed: number of processes that hung or died from a signal.
    """

    group: str
    folder: Path
    out: Path = OUT
    cases: int = 0
    refused: int = 0
    scripts: int = 0
    requests: int = 0
    killed: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    _kept: dict[Path, str] = field(default_factory=dict)

    def fail(self, case: str, what: str, *, keep: Path | None = None) -> None:
        """Record a successful attack.

        Args:
            case: the name of the input.
            what: what happened.
            keep: file or folder to copy for reproducing the failure.
        """
        files = self._kept.get(keep, "") if keep else ""
        if keep is not None and keep.exists() and not files:
            name = NOT_IN_NAME.sub("-", f"{self.group}-{case}").strip("-")[:80]
            target = self.out / f"{len(self.failures):03}-{name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if keep.is_dir():
                shutil.copytree(keep, target, symlinks=True, dirs_exist_ok=True, copy_function=_copy)
            else:
                shutil.copy(keep, target)
            files = self._kept[keep] = os.path.relpath(target)
        failure = Failure(self.group, case, what, files)
        self.failures.append(failure)
        print(f"  {self.group}: {case}: {what}" + (f" ({files})" if files else ""), flush=True)

    def run(
        self,
        case: str,
        command: Sequence[str | Path],
        folder: Path,
        *,
        codes: Sequence[int] = (0, 1),
        **options: object,
    ) -> Ended:
        """Run a command and record misbehavior; see :func:`attack.processes.run`."""
        ended = run(command, folder, **options)  # type: ignore[arg-type]
        self.megabytes = max(self.megabytes, ended.megabytes)
        if flaw := find_flaw(ended, codes):
            self.killed += ended.hung or ended.code < 0
            called = " ".join(Path(part).name if "/" in part else part for part in ended.command[2:])
            self.fail(case, f"{called[:100]} {flaw}", keep=folder)
        elif ended.code == 1:
            self.refused += 1
        return ended

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the duration of the block."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds += time.monotonic() - begun


def _copy(source: str, target: str) -> None:
    """Copy a regular file; skip pipes and other special files."""
    if Path(source).is_file():
        try:
            shutil.copy(source, target)
        except OSError as error:
            Path(target).write_text(f"{error}\n", encoding="utf-8")


def print_report(tallies: Sequence[Tally], seed: int, out: Path = OUT) -> int:
    """Print a table of all groups and the failures, which are also saved in ``out``; return their number."""
    head = (
        "attack",
        "cases",
        "refused",
        "got through",
        "scripts run",
        "requests sent",
        "killed",
        "seconds",
        "MB",
    )
    rows = [
        (
            tally.group,
            *(
                f"{n:,}"
                for n in (tally.cases, tally.refused, len(tally.failures), tally.scripts, tally.requests)
            ),
            f"{tally.killed:,}",
            f"{tally.seconds:.1f}",
            f"{tally.megabytes:.0f}",
        )
        for tally in tallies
    ]
    sums = [
        sum(getattr(t, name) for t in tallies)
        for name in ("cases", "refused", "scripts", "requests", "killed")
    ]
    failures = [failure for tally in tallies for failure in tally.failures]
    total = f"{sum(tally.seconds for tally in tallies):.1f}"
    most = f"{max((tally.megabytes for tally in tallies), default=0):.0f}"
    cases, refused, *rest = (f"{number:,}" for number in sums)
    rows.append(("all", cases, refused, f"{len(failures):,}", *rest, total, most))
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join([row[0].ljust(widths[0]), *cells[1:]]))
    if failures:
        print(f"\n{len(failures)} got through (seed {seed}):")
        for failure in failures:
            files = f"\n    {failure.files}" if failure.files else ""
            print(f"- {failure.group}: {failure.case}: {failure.what}{files}")
        out.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(failure) for failure in failures], indent=1, ensure_ascii=False)
        (out / "failures.json").write_text(f"{text}\n", encoding="utf-8")
    else:
        print(f"\nNothing got through (seed {seed}).")
    return len(failures)
