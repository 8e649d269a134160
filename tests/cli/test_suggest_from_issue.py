"""`reading-list suggest-from-issue`: from an issue to a record, whatever a stranger wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bread_list import run, write_record
from bread_records import RYE
from fake_services import FakeServices, serve_fake_services
from folder_contents import read_files
from issue_bodies import make_body

from generator.model.paper import Links
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

TITLE = "Rye Doughs: Acid and Salt"


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    """Services that know the paper of `make_body`."""
    with serve_fake_services() as found:
        found.arxiv = [
            {"id": "2401.00001", "title": TITLE, "authors": ["Ada Baker", "Bo Miller"], "abstract": RYE}
        ]
        yield found


def write_event(folder: Folder, body: object, number: object = 12) -> Path:
    path = folder.root / "event.json"
    event = {"action": "labeled", "issue": {"number": number, "body": body}}
    path.write_text(json.dumps(event), encoding="utf-8")
    return path


def test_a_suggestion_becomes_a_record(fake: FakeServices, bread: Folder) -> None:
    summary = bread.root / "summary.md"
    event = write_event(bread, make_body())
    done = run(bread, "suggest-from-issue", event, "--summary", summary, fake=fake)
    assert done.exit_code == 0, done.output
    paper = load_catalog(bread).papers["rye-doughs-acid-and-salt"]
    assert paper.evidence["authors"] == "arxiv-2401.00001.xml"
    assert paper.topics == ("doughs",)
    assert "suggested in issue 12: It is about rye. And about salt." in (paper.review or "")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Closes #12.\n")
    assert "content/papers/rye-doughs-acid-and-salt.yml" in text
    assert "about salt" not in text
    again = run(bread, "suggest-from-issue", event, fake=fake)
    assert again.exit_code == 1
    assert "is already on the list: rye-doughs-acid-and-salt" in again.stderr


def test_without_an_answer_the_words_of_the_issue_are_used_as_plain_data(bread: Folder) -> None:
    hostile = make_body(
        Title="<script>alert(1)</script> {{ 7*7 }} ../../x `id` $(id)",
        Identifier="https://evil.example.org/x",
        Why_it_belongs_here="!!python/object:os.system\n- [x](javascript:alert(1)) @everyone",
    )
    done = run(bread, "suggest-from-issue", write_event(bread, hostile))
    assert done.exit_code == 0, done.output
    (paper,) = load_catalog(bread).papers.values()
    assert paper.title.startswith("<script>alert(1)</script>")
    assert paper.authors == ("Ada Baker", "Bo Miller")
    assert paper.links.other == ("https://evil.example.org/x",)
    found = {path.name for path in bread.root.iterdir()}
    assert found - {".cache"} == {"content", "event.json", "mkdocs.yml"}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.test/x", {"other": ("https://a.test/x",)}),
        (
            "https://github.com/ada/oven",
            {"code": ("https://github.com/ada/rye", "https://github.com/ada/oven")},
        ),
        ("https://openreview.net/forum?id=8-8k3okjpY", {"openreview": "8-8k3okjpY"}),
    ],
)
def test_the_suggested_address_is_kept(bread: Folder, address: str, kept: dict[str, object]) -> None:
    done = run(bread, "suggest-from-issue", write_event(bread, make_body(Identifier=address)))
    assert done.exit_code == 0, done.output
    (paper,) = load_catalog(bread).papers.values()
    assert paper.links == Links(**{"code": ("https://github.com/ada/rye",), **kept})


@pytest.mark.parametrize("identifier", ["https://a.test/x", "10.1000/rye", "2401.00001"])
def test_a_title_and_an_identifier_are_enough(bread: Folder, identifier: str) -> None:
    none = dict.fromkeys(("Authors", "Date", "Venue", "Code", "Topic"), "_No response_")
    event = write_event(bread, make_body(Identifier=identifier, **none))
    done = run(bread, "suggest-from-issue", event, "--no-look-up")
    assert done.exit_code == 0, done.output
    (paper,) = load_catalog(bread).papers.values()
    assert (paper.title, paper.authors) == (TITLE, ())
    assert identifier in str(paper.links)


def test_a_value_that_is_too_long_is_left_out_with_a_warning(bread: Folder) -> None:
    event = write_event(bread, make_body(Identifier="https://a.test/x", Authors="N" * 2_000))
    done = run(bread, "suggest-from-issue", event)
    assert done.exit_code == 0, done.output
    assert "0 errors" in done.output
    checked = run(bread, "check")
    assert checked.exit_code == 0, checked.output
    assert "warning: left out authors of" in checked.output


def test_a_listed_or_excluded_title_is_refused_before_anything_is_written(bread: Folder) -> None:
    write_record(bread, "rye", title=TITLE, authors=["Ada Baker", "Bo Miller"], topics=["doughs"])
    event = write_event(bread, make_body(Identifier="https://a.test/x"))
    before = read_files(bread.base)
    done = run(bread, "suggest-from-issue", event)
    assert (done.exit_code, done.stderr) == (1, "issue 12: the paper is already on the list: rye\n")
    (bread.papers / "rye.yml").unlink()
    bread.file("excluded.yml").write_text(f"- title: '{TITLE}'\n  reason: not bread\n", encoding="utf-8")
    done = run(bread, "suggest-from-issue", event)
    assert done.exit_code == 1
    assert "issue 12: the paper is excluded by excluded.yml" in done.stderr
    assert set(read_files(bread.base)) == {*before, "excluded.yml"} - {"papers/rye.yml"}


def test_an_identifier_of_another_title_is_rejected(fake: FakeServices, bread: Folder) -> None:
    before = read_files(bread.base)
    event = write_event(bread, make_body(Title="Steam in the Oven at Night"))
    done = run(bread, "suggest-from-issue", event, fake=fake)
    assert done.exit_code == 1
    assert "2401.00001" in done.stderr
    assert TITLE in done.stderr
    assert read_files(bread.base) == before


@pytest.mark.parametrize("number", ["12; rm -rf /", -1, 0, None, True, 10**12])
def test_an_invalid_issue_number_is_rejected(bread: Folder, number: object) -> None:
    done = run(bread, "suggest-from-issue", write_event(bread, make_body(), number))
    assert done.exit_code == 1
    assert "expected the number of an issue" in done.stderr


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"issue": {}}', "[" * 100_000])
def test_a_file_that_describes_no_issue_is_rejected(bread: Folder, content: str) -> None:
    path = bread.root / "event.json"
    path.write_text(content, encoding="utf-8")
    done = run(bread, "suggest-from-issue", path)
    assert done.exit_code == 1
    assert "expected the event of an issue" in done.stderr


def test_a_missing_file_is_reported(bread: Folder) -> None:
    done = run(bread, "suggest-from-issue", bread.root / "none.json")
    assert done.exit_code == 1
    assert "none.json: The file cannot be read: No such file or directory." in done.stderr
