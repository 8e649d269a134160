"""The topics proposed for a paper, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Topics suggested for a paper.

    Attributes:
        topics: topic ids, the likeliest first; empty when nothing spoke for any.
        reason: which words spoke for which topic, in one line.
    """

    topics: tuple[str, ...]
    reason: str = ""
