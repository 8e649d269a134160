"""`reading-list parse`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from generator.curation.captures import read_capture
from generator.model.entry import Entry
from generator.storage.folder import Folder


def test_json_has_one_object_per_entry(made_up_copy: Folder) -> None:
    result = CliRunner().invoke(main, ["parse", "--json", str(made_up_copy.captures / "first.txt")])
    entries = [json.loads(line) for line in result.stdout.splitlines()]
    assert [entry["position"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert (entries[0]["author_count"], entries[0]["published"], entries[0]["comments"]) == (
        2,
        "2024-01-09",
        4,
    )
    assert entries[2]["organization"] == "The Grain House"


def test_json_has_every_field_of_an_entry(tmp_path: Path) -> None:
    capture = tmp_path / "x.bib"
    capture.write_text(
        "@article{lee2024rye, title={Rye}, author={Lee, Ann}, journal={Bread Letters}, year=2024, month=5,"
        " url={https://openreview.net/forum?id=8-8k3okjpY}}",
        encoding="utf-8",
    )
    (entry,) = read_capture(capture).result.entries
    result = CliRunner().invoke(main, ["parse", "--json", str(capture)])
    (printed,) = map(json.loads, result.stdout.splitlines())
    assert list(printed) == list(Entry.model_fields)
    assert Entry.model_validate(printed) == entry
    assert (printed["venue_year"], printed["openreview"]) == (2024, "8-8k3okjpY")


def test_json_of_a_bare_identifier_has_the_same_keys(tmp_path: Path) -> None:
    capture = tmp_path / "x.txt"
    capture.write_text("arXiv:2401.00001\n10.1145/3357384\nhttps://openreview.net/forum?id=8-8k3okjpY\n")
    result = CliRunner().invoke(main, ["parse", "--json", str(capture)])
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(list(item) == list(Entry.model_fields) for item in printed)
    assert [item["title"] for item in printed] == [None, None, None]
    assert [(item["arxiv"], item["doi"], item["line"]) for item in printed] == [
        ("2401.00001", None, 1),
        (None, "10.1145/3357384", 2),
        (None, None, 3),
    ]
