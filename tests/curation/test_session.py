"""Editing a list action by action, and undoing the last ones."""

from __future__ import annotations

from typing import Any

import pytest
from bread_list import BIB, TODAY, load_record, run, write_file, write_record
from folder_contents import read_files

from generator.curation.session import Action, Question, Session
from generator.errors import ContentError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

RECORD = """\
# kneaded by hand
title: Rye Doughs
topics:
  - doughs  # for now
tldr: Rye needs acid.
abstract: Rye has little gluten.
review: Topics are suggested. Correct or confirm them, then delete this line.
"""
OVENS = "      - id: ovens\n        title: Ovens\n        scope: What is hot.\n"
HOSTILE = 'Loaf: "#1" !!python/name:os.system {{ 7*7 }} <script>alert(1)</script>\n---\n- *a\n\x1b[31m\u202e'


@pytest.fixture
def session(bread: Folder) -> Session:
    topics = bread.file("topics.yml")
    topics.write_text(topics.read_text(encoding="utf-8") + OVENS, encoding="utf-8")
    (bread.papers / "rye.yml").write_text(RECORD, encoding="utf-8")
    return Session(bread)


def do(session: Session, action: str, slug: str = "rye", **arguments: Any) -> dict[str, Any]:
    return session.act(Action.model_validate({"action": action, "slug": slug, **arguments}), TODAY)


def set_field(session: Session, name: str, value: object, **arguments: Any) -> dict[str, Any]:
    return do(session, "set", changes={name: value}, **arguments)


def read_record(bread: Folder) -> str:
    return (bread.papers / "rye.yml").read_text(encoding="utf-8")


def test_each_action_changes_only_its_lines_and_can_be_undone(bread: Folder, session: Session) -> None:
    before = read_files(bread.base)
    said = do(session, "confirm")
    assert (said["message"], said["reviewed"]) == ("Confirmed rye.", 1)
    assert read_record(bread) == "".join(RECORD.splitlines(keepends=True)[:-1])
    set_field(session, "topics", ["doughs", "ovens"])
    assert "  - doughs  # for now\n  - ovens\n" in read_record(bread)
    set_field(session, "topics", ["ovens", "doughs"])
    assert load_record(bread, "rye").topics == ("ovens", "doughs")
    set_field(session, "tldr", "Rye needs\nacid, always.")
    assert "tldr: Rye needs acid, always.\n" in read_record(bread)
    set_field(session, "tldr", "")
    assert "tldr" not in read_record(bread)
    set_field(session, "notes", "Read it **twice**.\n\n- once for the acid\n- once for the salt\n")
    assert load_record(bread, "rye").notes == "Read it **twice**.\n\n- once for the acid\n- once for the salt"
    set_field(session, "private_notes", "Ask *Ada*.\n")
    assert (bread.private / "rye.md").read_text(encoding="utf-8") == "Ask *Ada*.\n"
    set_field(session, "must_read", "true")
    assert "must_read: true\n" in read_record(bread)
    assert read_record(bread).startswith("# kneaded by hand\ntitle: Rye Doughs\n")
    said = {}
    for _ in range(8):
        said = session.undo()
    assert (said["message"], said["undo"], said["reviewed"]) == ("Undone: Confirmed rye.", "", 0)
    assert read_files(bread.base) == before
    with pytest.raises(ContentError, match="nothing to undo"):
        session.undo()


def test_excluding_merging_and_telling_apart_can_be_undone(bread: Folder, session: Session) -> None:
    run(bread, "import", write_file(bread, "a.bib", BIB))
    write_record(bread, "old-rye", title="Rye Doughs, Old", topics=["doughs"], added="2001-01-01")
    states = [read_files(bread.base)]
    do(session, "different", "rye", other="old-rye")
    states.append(read_files(bread.base))
    do(session, "exclude", "steam-and-crust", reason="About  steam.")
    states.append(read_files(bread.base))
    said = do(session, "same", "old-rye", other="rye")
    assert said["message"] == "Merged rye into old-rye."
    catalog = load_catalog(bread)
    assert "steam-and-crust" not in catalog.papers
    assert [(exclusion.title, exclusion.reason) for exclusion in catalog.exclusions] == [
        ("Steam and Crust", "About steam.")
    ]
    assert catalog.redirects == {"rye": "old-rye"}
    for state in reversed(states):
        session.undo()
        assert read_files(bread.base) == state


