"""Records survive writing and reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_papers import papers

from generator.errors import ContentError
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog, load_paper, load_taxonomy
from generator.storage.writing import as_mapping, dump, dump_paper, dump_records


@given(papers())
def test_record_survives_writing_and_reading(paper: Paper) -> None:
    text = dump_paper(paper)
    assert load_paper(text, slug="x", label="x.yml") == paper
    assert dump_paper(load_paper(text, slug="x", label="x.yml")) == text


@given(st.text(max_size=300))
def test_any_text_is_read_or_rejected_with_a_message(text: str) -> None:
    try:
        paper = load_paper(text, slug="x", label="x.yml")
    except ContentError as error:
        assert all(problem.place and problem.place.file == "x.yml" for problem in error.problems)
    else:
        assert load_paper(dump_paper(paper), slug="x", label="x.yml") == paper


def test_other_files_survive_writing_and_reading(made_up_copy: Folder, made_up: Catalog) -> None:
    made_up_copy.file("topics.yml").write_text(dump(as_mapping(made_up.taxonomy)), encoding="utf-8")
    made_up_copy.file("changes.yml").write_text(dump_records(made_up.changes), encoding="utf-8")
    made_up_copy.file("excluded.yml").write_text(dump_records(made_up.exclusions), encoding="utf-8")
    made_up_copy.file("redirects.yml").write_text(dump(dict(made_up.redirects)), encoding="utf-8")
    assert load_catalog(made_up_copy, made_up.site) == made_up
    assert load_taxonomy(made_up_copy) == made_up.taxonomy


def test_judgments_are_written_briefly() -> None:
    text = """\
title: Rye
aliases: [On Rye, 'Doughs, Sour and Sweet']
kind: [method, theory]
tldr: Rye rises.
why_read: Only here is the crumb weighed.
question: Does rye rise?
also_asked:
- why is my rye bread flat
- rye, wheat and yeast
"""
    paper = load_paper(text, slug="x", label="x.yml")
    assert dump_paper(paper) == text
    alone = load_paper("title: Rye\nkind: theory\n", slug="x", label="x.yml")
    assert (alone.kind, dump_paper(alone)) == (("theory",), "title: Rye\nkind: theory\n")
    long = Paper(slug="x", title="Rye", aliases=("Rye, rye and more rye " * 3, "Wheat, wheat and more wheat"))
    assert "\naliases:\n- Rye, rye and" in dump_paper(long)


def test_evidence_of_a_date_is_written_as_text() -> None:
    paper = Paper(slug="x", title="Rye", published="2024-01", evidence={"published": "doi-10.1-x.json"})
    assert "\nevidence:\n  published: doi-10.1-x.json\n" in dump_paper(paper)


def test_fields_are_written_in_reading_order(made_up: Catalog) -> None:
    text = dump_paper(made_up.papers["wild-levain-mixed-cultures-for-cold-kitchens"])
    keys = [line.partition(":")[0] for line in text.split("\n") if line and line[0].isalpha()]
    assert keys == ["title", "authors", "published", "venue", "venue_year", "links", "topics", "kind", "tldr",
                    "abstract", "added", "evidence", "captures"]  # fmt: skip
    assert "\ntopics: [sourdough]\n" in text
    assert "\npublished: 2024-01-09\n" in text
    assert "\n- {capture: first.txt, position: 1}\n" in text


@pytest.mark.parametrize(
    ("written", "mark", "reason", "rewritten"),
    [
        ("It began here.", "It began here.", "It began here.", "must_read: It began here.\n"),
        ("yes", "true", "", "must_read: true\n"),
        ("True", "true", "", "must_read: true\n"),
        ("必读的经典论文", "必读的经典论文", "必读的经典论文", "must_read: 必读的经典论文\n"),
        ("'Yes, because it is short'", "Yes, because it is short", "Yes, because it is short", ""),
        ("no", None, "", ""),
        ("", None, "", ""),
    ],
)
def test_must_reads_have_a_reason_or_just_a_mark(
    written: str, mark: str | None, reason: str, rewritten: str
) -> None:
    paper = load_paper(f"title: Rye\nmust_read: {written}\n", slug="x", label="x.yml")
    assert (paper.must_read, paper.must_read_reason) == (mark, reason)
    text = dump_paper(paper)
    assert rewritten in text and ("must_read" in text) == bool(mark)
    assert load_paper(text, slug="x", label="x.yml") == paper
