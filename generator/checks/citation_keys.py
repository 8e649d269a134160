"""Every citation key belongs to one paper."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem

__all__ = ["check_citation_keys"]


def check_citation_keys(checked: CheckedList) -> Iterator[Problem]:
    """No two records have the same citation key or alias; case makes no difference to BibTeX."""
    owners: dict[str, str] = {}
    for slug, key, where in _list_keys(checked):
        if key.casefold() in owners:
            yield Problem(
                checked.locate.paper(slug, *where),
                f"The citation key {key!r} is already used in {owners[key.casefold()]}.yml.",
                "Change the newer of the two, which fewer documents cite.",
            )
        owners.setdefault(key.casefold(), slug)


def _list_keys(checked: CheckedList) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Yield the slug, each stored key or alias, and where it is in the record."""
    for slug, paper in checked.catalogue.papers.items():
        if paper.citation_key:
            yield slug, paper.citation_key, ("citation_key",)
        for number, alias in enumerate(paper.citation_key_aliases):
            yield slug, alias, ("citation_key_aliases", number)
