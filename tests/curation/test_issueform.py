"""The issue form for suggested papers: what it makes is read strictly, and a stranger's text stays text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_enrich import RYE_DOUGHS, call, folder, load, world  # noqa: F401 (fixtures)
from test_transactions import state

from generator.curation.issue_form import FIELDS, Suggested, parse_form
from generator.errors import ContentError
from generator.storage.store import Folder

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {
    "Title": "Rye Doughs: Acid and Salt",
    "Identifier": "https://arxiv.org/abs/2401.00001v2",
    "Authors": "Ada Baker, Bo Miller",
    "Date": "2024-01",
    "Venue": "_No response_",
    "Code": "https://github.com/ada/rye",
    "Topic": "Doughs",
    "Why it belongs here": "It is about rye.\n\nAnd about salt.",
    "Before you send it": "- [x] I have searched the list, and the paper is not on it.",
}


def form(**changes: str) -> str:
    answers = {**ANSWERS, **{name.replace("_", " "): text for name, text in changes.items()}}
    return "\n\n".join(f"### {name}\n\n{text}" for name, text in answers.items())


def event(folder: Folder, body: object, number: object = 12) -> str:  # noqa: F811
    path = folder.root / "event.json"
    path.write_text(
        json.dumps({"action": "labeled", "issue": {"number": number, "body": body}}), encoding="utf-8"
    )
    return str(path)


def test_the_form_in_the_repository_is_the_one_that_is_read() -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / "suggest-paper.yml"
    fields = [
        item
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
        if item["type"] != "markdown"
    ]
    assert [(item["attributes"]["label"], item["id"]) for item in fields] == [
        (name, field) for name, field in ((field.label, field.id) for field in FIELDS)
    ]


def test_a_filled_form_is_read() -> None:
    assert parse_form(form().replace("\n", "\r\n")) == Suggested(
        title="Rye Doughs: Acid and Salt",
        kind="arxiv",
        identifier="2401.00001",
        authors=("Ada Baker", "Bo Miller"),
        published="2024-01",
        code="https://github.com/ada/rye",
        topic="Doughs",
        why="It is about rye. And about salt.",
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "expected an answer below 'Title'"),
        ("Hello", "issue:1: expected '### Title' first (got 'Hello')"),
        (form(Title="_No response_"), "expected an answer below 'Title'"),
        (form(Title="x" * 500), "at most 400 characters below 'Title' (got 500)"),
        (form(Title="one\ntwo"), "expected one line below 'Title'"),
        (form(Why_it_belongs_here="x\n\n### Identifier\n\n10.1000/evil"), "each heading once and in order"),
        (form(Identifier="javascript:alert(1)"), "expected an arXiv identifier, a DOI or a web address"),
        (form(Identifier="file:///etc/passwd"), "expected an arXiv identifier, a DOI or a web address"),
        (form(Date="yesterday"), "expected a date as"),
        (form(Code="$(rm -rf /)"), "expected a web address below 'Code'"),
    ],
)
def test_what_the_form_does_not_make_is_refused(body: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_form(body)
    assert message in str(caught.value)


@given(st.text(max_size=300), st.sampled_from([field.label for field in FIELDS]))
def test_no_text_breaks_the_reading(text: str, name: str) -> None:
    try:
        suggested = parse_form(form(**{name.replace(" ", "_"): text}))
    except ContentError:
        return
    for value in (suggested.title, suggested.why, suggested.venue or "", *suggested.authors):
        assert value == " ".join(value.split())
        assert value.isprintable() or not value.isascii()


def test_an_accepted_suggestion_becomes_a_record(world, folder: Folder) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    summary = folder.root / "summary.md"
    done = call(folder, world, "suggest-from-issue", event(folder, form()), "--summary", str(summary))
    assert done.exit_code == 0, done.output
    paper = load(folder, "rye-doughs-acid-and-salt")
    assert paper.evidence["authors"] == "arxiv-2401.00001.xml"
    assert paper.topics == ("doughs",)
    assert "suggested in issue 12: It is about rye. And about salt." in (paper.review or "")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Closes #12.\n")
    assert "content/papers/rye-doughs-acid-and-salt.yml" in text
    assert "about salt" not in text
    again = call(folder, world, "suggest-from-issue", event(folder, form()))
    assert again.exit_code == 1
    assert "is already on the list: rye-doughs-acid-and-salt" in again.stderr


def test_without_an_answer_the_words_of_the_form_are_taken(folder: Folder) -> None:  # noqa: F811
    hostile = form(
        Title="<script>alert(1)</script> {{ 7*7 }} ../../x `id` $(id)",
        Identifier="https://evil.example.org/x",
        Why_it_belongs_here="!!python/object:os.system\n- [x](javascript:alert(1)) @everyone",
    )
    done = call(folder, None, "suggest-from-issue", event(folder, hostile))
    assert done.exit_code == 0, done.output
    (path,) = folder.papers.glob("*.yml")
    paper = load(folder, path.stem)
    assert paper.title.startswith("<script>alert(1)</script>")
    assert paper.authors == ("Ada Baker", "Bo Miller")
    assert sorted(found.name for found in folder.root.iterdir()) == ["content", "event.json", "mkdocs.yml"]


def test_an_identifier_of_another_title_is_refused(world, folder: Folder) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    before = state(folder.base)
    done = call(folder, world, "suggest-from-issue", event(folder, form(Title="Steam in the Oven at Night")))
    assert done.exit_code == 1
    assert f"2401.00001 is another paper than the title says (got '{RYE_DOUGHS}')" in done.stderr
    assert state(folder.base) == before


@pytest.mark.parametrize("number", ["12; rm -rf /", -1, 0, None, True, 10**12])
def test_an_event_that_is_none_is_refused(folder: Folder, number: object) -> None:  # noqa: F811
    done = call(folder, None, "suggest-from-issue", event(folder, form(), number))
    assert done.exit_code == 1
    assert "expected the number of an issue" in done.stderr
