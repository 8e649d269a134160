"""The command ``reading-list`` itself: its global options and its subcommands."""

import signal
from importlib import import_module
from pathlib import Path

import click

from generator import __version__
from generator.cli.console import ReportingGroup
from generator.storage.folder import Folder
from generator.storage.transactions import settle

COMMANDS = {
    "add": "add:add",
    "build": "serve:build",
    "check": "check:check",
    "clean-captures": "edit:clean_captures",
    "confirm": "bulk:confirm",
    "decide": "bulk:decide",
    "different": "bulk:different",
    "digest": "digest:digest",
    "enrich": "enrich:enrich",
    "exclude": "bulk:exclude",
    "generate": "generate:generate",
    "import": "import_:import_",
    "log": "edit:log",
    "new": "new:new",
    "parse": "parse:parse",
    "rename": "edit:rename",
    "review": "review:review",
    "same": "edit:same",
    "schema": "schema:schema",
    "serve": "serve:serve",
    "set": "bulk:set_",
    "stats": "stats:stats",
    "suggest": "suggest:suggest",
    "suggest-from-issue": "suggest_from_issue:suggest_from_issue",
    "sync": "sync:sync",
    "topics": "topics:topics",
    "undo": "edit:undo_",
    "upgrade": "upgrade:upgrade",
}
"""The subcommands: name -> module and function; only the one that runs is imported."""


class _LazyGroup(ReportingGroup):
    """Imports a subcommand when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand of this name, or None."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, function = COMMANDS[cmd_name].partition(":")
            self.add_command(getattr(import_module(f"generator.cli.{module}"), function), cmd_name)
        return super().get_command(ctx, cmd_name)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
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
    # everything is loaded: from now on Ctrl-C is an exception
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    context.obj = Folder(root)
    settle(context.obj.base)
