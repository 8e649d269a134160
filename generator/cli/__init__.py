"""The command ``reading-list``: one module per subcommand."""

from __future__ import annotations

from generator.cli.main import main

__all__ = ["main"]
