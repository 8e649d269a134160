"""``reading-list enrich``."""

import sys

import click

from generator.cli.console import (
    INTERRUPTED,
    make_console,
    print_lines,
    print_problems,
    print_table,
    show_progress,
)
from generator.cli.import_report import print_filled
from generator.cli.options import CONTACT, DRY_RUN, get_today, open_services
from generator.curation.citations import CitationReport, update_citations
from generator.curation.enriching import EnrichReport, enrich_records
from generator.curation.statuses import StatusReport, update_statuses
from generator.services.http import OfflineError, ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns

DRY = " (dry run: nothing was written)"
STEPS = 2
"""Steps besides looking up each record."""


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--status", is_flag=True, help="Ask which papers were retracted, withdrawn or corrected.")
@click.option("--citations", is_flag=True, help="Ask which papers on the list cite each other.")
@DRY_RUN
@CONTACT
@click.pass_obj
def enrich(
    folder: Folder, slugs: tuple[str, ...], status: bool, citations: bool, dry_run: bool, contact: str
) -> None:
    """Look up missing facts.

    Adds identifiers, authors, dates and venues from arXiv and Crossref; nothing is overwritten. Without
    SLUG, all records are looked up. Answers are kept in .cache, so an interrupted run continues where it
    stopped.

    With --status, asks arXiv and Crossref about retractions and corrections instead; with --citations, asks
    OpenAlex about citations, always for the whole list.
    """
    if status and citations:
        raise click.UsageError("--status and --citations are separate runs.")
    if citations and slugs:
        raise click.UsageError("--citations is about the whole list, so it takes no SLUG.")
    if status or citations:
        fresh = open_services(folder, contact, keep=False)
        if status:
            _print_statuses(update_statuses(folder, fresh, slugs, dry_run=dry_run), dry_run=dry_run)
        else:
            report = update_citations(folder, fresh.openalex, today=get_today(), dry_run=dry_run)
            _print_citations(report, dry_run=dry_run)
        return
    _fill_blanks(folder, slugs, dry_run=dry_run, contact=contact)


def _fill_blanks(folder: Folder, slugs: tuple[str, ...], *, dry_run: bool, contact: str) -> None:
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


def _print_statuses(report: StatusReport, *, dry_run: bool) -> None:
    console = make_console()
    papers = [filled.new for filled in report.plan.filled]
    changed = [f"{paper.title}: {paper.status} ({paper.evidence['status']})" for paper in papers]
    print_lines(console, [*changed, *(f"{slug}: {reason}" for slug, reason in report.kept.items())])
    counts = f"{report.asked} looked up, {len(changed)} changed"
    print_lines(console, [counts + (DRY if dry_run else "")])


def _print_citations(report: CitationReport, *, dry_run: bool) -> None:
    console = make_console()
    missing = report.citations.missing
    if missing:
        print_table(
            console,
            ("Cited most, but not on the list", "Year", "Cited by"),
            [(work.title, str(work.year or ""), str(work.cited_by)) for work in missing],
        )
        console.print()
    links = count_nouns(report.links, "citation")
    counts = f"{report.asked} looked up, {report.found} found, {links} within the list"
    print_lines(console, [counts + (DRY if dry_run else "")])


def _print_enrich(report: EnrichReport, *, dry_run: bool) -> None:
    console = make_console()
    if report.plan.enriched:
        print_filled(console, report.plan.enriched)
        console.print()
    print_lines(console, [f"{slug}: {reason}" for slug, reason in report.unmatched.items()])
    counts = (
        f"{report.asked} looked up, {len(report.plan.enriched)} completed, {len(report.unmatched)} not found"
    )
    print_lines(console, [counts + (DRY if dry_run else "")])
