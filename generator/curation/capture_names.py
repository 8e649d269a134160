"""File names for captures: safe on every system, each used once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

# " (1)" in "Library (1).bib"
UNSAFE_CHARACTERS = re.compile(r"[^A-Za-z0-9._-]+")
# names that Windows reserves for devices: CON, con.txt, LPT1.bib
DEVICE_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
LONGEST_NAME = 80
LONGEST_SUFFIX = 10


def sanitize_name(name: str) -> str:
    """Return a file name of ASCII letters, digits, ``.``, ``_`` and ``-`` that is never hidden.

    Only the last part of a path counts. An empty name becomes ``capture.txt``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFKD", name))[-1]
    last = "".join(char for char in last if not unicodedata.combining(char))
    safe = UNSAFE_CHARACTERS.sub("-", last).strip("-. ")
    stem, dot, suffix = safe.rpartition(".")
    if not stem or not suffix or len(suffix) > LONGEST_SUFFIX:
        stem, dot, suffix = safe, ".", "txt"
    stem = stem[: LONGEST_NAME - len(suffix) - 1].strip("-. ") or "capture"
    if DEVICE_NAME.match(stem):
        stem = f"capture-{stem}"
    return stem + dot + suffix


def find_free_name(name: str, taken: Container[str]) -> str:
    """Return ``name``, numbered if it is taken: ``listing.txt``, ``listing-2.txt``, …

    Args:
        name: a name that ``sanitize_name`` returned.
        taken: the names in use, case-folded.
    """
    stem, _, suffix = name.rpartition(".")
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.{suffix}"
    return name
