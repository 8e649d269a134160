"""Slugs: file names and addresses made from titles."""

import re
import unicodedata
from collections.abc import Container

from slugify import slugify as _slugify

from generator.text.latex import GREEK
from generator.text.titles import make_title_readable

GREEK_NAMES = {letter: name for name, letter in reversed(GREEK.items())}
# γ-MoD, ε-Shrinking   (never the ε of DεpS)
LONE_GREEK = re.compile(r"(?<![^\W\d_])[" + "".join(GREEK_NAMES) + r"](?![^\W\d_])")
# the page of a folder, and the names that Windows reserves for devices
RESERVED_NAME = re.compile(r"index|con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Slugs that no paper or topic may have."""


def slugify(title: str, *, length: int = 72) -> str:
    """Return ``title`` as a slug: lowercase ASCII words joined by hyphens, at most ``length`` characters.

    Long titles are cut between words. A title without letters or digits gives ``paper``.
    """
    spelled = LONE_GREEK.sub(lambda match: GREEK_NAMES[match[0]], unicodedata.normalize("NFKC", title))
    return _slugify(spelled, max_length=length, word_boundary=True, save_order=True) or "paper"


def choose_slug(title: str, taken: Container[str], counts: dict[str, int] | None = None) -> str:
    """Return a slug for ``title`` that is not among ``taken``: ``name``, ``name-2``, ``name-3`` …

    Args:
        title: the title, which may still contain LaTeX.
        taken: slugs in use.
        counts: the last number given to each name, kept from call to call to save time.
    """
    base = slugify(make_title_readable(title))
    if RESERVED_NAME.fullmatch(base):
        base = f"{base}-paper"
    number = (counts or {}).get(base, 1)
    slug = base if number == 1 else f"{base}-{number}"
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    if counts is not None:
        counts[base] = number
    return slug
