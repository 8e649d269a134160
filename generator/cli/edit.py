"""How the commands that edit records (same, different, rename, exclude) write their changes."""

from __future__ import annotations

from collections.abc import Callable

import click

from generator.cli.console import report_waiting
from generator.curation.edits import Edit
from generator.storage.folder import Folder
from generator.storage.transactions import locked


def make_edit(folder: Folder, plan: Callable[[], Edit]) -> None:
    """Plan and write an edit while holding the lock, then print its message.

    Raises:
        ContentError: the edit is not possible; nothing was changed.
    """
    with locked(folder.base, waiting=report_waiting):
        edit = plan()
        edit.apply()
    click.echo(edit.message)
