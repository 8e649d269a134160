"""Entries and records about bread, for tests that need a few of them."""

from __future__ import annotations

from typing import Any

from generator.model.entry import Entry
from generator.model.paper import Paper

__all__ = ["RYE", "STEAM", "make_abstracts", "make_entry", "make_paper"]

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


def make_abstracts(size: int, *, shared: int) -> tuple[str, str]:
    """Return two abstracts of ``size`` words, ``shared`` of which they have in common."""
    common = [f"flour{number}" for number in range(shared)]
    own = ([f"{name}{number}" for number in range(size - shared)] for name in ("rye", "wheat"))
    one, other = (" ".join([*common, *words]) for words in own)
    return one, other
