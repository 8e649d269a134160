"""Papers that a file gives only by an identifier: they are looked up, or found on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.curation.captures import Capture
from generator.duplicates.identifiers import all_identifiers
from generator.errors import Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.entry import Entry
from generator.readers import Identifier
from generator.storage.store import Folder, load_catalogue

__all__ = ["Answers", "LookUp", "look_up_identifiers", "resolve_identifiers"]

Answers = Mapping[tuple[str, str], Entry]
"""The entries that services returned, by kind and value of the identifier."""
LookUp = Callable[[Sequence[Identifier]], tuple[Answers, list[Problem]]]
"""Asks services for identifiers; returns the answers, and why some are missing."""


def look_up_identifiers(
    folder: Folder, captures: Iterable[Capture], look_up: LookUp | None
) -> tuple[Answers, list[Problem]]:
    """Return what services know about the bare identifiers that are not on the list.

    Args:
        folder: the list; it is loaded only if there are bare identifiers.
        captures: the files that were read.
        look_up: asks the services; None to ask nobody.
    """
    identifiers = [item for capture in captures for item in capture.result.identifiers]
    if look_up is None or not identifiers:
        return {}, []
    known = _find_owners(load_catalogue(folder))
    wanted = [item for item in identifiers if (item.kind, item.value) not in known]
    return look_up(wanted) if wanted else ({}, [])


def resolve_identifiers(
    catalogue: Catalogue, captures: Iterable[Capture], answers: Answers
) -> tuple[list[Entry], list[Problem]]:
    """Return all entries of `captures`, and a problem for each identifier that stays unknown.

    A bare identifier becomes the entry that a service returned, or an entry of the record that has it.
    """
    owners = _find_owners(catalogue)
    entries: list[Entry] = []
    unknown: list[Problem] = []
    for capture in captures:
        entries += capture.result.entries
        for item in capture.result.identifiers:
            key = (item.kind, item.value)
            place = {"capture": item.capture, "position": item.position, "line": item.line}
            if key in owners:
                title = catalogue.papers[owners[key]].title
                entries.append(Entry.model_validate({"title": title, item.kind: item.value, **place}))
            elif key in answers:
                entries.append(answers[key].model_copy(update=place))
            else:
                unknown.append(
                    Problem(
                        Place(capture.label, item.line),
                        f"only an identifier: {item.value}",
                        f"reading-list add {item.value}",
                    )
                )
    return entries, unknown


def _find_owners(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    return {item: slug for slug, paper in catalogue.papers.items() for item in all_identifiers(paper)}
