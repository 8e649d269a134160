"""The curator's commands of ``reading-list``: import, add, enrich, review, same and so on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator.analysis.suggestion import Suggestion
from generator.cli.reports import (
    import_as_json,
    print_enrich,
    print_import,
    print_review,
    summarise_suggestion,
)
from generator.curation.decisions import Edit, plan_different, plan_exclusion, plan_rename, plan_same
from generator.curation.importing import ImportReport, apply_edit, read_captures, run_import
from generator.curation.issue_form import parse_form, read_event, with_wish
from generator.curation.lookup import fetch_paper, fetch_suggested, look_up_with, run_enrich
from generator.curation.review import find_undecided_pairs, list_to_review
from generator.errors import ContentError, ReadingListError
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.services.fetching import OfflineError, ServiceError, Services
from generator.storage.store import Folder, load_catalogue, load_site, write_text
from generator.storage.transactions import locked

if TYPE_CHECKING:
    from generator.analysis.topic_suggestions import Suggester

__all__ = ["COMMANDS", "reports_errors"]


def reports_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Print an error that people can mend as lines on standard error, and exit with 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ReadingListError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return wrapped


def _today() -> str:
    return date.today().isoformat()


def _say_waiting() -> None:
    click.echo("Another command is writing to the list; waiting until it has ended …", err=True)


def learn_topics(catalogue: Catalogue) -> Callable[[Paper], Suggestion]:
    """Return what suggests topics for a paper; it learns from the list when it is first asked."""

    @cache
    def suggester() -> Suggester:
        from generator.analysis.topic_suggestions import Suggester

        return Suggester.train(catalogue)

    return lambda paper: suggester().suggest(paper)


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error while work goes on, where that is a terminal; give what moves it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda what: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        first = [True]

        def step(what: str) -> None:
            bar.update(task, description=what[:60], advance=0 if first[0] else 1)
            first[0] = False

        yield step


CONTACT = click.option(
    "--contact",
    envvar="READING_LIST_CONTACT",
    default="",
    help="E-mail address to name to the services (default: the option contact in mkdocs.yml).",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show what would change without writing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.option(
    "--look-up/--no-look-up",
    "ask",
    default=True,
    help="Ask arXiv and Crossref for papers of which a file gives only the identifier (default: do).",
)
@CONTACT
@click.pass_obj
@reports_errors
def import_(
    folder: Folder, files: tuple[str, ...], dry_run: bool, as_json: bool, ask: bool, contact: str
) -> None:
    """Bring the papers of FILES onto the list: new records, blanks filled, nothing overwritten.

    The format is recognised by content; - is standard input. The files are kept among the captures.
    Running it again changes nothing.
    """
    look_up = look_up_with(lambda: _services(folder, contact)) if ask else None
    with progress(len(files) + 4) as step:
        report = run_import(
            folder,
            files,
            today=_today(),
            dry_run=dry_run,
            suggest=learn_topics,
            look_up=look_up,
            step=step,
            waiting=_say_waiting,
        )
    _say_import(report, as_json=as_json)


def _say_import(report: ImportReport, *, as_json: bool) -> None:
    """Print a report, refusals on standard error, and exit with 1 where anything was refused."""
    if as_json:
        click.echo(import_as_json(report))
    else:
        print_import(report)
    for problem in report.plan.refused:
        click.echo(str(problem), err=True)
    if any(problem.severity == "error" for problem in report.plan.refused):
        sys.exit(1)


def _services(folder: Folder, contact: str) -> Services:
    site = load_site(folder.root / "mkdocs.yml")
    cache = folder.root / ".cache" / "services"
    return Services.of(site, cache=cache, contact=contact, environment=os.environ)


@click.command()
@click.argument("what")
@click.option("--dry-run", is_flag=True, help="Show what would change without writing.")
@CONTACT
@click.pass_obj
@reports_errors
def add(folder: Folder, what: str, dry_run: bool, contact: str) -> None:
    """Add one paper: WHAT is an arXiv identifier, a DOI or the address of its page."""
    catalogue = load_catalogue(folder)
    try:
        fetched = fetch_paper(catalogue, _services(folder, contact), what)
    except OfflineError as error:
        raise ServiceError(f"No network: {error}. Nothing was changed.") from None
    if fetched.known:
        click.echo(f"{what} is on the list already: {fetched.known}")
        return
    files = [(fetched.label, fetched.name, fetched.data)]
    report = run_import(
        folder, files=files, today=_today(), dry_run=dry_run, suggest=learn_topics, waiting=_say_waiting
    )
    _say_import(report, as_json=False)


@click.command("suggest-from-issue")
@click.argument("event", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--summary", type=click.Path(dir_okay=False, path_type=Path), help="Write the pull request's text here."
)
@click.option("--look-up/--no-look-up", "ask", default=True, help="Ask arXiv and Crossref (default: do).")
@CONTACT
@click.pass_obj
@reports_errors
def suggest_from_issue(folder: Folder, event: Path, summary: Path | None, ask: bool, contact: str) -> None:
    """Add the paper of an issue made by the form "Suggest a paper"; EVENT is GitHub's file of the event.

    The text is a stranger's: it is read strictly, and no address that it names is fetched.
    """
    issue = read_event(event)
    suggested = parse_form(issue.body, label=f"issue {issue.number}")
    catalogue = load_catalogue(folder)
    fetched, note = fetch_suggested(
        catalogue, _services(folder, contact) if ask else None, suggested, issue.number
    )
    if fetched.known:
        raise ContentError(f"issue {issue.number}: the paper is on the list already: {fetched.known}")

    def suggest(current: Catalogue) -> Callable[[Paper], Suggestion]:
        learned = learn_topics(current)
        return lambda paper: with_wish(learned(paper), suggested, issue.number, current.taxonomy)

    files = [(fetched.label, fetched.name, fetched.data)]
    report = run_import(folder, files=files, today=_today(), suggest=suggest, waiting=_say_waiting)
    if note:
        click.echo(note)
    if summary:
        write_text(summary, summarise_suggestion(report, issue.number, note))
    _say_import(report, as_json=False)


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--dry-run", is_flag=True, help="Show what would be filled without writing.")
@CONTACT
@click.pass_obj
@reports_errors
def enrich(folder: Folder, slugs: tuple[str, ...], dry_run: bool, contact: str) -> None:
    """Fill identifiers, authors, dates and venues from the arXiv API and Crossref; nothing is overwritten.

    All records without SLUG. Answers are kept in .cache/, so that a run that was cut off goes on where it
    stopped.
    """
    services = _services(folder, contact)
    total = (len(slugs) or len(load_catalogue(folder).papers)) + 2
    try:
        with progress(total) as step:
            report = run_enrich(folder, services, slugs, dry_run=dry_run, step=step)
    except OfflineError as error:
        click.echo(f"No network: {error}. Nothing was changed.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was changed; run it again and it goes on from here.", err=True)
        sys.exit(130)
    print_enrich(report, dry_run=dry_run)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        sys.exit(1)


@click.command()
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Look for duplicates among all records, not only new ones.",
)
@click.pass_obj
@reports_errors
def review(folder: Folder, everything: bool) -> None:
    """List the records that wait for a person, and the pairs that look like one paper."""
    catalogue = load_catalogue(folder)
    waiting = list_to_review(catalogue)
    pairs = find_undecided_pairs(catalogue, None if everything else (item.paper.slug for item in waiting))
    print_review(waiting, pairs, papers=Path(folder.label(folder.papers)))


def _carry_out(folder: Folder, plan: Callable[[], Edit]) -> None:
    with locked(folder.base, waiting=_say_waiting):
        edit = plan()
        apply_edit(edit)
    click.echo(edit.message)


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--keep", metavar="SLUG", help="The record that stays (default: the one that came first).")
@click.pass_obj
@reports_errors
def same(folder: Folder, one: str, other: str, keep: str | None) -> None:
    """Make one record of ONE and OTHER; the address that goes leads to the one that stays."""
    _carry_out(
        folder, lambda: plan_same(folder, load_catalogue(folder), one, other, keep=keep, today=_today())
    )


@click.command()
@click.argument("one")
@click.argument("other")
@click.pass_obj
@reports_errors
def different(folder: Folder, one: str, other: str) -> None:
    """Keep ONE and OTHER two papers; the question is not asked again."""
    _carry_out(folder, lambda: plan_different(folder, load_catalogue(folder), one, other, today=_today()))


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
@reports_errors
def rename(folder: Folder, old: str, new: str) -> None:
    """Give the record OLD the slug NEW; its old address leads to the new one."""
    _carry_out(folder, lambda: plan_rename(folder, load_catalogue(folder), old, new))


@click.command()
@click.argument("what")
@click.option("--reason", required=True, help="Why, in one sentence.")
@click.pass_obj
@reports_errors
def exclude(folder: Folder, what: str, reason: str) -> None:
    """Keep WHAT off the list: a title, a slug, or a place in a capture such as listing.txt#12."""

    def plan() -> Edit:
        entries = [entry for result in read_captures(folder).values() for entry in result.entries]
        catalogue = load_catalogue(folder)
        return plan_exclusion(folder, catalogue, what, reason=reason, today=_today(), entries=entries)

    _carry_out(folder, plan)


COMMANDS: tuple[click.Command, ...] = (
    import_,
    add,
    suggest_from_issue,
    enrich,
    review,
    same,
    different,
    rename,
    exclude,
)
"""The commands of this module."""
