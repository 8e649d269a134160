"""``reading-list check``."""

import json
import sys

import click

from generator.checks import find_problems
from generator.cli.console import print_findings
from generator.errors import Problem
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns


@click.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print each problem as a JSON object on one line.")
@click.pass_obj
def check(folder: Folder, strict: bool, as_json: bool) -> None:
    """Validate the content.

    Checks captures, records, topics, links, reading paths and the change log, and warns before the site
    outgrows GitHub Pages. Exits with 1 if there are errors, or warnings with --strict.
    """
    problems = find_problems(folder)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if as_json:
        for problem in problems:
            click.echo(json.dumps(_to_object(problem), ensure_ascii=False))
    elif problems:
        print_findings(problems)
        click.echo(f"{count_nouns(errors, 'error')}, {count_nouns(warnings, 'warning')}")
    else:
        papers = load_catalog(folder).papers
        waiting = sum(paper.review is not None for paper in papers.values())
        note = f"; {waiting} still to review" if waiting else ""
        click.echo(f"No problems in {count_nouns(len(papers), 'record')}{note}")
    if any(problem.rule == "invalid-file" for problem in problems):
        click.echo("All other checks wait until every file can be read.", err=as_json)
    if errors or (strict and warnings):
        sys.exit(1)


def _to_object(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.place.file if problem.place else None,
        "line": problem.place.line if problem.place else None,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
        "fix": problem.fix,
    }
