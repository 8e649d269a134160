"""``reading-list suggest-from-issue``: what the workflow ``suggest.yml`` runs."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from generator.analysis.topics.suggester import Suggester, Suggestion
from generator.cli.console import report_waiting
from generator.cli.import_report import show_import, summarize_import
from generator.cli.options import CONTACT, LOOK_UP, get_today, open_services
from generator.curation.adding import fetch_suggested
from generator.curation.importing import ImportOptions, ImportReport, import_files
from generator.curation.issue_form import add_wish, parse_form, read_event
from generator.curation.review import list_commands
from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


@click.command("suggest-from-issue")
@click.argument("event", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the description of the pull request to this file.",
)
@LOOK_UP
@CONTACT
@click.pass_obj
def suggest_from_issue(
    folder: Folder, event: Path, summary: Path | None, look_up: bool, contact: str
) -> None:
    """Add the paper that an issue suggests.

    EVENT is the file in which GitHub describes the event. The issue must have been opened with the form
    "Suggest a paper". Its text comes from a stranger: it is parsed strictly, and no address in it is
    fetched.
    """
    number, body = read_event(event)
    suggested = parse_form(body, label=f"issue {number}")
    services = open_services(folder, contact) if look_up else None
    fetched, note = fetch_suggested(load_catalog(folder), services, suggested, number)
    if isinstance(fetched, Paper):
        raise ContentError(f"issue {number}: the paper is already on the list: {fetched.slug}")

    # the address or title may be on the list even if the identifier is not
    planned = import_files(folder, [fetched], ImportOptions(today=get_today(), dry_run=True))
    if not planned.plan.new:
        raise ContentError(_explain_refusal(planned, number))

    def train(catalog: Catalog) -> Callable[[Paper], Suggestion]:
        suggester = Suggester(catalog)
        return lambda paper: add_wish(suggester.suggest(paper), suggested, number, catalog.taxonomy)

    options = ImportOptions(today=get_today(), train=train, on_wait=report_waiting)
    report = import_files(folder, [fetched], options)
    if note:
        click.echo(note)
    if summary:
        write_text(summary, _describe_pull_request(report, number, note))
    show_import(report)


def _explain_refusal(report: ImportReport, number: int) -> Iterable[Problem]:
    """Return why a suggestion adds no paper to the list."""
    plan = report.plan
    messages = [f"the paper is already on the list: {slug}" for slug in plan.known]
    messages += ["the paper is excluded by excluded.yml" for _ in plan.excluded]
    if not messages:
        return [*report.problems, Problem(Place(f"issue {number}"), "no paper could be found in the issue")]
    return [Problem(Place(f"issue {number}"), message) for message in messages]


def _describe_pull_request(report: ImportReport, number: int, note: str) -> str:
    """Return the description of the pull request; it contains none of the stranger's words."""
    source = note.partition(";")[0].rstrip(".")
    lines = [f"Closes #{number}.", "", f"{summarize_import(report)}. {source}.", ""]
    lines += [f"- `content/papers/{paper.slug}.yml`" for paper in report.plan.new]
    for pair in report.plan.possible_duplicates:
        lines += [
            "",
            f"Possible duplicate: `{pair.one.slug}` and `{pair.other.slug}` ({pair.similarity}). Run one of:",
            "",
            "```console",
            *list_commands(pair),
            "```",
        ]
    lines += [
        "",
        "Correct the record, confirm its topics by deleting the line `review:`, and merge. GitHub starts no",
        "checks on pull requests that a workflow opened: close and reopen this one to run them.",
        "",
    ]
    return "\n".join(lines)
