"""``reading-list generate``."""

from pathlib import Path

import click

from generator.site_builder.output import write_site
from generator.storage.folder import Folder
from generator.text.plurals import count_nouns


@click.command()
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@click.pass_obj
def generate(folder: Folder, out: Path) -> None:
    """Write the pages and files of the site to a folder.

    These are the Markdown pages that MkDocs builds the site from; use them to inspect the site, or with
    another site generator. The folder must be empty or written by this command.
    """
    pages, files = write_site(folder, out)
    click.echo(f"{count_nouns(pages, 'page')} and {count_nouns(files, 'file')} written to {out}")
