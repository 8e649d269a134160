"""The commands of ``reading-list`` that look at the list as a whole: check, stats, schema, suggest."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table

from generator.analysis.stats import FACTS, Stats, count_list
from generator.checks import find_problems
from generator.cli.curate import reports_errors
from generator.curation.decisions import resolve
from generator.curation.import_plan import Filled, ImportPlan, review_text
from generator.curation.importing import apply_plan
from generator.errors import Problem
from generator.storage.json_schemas import FOLDER, render_schemas
from generator.storage.store import Folder, load_catalogue, write_text
from generator.storage.transactions import locked

__all__ = ["COMMANDS"]


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each problem.")
@click.pass_obj
@reports_errors
def check(folder: Folder, strict: bool, as_json: bool) -> None:
    """Prove that the content is sound: every capture, record, topic, link and path.

    Exits with 1 when there are errors, or warnings under --strict.
    """
    problems = find_problems(folder)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if as_json:
        for problem in problems:
            click.echo(json.dumps(problem_object(problem), ensure_ascii=False))
    else:
        print_problems(problems)
        if problems:
            click.echo(f"{_number(errors, 'error')}, {_number(warnings, 'warning')}")
        else:
            papers = load_catalogue(folder).papers
            waiting = sum(paper.review is not None for paper in papers.values())
            note = f"; {waiting} of them wait for a person to confirm them" if waiting else ""
            click.echo(f"No problems in {_number(len(papers), 'record')}{note}")
    if errors or (strict and warnings):
        sys.exit(1)


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print problems grouped by file, each with its line, what to do about it below."""
    file: str | None = None
    for problem in problems:
        here = problem.place.file if problem.place else ""
        if here != file:
            if file is not None:
                click.echo()
            file = here
        where = f"{problem.place}: " if problem.place else ""
        colour = "red" if problem.severity == "error" else "yellow"
        click.echo(f"{where}{click.style(problem.severity, fg=colour, bold=True)}: {problem.message}")
        if problem.fix:
            click.echo(f"    {problem.fix}")
    if problems:
        click.echo()


def problem_object(problem: Problem) -> dict[str, object]:
    """Return a problem as the JSON object that ``check --json`` prints."""
    return {
        "file": problem.place.file if problem.place else None,
        "line": problem.place.line if problem.place else None,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
    }


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
@reports_errors
def stats(folder: Folder, as_json: bool) -> None:
    """Print counts by topic, kind and year, and how many records have which facts."""
    counted = count_list(load_catalogue(folder))
    if as_json:
        click.echo(json.dumps(counted.to_json(), ensure_ascii=False, indent=2))
    else:
        print_stats(counted)


def print_stats(counted: Stats) -> None:
    """Print the counts as tables."""
    console = Console()

    def show(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
        for place, column in enumerate(columns):
            table.add_column(column, justify="right" if place else "left")
        for row in rows:
            table.add_row(*row)
        console.print(table)

    console.print(f"{_number(counted.papers, 'paper')}")
    show(
        "Topics",
        ("topic", "primary", "further"),
        [(topic.title, str(topic.primary), str(topic.further)) for topic in counted.topics],
    )
    show("Kinds", ("kind", "papers"), [(kind or "unknown", str(n)) for kind, n in counted.kinds.items()])
    show("Years", ("year", "papers"), [(str(year or "unknown"), str(n)) for year, n in counted.years.items()])
    total = str(counted.papers)
    facts = [(name, f"{counted.facts[field]} of {total}") for field, name in FACTS]
    facts.append(("any code, project or other link", f"{counted.linked} of {total}"))
    facts.append(("waiting to be confirmed", f"{counted.in_review} of {total}"))
    show("Facts", ("fact", "records"), facts)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a schema is out of date.")
@reports_errors
def schema(only_check: bool) -> None:
    """Rewrite the JSON Schemas by which editors check records as they are typed."""
    stale = [
        name
        for name, text in render_schemas().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if not only_check:
        for name in stale:
            write_text(FOLDER / name, render_schemas()[name])
    verb = "out of date" if only_check else "written"
    for name in stale:
        click.echo(f"{name}: {verb}")
    if not stale:
        click.echo("The schemas are up to date.")
    elif only_check:
        sys.exit(1)


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--all-unreviewed", is_flag=True, help="All records that wait for a person to confirm them.")
@click.option("--write", is_flag=True, help="Write the topics into records that nobody has confirmed yet.")
@click.pass_obj
@reports_errors
def suggest(folder: Folder, slugs: tuple[str, ...], all_unreviewed: bool, write: bool) -> None:
    """Suggest topics for records and say which of their words spoke for which topic.

    What is suggested is learned from all other records. A record with topics and without a review line is
    a person's: --write leaves it as it is.
    """
    from generator.analysis.topic_suggestions import Suggester

    if not slugs and not all_unreviewed:
        raise click.UsageError("expected the name of a record, or --all-unreviewed (got neither)")
    catalogue = load_catalogue(folder)
    asked = list(dict.fromkeys(resolve(catalogue, slug) for slug in slugs))
    if all_unreviewed:
        asked += [
            slug for slug, paper in catalogue.papers.items() if paper.review is not None or not paper.topics
        ]
        asked = list(dict.fromkeys(asked))
    others = {slug: paper for slug, paper in catalogue.papers.items() if slug not in asked}
    suggester = Suggester.train(catalogue.model_copy(update={"papers": others}))
    filled: list[Filled] = []
    for slug in asked:
        paper = catalogue.papers[slug]
        suggestion = suggester.suggest(paper)
        click.echo(f"{slug}\n    {paper.title}")
        if paper.topics:
            click.echo(f"    has: {', '.join(paper.topics)}")
        for ranked in suggester.rank(paper):
            mark = "*" if ranked.topic in suggestion.topics else " "
            click.echo(f"  {mark} {ranked.score:5.2f}  {ranked.topic}: {', '.join(ranked.words) or '-'}")
        if suggestion.topics and (paper.review is not None or not paper.topics):
            update = {"topics": suggestion.topics, "review": review_text(suggestion)}
            filled.append(Filled(old=paper, new=paper.model_copy(update=update)))
    if write:
        with locked(folder.base):
            changed = apply_plan(folder, ImportPlan(filled=tuple(filled)))
        click.echo(f"{_number(len(changed), 'record')} written")


COMMANDS: tuple[click.Command, ...] = (check, stats, schema, suggest)
"""The commands of this module."""
