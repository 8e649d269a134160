"""Abbreviations that a text explains."""

from __future__ import annotations

import pytest

from generator.text.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We bake with Lactic Acid Bacteria (LAB).", [("LAB", "Lactic Acid Bacteria")]),
        ("Falling numbers of the flour (FNF)", [("FNF", "Falling numbers of the flour")]),
        ("in graph neural networks (GNNs)", [("GNN", "graph neural networks")]),
        ("the Kullback-Leibler (KL) divergence", [("KL", "Kullback Leibler")]),
        ("a Mixture of Experts (MoE)", [("MoE", "Mixture of Experts")]),
        ("and the end (NOPE)", []),
        ("no words before: (LAB)", []),
        ("Lactic sour bacteria (LAB)", []),
    ],
)
def test_an_abbreviation_is_found_with_its_long_form(text: str, found: list[tuple[str, str]]) -> None:
    assert find_abbreviations(text) == found
