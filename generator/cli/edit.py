"""Commands that edit a few files: ``same``, ``rename``, ``log`` and ``undo``."""

from collections.abc import Callable

import click

from generator.cli.console import report_waiting
from generator.cli.import_report import describe_removed
from generator.cli.options import check_sentence, get_today
from generator.curation.captures import clean_stored
from generator.curation.change_log import find_unlogged
from generator.curation.edits import Edit
from generator.curation.merge import plan_same
from generator.curation.rename import plan_rename
from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.storage.undo import undo


def _make_edit(folder: Folder, plan: Callable[[Catalog], Edit]) -> None:
    """Plan and write an edit while holding the lock, then print its message."""
    with locked(folder.base, waiting=report_waiting):
        edit = plan(load_catalog(folder))
        edit.apply()
    click.echo(edit.message)


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--keep", metavar="SLUG", help="The record to keep (default: the one that was added first).")
@click.pass_obj
def same(folder: Folder, one: str, other: str, keep: str | None) -> None:
    """Merge two records of the same paper.

    ONE and OTHER are their slugs. The address of the removed record redirects to the one that is kept.
    """
    _make_edit(folder, lambda catalog: plan_same(folder, catalog, one, other, keep=keep, today=get_today()))


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(folder: Folder, old: str, new: str) -> None:
    """Change the slug of a record from OLD to NEW.

    The old address redirects to the new one.
    """
    _make_edit(folder, lambda catalog: plan_rename(folder, catalog, old, new))


@click.command()
@click.pass_obj
def clean_captures(folder: Folder) -> None:
    """Remove private parts from all captures.

    These are paths on your computer, private notes, attachments and user names. Records and the order of
    entries do not change.
    """

    def plan(catalog: Catalog) -> Edit:
        edit = Edit(folder, message="No capture has private parts.")
        cleaned = clean_stored(folder)
        for capture in cleaned:
            edit.write(folder.captures / capture.name, capture.data)
        if cleaned:
            lines = [f"{capture.label}: removed {describe_removed(capture.removed)}" for capture in cleaned]
            edit.message = "\n".join([*lines, "Earlier commits still contain them."])
        return edit

    _make_edit(folder, plan)


@click.command()
@click.option("--note", callback=check_sentence, help="A sentence to publish with these changes.")
@click.pass_obj
def log(folder: Folder, note: str | None) -> None:
    """Bring the change log up to date.

    Adds what was changed by hand to changes.yml: papers added, moved, merged or excluded.
    """

    def plan(catalog: Catalog) -> Edit:
        change = find_unlogged(catalog, get_today())
        if change is None:
            ignored = " The note was not added." if note else ""
            return Edit(folder, message=f"The change log is up to date.{ignored}")
        message = (
            f"{folder.label(folder.file('changes.yml'))}: {len(change.added)} added,"
            f" {len(change.moved)} moved, {len(change.merged)} merged, {len(change.excluded)} excluded,"
            f" {len(change.filed)} filed"
        )
        edit = Edit(folder, message=message)
        edit.append("changes.yml", change.model_copy(update={"note": note}))
        return edit

    _make_edit(folder, plan)


@click.command("undo")
@click.pass_obj
def undo_(folder: Folder) -> None:
    """Take back the last change that a command made.

    Run it again to take back the change before that. Files that were edited since are never overwritten.
    """
    message = undo(folder, waiting=report_waiting)
    click.echo(f"Undone: {message}" if message else "Undone.")
