"""The counts of this list."""

from __future__ import annotations

from generator.analysis.stats import count_list
from generator.model.catalog import Catalog


def test_stats_of_this_list(real: Catalog) -> None:
    counted = count_list(real)
    assert counted.papers == 354
    for fact in ("topics", "kind", "tldr", "abstract", "captures"):
        assert counted.facts[fact] == 354
    assert counted.linked >= 80
