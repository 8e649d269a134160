"""Addresses of the site's pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Address:
    """Address of a page or file below the site's root, such as ``topics/pruning/`` or ``feed.xml``."""

    path: str

    def seen_from(self, page: str) -> str:
        """Return this address relative to the page at address ``page`` (``""`` is the home page)."""
        here, there = page.split("/"), self.path.split("/")
        shared = 0
        while shared < min(len(here), len(there)) - 1 and here[shared] == there[shared]:
            shared += 1
        return "../" * (len(here) - 1 - shared) + "/".join(there[shared:]) or "./"


@dataclass(frozen=True, slots=True)
class TextLink:
    """Words and the address they lead to; without an address they are only words."""

    text: str
    address: str = ""


def page_address(source: str) -> str:
    """Return the address of the page whose Markdown is ``source``: ``papers/x.md`` -> ``papers/x/``."""
    stem = source.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def topic_address(id_: str) -> Address:
    """Return the address of a topic's page."""
    return Address(f"topics/{id_}/")


def paper_address(slug: str) -> Address:
    """Return the address of a paper's page, which never changes."""
    return Address(f"papers/{slug}/")


def author_address(slug: str) -> Address:
    """Return the address of the page of an author of several papers."""
    return Address(f"authors/{slug}/")


def year_address(year: int | None) -> Address:
    """Return the address of a year's page; None is for papers without a year."""
    return Address(f"years/{year or 'unknown'}/")


def browse_address(facets: Mapping[str, Sequence[str]]) -> Address:
    """Return the address of the browse page with filters set: ``browse/?topic=x&year=2024&year=2025``.

    Papers match if they have one of the values of every facet.
    """
    return Address(f"browse/?{urlencode(facets, doseq=True)}")
