"""The layout of the generator: the order of its packages, and the size limits for modules and functions.

Run as a script, it updates the tables in the guides and lists every violation.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tables import write_tables

__all__ = ["GENERATOR", "GUIDE", "PACKAGES", "ROOT", "find_modules", "find_violations", "table", "with_table"]

ROOT = Path(__file__).resolve().parents[1]
GENERATOR = ROOT / "generator"
GUIDE = ROOT / "CONTRIBUTING.md"

PACKAGES = {
    "errors": "errors that a person can fix: file, line, what was expected and what was found",
    "text": "functions from text to text: cleaning, LaTeX, identifiers, links, slugs, words, dates",
    "model": "the data model: entries, papers, topics and the catalog, frozen and validated",
    "storage": "reading and writing `content/`: paths, YAML with line numbers, edits, atomic writes, schemas",
    "readers": "one module per input format; each turns a capture into entries",
    "duplicates": "finding records of the same paper, and merging them",
    "services": "requests to other sites: arXiv, Crossref, metadata of web pages",
    "analysis": "related papers, topic suggestions, the search index, the layout of the map, statistics",
    "curation": "changes to a list: import, add, enrich, review, merge, rename, exclude",
    "checks": "the rules that `reading-list check` enforces, one function each",
    "exports": "one module per export format: BibTeX, RIS, CSL-JSON, CSV, Atom, …",
    "pages": "page models, charts, URLs and rendering; the only importer of jinja2",
    "scaffold": "creates the files of a new list, and upgrades them",
    "site_builder": "builds all pages and files from the content, and analyzes its texts in a second process",
    "mkdocs_plugin": "the MkDocs plugin and the preview; the only importer of mkdocs",
    "cli": "the `reading-list` command, one module per subcommand; `edit` has those that edit a few records",
    "__main__": "`python -m generator`",
}
"""Each package and its purpose. A package may import only itself and the ones above it."""

ONLY_IMPORTERS = {"yaml": "storage", "jinja2": "pages", "mkdocs": "mkdocs_plugin"}
"""Libraries that a single package may import, so that they can be replaced in one place."""

MAY_READ_CLOCK = frozenset({"mkdocs_plugin", "cli", "__main__"})
"""Packages whose result may depend on the date; all others depend on their input alone."""

CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
OUTSIDE = frozenset({"content", "templates", "tests", "tools"})

MODULE_LINES = 350
FUNCTION_LINES = 50
PARAMETERS = 6

TABLE_START = "<!-- packages: written by `make layout` -->\n"
TABLE_END = "<!-- end of packages -->\n"


def find_modules() -> list[Path]:
    """Return every module of the generator except its own `__init__.py`, sorted."""
    return sorted(path for path in GENERATOR.rglob("*.py") if path != GENERATOR / "__init__.py")


def package_of(path: Path) -> str:
    """Return the package a file belongs to: `generator/readers/ris.py` is in `readers`."""
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def list_imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the line and the absolute dotted name of every import, including those inside functions.

    `from generator import text` yields both `generator` and `generator.text`, since the syntax does not
    say whether `text` is a module.
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


def _import_violation(package: str, name: str) -> str | None:
    parts = name.split(".")
    owner = ONLY_IMPORTERS.get(parts[0])
    if owner not in (None, package):
        return f"only {owner} may import {parts[0]}"
    if parts[0] in OUTSIDE:
        return f"the generator may not import from {parts[0]}/"
    if parts[0] != "generator" or len(parts) < 2 or parts[1] not in PACKAGES or parts[1] == package:
        return None
    order = list(PACKAGES)
    if package not in order or order.index(parts[1]) > order.index(package):
        return f"{package} may not import {parts[1]}, which comes after it"
    return None


def _count_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = function.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    bound = bool(names) and names[0] in ("self", "cls")
    return len(names) - bound + bool(arguments.vararg) + bool(arguments.kwarg)


def _limit_violations(tree: ast.Module, lines: int) -> Iterator[tuple[int, str]]:
    if lines > MODULE_LINES:
        yield 1, f"the module has {lines} lines (at most {MODULE_LINES})"
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION_LINES:
            yield node.lineno, f"{node.name} has {length} lines (at most {FUNCTION_LINES})"
        if (count := _count_parameters(node)) > PARAMETERS:
            yield node.lineno, f"{node.name} takes {count} parameters (at most {PARAMETERS})"


def find_violations(source: str, path: Path) -> list[str]:
    """Return the layout violations in one file, as messages with file and line.

    Args:
        source: the code.
        path: the absolute path of the file, which does not have to exist.
    """
    tree = ast.parse(source)
    package = package_of(path)
    parents = ("generator", *path.relative_to(GENERATOR).parts[:-1])
    found: list[tuple[int, str]] = []
    if package not in PACKAGES:
        found.append((1, f"{package} is missing from PACKAGES in tools/layout.py"))
    for line, name in list_imports(tree, parents):
        if violation := _import_violation(package, name):
            found.append((line, f"{violation} (got {name})"))
    if package not in MAY_READ_CLOCK:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", None) in CLOCK_CALLS:
                found.append((node.lineno, f"{package} may not read the clock"))
    found += _limit_violations(tree, source.count("\n"))
    return [f"{path.relative_to(ROOT)}:{line}: {message}" for line, message in sorted(set(found))]


def table() -> str:
    """Return the table of packages as Markdown."""
    folders = {name: f"{name}/" if (GENERATOR / name).is_dir() else name for name in PACKAGES}
    rows = [f"| `{folders[name]}` | {purpose} |" for name, purpose in PACKAGES.items()]
    return "\n".join(["| package | purpose |", "| --- | --- |", *rows]) + "\n"


def with_table(guide: str) -> str:
    """Return the text of CONTRIBUTING.md with its table replaced by the current one."""
    before, start, rest = guide.partition(TABLE_START)
    _, end, after = rest.partition(TABLE_END)
    if not (start and end):
        raise ValueError(f"{GUIDE.name} has no place for the table of packages")
    return before + start + "\n" + table() + "\n" + end + after


def main() -> int:
    """Update the tables in the guides and print all violations; return 1 if there are any."""
    write_tables()
    GUIDE.write_text(with_table(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    violations = [
        message for path in find_modules() for message in find_violations(path.read_text("utf-8"), path)
    ]
    sys.stdout.write("".join(f"{message}\n" for message in violations))
    return bool(violations)


if __name__ == "__main__":
    sys.exit(main())
