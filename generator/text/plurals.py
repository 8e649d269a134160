"""Counts with their nouns."""


def pluralize(count: int, singular: str, plural: str = "") -> str:
    """Return the form of a noun or verb that agrees with ``count``; the plural ends in ``s`` unless given."""
    return singular if count == 1 else plural or f"{singular}s"


def count_nouns(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: "1 paper", "1,204 papers", "2 entries"."""
    return f"{count:,} {pluralize(count, singular, plural)}"
