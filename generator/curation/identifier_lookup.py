"""Asks services for papers that a file names only by an identifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.curation.bare_identifiers import LookUp
from generator.errors import Problem
from generator.model.entry import Entry
from generator.readers import Identifier
from generator.services.bundle import Services
from generator.services.errors import ServiceError

__all__ = ["look_up_with"]


def look_up_with(open_services: Callable[[], Services]) -> LookUp:
    """Return the function with which an import looks up identifiers.

    It returns the answers so far and a warning if a service fails; such identifiers can be looked up later.

    Args:
        open_services: returns the services; called only if there is something to look up.
    """

    def look_up(wanted: Sequence[Identifier]) -> tuple[dict[tuple[str, str], Entry], list[Problem]]:
        found: dict[tuple[str, str], Entry] = {}
        try:
            services = open_services()
            arxiv_ids = [item.value for item in wanted if item.kind == "arxiv"]
            found |= {("arxiv", id_): entry for id_, entry in services.arxiv.find_by_ids(arxiv_ids).items()}
            for item in wanted:
                if item.kind == "doi" and (entry := services.crossref.find_by_doi(item.value)):
                    found["doi", item.value] = entry
        except ServiceError as error:
            message = f"Not all identifiers were looked up. {error}"
            return found, [Problem(None, message, severity="warning")]
        return found, []

    return look_up
