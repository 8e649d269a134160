"""The topics suggested for a paper, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper.

    Attributes:
        topics: topic ids, the likeliest first; empty if nothing speaks for any.
        reason: the words that speak for each topic, in one line.
    """

    topics: tuple[str, ...]
    reason: str = ""
