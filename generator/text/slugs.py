"""Slugs: file names and addresses made from titles."""

from __future__ import annotations

import re
import unicodedata

from slugify import slugify as _slugify

from generator.text.symbols import GREEK

__all__ = ["slugify"]

GREEK_NAMES = {letter: name for name, letter in reversed(GREEK.items())}
# γ-MoD, ε-Shrinking   (never the ε of DεpS)
LONE_GREEK = re.compile(r"(?<![^\W\d_])[" + "".join(GREEK_NAMES) + r"](?![^\W\d_])")


def slugify(title: str, *, length: int = 72) -> str:
    """Return ``title`` as a slug: lower-case ASCII words joined by hyphens, at most ``length`` characters.

    Long titles are cut between words. A title without letters or digits gives ``paper``.
    """
    spelled = LONE_GREEK.sub(lambda match: GREEK_NAMES[match[0]], unicodedata.normalize("NFKC", title))
    return _slugify(spelled, max_length=length, word_boundary=True, save_order=True) or "paper"
