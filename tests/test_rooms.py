"""Holds the table of rooms: which module of the generator may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = ROOT / "generator"

ROOMS = (
    "errors",
    "text",
    "models",
    "readers",
    "identity",
    "importing",
    "schema",
    "transactions",
    "store",
    "curating",
    "review",
    "issueform",
    "services",
    "enriching",
    "changes",
    "topics",
    "related",
    "svg",
    "plots",
    "papermap",
    "search",
    "checks",
    "stats",
    "views",
    "render",
    "exports",
    "digest",
    "pipeline",
    "lookup",
    "beside",
    "site",
    "mkdocs_hooks",
    "reports",
    "cli_curate",
    "cli_check",
    "cli",
    "__main__",
)
"""Each room may import only from those before it, and a package also from itself."""

SOLE_IMPORTERS = {"yaml": "store", "jinja2": "render", "mkdocs": "mkdocs_hooks"}
"""Libraries that one room alone may import, so that they can be replaced there."""

FREE_OF_CLOCK = frozenset(ROOMS) - {"pipeline", "mkdocs_hooks", "cli_curate", "cli", "__main__"}
"""Rooms whose output depends on their input alone."""

CLOCK_CALLS = frozenset({"now", "today", "utcnow"})


def find_modules() -> list[Path]:
    return sorted(path for path in GENERATOR.rglob("*.py") if path != GENERATOR / "__init__.py")


def room_of(path: Path) -> str:
    """The room a file belongs to: generator/readers/base.py is in "readers"."""
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def list_imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yields line and absolute dotted name of everything imported, lazily and by name as well.

    `from generator import text` gives both `generator` and `generator.text`: the syntax does not tell
    whether it is a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join((*base, *(node.module.split(".") if node.module else ())))
            yield node.lineno, origin
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[0]
            if called in {"import_module", "__import__"} and isinstance(argument, ast.Constant):
                yield node.lineno, str(argument.value)


def find_faults(source: str, path: Path) -> list[str]:
    """What the table forbids in one file, as messages with file and line."""
    tree = ast.parse(source)
    package = ("generator", *path.relative_to(GENERATOR).parts[:-1])
    room = room_of(path)
    where = path.relative_to(ROOT)
    faults = []
    for line, name in list_imports(tree, package):
        parts = name.split(".")
        owner = SOLE_IMPORTERS.get(parts[0])
        if owner is not None and owner != room:
            faults.append(f"{where}:{line}: only {owner} may import {parts[0]} (got {name})")
        if parts[0] in {"content", "templates", "tests"}:
            faults.append(f"{where}:{line}: the generator may not import from {parts[0]}/ (got {name})")
        if parts[0] == "generator" and len(parts) > 1 and parts[1] in ROOMS:
            other = parts[1]
            if other != room and ROOMS.index(other) > ROOMS.index(room):
                faults.append(f"{where}:{line}: {room} may import only from rooms above it (got {name})")
    if room in FREE_OF_CLOCK:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", None) in CLOCK_CALLS:
                faults.append(f"{where}:{node.lineno}: {room} may not read the clock")
    return sorted(set(faults))


def test_every_module_belongs_to_a_room() -> None:
    unknown = [str(path.relative_to(ROOT)) for path in find_modules() if room_of(path) not in ROOMS]
    assert unknown == [], "put the new room in its place in ROOMS, in CONTRIBUTING.md and README.md"


@pytest.mark.parametrize("path", find_modules(), ids=lambda path: str(path.relative_to(GENERATOR)))
def test_room_keeps_to_the_table(path: Path) -> None:
    assert find_faults(path.read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("text.py", "import yaml", "only store may import yaml"),
        ("views.py", "def f():\n    from jinja2 import Template", "only render may import jinja2"),
        ("cli.py", "from mkdocs.config import load_config", "only mkdocs_hooks may import mkdocs"),
        ("text.py", "from generator import models, views", "(got generator.views)"),
        ("text.py", "from . import views", "(got generator.views)"),
        ("readers/base.py", "from ..store import load", "(got generator.store)"),
        (
            "readers/base.py",
            "import importlib\nimportlib.import_module('generator.cli')",
            "(got generator.cli)",
        ),
        (
            "models.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import generator.store",
            "above it",
        ),
        ("pipeline.py", "from content.plugins import x", "may not import from content/"),
        ("views.py", "import datetime\nd = datetime.date.today()", "may not read the clock"),
    ],
)
def test_table_refuses(module: str, source: str, fault: str) -> None:
    assert any(fault in found for found in find_faults(source, GENERATOR / module))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("readers/base.py", "from generator.readers import huggingface_text\nfrom . import other"),
        ("store.py", "import yaml\nfrom generator.models import Paper"),
        ("cli.py", "from generator.pipeline import build\nfrom datetime import date\nd = date.today()"),
        ("text.py", "from generator import __version__"),
    ],
)
def test_table_allows(module: str, source: str) -> None:
    assert find_faults(source, GENERATOR / module) == []
