"""``reading-list enrich``."""

import sys

import click

from generator.cli.console import (
    INTERRUPTED,
    make_console,
    print_lines,
    print_problems,
    show_progress,
)
from generator.cli.import_report import print_filled
from generator.cli.options import CONTACT, DRY_RUN, open_services
from generator.curation.enriching import EnrichReport, enrich_records
from generator.services.http import OfflineError, ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

STEPS = 2
"""Steps besides looking up each record."""


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@DRY_RUN
@CONTACT
@click.pass_obj
def enrich(folder: Folder, slugs: tuple[str, ...], dry_run: bool, contact: str) -> None:
    """Look up missing facts.

    Adds identifiers, authors, dates and venues from arXiv and Crossref; nothing is overwritten. Without
    SLUG, all records are looked up. Answers are kept in .cache, so an interrupted run continues where it
    stopped.
    """
    services = open_services(folder, contact)
    total = (len(slugs) or len(load_catalog(folder).papers)) + STEPS
    try:
        with show_progress(total) as begin_step:
            report = enrich_records(folder, services, slugs, dry_run=dry_run, on_step=begin_step)
    except OfflineError as error:
        raise ServiceError(f"{error} Nothing was changed.") from None
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was changed; run the command again to continue.", err=True)
        sys.exit(INTERRUPTED)
    _print_enrich(report, dry_run=dry_run)
    print_problems(report.problems)
    if report.problems:
        sys.exit(1)


def _print_enrich(report: EnrichReport, *, dry_run: bool) -> None:
    console = make_console()
    if report.plan.enriched:
        print_filled(console, report.plan.enriched)
        console.print()
    print_lines(console, [f"{slug}: {reason}" for slug, reason in report.unmatched.items()])
    counts = (
        f"{report.asked} looked up, {len(report.plan.enriched)} completed, {len(report.unmatched)} not found"
    )
    print_lines(console, [counts + (" (dry run: nothing was written)" if dry_run else "")])
