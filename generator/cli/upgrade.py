"""``reading-list upgrade``."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import unified_diff

import click

from generator import __version__
from generator.cli.console import make_console, print_lines, report_waiting
from generator.curation.captures import read_captures
from generator.curation.edits import Edit
from generator.curation.moved_entries import find_moved_entries
from generator.errors import ContentError, Place, Problem
from generator.scaffold.move import edit_old_records, is_copy, plan_move
from generator.scaffold.starter import VERSION
from generator.scaffold.upgrade import FileChange, apply_upgrade, plan_upgrade
from generator.scaffold.wheel import make_wheel
from generator.storage.files import read_bytes
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.text.cleaning import remove_unprintable
from generator.text.plurals import count_nouns

MOST_LINES = 200
"""Most lines of a file's diff that are printed."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change without writing anything.")
@click.pass_obj
def upgrade(folder: Folder, dry_run: bool) -> None:
    """Update the files around the list to this version of the program.

    Updates the workflows, requirements.txt and other files that `reading-list new` wrote, keeps your changes
    to them, and shows what it changes. Conflicts are marked in the files, and the exit code is 1. In
    content/, only formats that have changed are converted.

    A copy of the generator's repository becomes a list that uses the package.
    """
    root, wheel = folder.root, make_wheel()
    old = (read_bytes(root / VERSION) or b"").decode().strip()
    copied = is_copy(root) and not old
    if not copied and not (root / "mkdocs.yml").is_file():
        place = Place(root.absolute().as_posix())
        raise ContentError(Problem(place, "expected the folder of a list (got one without mkdocs.yml)."))
    changes = plan_move(root, wheel) if copied else plan_upgrade(root, wheel)
    was = "a copy of the generator's repository" if copied else f"version {old or 'unknown'}"
    if changes or old != __version__:
        start = f"Version {__version__}" if old == __version__ else f"From {was} to version {__version__}"
        click.echo(f"{start}:")
    _print_changes(changes)
    if not dry_run:
        apply_upgrade(root, changes, wheel)
    with locked(folder.base, waiting=report_waiting):
        _migrate(folder, copied=copied, dry_run=dry_run)
    _print_end(changes, dry_run=dry_run)


def _migrate(folder: Folder, *, copied: bool, dry_run: bool) -> None:
    """Bring content/ to the formats of this version, and explain each step."""
    if copied:
        edit = edit_old_records(folder)
        why = "imported keywords are in 'keywords' now, 'tags' are your own, and 'review' is on one line"
        _apply(edit, dry_run, "updated", why)
        if dry_run:
            return
    catalog = load_catalog(folder)
    edit = Edit(folder)
    for before, after in find_moved_entries(catalog, read_captures(folder)):
        edit.update_paper(before, after)
        old, new = (", ".join(map(str, paper.captures)) for paper in (before, after))
        click.echo(remove_unprintable(f"  content/papers/{before.slug}.yml: {old} is now {new}"))
    _apply(edit, dry_run, "corrected", "the numbers of entries in captures have changed")


def _apply(edit: Edit, dry_run: bool, what: str, why: str) -> None:
    if edit.contents:
        click.echo(f"{count_nouns(len(edit.contents), 'record')} {what}: {why}.")
    if not dry_run:
        edit.apply()


def _print_changes(changes: Iterable[FileChange]) -> None:
    console = make_console()
    removed = Counter(
        change.path.partition("/")[0] for change in changes if change.after is None and not change.note
    )
    for change in changes:
        folder, slash, _ = change.path.partition("/")
        if change.after is not None or change.note or not slash:
            print_lines(console, [f"  {change.path}: {_describe(change)}"])
        elif count := removed.pop(folder, 0):
            print_lines(console, [f"  {folder}/: {count_nouns(count, 'file')} removed"])
    for change in changes:
        if change.before is not None and change.after not in (None, change.before):
            print_lines(console, list(_diff(change))[:MOST_LINES])


def _describe(change: FileChange) -> str:
    if change.conflict:
        return "conflicts with your changes; resolve the conflicts between the marks <<<<<<< and >>>>>>>"
    if change.after == change.before:
        return change.note
    verb = "new" if change.before is None else "removed" if change.after is None else "updated"
    return f"{verb} ({change.note})" if change.note else verb


def _diff(change: FileChange) -> Iterator[str]:
    """Yield the lines of a diff, without hashes of packages."""
    before, after = ((data or b"").decode("utf-8", "replace") for data in (change.before, change.after))
    if "\0" in before:
        return
    yield ""
    lines = before.splitlines(), after.splitlines()
    for line in unified_diff(lines[0], lines[1], change.path, change.path, n=1, lineterm=""):
        # "    --hash=…", "    # via …": in requirements.txt
        if not line[1:].startswith(("    --hash=", "    #")):
            yield line


def _print_end(changes: Iterable[FileChange], *, dry_run: bool) -> None:
    conflicts = [change.path for change in changes if change.conflict]
    if dry_run:
        click.echo("Nothing was written (dry run).")
    elif conflicts:
        click.echo(f"Resolve the conflicts in {', '.join(conflicts)}; then check and commit.")
    elif any(change.after != change.before for change in changes):
        click.echo("Install the new version with `pip install --require-hashes -r requirements.txt`,")
        click.echo("run `reading-list check`, look at the site, and commit.")
    else:
        click.echo("Everything is up to date.")
    if conflicts:
        sys.exit(1)
