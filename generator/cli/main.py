"""The command ``reading-list`` itself: its global options and its subcommands."""

from pathlib import Path

import click

from generator import __version__
from generator.cli.add import add
from generator.cli.bulk import confirm, decide, different, exclude, set_
from generator.cli.check import check
from generator.cli.console import ReportingGroup
from generator.cli.digest import digest
from generator.cli.edit import clean_captures, log, rename, same, undo_
from generator.cli.enrich import enrich
from generator.cli.generate import generate
from generator.cli.import_ import import_
from generator.cli.new import new
from generator.cli.parse import parse
from generator.cli.review import review
from generator.cli.schema import schema
from generator.cli.serve import build, serve
from generator.cli.stats import stats
from generator.cli.suggest import suggest
from generator.cli.suggest_from_issue import suggest_from_issue
from generator.cli.sync import sync
from generator.cli.topics import topics
from generator.cli.upgrade import upgrade
from generator.storage.folder import Folder
from generator.storage.transactions import settle


@click.group(cls=ReportingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reading-list")
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="The folder that contains mkdocs.yml and content/ (default: the current folder).",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Publish a curated reading list of research papers."""
    context.obj = Folder(root)
    settle(context.obj.base)


for _command in (
    add,
    build,
    check,
    clean_captures,
    confirm,
    decide,
    different,
    digest,
    enrich,
    exclude,
    generate,
    import_,
    log,
    new,
    parse,
    rename,
    review,
    same,
    schema,
    set_,
    serve,
    stats,
    suggest,
    suggest_from_issue,
    sync,
    topics,
    undo_,
    upgrade,
):
    main.add_command(_command)
