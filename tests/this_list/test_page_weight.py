"""How much a first visit to this list's site downloads."""

from __future__ import annotations

import pytest
from reader import Reader

BUDGET = 160_000
"""Compressed bytes that a page may need beyond the theme's own files."""

ADDRESSES = (
    "",
    "browse/",
    "topics/graph-neural-networks/",
    "years/2024/",
    "papers/deep-layer-aggregation/",
    "library/",
    "pictures/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_first_visit_stays_within_the_budget(read: Reader, address: str) -> None:
    before = len(read.site.requested)
    (page,) = read.window(viewport={"width": 390, "height": 844}).pages
    read.visit_first(page, address)
    page.wait_for_load_state("networkidle")
    assert "assets/css/site.css" in {path for path, _ in read.site.requested[before:]}
    theme = ("assets/javascripts/", "assets/stylesheets/")
    loaded = {path: size for path, size in read.site.requested[before:] if not path.startswith(theme)}
    assert sum(loaded.values()) < BUDGET, loaded
