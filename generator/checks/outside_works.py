"""Works to read first have good links, and are not on the list."""

from collections.abc import Iterator
from urllib.parse import unquote

from generator.checks.checked_list import CheckedList
from generator.checks.links import find_disguise_flaw
from generator.duplicates.identifiers import label_identifier, primary_identifiers
from generator.errors import Problem
from generator.model.taxonomy import OutsideWork
from generator.text.identifiers import find_arxiv_id, identify, parse_arxiv_id, parse_doi
from generator.text.links import find_address_flaw
from generator.text.titles import title_key


def check_works_to_read_first(checked: CheckedList) -> Iterator[Problem]:
    """No work that a topic names as outside the list has meanwhile been added to it."""
    for topic, where in checked.list_topics():
        for number, work in enumerate(topic.read_first):
            if found := _find_paper(checked, work):
                slug, reason = found
                yield checked.problem(
                    "outside-work",
                    checked.locate.find("topics.yml", *where, "read_first", number, "title"),
                    f"{work.title!r} is on the list: {slug}.yml has {reason}.",
                    "Remove it from 'read_first:'; the reading path can begin with the paper.",
                )


def check_links_of_works(checked: CheckedList) -> Iterator[Problem]:
    """The identifiers and addresses of works to read first are well formed."""
    for topic, where in checked.list_topics():
        for number, work in enumerate(topic.read_first):
            for name, rule, message, fix in _find_flaws(work):
                place = checked.locate.find("topics.yml", *where, "read_first", number, name)
                yield checked.problem(rule, place, message, fix)


def _find_flaws(work: OutsideWork) -> Iterator[tuple[str, str, str, str]]:
    """Yield the field, the rule, the message and the remedy of each flaw."""
    if work.arxiv and parse_arxiv_id(work.arxiv) != work.arxiv:
        message = f"{work.arxiv} is not a valid arXiv identifier."
        yield "arxiv", "invalid-identifier", message, "Look it up on arXiv."
    if work.doi and (found := parse_doi(work.doi)) != work.doi.lower():
        message = f"The DOI has extra characters at its end: {work.doi}"
        yield "doi", "invalid-identifier", message, f"Write {found!r}."
    if work.url and (flaw := find_address_flaw(work.url)):
        yield "url", "broken-address", f"The address {flaw}: {work.url}", "Correct the address."
    if work.url and (disguise := find_disguise_flaw(work.url)):
        yield "url", "deceptive-host", *disguise


def _find_paper(checked: CheckedList, work: OutsideWork) -> tuple[str, str] | None:
    """Return the slug of the record of a work, and what it has in common with it; None if there is none."""
    identifiers = _list_identifiers(work)
    for kind, value in identifiers.items():
        if slugs := checked.slugs_by_identifier.get((kind, value)):
            return slugs[0], label_identifier(kind, value)
    for slug in checked.slugs_by_title.get(title_key(work.title), ()):
        others = primary_identifiers(checked.catalog.papers[slug])
        # another identifier of the same kind means another paper
        if not identifiers.keys() & others.keys():
            return slug, "the same title"
    return None


def _list_identifiers(work: OutsideWork) -> dict[str, str]:
    """Return the identifiers of a work by kind, those in its address included."""
    found: dict[str, str] = {}
    for text in filter(None, (work.url and unquote(work.url), work.doi, work.arxiv)):
        identity = identify(text)
        if identity and identity[0] != "url":
            found[identity[0]] = identity[1]
    if work.url and (arxiv := find_arxiv_id(work.url)):
        found.setdefault("arxiv", arxiv)
    return found
