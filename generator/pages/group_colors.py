"""Colors of the groups of topics."""

from __future__ import annotations

__all__ = ["group_color"]

COLORS = 8


def group_color(position: int) -> int:
    """Return the number of a group's color, from 1; colors repeat after the eighth.

    Args:
        position: of the group in the taxonomy, from 0.
    """
    return position % COLORS + 1
