"""Words that lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TextLink"]


@dataclass(frozen=True, slots=True)
class TextLink:
    """Words and the address they lead to; without an address they are only words."""

    text: str
    address: str = ""
