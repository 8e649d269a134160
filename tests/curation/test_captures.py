"""Which file becomes which capture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bread_list import BIB, run, write_file

from generator.curation.captures import sanitize_name
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_a_file_stored_under_another_name_is_not_stored_again(bread: Folder) -> None:
    assert run(bread, "import", "-", input=BIB.encode()).exit_code == 0
    (name,) = [path.name for path in bread.captures.iterdir()]
    assert name.startswith("stdin-")
    again = run(bread, "import", write_file(bread, "other.bib", BIB))
    assert f"already stored as content/captures/{name}" in again.output
    assert [path.name for path in bread.captures.iterdir()] == [name]


def test_a_file_whose_name_is_taken_gets_a_number(bread: Folder) -> None:
    (bread.root / "more").mkdir()
    one, other = (
        write_file(bread, "x.bib", BIB),
        write_file(bread, "more/X.bib", BIB.replace("Rye", "Oat").replace("rye", "oat")),
    )
    assert run(bread, "import", one, other).exit_code == 0
    assert sorted(path.name for path in bread.captures.iterdir()) == ["X-2.bib", "x.bib"]
    assert {ref.capture for ref in load_catalog(bread).papers["steam-and-crust"].captures} == {
        "x.bib",
        "X-2.bib",
    }


def test_a_stored_capture_that_cannot_be_read_is_named(
    bread: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(bread, "import", write_file(bread, "x.bib", BIB)).exit_code == 0
    stored, open_file = bread.captures / "x.bib", os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if path == stored:
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, flags, *mode)

    # not with file permissions: they do not keep root from reading
    monkeypatch.setattr(os, "open", refuse)
    for command in (
        ("import", write_file(bread, "y.bib", BIB.replace("Rye", "Oat"))),
        ("exclude", "x.bib#1", "--reason", "Off topic."),
    ):
        result = run(bread, *command)
        assert result.exit_code == 1
        assert "captures/x.bib: The file cannot be read: Permission denied." in " ".join(
            result.output.split()
        )


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "..\\..\\evil.txt", ".hidden", "con.txt", "a/b.bib", "", ".", "..", "ä ö.txt",
     "x" * 300, "-rf.txt", "nul", "a\0b.txt", "line\nbreak.txt", "\u202etxt.exe", "💥.bib"],
)  # fmt: skip
def test_sanitized_names_are_safe_on_every_system(name: str) -> None:
    safe = sanitize_name(name)
    assert Path(safe).name == safe
    assert safe.isascii()
    assert safe[0].isalnum()
    assert len(safe) <= 80
    assert safe.partition(".")[0].lower() not in {"con", "nul"}
