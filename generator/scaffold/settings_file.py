"""Removes from an old ``mkdocs.yml`` what the plugin now supplies."""

import re
from collections.abc import Collection, Iterator
from hashlib import sha1

# nav:  theme:  the beginning of a setting; "  palette:" within the theme
SETTING = re.compile(r"^(?=\w)", re.M)
THEME_SETTING = re.compile(r"^(?=  \w)", re.M)
# "# The plugin fills the sections topics/ and years/."
IGNORED = re.compile(r"^\s*(?:#.*)?\n", re.M)


def drop_supplied(text: str, known: Collection[str]) -> tuple[str, list[str]]:
    """Return settings without those whose text is known, and the names of those removed.

    Args:
        text: the content of ``mkdocs.yml``.
        known: the digests of the settings that a copy of the generator had; see :func:`digest`.
    """
    kept: list[str] = []
    dropped: list[str] = []
    for block in _split(text):
        if digest(block) in known:
            dropped.append(block.partition(":")[0].strip())
        else:
            kept.append(block)
    return "".join(kept), dropped


def _split(text: str) -> Iterator[str]:
    for block in SETTING.split(text):
        yield from THEME_SETTING.split(block) if block.startswith("theme:") else [block]


def digest(block: str) -> str:
    """Return the digest of a setting without comments and blank lines."""
    return sha1(IGNORED.sub("", block).encode(), usedforsecurity=False).hexdigest()[:12]
