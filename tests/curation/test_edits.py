"""Edits: several files that change together."""

from __future__ import annotations

import pytest
from bread_list import write_record

from generator.curation.edits import Edit
from generator.errors import ContentError
from generator.model.history import Exclusion
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_an_edit_reads_its_own_changes_and_writes_them_at_the_end(bread: Folder) -> None:
    path = bread.file("notes.txt")
    edit = Edit(bread)
    assert edit.read(path) == ""
    edit.write(path, "one\n")
    edit.write(path, edit.read(path) + "two\n")
    assert not path.exists()
    edit.apply()
    assert path.read_text(encoding="utf-8") == "one\ntwo\n"


def test_empty_content_deletes_a_file(bread: Folder) -> None:
    path = bread.file("notes.txt")
    path.write_text("old", encoding="utf-8")
    edit = Edit(bread)
    edit.write(path, "")
    edit.apply()
    assert not path.exists()


def test_nothing_is_written_over_a_change_that_somebody_made_meanwhile(bread: Folder) -> None:
    write_record(bread, "rye-doughs")
    path, other = bread.papers / "rye-doughs.yml", bread.file("excluded.yml")
    edit = Edit(bread)
    edit.write(path, edit.read(path) + "# mine\n")
    edit.append("excluded.yml", Exclusion(title="Prices", reason="not about bread"))
    path.write_text("title: Rye\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"rye-doughs\.yml"):
        edit.apply()
    assert path.read_text(encoding="utf-8") == "title: Rye\n"
    assert not other.exists()


def test_records_are_appended_to_lists_below_their_comments(bread: Folder) -> None:
    path = bread.file("excluded.yml")
    path.write_text("# why\n- title: Prices\n  reason: dull\n", encoding="utf-8")
    edit = Edit(bread)
    edit.append("excluded.yml", Exclusion(title="Maps", reason="not about bread"))
    edit.append("excluded.yml", Exclusion(title="Taxes", reason="not about bread"))
    edit.apply()
    assert path.read_text(encoding="utf-8").startswith("# why\n- title: Prices\n")
    assert [item.title for item in load_catalog(bread).exclusions] == ["Prices", "Maps", "Taxes"]


def test_a_file_that_is_not_utf_8_is_an_error_with_its_name(bread: Folder) -> None:
    path = bread.file("excluded.yml")
    path.write_bytes(b"- title: \xff\n")
    with pytest.raises(ContentError, match=r"content/excluded\.yml: expected text in UTF-8"):
        Edit(bread).read(path)
