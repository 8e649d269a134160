"""``reading-list different``."""

from __future__ import annotations

import click

from generator.cli.edit import make_edit
from generator.cli.options import get_today
from generator.curation.merge import plan_different
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


@click.command()
@click.argument("one")
@click.argument("other")
@click.pass_obj
def different(folder: Folder, one: str, other: str) -> None:
    """Record that two records are different papers.

    ONE and OTHER are no longer reported as possible duplicates.
    """
    make_edit(folder, lambda: plan_different(folder, load_catalogue(folder), one, other, today=get_today()))
