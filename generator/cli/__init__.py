"""The command ``reading-list``."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from generator import __version__
from generator.cli.curate import COMMANDS as CURATING
from generator.cli.curate import reports_errors
from generator.cli.inspect import COMMANDS as CHECKING
from generator.curation.change_log import find_unlogged
from generator.curation.importing import log_change, read_capture
from generator.model.entry import Entry
from generator.pages.digest import render_html, render_markdown
from generator.readers.base import Identifier
from generator.site_builder.output import write_site
from generator.storage.store import Folder, load_catalogue, write_text

__all__ = ["main"]

PARSED = (
    "title", "abstract", "authors", "author_count", "organization", "published", "venue", "arxiv", "doi",
    "code", "project", "upvotes", "comments", "capture", "position",
)  # fmt: skip
"""Keys of the JSON objects that ``parse --json`` prints, in their order."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reading-list")
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="Folder that holds mkdocs.yml and content/ (default: here).",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Publish a curated reading list of research papers."""
    context.obj = Folder(root)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@reports_errors
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Print the entries of FILES without touching the list."""
    failed = False
    for path in files:
        result = read_capture(path)
        for entry in result.entries:
            click.echo(
                json.dumps(entry_object(entry), ensure_ascii=False)
                if as_json
                else f"{entry.position:4} {entry.title}"
            )
        for found in result.identifiers:
            click.echo(
                json.dumps(identifier_object(found), ensure_ascii=False)
                if as_json
                else f"{found.position:4} {found.kind} {found.value}"
            )
        count = len(result.entries) + len(result.identifiers)
        click.echo(f"{path}: {result.format}, {count} {'entry' if count == 1 else 'entries'}", err=True)
        for problem in result.problems:
            failed = True
            click.echo(str(problem), err=True)
    if failed:
        sys.exit(1)


def entry_object(entry: Entry) -> dict[str, object]:
    """Return an entry as the JSON object that ``parse --json`` prints."""
    data = entry.model_dump(mode="json")
    return {key: data[key] for key in PARSED}


def identifier_object(found: Identifier) -> dict[str, object]:
    """Return a paper of which only an identifier is known as the JSON object that ``parse --json`` prints.

    It has the keys of an entry; what is not known is null, or empty where an entry has a list.
    """
    data: dict[str, object] = {key: [] if key in ("authors", "code", "project") else None for key in PARSED}
    data |= {"abstract": "", "capture": found.capture, "position": found.position}
    if found.kind in ("arxiv", "doi"):
        data[found.kind] = found.value
    else:
        data["project"] = [found.value]
    return data


def parse_day(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return a day as YYYY-MM-DD, or refuse what is none."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"expected a day as YYYY-MM-DD (got {value!r})") from None


@main.command()
@click.option("--since", metavar="DATE", callback=parse_day, required=True, help="First day that counts.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    help="Folder to write digest-DATE.md and digest-DATE.html to (default: build).",
)
@click.option("--print", "form", type=click.Choice(["markdown", "html"]), help="Print one of them instead.")
@click.pass_obj
@reports_errors
def digest(folder: Folder, since: str, out: Path, form: str | None) -> None:
    """Write what is new since a day, as Markdown and as the HTML body of an e-mail."""
    catalogue = load_catalogue(folder)
    unlogged = find_unlogged(catalogue, date.today().isoformat())
    if unlogged and unlogged.moved:
        click.echo(
            f"{len(unlogged.moved)} papers have moved to another topic and the log does not say so: "
            "`reading-list log` records them.",
            err=True,
        )
    texts = {
        "markdown": (f"digest-{since}.md", render_markdown(catalogue, since)),
        "html": (f"digest-{since}.html", render_html(catalogue, since)),
    }
    if form:
        click.echo(texts[form][1], nl=False)
        return
    for name, text in texts.values():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        write_text(out / name, text)
        click.echo(str(out / name))


@main.command()
@click.option("--note", help="A sentence to go with it.")
@click.pass_obj
@reports_errors
def log(folder: Folder, note: str | None) -> None:
    """Record in changes.yml what the records say and the log does not: added, moved, merged, excluded."""
    change = find_unlogged(load_catalogue(folder), date.today().isoformat())
    if change is None:
        click.echo("The log is complete.")
        return
    path = log_change(folder, change.model_copy(update={"note": note}))
    click.echo(
        f"{path}: {len(change.added)} added, {len(change.moved)} moved, {len(change.merged)} merged, "
        f"{len(change.excluded)} excluded"
    )


@main.command()
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to."
)
@click.pass_obj
@reports_errors
def generate(folder: Folder, out: Path) -> None:
    """Write the generated pages as Markdown, and the files for download, below a folder.

    They are the pages that the site is built from, for looking at and for other engines. A folder that
    holds anything else is refused, so that nothing is mixed up.
    """
    written = write_site(folder, out)
    click.echo(f"{written.pages} pages and {written.files} files written to {out}")


for _command in (*CURATING, *CHECKING):
    main.add_command(_command)
