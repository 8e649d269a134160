"""Turns a copy of the generator's repository into a list: the generator becomes a package, content/ stays."""

import re
from pathlib import Path

from generator.curation.edits import Edit
from generator.errors import ContentError, Place, Problem
from generator.scaffold.git import run_git
from generator.scaffold.settings_file import drop_supplied
from generator.scaffold.starter import Answers, fill, make_shell
from generator.scaffold.upgrade import FileChange
from generator.scaffold.wheel import Wheel
from generator.storage.documents import parse_document
from generator.storage.files import read_bytes
from generator.storage.folder import TEMPLATES, Folder
from generator.storage.writing import dump

KNOWN = TEMPLATES / "upgrade" / "known.txt"
"""Digests of files and settings that copies of the repository contained."""
PROGRAM = re.compile(
    r"(?:\.ci|attack|bench|fuzz|generator|peers|tests|tools)/.+"
    r"|(?:Makefile|pyproject\.toml|requirements(?:-\w+)?\.lock|\.pre-commit-config\.yaml|\.editorconfig"
    r"|CHANGELOG\.md|CONTRIBUTING\.md|docs/(?:limits\.md|screenshot\.png))"
    r"|\.github/(?:workflows/(?:ci|deploy)\.yml|dependabot\.yml)"
)
"""The files that belong to the generator."""
# tags: [pruning, "Ideas / Later"]  ·  "  tags: refs.bib" in evidence
OLD_KEYWORDS = re.compile(r"^(  )?tags:", re.M)
# "review: >-", and its text in the lines below
LONG_REVIEW = re.compile(r"^review:.*\n(?:\n* +.*\n)+", re.M)


def is_copy(root: Path) -> bool:
    """Return whether a folder contains the generator's code next to a list."""
    return (root / "generator" / "__init__.py").is_file() and (root / "pyproject.toml").is_file()


def plan_move(root: Path, wheel: Wheel) -> list[FileChange]:
    """Return what turns a copy of the repository into a list, sorted by path.

    Raises:
        ContentError: this generator runs from the copy, or the copy has changes that are not committed.
    """
    place = Place(root.as_posix())
    if TEMPLATES.parent.resolve() == root.resolve():
        message = "This folder contains the generator that is running."
        fix = "Install the package elsewhere, and run its `reading-list upgrade` here."
        raise ContentError(Problem(place, message, fix))
    if run_git(root, "status", "--porcelain", "--untracked-files=no").strip():
        message = "The repository has uncommitted changes, which could not be restored after an upgrade."
        raise ContentError(Problem(place, message, "Commit them first."))
    known = set(KNOWN.read_text(encoding="utf-8").split())
    new = make_shell(wheel) | {f"wheels/{wheel.name}": wheel.data}
    changes = {}
    for line in run_git(root, "ls-files", "--stage", "-z").split("\0")[:-1]:
        details, path = line.split("\t")
        data = read_bytes(root / path) if not (root / path).is_symlink() else b""
        if path not in new and (change := _plan_file(path, data, details.split()[1][:12] in known)):
            changes[path] = change
    for path, content in new.items():
        changes[path] = FileChange(path=path, before=read_bytes(root / path), after=content)
    settings = (read_bytes(root / "mkdocs.yml") or b"").decode("utf-8")
    text, dropped = drop_supplied(settings, known)
    note = f"the plugin supplies {', '.join(dropped)}" if dropped else ""
    changes["mkdocs.yml"] = FileChange(
        path="mkdocs.yml", before=settings.encode(), after=text.encode(), note=note
    )
    if changes.get("README.md"):
        name = re.search(r"^site_name:\s*(.+)$", text, re.M)
        answers = Answers(name=name[1].strip("\"' ") if name else root.resolve().name)
        before = changes["README.md"].before
        changes["README.md"] = FileChange(
            path="README.md", before=before, after=fill("README.md", answers).encode()
        )
    kept = (change for change in changes.values() if change.after != change.before or change.note)
    return sorted(kept, key=lambda change: change.path)


def _plan_file(path: str, data: bytes | None, is_known: bool) -> FileChange | None:
    """Return what happens to a tracked file, or None if it stays."""
    if PROGRAM.fullmatch(path) or (path.startswith("templates/") and is_known):
        return FileChange(path=path, before=data, after=None)
    if path.startswith("templates/"):
        note = "yours stays and replaces the generator's; compare the two"
        return FileChange(path=path, before=data, after=data, note=note)
    if path == "README.md" and is_known:
        return FileChange(path=path, before=data, after=None)
    return None


def edit_old_records(folder: Folder) -> Edit:
    """Return the edit that brings records to the format of this version.

    ``tags``, which came from imports, become ``keywords``, and the note ``review`` gets a single line.
    """
    edit = Edit(folder)
    for path in sorted(folder.papers.glob("*.yml")):
        old = edit.read(path)
        new = LONG_REVIEW.sub(_join_lines, OLD_KEYWORDS.sub(r"\1keywords:", old))
        if new != old:
            edit.write(path, new)
    return edit


def _join_lines(match: re.Match[str]) -> str:
    return dump(parse_document(match[0], "review").data)
