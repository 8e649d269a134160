"""The counts of this list."""

from __future__ import annotations

from generator.analysis.stats import count_list
from generator.model.catalogue import Catalogue


def test_stats_of_this_list(real: Catalogue) -> None:
    counted = count_list(real)
    assert counted.papers == 354
    for fact in ("topics", "kind", "tldr", "abstract", "captures"):
        assert counted.facts[fact] == 354
    assert counted.linked >= 80
