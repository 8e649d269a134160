"""The issue form "Suggest a paper": it is parsed strictly, and strangers' text stays plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from issue_bodies import make_body as form

from generator.curation.issue_form import FIELDS, Suggested, parse_form
from generator.errors import ContentError

ROOT = Path(__file__).resolve().parents[2]


def test_the_fields_are_those_of_the_issue_template() -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / "suggest-paper.yml"
    fields = [
        item
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
        if item["type"] != "markdown"
    ]
    assert [(item["attributes"]["label"], item["id"]) for item in fields] == [
        (name, field) for name, field in ((field.label, field.id) for field in FIELDS)
    ]


def test_a_complete_form_is_parsed() -> None:
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
        (form(Date="2024-02-30"), "expected a date as"),
        (form(Code="$(rm -rf /)"), "expected a web address below 'Code'"),
    ],
)
def test_text_that_does_not_follow_the_form_is_rejected(body: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_form(body)
    assert message in str(caught.value)


@given(st.text(max_size=300), st.sampled_from([field.label for field in FIELDS]))
def test_any_answer_becomes_one_line_or_an_error(text: str, name: str) -> None:
    try:
        suggested = parse_form(form(**{name.replace(" ", "_"): text}))
    except ContentError:
        return
    for value in (suggested.title, suggested.why, suggested.venue or "", *suggested.authors):
        assert value == " ".join(value.split())
        assert value.isprintable() or not value.isascii()
