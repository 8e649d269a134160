"""``reading-list digest``."""

from datetime import date
from pathlib import Path

import click

from generator.cli.options import get_today
from generator.curation.change_log import find_unlogged
from generator.pages.digest import render_html, render_markdown
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns


def _parse_date(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"expected a date as YYYY-MM-DD (got {value!r})") from None


@click.command()
@click.option("--since", metavar="DATE", callback=_parse_date, required=True, help="The first day to cover.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    help="The folder for digest-DATE.md and digest-DATE.html (default: build).",
)
@click.option(
    "--print",
    "format_",
    type=click.Choice(["markdown", "html"]),
    help="Print the digest instead of writing files.",
)
@click.pass_obj
def digest(folder: Folder, since: str, out: Path, format_: str | None) -> None:
    """Write a digest of recent changes.

    It covers everything since DATE, as Markdown and as HTML for an email.
    """
    catalog = load_catalog(folder)
    unlogged = find_unlogged(catalog, get_today())
    if unlogged and unlogged.moved:
        click.echo(
            f"The digest does not include {count_nouns(len(unlogged.moved), 'change')} of topic"
            " that the change log does not mention yet. Run `reading-list log` first to include them.",
            err=True,
        )
    if format_:
        render = render_markdown if format_ == "markdown" else render_html
        click.echo(render(catalog, since), nl=False)
        return
    for suffix, render in (("md", render_markdown), ("html", render_html)):
        path = out / f"digest-{since}.{suffix}"
        write_text(path, render(catalog, since))
        click.echo(str(path))
