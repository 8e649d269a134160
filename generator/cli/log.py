"""``reading-list log``."""

from __future__ import annotations

import click

from generator.cli.options import get_today
from generator.curation.change_log import find_unlogged
from generator.curation.edits import log_change
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


@click.command()
@click.option("--note", help="A sentence to publish with these changes.")
@click.pass_obj
def log(folder: Folder, note: str | None) -> None:
    """Bring the change log up to date.

    Adds what was changed by hand to changes.yml: papers added, moved, merged or excluded.
    """
    change = find_unlogged(load_catalogue(folder), get_today())
    if change is None:
        ignored = " The note was not added." if note else ""
        click.echo(f"The change log is up to date.{ignored}")
        return
    log_change(folder, change.model_copy(update={"note": note}))
    click.echo(
        f"{folder.label(folder.file('changes.yml'))}: {len(change.added)} added, {len(change.moved)} moved, "
        f"{len(change.merged)} merged, {len(change.excluded)} excluded"
    )
