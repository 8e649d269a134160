"""Entries and records about bread, for tests that need a few of them."""

from __future__ import annotations

from typing import Any

from generator.model.entry import Entry
from generator.model.paper import Paper

__all__ = ["RYE", "STEAM", "make_entry", "make_paper"]

RYE = (
    "Rye flour holds more water than wheat, yet doughs of pure rye collapse in the oven. We measure how the"
    " pentosans swell over forty hours and give a schedule of acid"
    " and salt under which the crumb keeps its pores."
)
STEAM = (
    "Steam injected during the first minutes delays crust formation. A thermal camera follows twelve loaves"
    " and shows that surface temperature, not humidity, decides when the crust sets and how far the"
    " loaf expands."
)
"""Two abstracts with little in common."""


def make_entry(title: str, position: int = 1, **facts: Any) -> Entry:
    """Return an entry of the capture ``a.txt``."""
    return Entry(title=title, **{"capture": "a.txt", "position": position, **facts})


def make_paper(title: str, slug: str, **facts: Any) -> Paper:
    """Return a record."""
    return Paper(slug=slug, title=title, **facts)
