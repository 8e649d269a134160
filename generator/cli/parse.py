"""``reading-list parse``."""

import json
import sys
from pathlib import Path

import click

from generator.cli.console import print_problems
from generator.curation.captures import read_capture
from generator.model.entry import Entry
from generator.readers import Identifier
from generator.text.plurals import count_nouns


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print each entry as a JSON object on one line.")
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Print the entries in FILES.

    The list is neither read nor changed. Use - for standard input.
    """
    failed = False
    for path in files:
        capture = read_capture(path)
        result = capture.result
        for entry in result.entries:
            click.echo(_to_json(_entry_to_object(entry)) if as_json else f"{entry.position:4} {entry.title}")
        for item in result.identifiers:
            line = f"{item.position:4} {item.kind} {item.value}"
            click.echo(_to_json(_identifier_to_object(item)) if as_json else line)
        if result.format:
            count = count_nouns(capture.count, "entry", "entries")
            click.echo(f"{capture.label}: detected as {result.format}, {count}", err=True)
        print_problems(result.problems)
        failed = failed or bool(result.problems)
    if failed:
        sys.exit(1)


def _to_json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _entry_to_object(entry: Entry) -> dict[str, object]:
    return entry.model_dump(mode="json")


def _identifier_to_object(item: Identifier) -> dict[str, object]:
    """Return an object with the keys of an entry; unknown values are null or empty."""
    entry = Entry(title="?", capture=item.capture, position=item.position, line=item.line)
    data = _entry_to_object(entry) | {"title": None}
    if item.kind in ("arxiv", "doi"):
        data[item.kind] = item.value
    else:
        data["project"] = [item.value]
    return data
