"""``reading-list rename``."""

from __future__ import annotations

import click

from generator.cli.edit import make_edit
from generator.curation.rename import plan_rename
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(folder: Folder, old: str, new: str) -> None:
    """Change the slug of a record from OLD to NEW.

    The old address redirects to the new one.
    """
    make_edit(folder, lambda: plan_rename(folder, load_catalogue(folder), old, new))
