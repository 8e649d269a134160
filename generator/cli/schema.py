"""``reading-list schema``."""

import sys
from pathlib import Path

import click

from generator.storage.files import write_text
from generator.storage.json_schemas import FOLDER, render_schemas


def find_outdated(folder: Path) -> dict[str, str]:
    """Return the file names and the new content of the schemas in ``folder`` that are missing or outdated."""
    return {
        name: text
        for name, text in render_schemas().items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    }


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a schema is out of date.")
def schema(only_check: bool) -> None:
    """Update the JSON Schemas.

    Editors use them to validate records while you type.
    """
    outdated = find_outdated(FOLDER)
    for name, text in outdated.items():
        if not only_check:
            write_text(FOLDER / name, text)
        click.echo(f"{name}: {'out of date' if only_check else 'updated'}")
    if not outdated:
        click.echo("The schemas are up to date.")
    elif only_check:
        sys.exit(1)
