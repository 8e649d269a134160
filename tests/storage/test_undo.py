"""Taking back the last change."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from generator.curation.edits import Edit
from generator.errors import ContentError
from generator.storage.folder import Folder
from generator.storage.undo import FOLDER, MOST_CHANGES, undo


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "list")
    made.base.mkdir(parents=True)
    return made


def write(folder: Folder, text: str) -> None:
    edit = Edit(folder, message=f"Wrote {text}.")
    edit.write(folder.file("a.txt"), text)
    edit.apply()


def test_only_the_last_changes_are_kept(folder: Folder) -> None:
    for number in range(MOST_CHANGES + 3):
        write(folder, str(number))
    assert len(list((folder.root / FOLDER).iterdir())) == MOST_CHANGES
    for number in reversed(range(3, MOST_CHANGES + 3)):
        assert undo(folder) == f"Wrote {number}."
    assert folder.file("a.txt").read_text(encoding="utf-8") == "2"
    with pytest.raises(ContentError, match="There is nothing to undo"):
        undo(folder)


def test_a_change_that_failed_is_not_remembered(folder: Folder) -> None:
    write(folder, "one")
    edit = Edit(folder, message="Wrote two.")
    edit.write(folder.file("a.txt"), "two")
    folder.file("a.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError, match="edited in the meantime"):
        edit.apply()
    folder.file("a.txt").write_text("one", encoding="utf-8")
    assert undo(folder) == "Wrote one."


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hosts-of-nobody", "b/../../outside.txt", ".lock"])
def test_nothing_outside_the_content_is_written(folder: Folder, path: str) -> None:
    before = base64.b64encode(b"harm").decode()
    change = {"message": "x", "files": [{"path": path, "before": before, "after": None}]}
    (folder.root / FOLDER).mkdir(parents=True)
    (folder.root / FOLDER / "000001.json").write_text(json.dumps(change), encoding="utf-8")
    (folder.base / ".lock").unlink(missing_ok=True)
    with pytest.raises(ContentError):
        undo(folder)
    found = {place.relative_to(folder.root).as_posix() for place in folder.root.rglob("*") if place.is_file()}
    assert found <= {"content/.lock", f"{FOLDER.as_posix()}/000001.json"}
    assert (folder.base / ".lock").read_bytes() == b""


def test_a_damaged_file_is_named(folder: Folder) -> None:
    write(folder, "one")
    (path,) = (folder.root / FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(ContentError, match=r"000001\.json: This file is damaged"):
        undo(folder)
