"""Commands that change many papers at once: ``confirm``, ``set``, ``exclude``, ``different``, ``decide``."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any, BinaryIO

import click

from generator.checks import find_problems_of_records
from generator.cli.console import make_console, print_findings, print_lines, report_waiting
from generator.cli.options import check_sentence, get_today
from generator.cli.selecting import (
    NOTHING_SELECTED,
    load_selected,
    make_edit,
    read_file,
    show_papers,
    with_names,
    with_question,
    with_selection,
)
from generator.curation.answer_files import read_answers
from generator.curation.captures import read_entries
from generator.curation.changing import FieldChanges, plan_changes, plan_confirmation
from generator.curation.exclude import plan_exclusions
from generator.curation.merge import Answer, plan_answers
from generator.curation.review import find_undecided_pairs
from generator.curation.selection import Selection, select
from generator.errors import Problem
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.text.plurals import count_nouns


@click.command()
@with_names
@with_question
@click.pass_obj
def confirm(folder: Folder, selection: Selection, yes: bool, dry_run: bool) -> None:
    """Confirm that papers have been reviewed.

    Deletes the review notes from their records, which `check` then expects to be complete.
    """
    catalog, papers = load_selected(folder, selection)
    waiting = [paper for paper in papers if paper.review is not None]
    edit = plan_confirmation(folder, catalog, [paper.slug for paper in waiting])
    show_papers(waiting)
    if len(waiting) < len(papers):
        click.echo(f"Already confirmed: {len(papers) - len(waiting):,}.")
    make_edit(edit, waiting, "Confirm them?", yes=yes, dry_run=dry_run)


@click.command("set")
@with_names
@click.option("--topics", metavar="ID,…", help="Replace the topics; the first one is the primary topic.")
@click.option("--kind", help="Set the kind.")
@click.option("--field", multiple=True, metavar="NAME=VALUE", help="Set a field; NAME= removes it.")
@click.option("--add", multiple=True, metavar="NAME=VALUE", help="Add to a list, such as topics=rye,wheat.")
@click.option("--remove", multiple=True, metavar="NAME=VALUE", help="Remove from a list.")
@click.option("--confirm", is_flag=True, help="Also confirm the papers.")
@with_question
@click.pass_obj
def set_(folder: Folder, /, selection: Selection, yes: bool, dry_run: bool, **options: Any) -> None:
    """Set fields of papers.

    \b
    reading-list set --topic ovens --kind method
    reading-list set --query "title:survey year:2020-" --kind survey --confirm
    reading-list set --file mine.txt --add topics=rye --field level=introductory
    reading-list set rye-doughs --field links.slides=https://example.org/slides.pdf
    """
    changes = _read_changes(**options)
    if not changes:
        raise click.UsageError(
            "No change given. Use --topics, --kind, --field, --add, --remove or --confirm."
        )
    catalog, papers = load_selected(folder, selection)
    slugs = [paper.slug for paper in papers]
    edit = plan_changes(folder, catalog, slugs, changes, today=get_today())
    show_papers(papers)
    before = find_problems_of_records(folder, catalog, slugs)
    if make_edit(edit, papers, "Change them?", yes=yes, dry_run=dry_run):
        _warn_of_problems(folder, slugs, before)


def _warn_of_problems(folder: Folder, slugs: Iterable[str], before: Iterable[Problem]) -> None:
    """Print the problems of records that they did not have before."""

    def identify(problem: Problem) -> tuple[str, str, str]:
        return problem.place.file if problem.place else "", problem.rule, problem.message

    known = set(map(identify, before))
    found = find_problems_of_records(folder, load_catalog(folder), slugs)
    if new := [problem for problem in found if identify(problem) not in known]:
        click.echo("This was saved, but `reading-list check` will report:", err=True)
        print_findings(new, err=True)


def _read_changes(
    *,
    topics: str | None,
    kind: str | None,
    field: Iterable[str],
    add: Iterable[str],
    remove: Iterable[str],
    confirm: bool,
) -> FieldChanges:
    values = {name: value for name, value in (("topics", topics), ("kind", kind)) if value is not None}
    return FieldChanges(
        set=values | dict(map(_split, field)),
        add=dict(map(_split, add)),
        remove=dict(map(_split, remove)),
        confirm=confirm,
    )


def _split(option: str) -> tuple[str, str]:
    name, equals, value = option.partition("=")
    if not equals:
        raise click.BadParameter(f"expected NAME=VALUE (got {option!r})")
    return name.strip(), value.strip()


@click.command()
@click.argument("what", nargs=-1)
@with_selection
@click.option("--reason", callback=check_sentence, required=True, help="Why, in one sentence.")
@with_question
@click.pass_obj
def exclude(
    folder: Folder, what: tuple[str, ...], selection: Selection, reason: str, yes: bool, dry_run: bool
) -> None:
    """Exclude papers from the list for good.

    WHAT is a title, a slug, or a place in a capture such as listing.txt#12.
    """
    if not what and not selection:
        raise click.UsageError(NOTHING_SELECTED)
    with locked(folder.base, waiting=report_waiting):
        catalog = load_catalog(folder)
        entries = read_entries(folder)
    papers = select(catalog, selection) if selection else ()
    names = [*what, *(paper.slug for paper in papers)]
    edit = plan_exclusions(folder, catalog, names, reason=reason, today=get_today(), entries=entries)
    if papers:
        show_papers(papers)
    make_edit(edit, names, "Exclude them?", yes=yes, dry_run=dry_run)


@click.command()
@with_names
@with_question
@click.pass_obj
def different(folder: Folder, selection: Selection, yes: bool, dry_run: bool) -> None:
    """Record that papers are different, so that they are no longer reported as possible duplicates.

    Named papers all differ from each other. With options, the answer is given for all possible duplicates of
    the selected papers.
    """
    catalog, papers = load_selected(folder, selection)
    slugs = [paper.slug for paper in papers]
    if selection == Selection(slugs=selection.slugs):
        if len(slugs) < 2:
            raise click.UsageError("Name at least two papers.")
        pairs = list(combinations(slugs, 2))
    else:
        found = find_undecided_pairs(catalog, frozenset(slugs))
        pairs = [(pair.one.slug, pair.other.slug) for pair in found]
        print_lines(make_console(), [f"  {one}  {other}" for one, other in pairs])
    answers = [Answer(verdict="different", one=one, other=other) for one, other in pairs]
    edit = plan_answers(folder, catalog, answers, today=get_today())
    make_edit(edit, answers, "Are they all different?", yes=yes, dry_run=dry_run)


@click.command()
@click.argument("file", type=click.File("rb"))
@with_question
@click.pass_obj
def decide(folder: Folder, file: BinaryIO, yes: bool, dry_run: bool) -> None:
    """Answer many possible duplicates at once, from a file made by `reading-list review --duplicates`.

    Replace the question marks with `same` or `different`; you will be asked again about pairs that keep
    theirs. FILE can be - for standard input.
    """
    text, name = read_file(file)
    answers = read_answers(text, file=name)
    with locked(folder.base, waiting=report_waiting):
        catalog = load_catalog(folder)
    edit = plan_answers(folder, catalog, answers, today=get_today())
    same = sum(answer.verdict == "same" for answer in answers)
    click.echo(f"{count_nouns(len(answers), 'answer')}: {same} same, {len(answers) - same} different")
    make_edit(edit, answers, "Write them?", yes=yes, dry_run=dry_run)
