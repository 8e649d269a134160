"""Edits leave alone what they do not change."""

from __future__ import annotations

from typing import Any

import pytest
from hand_typed_record import HAND
from hypothesis import given
from random_papers import papers

from generator.errors import ContentError
from generator.model.entry import CaptureRef
from generator.model.paper import Paper
from generator.storage.editing import update_paper
from generator.storage.loading import load_paper
from generator.storage.writing import dump_paper


def updated(text: str, **changes: Any) -> str:
    old = load_paper(text, slug="x", label="x.yml")
    links = old.links.model_copy(update=changes.pop("links", {}))
    return update_paper(text, old, old.model_copy(update={**changes, "links": links}), label="x.yml")


def test_blanks_are_filled_and_every_other_line_stays() -> None:
    after = updated(
        HAND,
        authors=("Ada Krume", "José Teig"),
        published="2024-07",
        abstract=("Flour. " * 30).strip(),
        links={"arxiv": "2410.05434"},
        evidence={"published": "b.txt"},
        captures=(CaptureRef(capture="a.txt", position=3), CaptureRef(capture="b.txt", position=1)),
    )
    lines = after.split("\n")
    for line in HAND.rstrip("\n").split("\n"):
        if not line.startswith("published:"):
            assert line in lines, line
    assert "# look this up" in lines
    assert "published: 2024-07" in lines
    assert "    arxiv: '2410.05434'" in lines
    assert "  - {capture: b.txt, position: 1}" in lines
    assert after.endswith("# The end.\n")
    assert lines.index("authors:") == lines.index("title:   'A  title,   as typed'   # keep the spaces") + 1


def test_nothing_to_change_changes_no_byte() -> None:
    for text in (HAND, HAND.rstrip("\n"), HAND + "\n\n", HAND.replace("\n", "\r\n"), "\ufeff" + HAND):
        assert updated(text) == text


def test_line_ends_stay_as_they_are() -> None:
    windows = HAND.replace("\n", "\r\n")
    after = updated(windows, authors=("Ada",), published="2024")
    assert after == updated(HAND, authors=("Ada",), published="2024").replace("\n", "\r\n")
    assert "\n" not in after.replace("\r\n", "")


def test_empty_lines_at_the_end_stay() -> None:
    assert updated(HAND + "\n\n", published="2024") == updated(HAND, published="2024") + "\n\n"


def test_a_layout_that_does_not_allow_the_change_is_rejected() -> None:
    text = "{title: a, links: {doi: 10.1234/a}}\n"
    with pytest.raises(ContentError, match="does not allow the change"):
        updated(text, authors=("Ada",))


LINKS = """\
title: a
# where to find it
links:   # checked by Ada
  # asked the authors
  arxiv: '2410.05434'   # version 2
  doi: 10.1234/a  # not found
  code:
  # the official one
  - https://a.example.org/code   # by the authors
  # a port
  - https://b.example.org/code   # by Berta
  # the slides are nicer
  project: https://a.example.org/
# read twice
kind: theory
"""


@pytest.mark.parametrize(
    ("links", "gone", "new"),
    [
        ({"openreview": "8-8k3okjpY"}, [], ["  openreview: 8-8k3okjpY"]),
        ({"doi": "10.1234/b"}, ["  doi: 10.1234/a  # not found"], ["  doi: 10.1234/b  # not found"]),
        ({"doi": None}, ["  doi: 10.1234/a  # not found"], []),
        (
            {"code": ("https://b.example.org/code", "https://c.example.org/code")},
            ["  - https://a.example.org/code   # by the authors"],
            ["  - https://c.example.org/code"],
        ),
        (
            {"project": ("https://a.example.org/", "https://b.example.org/")},
            ["  project: https://a.example.org/"],
            ["  project:", "  - https://a.example.org/", "  - https://b.example.org/"],
        ),
    ],
)  # fmt: skip
def test_changing_a_link_keeps_the_comments_and_the_other_links(
    links: dict[str, Any], gone: list[str], new: list[str]
) -> None:
    after = updated(LINKS, links=links).split("\n")
    assert [line for line in LINKS.split("\n") if line not in after] == gone
    assert [line for line in after if line not in LINKS.split("\n")] == new


def test_a_changed_list_keeps_its_comments() -> None:
    text = "title: a\nauthors: # in order\n# first\n- Ada\n- Berta # last\nkind: theory\n"
    after = updated(text, authors=("Berta", "Ada"))
    assert after == "title: a\n# in order\n# first\n# last\nauthors:\n- Berta\n- Ada\nkind: theory\n"


def test_a_number_sign_within_a_text_is_no_comment() -> None:
    text = 'title: a\nvenue: "Proc. #1" # sic\ntldr: b\n'
    assert updated(text, venue="C#") == "title: a\nvenue: C# # sic\ntldr: b\n"


@given(papers(), papers())
def test_any_written_record_can_be_changed_to_any_other(old: Paper, new: Paper) -> None:
    after = update_paper(dump_paper(old), old, new, label="x.yml")
    assert load_paper(after, slug="x", label="x.yml") == new
