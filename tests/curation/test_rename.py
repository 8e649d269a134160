"""Renaming a record."""

from __future__ import annotations

import pytest
from bread_list import TOPICS, run, write_record, write_topics_with_path
from folder_contents import read_files

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_renaming_redirects_and_updates_every_reference(bread: Folder) -> None:
    write_topics_with_path(bread)
    write_record(bread, "rye-doughs", citation_key="rye2024")
    write_record(bread, "rye-doughs-and-acid", notes="After [it](paper:rye-doughs).")
    text = (bread.papers / "rye-doughs.yml").read_text(encoding="utf-8") + "# a remark\n"
    (bread.papers / "rye-doughs.yml").write_text(text, encoding="utf-8")
    (bread.base / "redirects.yml").write_text("# moved\nold-rye: rye-doughs  # why\n", encoding="utf-8")
    assert run(bread, "rename", "rye-doughs", "rye").exit_code == 0
    catalog = load_catalog(bread)
    assert set(catalog.papers) == {"rye", "rye-doughs-and-acid"}
    assert catalog.redirects == {"old-rye": "rye", "rye-doughs": "rye"}
    assert (bread.papers / "rye.yml").read_text(encoding="utf-8") == text
    assert "# why" in (bread.base / "redirects.yml").read_text(encoding="utf-8")
    assert catalog.papers["rye-doughs-and-acid"].notes == "After [it](paper:rye)."
    topics = (bread.base / "topics.yml").read_text(encoding="utf-8")
    assert topics == TOPICS.replace("(paper:rye-doughs)", "(paper:rye)").replace(
        "paper: rye-doughs ", "paper: rye "
    )
    # and back again
    assert run(bread, "rename", "rye", "rye-doughs").exit_code == 0
    assert load_catalog(bread).redirects == {"old-rye": "rye-doughs", "rye": "rye-doughs"}
    assert (bread.base / "topics.yml").read_text(encoding="utf-8") == TOPICS


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("../rye", "expected a slug"),
        ("Rye", "expected a slug"),
        ("rye/../x", "expected a slug"),
        ("steam", "is taken by another record"),
        ("gone", "redirects to steam"),
        ("x" * 200, "at most 120"),
        ("index", "is reserved"),
        ("con", "is reserved"),
    ],
)
def test_invalid_and_taken_slugs_are_rejected(bread: Folder, new: str, message: str) -> None:
    write_record(bread, "rye")
    write_record(bread, "steam")
    (bread.base / "redirects.yml").write_text("gone: steam\n", encoding="utf-8")
    before = read_files(bread.base)
    done = run(bread, "rename", "rye", new)
    assert done.exit_code == 1
    assert message in done.stderr
    assert read_files(bread.base) == before


def test_an_unknown_slug_suggests_the_most_similar_one(bread: Folder) -> None:
    write_record(bread, "rye-doughs")
    assert "Did you mean rye-doughs?" in run(bread, "rename", "rye-dough", "x").stderr


def test_a_slug_unlike_any_other_gets_no_suggestion(bread: Folder) -> None:
    write_record(bread, "rye-doughs-and-acid")
    assert run(bread, "rename", "a", "x").stderr == "There is no record 'a'.\n"


def test_records_that_name_a_renamed_paper_as_related_follow(bread: Folder) -> None:
    write_record(bread, "doughs", abstract="Of a paper: doughs rise.")
    related = [{"paper": "doughs", "why": "both rise"}, {"paper": "steam", "why": "explains the crust"}]
    write_record(bread, "loaves", related=related, abstract="In this paper: doughs.")
    write_record(bread, "steam")
    assert run(bread, "rename", "doughs", "rye").exit_code == 0
    loaves = load_catalog(bread).papers["loaves"]
    assert [(other.paper, other.why) for other in loaves.related] == [
        ("rye", "both rise"),
        ("steam", "explains the crust"),
    ]
    assert loaves.abstract == "In this paper: doughs."
    assert "related" not in run(bread, "check").output
