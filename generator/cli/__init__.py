"""The command ``reading-list``: one module per subcommand, except that ``edit`` has five."""

from generator.cli.main import main

__all__ = ["main"]
