"""Writes the tables of checks and settings in ``docs/`` from the code that they describe."""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.model.rules import LEVELS, RULES  # noqa: E402
from generator.model.settings import Settings  # noqa: E402

START, END = "<!-- table: written by `make layout` -->", "<!-- end of table -->"


def list_checks() -> str:
    """Return the table of checks."""
    rows = [
        f"| `{name}` | {rule.text} | {rule.level} | {_list_levels(rule.least)} |"
        for name, rule in RULES.items()
    ]
    return "\n".join(["| name | rule | default | allowed |", "| --- | --- | --- | --- |", *rows])


def _list_levels(least: str) -> str:
    return ", ".join(reversed(LEVELS[LEVELS.index(least) :]))


def list_settings() -> str:
    """Return the table of the plugin's options."""
    rows = [
        f"| `{name}` | {field.description} | {_show(field.get_default(call_default_factory=True))} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| option | meaning | default |", "| --- | --- | --- |", *rows])


def _show(default: Any) -> str:
    if isinstance(default, dict):
        return ", ".join(default) or "none"
    return f"`{default if isinstance(default, str) else json.dumps(default)}`" if default else "none"


TABLES = {"docs/checks.md": list_checks, "docs/settings.md": list_settings}
"""The files with a table -> what returns it."""


def render(name: str) -> str:
    """Return the text of a file with its table replaced by the current one."""
    before, start, rest = (ROOT / name).read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"{name} has no place for its table")
    return f"{before}{start}\n\n{TABLES[name]()}\n\n{end}{after}"


def write_tables() -> None:
    """Update the tables."""
    for name in TABLES:
        (ROOT / name).write_text(render(name), encoding="utf-8")
