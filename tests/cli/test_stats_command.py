"""`reading-list stats`."""

from __future__ import annotations

import json

from bread_list import run

from generator.storage.folder import Folder


def test_counts_as_json(made_up_copy: Folder) -> None:
    counted = json.loads(run(made_up_copy, "stats", "--json").output)
    assert counted["papers"] == 8
    assert counted["topics"] == {
        "sourdough": {"primary": 3, "further": 0},
        "flour-milling": {"primary": 3, "further": 0},
        "oven-crust": {"primary": 2, "further": 1},
    }
    assert counted["kinds"]["method"] == 2
    assert sum(counted["kinds"].values()) == 8
    assert list(counted["years"]) == sorted(counted["years"], reverse=True)
    facts = counted["facts"]
    assert (facts["published"], facts["links.arxiv"], facts["links.doi"], facts["authors"]) == (8, 4, 2, 3)
    assert (facts["year"], facts["venue"], counted["identified"], counted["unsourced"]) == (8, 3, 5, 10)
    assert (facts["links.code"], counted["linked"], counted["in_review"]) == (3, 3, 0)


def test_counts_as_tables(made_up_copy: Folder) -> None:
    output = run(made_up_copy, "stats").output
    for words in (
        "8 papers",
        "Sourdough cultures",
        "empirical study",
        "2018",
        "arXiv identifier",
        "4 of 8",
        "50%",
    ):
        assert words in output
