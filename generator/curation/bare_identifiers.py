"""Papers that a file gives only by an identifier: services are asked about those not on the list."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.curation.captures import Capture
from generator.duplicates.identifiers import all_identifiers
from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.model.entry import Entry
from generator.readers import Identifier
from generator.services.bundle import Services
from generator.services.http import ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

Answers = Mapping[tuple[str, str], Entry]
"""The entries that services returned, by kind and value of the identifier."""


def look_up_identifiers(
    folder: Folder, captures: Iterable[Capture], open_services: Callable[[], Services] | None
) -> tuple[Answers, list[Problem]]:
    """Return what services know about the bare identifiers that are not on the list.

    If a service fails, the answers so far are returned with a warning.

    Args:
        folder: the list; it is loaded only if there are bare identifiers.
        captures: the files that were read.
        open_services: returns the services, if there is anything to ask; None to ask nobody.
    """
    identifiers = [item for capture in captures for item in capture.result.identifiers]
    if open_services is None or not identifiers:
        return {}, []
    known = _find_owners(load_catalog(folder))
    wanted = [item for item in identifiers if (item.kind, item.value) not in known]
    if not wanted:
        return {}, []
    found: dict[tuple[str, str], Entry] = {}
    try:
        _ask_services(open_services(), wanted, found)
    except ServiceError as error:
        return found, [Problem(None, f"Not all identifiers were looked up. {error}", severity="warning")]
    return found, []


def _ask_services(
    services: Services, wanted: Sequence[Identifier], found: dict[tuple[str, str], Entry]
) -> None:
    """Put the entries with the ``wanted`` identifiers into ``found``, as they arrive."""
    arxiv_ids = [item.value for item in wanted if item.kind == "arxiv"]
    found |= {("arxiv", id_): entry for id_, entry in services.arxiv.find_by_ids(arxiv_ids).items()}
    for item in wanted:
        if item.kind == "doi" and (entry := services.crossref.find_by_doi(item.value)):
            found["doi", item.value] = entry


def resolve_identifiers(
    catalog: Catalog, captures: Iterable[Capture], answers: Answers
) -> tuple[list[Entry], list[Identifier]]:
    """Return all entries of ``captures``, and the identifiers that stay unknown.

    A bare identifier becomes the entry that a service returned, or an entry of the record that has it.
    """
    owners = _find_owners(catalog)
    entries: list[Entry] = []
    unknown: list[Identifier] = []
    for capture in captures:
        entries += capture.result.entries
        for item in capture.result.identifiers:
            key = (item.kind, item.value)
            place = {"capture": item.capture, "position": item.position, "line": item.line}
            if key in owners:
                title = catalog.papers[owners[key]].title
                entries.append(Entry.model_validate({"title": title, item.kind: item.value, **place}))
            elif key in answers:
                entries.append(answers[key].model_copy(update=place))
            else:
                unknown.append(item)
    return entries, unknown


def _find_owners(catalog: Catalog) -> dict[tuple[str, str], str]:
    return {item: slug for slug, paper in catalog.papers.items() for item in all_identifiers(paper)}
