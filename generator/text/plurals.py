"""Counts with their nouns."""

from __future__ import annotations

__all__ = ["count_nouns"]


def count_nouns(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: "1 paper", "1,204 papers", "2 entries".

    Args:
        count: how many there are.
        singular: the noun for one.
        plural: the noun for several; by default the singular with an "s".
    """
    noun = singular if count == 1 else plural or f"{singular}s"
    return f"{count:,} {noun}"
