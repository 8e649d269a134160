"""`reading-list parse`."""

from __future__ import annotations

import json

from click.testing import CliRunner

from generator.cli import main
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
    assert list(entries[0]) == [
        "title",
        "abstract",
        "authors",
        "author_count",
        "organization",
        "published",
        "venue",
        "arxiv",
        "doi",
        "code",
        "project",
        "upvotes",
        "comments",
        "capture",
        "position",
    ]
