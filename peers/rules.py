"""Where we mean to read a file in another way than a peer does, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from peers.items import Item, fold

__all__ = ["RULES", "Difference", "Rule", "find_rule"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two readings of a paper do not agree on, folded for comparison."""

    field: str
    peer: str
    theirs: Item
    ours: Item

    @property
    def values(self) -> tuple[str, str]:
        """The values of the peer and ours, folded."""
        return fold_field(self.theirs, self.field), fold_field(self.ours, self.field)


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to read something in another way."""

    name: str
    reason: str
    applies: Callable[[Difference], bool]


def fold_field(item: Item, name: str) -> str:
    """Return a field in a form in which equal values are equal."""
    value = getattr(item, name)
    if isinstance(value, tuple):
        return ";".join(map(fold, value))
    return value.strip().lower() if name in ("doi", "key", "type") else fold(value)


def _is_ours_alone(difference: Difference) -> bool:
    return not difference.values[0]


RULES = (
    Rule(
        "ours alone",
        "The peer leaves the field empty; we also look in notes, links and parents.",
        _is_ours_alone,
    ),
)
"""The known reasons, the most specific first."""


def find_rule(difference: Difference) -> Rule | None:
    """Return the reason for a difference; None if it is a mistake of ours or not looked into."""
    return next((rule for rule in RULES if rule.applies(difference)), None)
