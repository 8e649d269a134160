"""Changing fields of many records at once, and taking changes back."""

from __future__ import annotations

import pytest
from bread_list import TODAY, load_record, write_record, write_topics_with_path
from folder_contents import read_files

from generator.curation.changing import FieldChanges, plan_changes, plan_confirmation
from generator.errors import ContentError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.undo import undo

RYE = """\
# by hand
title: Rye Doughs
published: '2024'   # the year
topics: [doughs]  # for now
tags:
  - rye   # first
  - acid
tldr: Acid helps.
review: >-
  Topics are suggested.
  Look.
evidence:
  published: rye.bib
  authors: rye.bib
"""


def write_rye(folder: Folder) -> None:
    write_topics_with_path(folder)
    (folder.papers / "rye-doughs.yml").write_text(RYE, encoding="utf-8")


def change(folder: Folder, *slugs: str, **changes: object) -> None:
    edit = plan_changes(folder, load_catalog(folder), slugs, FieldChanges(**changes), today=TODAY)  # type: ignore[arg-type]
    edit.apply()


def test_changed_fields_are_written_as_a_person_would(bread: Folder) -> None:
    write_rye(bread)
    change(
        bread,
        "rye-doughs",
        set={
            "kind": "method, survey",
            "published": "2024-07",
            "tldr": None,
            "links.code": "https://a.example/b",
        },
        add={"topics": "ovens, doughs", "tags": ["Crust, thick"], "aliases": "Rye, Renamed"},
        remove={"tags": "rye"},
        confirm=True,
    )
    assert (
        (bread.papers / "rye-doughs.yml").read_text(encoding="utf-8")
        == """\
# by hand
title: Rye Doughs
aliases: ['Rye, Renamed']
published: 2024-07   # the year
links:
  code: https://a.example/b
topics: [doughs, ovens]  # for now
tags:
  - acid
  - Crust, thick
kind: [method, survey]
evidence:
  authors: rye.bib
"""
    )


def test_papers_move_whose_topic_readers_know(bread: Folder) -> None:
    write_rye(bread)
    write_record(bread, "steam", topics=["doughs"])
    write_record(bread, "crust", topics=["ovens"])
    write_record(bread, "acid", topics=["doughs"])
    write_record(bread, "salt")
    filed = "- date: 2029-01-01\n  filed: {rye-doughs: doughs, steam: doughs, crust: ovens}\n"
    bread.file("changes.yml").write_text(filed, encoding="utf-8")
    change(bread, "rye-doughs", "steam", "crust", "acid", "salt", set={"topics": "ovens"})
    _, logged = load_catalog(bread).changes
    assert (logged.date, logged.moved) == (TODAY, {"steam": ("doughs", "ovens")})
    assert load_record(bread, "salt").topics == ("ovens",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"set": {"topics": "doughs, oven"}},
            "no topic 'oven' in topics.yml. Did you mean 'ovens'?",
        ),
        ({"set": {"kind": "theories"}}, "There is no kind 'theories' in mkdocs.yml. Did you mean 'theory'?"),
        ({"set": {"kinds": "x"}}, "Records have no field 'kinds'. Did you mean 'kind'?"),
        ({"set": {"published": "soon"}}, "published: expected a date as YYYY"),
        ({"set": {"notes": "x" * 20_001}}, "notes: expected at most 20,000 characters (got 20,001)"),
        ({"set": {"title": ""}}, "title: expected some text"),
        ({"set": {"slug": "x"}}, "Run 'reading-list rename'."),
        ({"set": {"captures": "x"}}, "can only be changed in the record itself. Edit content/papers."),
        ({"add": {"related": "steam"}}, "The field 'related' can only be changed in the record itself."),
        ({"set": {"read_first": "x"}}, "belongs to topics, not to records. Edit content/topics.yml."),
        (
            {"set": {"comparison.bogus": "x"}},
            "Fields are comparison.problem, comparison.mechanism, comparison.scale, comparison.result.",
        ),
        ({"set": {"must_read": "nein"}}, "must_read: expected true, false or a reason of at least two words"),
        (
            {"set": {"kind": "method, survey, theori"}},
            "no kind 'theori' in mkdocs.yml. Did you mean 'theory'?",
        ),
        ({"set": {"links": "x"}}, "Change links.arxiv or links.doi"),
        ({"add": {"level": "advanced"}}, "The field 'level' is not a list."),
    ],
)
def test_nothing_is_written_if_a_change_is_invalid(
    bread: Folder, changes: dict[str, object], message: str
) -> None:
    write_rye(bread)
    write_record(bread, "steam", topics=["doughs"])
    before = read_files(bread.base)
    with pytest.raises(ContentError) as caught:
        change(bread, "rye-doughs", "steam", **changes)
    (problem,) = caught.value.problems
    assert message in str(problem)
    assert read_files(bread.base) == before


def test_a_record_whose_layout_allows_no_change_keeps_all_from_changing(bread: Folder) -> None:
    write_topics_with_path(bread)
    write_record(bread, "steam", topics=["doughs"], review="Look.")
    (bread.papers / "salt.yml").write_text("{title: Salt, review: Look.}\n", encoding="utf-8")
    before = read_files(bread.base)
    with pytest.raises(ContentError, match=r"salt\.yml: The layout of this file does not allow the change"):
        plan_confirmation(bread, load_catalog(bread), ["steam", "salt"])
    assert read_files(bread.base) == before


def test_changes_are_taken_back_one_after_the_other(bread: Folder) -> None:
    write_rye(bread)
    first = read_files(bread.base)
    plan_confirmation(bread, load_catalog(bread), ["rye-doughs"]).apply()
    filed = "- date: 2029-01-01\n  filed: {rye-doughs: doughs}\n"
    bread.file("changes.yml").write_text(filed, encoding="utf-8")
    second = read_files(bread.base)
    change(bread, "rye-doughs", set={"topics": "ovens"})
    assert len(load_catalog(bread).changes) == 2
    assert undo(bread) == "Changed rye-doughs."
    assert read_files(bread.base) == second
    assert undo(bread) == "Confirmed rye-doughs."
    assert read_files(bread.base) == {**first, "changes.yml": filed.encode()}
    with pytest.raises(ContentError, match="There is nothing to undo"):
        undo(bread)


def test_a_change_is_not_taken_back_once_somebody_has_edited_the_record(bread: Folder) -> None:
    write_rye(bread)
    write_record(bread, "steam", topics=["doughs"], review="Look.")
    plan_confirmation(bread, load_catalog(bread), ["rye-doughs", "steam"]).apply()
    path = bread.papers / "rye-doughs.yml"
    path.write_text(path.read_text(encoding="utf-8") + "notes: Mine.\n", encoding="utf-8")
    before = read_files(bread.base)
    with pytest.raises(ContentError, match=r"content/papers/rye-doughs\.yml: The file was edited since"):
        undo(bread)
    assert read_files(bread.base) == before
