"""`reading-list schema`."""

from __future__ import annotations

import sys

import click

from generator.storage.json_schemas import FOLDER, render_schemas
from generator.storage.store import write_text

__all__ = ["schema"]


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a schema is out of date.")
def schema(only_check: bool) -> None:
    """Update the JSON Schemas with which editors validate records while you type."""
    outdated = [
        (name, text)
        for name, text in render_schemas().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    for name, text in outdated:
        if not only_check:
            write_text(FOLDER / name, text)
        click.echo(f"{name}: {'out of date' if only_check else 'updated'}")
    if not outdated:
        click.echo("The schemas are up to date.")
    elif only_check:
        sys.exit(1)
