"""``reading-list stats``."""

import json
from collections.abc import Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table

from generator.analysis.stats import FACTS, Stats, count_list
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.pass_obj
def stats(folder: Folder, as_json: bool) -> None:
    """Count papers and known facts.

    Counts papers by topic, kind and year, and how many records have which facts.
    """
    counted = count_list(load_catalog(folder))
    if as_json:
        click.echo(json.dumps(counted.to_json(), ensure_ascii=False, indent=2))
    else:
        _print_stats(counted)


def _print_stats(counted: Stats) -> None:
    console = Console()
    console.print(count_nouns(counted.papers, "paper"))
    topics = [(topic.title, str(topic.primary), str(topic.further)) for topic in counted.topics]
    _print_table(console, "Topics", ("topic", "primary", "further"), topics)
    kinds = [(kind or "unknown", str(count)) for kind, count in counted.kinds.items()]
    _print_table(console, "Kinds", ("kind", "papers"), kinds)
    years = [(str(year or "unknown"), str(count)) for year, count in counted.years.items()]
    _print_table(console, "Years", ("year", "papers"), years)
    facts = [(name, counted.facts[field]) for field, name in FACTS]
    facts += [
        ("any identifier", counted.identified),
        ("any code, project or other link", counted.linked),
        ("still to review", counted.in_review),
    ]
    share = 100 / max(counted.papers, 1)
    rows = [(name, f"{count} of {counted.papers}", f"{count * share:.0f}%") for name, count in facts]
    _print_table(console, "Facts", ("fact", "records", "share"), rows)
    console.print(f"Identifiers, authors, dates and venues without a named source: {counted.unsourced}")


def _print_table(console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    console.print(table)
