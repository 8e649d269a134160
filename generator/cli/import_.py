"""``reading-list import``."""

import click

from generator.analysis.topics.suggester import Suggester
from generator.cli.console import report_waiting, show_progress
from generator.cli.import_report import show_import
from generator.cli.options import CONTACT, DRY_RUN, LOOK_UP, get_today, open_services
from generator.curation.importing import ImportOptions, import_files
from generator.storage.folder import Folder

STEPS = 3
"""Steps of an import besides reading each file."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@DRY_RUN
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@LOOK_UP
@CONTACT
@click.pass_obj
def import_(
    folder: Folder, files: tuple[str, ...], dry_run: bool, as_json: bool, look_up: bool, contact: str
) -> None:
    """Add the papers in FILES to the list.

    New papers get a record, and missing facts are added to known ones; nothing is overwritten. Formats are
    detected from the content. If you give a folder, such as a vault of notes, all its Markdown files are
    read. Use - for standard input. The files are stored in content/captures. Importing a file again changes
    nothing.
    """
    with show_progress(len(files) + STEPS) as begin_step:
        options = ImportOptions(
            today=get_today(),
            dry_run=dry_run,
            train=lambda catalog: Suggester(catalog).suggest,
            open_services=(lambda: open_services(folder, contact)) if look_up else None,
            on_step=begin_step,
            on_wait=report_waiting,
        )
        report = import_files(folder, files, options)
    show_import(report, as_json=as_json)
