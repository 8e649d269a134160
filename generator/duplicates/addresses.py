"""Joins lists of web addresses, and turns surplus identifiers into addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.duplicates.identifiers import all_identifiers
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.text.identifiers import parse_arxiv_id
from generator.text.urls import arxiv_url, doi_url

__all__ = ["join_addresses", "list_extra_addresses"]


def join_addresses(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the addresses of all groups without repetitions.

    Addresses are the same if they differ only in scheme, ``www.``, case, ``.git`` or a final slash.
    """
    found: dict[str, str] = {}
    for group in groups:
        for address in group:
            found.setdefault(_address_key(address), address)
    return tuple(found.values())


def _address_key(address: str) -> str:
    return address.partition("://")[2].rstrip("/").removesuffix(".git").removeprefix("www.").casefold()


def list_extra_addresses(
    records: Iterable[Entry | Paper], *, known: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """Return addresses for the identifiers of ``records`` that are not in ``known``.

    arXiv's own DOIs are left out, since they say the same as the arXiv identifier.
    """
    extra = dict.fromkeys(item for record in records for item in all_identifiers(record))
    return tuple(
        arxiv_url(value) if kind == "arxiv" else doi_url(value)
        for kind, value in extra
        if (kind, value) not in known and not (kind == "doi" and parse_arxiv_id(value))
    )
