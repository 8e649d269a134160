"""Private notes stay with their records and out of Git."""

from __future__ import annotations

import subprocess

import pytest
from bread_list import run, write_record

from generator.checks.runner import find_problems
from generator.curation.edits import Edit
from generator.curation.private_notes import read_private_notes, set_private_note
from generator.storage.folder import Folder


def keep(folder: Folder, slug: str, text: str) -> None:
    edit = Edit(folder)
    set_private_note(edit, slug, text)
    edit.apply()


def test_notes_follow_their_records(bread: Folder) -> None:
    for slug in ("rye-doughs", "steam-and-crust"):
        write_record(bread, slug, topics=["doughs"])
    keep(bread, "rye-doughs", "Ask *Ada*.\n")
    keep(bread, "steam-and-crust", "Too long.")
    assert run(bread, "rename", "rye-doughs", "rye").exit_code == 0
    assert read_private_notes(bread) == {"rye": "Ask *Ada*.", "steam-and-crust": "Too long."}
    assert run(bread, "same", "rye", "steam-and-crust").exit_code == 0
    assert read_private_notes(bread) == {"rye": "Ask *Ada*.\n\nToo long."}
    keep(bread, "rye", " ")
    assert read_private_notes(bread) == {}


@pytest.mark.parametrize("ignored", ["", "/content/private/\n"])
def test_git_ignores_notes(bread: Folder, ignored: str) -> None:
    (bread.root / ".gitignore").write_text(ignored, encoding="utf-8")
    write_record(bread, "rye", topics=["doughs"])
    keep(bread, "rye", "Ask Ada.")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=bread.root, check=True)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=bread.root, check=True, capture_output=True, text=True
    ).stdout
    assert "content/papers/rye.yml" in listed
    assert "private" not in listed


def test_notes_that_would_be_published_or_lost_are_reported(bread: Folder) -> None:
    write_record(bread, "rye", topics=["doughs"])
    keep(bread, "rye", "Ask Ada.")
    keep(bread, "spelt", "Ask Bo.")
    (bread.private / ".gitignore").unlink()
    found = [str(problem) for problem in find_problems(bread) if "private" in str(problem)]
    assert found == [
        "content/private: Git does not ignore content/private/, so the private notes would be published. Add "
        "'/content/private/' to .gitignore, or an empty content/private/.gitignore if the repository is "
        "private.",
        "content/private/spelt.md: This private note belongs to no record. Name it content/private/SLUG.md, "
        "or delete it.",
    ]
