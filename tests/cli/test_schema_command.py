"""`reading-list schema`."""

from __future__ import annotations

from pathlib import Path

from bread_list import run

from generator.cli.schema import find_outdated
from generator.storage.folder import Folder
from generator.storage.json_schemas import render_schemas


def test_the_schemas_in_the_repository_are_up_to_date(made_up_copy: Folder) -> None:
    assert run(made_up_copy, "schema", "--check").output == "The schemas are up to date.\n"


def test_missing_and_changed_schemas_are_outdated(tmp_path: Path) -> None:
    for name, text in render_schemas().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert find_outdated(tmp_path) == {}
    (tmp_path / "paper.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "topics.schema.json").unlink()
    assert set(find_outdated(tmp_path)) == {"paper.schema.json", "topics.schema.json"}
