"""How commands let curators select papers, show what is selected, and ask before they change it."""

import difflib
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, BinaryIO, TypeVar, cast

import click

from generator.cli.console import make_console, print_lines, report_waiting
from generator.curation.edits import Edit
from generator.curation.selection import Selection, select
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.files import decode_text
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.text.plurals import count_nouns

Command = TypeVar("Command", bound=Callable[..., Any])

MOST_SHOWN = 10
"""Selected papers that are listed."""

NOTHING_SELECTED = "No papers given. Name them, or use --query, --topic, --since, --unreviewed or --file."

SELECTION_OPTIONS = (
    click.option("--query", "-q", default="", help="Papers with these words, or with terms like venue:ICLR."),
    click.option("--topic", multiple=True, help="Papers with this topic (repeat for several)."),
    click.option(
        "--since",
        default="",
        metavar="DATE",
        help="Papers added since a date, or since the last import (last-import).",
    ),
    click.option("--unreviewed", is_flag=True, help="Papers that nobody has confirmed."),
    click.option(
        "--file",
        type=click.File("rb"),
        help="Papers named in a file: one slug, citation key, DOI or arXiv ID per line (-: standard input).",
    ),
)
CHANGE_OPTIONS = (
    click.option("--yes", "-y", is_flag=True, help="Do not ask for confirmation."),
    click.option("--dry-run", is_flag=True, help="Show what would change without writing anything."),
)


def with_selection(command: Command) -> Command:
    """Add the options that select papers; the command gets them as ``selection``."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        file: BinaryIO | None = options.pop("file")
        text, name = read_file(file) if file else ("", "")
        selection = Selection(
            slugs=options.pop("names", ()),
            lines=text.split("\n") if file else None,
            file=name,
            query=options.pop("query"),
            topics=options.pop("topic"),
            since=options.pop("since"),
            unreviewed=options.pop("unreviewed"),
        )
        return command(*arguments, selection=selection, **options)

    return _add_options(cast("Command", run), SELECTION_OPTIONS)


def read_file(file: BinaryIO) -> tuple[str, str]:
    """Return the text of a file that an option or argument names, and how messages name it.

    Raises:
        ContentError: it is not UTF-8.
    """
    name = getattr(file, "name", "<stdin>")
    name = "standard input" if name == "<stdin>" else name
    return decode_text(file.read(), name), name


def with_names(command: Command) -> Command:
    """Add the options that select papers, and names of papers as arguments, as :func:`with_selection`."""
    return click.argument("names", nargs=-1, metavar="[PAPER]...")(with_selection(command))


def with_question(command: Command) -> Command:
    """Add ``--yes`` and ``--dry-run``."""
    return _add_options(command, CHANGE_OPTIONS)


def _add_options(command: Command, options: Sequence[Any]) -> Command:
    # the help lists the option that is added last first
    for option in reversed(options):
        command = option(command)
    return command


def load_selected(folder: Folder, selection: Selection) -> tuple[Catalog, tuple[Paper, ...]]:
    """Return the list and the selected papers.

    Raises:
        click.UsageError: nothing says which papers are meant.
        ContentError: the list has errors, or the selection names something unknown.
    """
    if not selection:
        raise click.UsageError(NOTHING_SELECTED)
    with locked(folder.base, waiting=report_waiting):
        catalog = load_catalog(folder)
    return catalog, select(catalog, selection)


def show_papers(papers: Sequence[Paper]) -> None:
    """Print how many papers there are, and the slugs and titles of the first ones."""
    if not papers:
        click.echo("No paper is selected.")
        return
    shown = [f"  {paper.slug}: {paper.title}" for paper in papers[:MOST_SHOWN]]
    lines = [f"{count_nouns(len(papers), 'paper')}:", *shown]
    if len(papers) > MOST_SHOWN:
        lines.append(f"  … and {len(papers) - MOST_SHOWN:,} more")
    print_lines(make_console(), lines)


def make_edit(edit: Edit, papers: Sequence[object], question: str, *, yes: bool, dry_run: bool) -> bool:
    """Write an edit, unless it is a dry run or the person at the terminal says no; print what was done.

    Args:
        edit: what to write.
        papers: what it changes; nobody is asked about a single one.
        question: to ask, such as "Confirm them?".
        yes: whether not to ask.
        dry_run: whether to print the changes of files instead.

    Returns:
        Whether anything was written.
    """
    if dry_run:
        print_lines(make_console(), list_differences(edit))
        click.echo(f"Dry run: nothing was written. Result: {edit.message}" if edit.contents else edit.message)
        return False
    if edit.contents and len(papers) > 1 and is_terminal() and not yes:
        click.confirm(question, abort=True)
    changed = edit.apply()
    hint = " `reading-list undo` takes it back." if changed and len(papers) > 1 else ""
    click.echo(f"{edit.message}{hint}")
    return bool(changed)


def is_terminal() -> bool:
    """Return whether there is a person who can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def list_differences(edit: Edit) -> Iterable[str]:
    """Yield the lines of each file that ``edit`` changes, as ``diff`` shows them; of others only the name."""
    for path, data in edit.contents.items():
        before, name = edit.originals.get(path), edit.folder.label(path)
        if before is None or data is None:
            yield f"{'new' if before is None else 'deleted'}: {name}"
        elif before != data:
            old, new = (decode_text(text, name).splitlines() for text in (before, data))
            yield from difflib.unified_diff(old, new, name, name, n=0, lineterm="")
