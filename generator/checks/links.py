"""Addresses are well formed and listed once; identifiers are possible ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, warn
from generator.errors import Place, Problem
from generator.text.identifiers import parse_arxiv_id, parse_doi
from generator.text.links import find_address_flaw

__all__ = ["check_addresses", "check_arxiv_ids", "check_dois", "check_repeated_addresses"]

# "https://www." of https://www.example.org/
WEB_PREFIX = re.compile(r"https?://(?:www\.)?")


def _list_addresses(checked: CheckedList, slug: str) -> Iterator[tuple[str, str, Place]]:
    """Yield the field and the line of each address of a record."""
    links = checked.catalogue.papers[slug].links
    for name in ("code", "project", "other"):
        for number, address in enumerate(getattr(links, name)):
            yield name, address, checked.locate.paper(slug, "links", name, number, text=address)


def check_addresses(checked: CheckedList) -> Iterator[Problem]:
    """No address has remains of the text around it, or a broken host."""
    for slug in checked.catalogue.papers:
        for _, address, place in _list_addresses(checked, slug):
            if flaw := find_address_flaw(address):
                yield Problem(place, f"The address {flaw}: {address}", "Correct the address.")


def check_repeated_addresses(checked: CheckedList) -> Iterator[Problem]:
    """No record has the same address twice."""
    for slug in checked.catalogue.papers:
        fields: dict[str, str] = {}
        for name, address, place in _list_addresses(checked, slug):
            key = WEB_PREFIX.sub("", address, count=1).rstrip("/").casefold()
            if key in fields:
                yield warn(
                    place, f"{address} is already listed under '{fields[key]}'.", "Remove one of the two."
                )
            fields.setdefault(key, name)


def check_arxiv_ids(checked: CheckedList) -> Iterator[Problem]:
    """Every arXiv identifier has a month that exists."""
    for slug, paper in checked.catalogue.papers.items():
        arxiv = paper.links.arxiv
        if arxiv and parse_arxiv_id(arxiv) != arxiv:
            place = checked.locate.paper(slug, "links", "arxiv")
            yield Problem(place, f"There can be no arXiv identifier {arxiv}.", "Look it up at arXiv.")


def check_dois(checked: CheckedList) -> Iterator[Problem]:
    """No DOI has remains of the text that followed it."""
    for slug, paper in checked.catalogue.papers.items():
        doi = paper.links.doi
        if doi and (found := parse_doi(doi)) != doi.lower():
            place = checked.locate.paper(slug, "links", "doi")
            yield Problem(place, f"The DOI has extra characters at its end: {doi}", f"Write {found!r}.")
