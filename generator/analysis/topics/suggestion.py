"""The topics suggested for a paper, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper.

    Attributes:
        topics: topic ids, the likeliest first; empty if no word is known.
        reason: the words that suggest each topic, in one line.
    """

    topics: tuple[str, ...]
    reason: str = ""
