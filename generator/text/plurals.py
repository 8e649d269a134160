"""Singular and plural: counts with nouns, and words without plural endings."""


def pluralize(count: int, singular: str, plural: str = "") -> str:
    """Return the form of a noun or verb that agrees with ``count``; the plural ends in ``s`` unless given."""
    return singular if count == 1 else plural or f"{singular}s"


def count_nouns(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: "1 paper", "1,204 papers", "2 entries"."""
    return f"{count:,} {pluralize(count, singular, plural)}"


def drop_plural(word: str) -> str:
    """Return a lowercase English word without a plural ending."""
    if len(word) < 4 or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def make_ordinal(number: str) -> str:
    """Return a decimal number with its ending: ``2`` -> ``2nd``, ``12`` -> ``12th``."""
    last = int(number[-2:])
    ending = "th" if 10 < last < 20 else {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th")
    return f"{number}{ending}"
