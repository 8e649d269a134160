"""Hashes that the site's scripts compute too."""

from __future__ import annotations

__all__ = ["hash_fnv1a"]


def hash_fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of ``text`` in UTF-8 (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