def test_undo_keeps_what_was_changed_by_hand_since(bread: Folder, session: Session) -> None:
    do(session, "confirm")
    path = bread.papers / "rye.yml"
    by_hand = read_record(bread) + "question: Why acid?\n"
    path.write_text(by_hand, encoding="utf-8")
    with pytest.raises(ContentError, match=r"rye\.yml: The file was edited since this change: Confirmed rye"):
        session.undo()
    assert read_record(bread) == by_hand


def test_undo_leaves_what_commands_did_to_them(bread: Folder, session: Session) -> None:
    do(session, "confirm")
    run(bread, "exclude", "rye", "--reason", "About rye.")
    before = read_files(bread.base)
    with pytest.raises(ContentError, match=r"A command has changed the list since: Excluded rye\."):
        session.undo()
    assert read_files(bread.base) == before
    run(bread, "undo")
    assert session.undo()["message"] == "Undone: Confirmed rye."
    assert read_record(bread) == RECORD


def test_undo_continues_after_an_undo_in_a_terminal(bread: Folder, session: Session) -> None:
    do(session, "confirm")
    set_field(session, "tldr", "Rye needs salt.")
    run(bread, "undo")
    assert session.undo()["message"] == "Undone: Confirmed rye."
    assert read_record(bread) == RECORD


def test_edits_do_not_overwrite_what_the_person_has_not_seen(bread: Folder, session: Session) -> None:
    by_hand = RECORD.replace("Rye needs acid.", "Rye needs time.")
    (bread.papers / "rye.yml").write_text(by_hand, encoding="utf-8")
    with pytest.raises(ContentError, match=r"changed while you were editing.*'Rye needs time\.'"):
        set_field(session, "tldr", "Rye needs salt.", before={"tldr": "Rye needs acid."})
    assert read_record(bread) == by_hand


@pytest.mark.parametrize("name", ["tldr", "notes"])
def test_texts_stay_texts(bread: Folder, session: Session, name: str) -> None:
    set_field(session, name, HOSTILE)
    held = str(getattr(load_record(bread, "rye"), name))
    assert held.split() == [*HOSTILE.removesuffix("\x1b[31m\u202e").split(), "[31m"]
    do(session, "exclude", reason=HOSTILE)
    (exclusion,) = load_catalog(bread).exclusions
    assert exclusion.reason.split() == held.split()


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"action": "confirm", "slug": "spelt"}, "There is no record 'spelt'"),
        ({"changes": {"topics": ["doughs", "crumbs"]}}, "There is no topic 'crumbs'"),
        ({"changes": {"title": "Wheat"}}, "'title'"),
        ({"changes": {"tldr": "a" * 3000}}, r"at most 2,000 characters \(got 3,000\)"),
        ({"action": "exclude", "reason": " \n"}, "expected a reason"),
        ({"action": "same"}, "Choose the other record"),
        ({"action": "different", "other": "spelt"}, "There is no record 'spelt'"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    bread: Folder, session: Session, action: dict[str, Any], message: str
) -> None:
    before = read_files(bread.base)
    with pytest.raises(ContentError, match=message):
        session.act(Action.model_validate({"action": "set", "slug": "rye", **action}), TODAY)
    assert read_files(bread.base) == before
    assert session.describe(Question())["undo"] == ""


def test_papers_are_described_and_found(bread: Folder, session: Session) -> None:
    write_record(bread, "rye-doughs-again", title="Rye Doughs!", abstract="Rye has little gluten.")
    described = session.describe(Question(slugs=("rye", "gone")))
    assert list(described["papers"]) == ["rye", "rye-doughs-again"]
    assert described["papers"]["rye"]["values"]["topics"] == ["doughs"]
    assert [pair[:2] for pair in described["pairs"]] in (
        [["rye", "rye-doughs-again"]],
        [["rye-doughs-again", "rye"]],
    )
    assert [topic["title"] for topic in described["topics"]] == ["Doughs", "Ovens"]
    assert described["waiting"] == 1
    found = session.describe(Question(words="dough RYE"))["found"]
    assert [paper["slug"] for paper in found] == ["rye", "rye-doughs-again"]
    assert session.describe(Question(words="spelt"))["found"] == []
