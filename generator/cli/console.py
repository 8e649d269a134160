"""What all commands print in the same way: errors, tables, progress, warnings about waiting."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from generator.errors import Problem, ReadingListError
from generator.text.cleaning import remove_unprintable

WIDTH = 100
"""Columns of output that does not go to a terminal."""
MOST_ROWS = 200
"""Rows of a table or a list that are printed; the others are counted."""
# commands to GitHub Actions: "::error::x", "##[error]x"; tables wrap, so any part may begin a line
COMMAND = re.compile(r"(?<=#)(?=\[)|(?<=:)(?=:)")
INTERRUPTED = 130
"""The exit code of a command that was stopped with Ctrl-C, as in a shell."""


class ReportingGroup(click.Group):
    """Prints errors that people can fix without a traceback, on standard error, and exits with 1."""

    def invoke(self, context: click.Context) -> Any:
        """Run the chosen subcommand."""
        try:
            return super().invoke(context)
        except ReadingListError as error:
            click.echo(remove_unprintable(str(error)), err=True)
            context.exit(1)
        except OSError as error:
            # the reader closed the pipe; click handles that
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else "The output cannot be written: "
            click.echo(f"{where}{error.strerror or error}.", err=True)
            if not error.filename:
                _discard_output()
            context.exit(1)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            context.exit(INTERRUPTED)


def _discard_output() -> None:
    """Drop what is left to print, which Python would try to write once more as it exits."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def to_plain_text(value: object) -> Text:
    """Return ``value`` on one line, without anything that a terminal or GitHub Actions would interpret."""
    return Text(COMMAND.sub(" ", remove_unprintable(str(value)).replace("\n", " ")))


def make_console() -> Console:
    """Return a console for standard output: as wide as the terminal, or 100 plain columns without one."""
    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        return console
    return Console(highlight=False, emoji=False, markup=False, width=WIDTH, color_system=None)


def print_table(console: Console, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table without lines; beyond the first 200 rows, only their number."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    rows = list(rows)
    for row in rows[:MOST_ROWS]:
        table.add_row(*map(to_plain_text, row))
    console.print(table)
    print_rest(console, len(rows))


def print_lines(console: Console, lines: Iterable[object]) -> None:
    """Print one line per item, never wrapped; beyond the first 200, only their number."""
    lines = list(lines)
    for line in lines[:MOST_ROWS]:
        console.print(to_plain_text(line), soft_wrap=True)
    print_rest(console, len(lines))


def print_rest(console: Console, count: int) -> None:
    """Print how many of ``count`` rows were not printed."""
    if count > MOST_ROWS:
        console.print(to_plain_text(f"… and {count - MOST_ROWS} more"))


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one per line."""
    for problem in problems:
        click.echo(remove_unprintable(str(problem)), err=True)


def print_findings(problems: Iterable[Problem], *, err: bool = False) -> None:
    """Print what checks have found, with a blank line after each file."""
    for _, group in groupby(problems, key=lambda problem: problem.place.file if problem.place else ""):
        for problem in group:
            where = f"{problem.place}: " if problem.place else ""
            color = "red" if problem.severity == "error" else "yellow"
            severity = click.style(problem.severity, fg=color, bold=True)
            rule = click.style(f"[{problem.rule}]", dim=True)
            click.echo(f"{where}{severity}: {remove_unprintable(problem.message)} {rule}", err=err)
            if problem.fix:
                click.echo(f"    {remove_unprintable(problem.fix)}", err=err)
        click.echo(err=err)


def report_waiting() -> None:
    """Explain on standard error why a command does not go on."""
    click.echo("Another process holds the lock on this list; waiting for it to finish …", err=True)


@contextmanager
def show_progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on standard error if that is a terminal.

    Args:
        total: the number of steps.

    Yields:
        The function to call with the name of each step as it begins.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        begun = 0

        def begin_step(name: str) -> None:
            nonlocal begun
            bar.update(task, description=name[:60], completed=begun)
            begun += 1

        yield begin_step
