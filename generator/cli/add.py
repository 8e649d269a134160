"""``reading-list add``."""

import click

from generator.analysis.topics.suggester import Suggester
from generator.cli.console import report_waiting
from generator.cli.import_report import show_import
from generator.cli.options import CONTACT, DRY_RUN, get_today, open_services
from generator.curation.adding import fetch_paper
from generator.curation.importing import ImportOptions, import_files
from generator.model.paper import Paper
from generator.services.http import OfflineError, ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


@click.command()
@click.argument("what")
@DRY_RUN
@CONTACT
@click.pass_obj
def add(folder: Folder, what: str, dry_run: bool, contact: str) -> None:
    """Add one paper.

    WHAT is its arXiv identifier, its DOI or the address of its page.
    """
    catalog = load_catalog(folder)
    try:
        fetched = fetch_paper(catalog, open_services(folder, contact), what)
    except OfflineError as error:
        raise ServiceError(f"{error} Nothing was changed.") from None
    if isinstance(fetched, Paper):
        click.echo(f"{what} is already on the list: {fetched.slug}")
        return
    options = ImportOptions(
        today=get_today(),
        dry_run=dry_run,
        train=lambda catalog: Suggester(catalog).suggest,
        on_wait=report_waiting,
    )
    show_import(import_files(folder, [fetched], options))
