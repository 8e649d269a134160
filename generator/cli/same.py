"""``reading-list same``."""

from __future__ import annotations

import click

from generator.cli.edit import make_edit
from generator.cli.options import get_today
from generator.curation.merge import plan_same
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--keep", metavar="SLUG", help="The record to keep (default: the one that was added first).")
@click.pass_obj
def same(folder: Folder, one: str, other: str, keep: str | None) -> None:
    """Merge two records of the same paper.

    ONE and OTHER are their slugs. The address of the removed record redirects to the one that is kept.
    """
    make_edit(
        folder,
        lambda: plan_same(folder, load_catalogue(folder), one, other, keep=keep, today=get_today()),
    )
