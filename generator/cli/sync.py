"""``reading-list sync``."""

import sys
from collections.abc import Callable, Iterator
from functools import cache

import click

from generator.analysis.topics.suggester import Suggester
from generator.cli.console import make_console, print_lines, print_problems, report_waiting
from generator.cli.import_report import describe_difference
from generator.cli.options import CONTACT, DRY_RUN, get_today, open_services
from generator.curation.importing import ImportOptions, ImportReport
from generator.curation.syncing import sync_source
from generator.errors import ReadingListError
from generator.model.settings import FollowedSource
from generator.services.remote_files import fetch_file
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site
from generator.text.cleaning import remove_unprintable
from generator.text.plurals import count_nouns

MOST_PROBLEMS = 5
"""Problems that are printed for a source; most were there before."""


@click.command()
@click.argument("names", nargs=-1)
@DRY_RUN
@CONTACT
@click.pass_obj
def sync(folder: Folder, names: tuple[str, ...], dry_run: bool, contact: str) -> None:
    """Import the changes in the list's sources.

    The sources are files, folders and web addresses listed in mkdocs.yml; NAMES selects some of them. Each is
    imported as one change, or not at all if anything in it cannot be read. Exits with 1 if a source fails.
    """
    sources = _select(load_site(folder.root / "mkdocs.yml").sources, names)
    options = ImportOptions(
        today=get_today(),
        dry_run=dry_run,
        train=lambda catalog: Suggester(catalog).suggest,
        on_wait=report_waiting,
    )
    services = cache(lambda: open_services(folder, contact, keep=False))
    fetch: Callable[[str], bytes] = lambda address: fetch_file(services().fetcher, address)  # noqa: E731
    failed = 0
    for source in sources:
        try:
            report = sync_source(folder, source, fetch, options)
        except ReadingListError as error:
            click.echo(remove_unprintable(f"{source.name}: {error}"), err=True)
            failed += 1
            continue
        print_lines(make_console(), _describe(source, report))
        print_problems(report.problems[:MOST_PROBLEMS])
        if len(report.problems) > MOST_PROBLEMS:
            more = len(report.problems) - MOST_PROBLEMS
            click.echo(f"… and {more} more, which 'reading-list check' lists", err=True)
    if dry_run:
        click.echo("Dry run: nothing was written.")
    if failed:
        click.echo(f"{count_nouns(failed, 'source')} failed and changed nothing.", err=True)
        sys.exit(1)


def _select(sources: tuple[FollowedSource, ...], names: tuple[str, ...]) -> list[FollowedSource]:
    """Return the sources with some names, or all.

    Raises:
        click.UsageError: there are no sources, or none with one of the names.
    """
    if not sources:
        raise click.UsageError("mkdocs.yml lists no sources; see docs/sync.md.")
    known = [source.name for source in sources]
    for name in names:
        if name not in known:
            raise click.UsageError(f"There is no source {name!r} in mkdocs.yml, only {', '.join(known)}.")
    return [source for source in sources if source.name in names or not names]


def _describe(source: FollowedSource, report: ImportReport) -> Iterator[str]:
    """Yield a summary of what changed, then a line for each paper."""
    plan = report.plan
    counts = {
        "new": len(plan.new),
        "updated": len(plan.updated),
        "completed": len(
            {filled.new.slug for filled in plan.enriched} - {each.new.slug for each in plan.updated}
        ),
        "gone": len(plan.gone),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    yield f"{source.name}: {told or 'nothing new'}"
    yield from (f"  new: {paper.title}" for paper in plan.new)
    yield from (f"  updated: {filled.new.title} ({', '.join(filled.updated)})" for filled in plan.updated)
    yield from (f"  kept: {describe_difference(difference)}" for difference in plan.differences)
    for gone in plan.gone:
        if gone.paper.slug in report.removed:
            yield f"  removed: {gone.paper.title}"
        else:
            yield f"  gone: {gone.paper.title} (still on the list as {gone.paper.slug})"
    yield from (
        f"  possible duplicate: reading-list same {pair.one.slug} {pair.other.slug}"
        for pair in plan.possible_duplicates
    )
    yield from (f"  only an identifier: reading-list add {item.value}" for item in report.unknown)
