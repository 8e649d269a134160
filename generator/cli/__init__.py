"""The command ``reading-list``: one module per subcommand, except that ``edit`` has five."""

from __future__ import annotations

from generator.cli.main import main

__all__ = ["main"]
