"""``reading-list import``."""

from dataclasses import replace
from pathlib import Path

import click

from generator.analysis.topics.suggester import Suggester
from generator.cli.console import report_waiting, show_progress
from generator.cli.import_report import show_import
from generator.cli.options import CONTACT, DRY_RUN, LOOK_UP, get_today, open_services
from generator.curation.captures import SourceFile, load_file
from generator.curation.importing import ImportOptions, import_files
from generator.storage.folder import Folder

STEPS = 3
"""Steps of an import besides reading each file."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@DRY_RUN
@click.option(
    "--as",
    "as_name",
    metavar="NAME",
    help="The capture that the file is a new version of (default: detected by name and content).",
)
@click.option("--remove-deleted", is_flag=True, help="Remove papers that no capture lists anymore.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@LOOK_UP
@CONTACT
@click.pass_obj
def import_(
    folder: Folder,
    /,
    files: tuple[str, ...],
    as_name: str | None,
    look_up: bool,
    contact: str,
    **flags: bool,
) -> None:
    """Add the papers in FILES to the list.

    New papers get a record, and missing facts are added to known ones; nothing is overwritten. Formats are
    detected from the content. If you give a folder, such as a vault of notes, all its Markdown files are
    read. Use - for standard input. The files are stored in content/captures without private parts. Importing
    a file again changes nothing; a new version of it updates facts that you have not changed yourself.
    """
    sources: list[str | SourceFile] = list(files)
    if as_name is not None:
        if len(files) > 1 or Path(files[0]).is_dir():
            raise click.UsageError("--as takes one file.")
        sources = [replace(load_file(files[0]), name=as_name, replaces=True)]
    with show_progress(len(files) + STEPS) as begin_step:
        options = ImportOptions(
            today=get_today(),
            dry_run=flags["dry_run"],
            remove_deleted=flags["remove_deleted"],
            train=lambda catalog: Suggester(catalog).suggest,
            open_services=(lambda: open_services(folder, contact)) if look_up else None,
            on_step=begin_step,
            on_wait=report_waiting,
        )
        report = import_files(folder, sources, options)
    show_import(report, as_json=flags["as_json"])
