"""``reading-list exclude``."""

from __future__ import annotations

import click

from generator.cli.edit import make_edit
from generator.cli.options import get_today
from generator.curation.captures import read_captures
from generator.curation.edits import Edit
from generator.curation.exclude import plan_exclusion
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


@click.command()
@click.argument("what")
@click.option("--reason", required=True, help="Why, in one sentence.")
@click.pass_obj
def exclude(folder: Folder, what: str, reason: str) -> None:
    """Exclude a paper from the list for good.

    WHAT is a title, a slug, or a place in a capture such as listing.txt#12.
    """

    def plan() -> Edit:
        entries = [entry for result in read_captures(folder).values() for entry in result.entries]
        catalogue = load_catalogue(folder)
        return plan_exclusion(folder, catalogue, what, reason=reason, today=get_today(), entries=entries)

    make_edit(folder, plan)
