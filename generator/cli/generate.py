"""``reading-list generate``."""

from pathlib import Path

import click

from generator.site_builder.source_tree import write_source_tree
from generator.storage.folder import Folder
from generator.text.plurals import count_nouns


@click.command()
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@click.pass_obj
def generate(folder: Folder, out: Path) -> None:
    """Write the complete source of the site to a folder.

    MkDocs, ProperDocs and Zensical build it as it is, without this generator: all pages as Markdown, files
    for download, the theme's templates, and a mkdocs.yml without the plugin. The folder must be empty or
    written by this command.
    """
    pages, files = write_source_tree(folder, out)
    click.echo(f"{count_nouns(pages, 'page')} and {count_nouns(files, 'file')} written to {out}")
