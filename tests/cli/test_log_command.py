"""`reading-list log`."""

from __future__ import annotations

from bread_list import run

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_a_move_is_logged_below_what_the_file_contains(made_up_copy: Folder) -> None:
    path = made_up_copy.file("changes.yml")
    path.write_text("# by hand\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(made_up_copy, "log").exit_code == 0
    before = path.read_text(encoding="utf-8")
    assert run(made_up_copy, "log").output == "The change log is up to date.\n"
    assert path.read_text(encoding="utf-8") == before

    record = next(iter(sorted(made_up_copy.papers.glob("*.yml"))))
    slug = record.stem
    topic = load_catalog(made_up_copy).papers[slug].primary_topic
    other = next(id_ for id_ in load_catalog(made_up_copy).taxonomy.topics if id_ != topic)
    lines = record.read_text(encoding="utf-8").split("\n")
    place = next(place for place, line in enumerate(lines) if line.startswith("topics:"))
    end = next(p for p in range(place + 1, len(lines)) if not lines[p].startswith((" ", "-")))
    lines[place:end] = [f"topics: [{other}]"]
    record.write_text("\n".join(lines), encoding="utf-8")
    result = run(made_up_copy, "log", "--note", "Sorted again.")
    assert "0 added, 1 moved, 0 merged, 0 excluded" in result.output
    assert path.read_text(encoding="utf-8").startswith(before)
    newest = load_catalog(made_up_copy).changes[-1]
    assert dict(newest.moved) == {slug: (topic, other)}
    assert newest.note == "Sorted again."


def test_a_missing_log_is_created(made_up_copy: Folder) -> None:
    made_up_copy.file("changes.yml").unlink()
    assert run(made_up_copy, "log").exit_code == 0
    catalog = load_catalog(made_up_copy)
    assert set(catalog.changes[0].added) == set(catalog.papers)


def test_a_log_in_flow_style_is_not_changed(made_up_copy: Folder) -> None:
    path = made_up_copy.file("changes.yml")
    path.write_text("[{date: 2031-01-01, note: flow}]\n", encoding="utf-8")
    result = run(made_up_copy, "log")
    assert result.exit_code == 1
    assert "changes.yml" in result.output
    assert path.read_text(encoding="utf-8") == "[{date: 2031-01-01, note: flow}]\n"


def test_a_note_alone_is_not_logged(made_up_copy: Folder) -> None:
    run(made_up_copy, "log")
    before = made_up_copy.file("changes.yml").read_bytes()
    done = run(made_up_copy, "log", "--note", "Nothing new.")
    assert done.output == "The change log is up to date. The note was not added.\n"
    assert made_up_copy.file("changes.yml").read_bytes() == before
