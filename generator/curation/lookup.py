"""Joins the list with what services know: adds a paper by its identifier, fills what records lack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from generator.curation.edits import edit_records
from generator.curation.enriching import add_facts, find_match, wants_arxiv, wants_crossref
from generator.curation.import_plan import Filled, ImportPlan
from generator.curation.issue_form import Suggested, as_csl
from generator.curation.references import resolve_slug
from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.similarity import measure_similarity
from generator.duplicates.venues import map_venue_names, use_listed_venue_name
from generator.errors import Problem
from generator.model.catalogue import Catalogue
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.readers import Identifier, decode, read
from generator.services.fetching import OfflineError, ServiceError, Services, page_as_csl
from generator.storage.store import Folder, load_catalogue
from generator.storage.transactions import locked
from generator.text.identifiers import identify, parse_arxiv_id, parse_doi

__all__ = ["EnrichReport", "Fetched", "fetch_paper", "fetch_suggested", "look_up_with", "run_enrich"]

_T = TypeVar("_T")
LIKE_TITLE = 0.6
"""Similarity of two titles below which an identifier is not that of the paper meant."""
GIVE_UP = 3
"""Faults in a row after which a service is left alone for the rest of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One paper as a service or a page gave it: the file to import, or the record that is there already.

    Attributes:
        label: how messages name the file.
        name: name proposed for its capture.
        data: the answer, byte for byte.
        known: slug of the record, where the paper is on the list; nothing was asked then.
    """

    label: str = ""
    name: str = ""
    data: bytes = b""
    known: str | None = None


def _known(catalogue: Catalogue, kind: str, value: str) -> Fetched | None:
    for slug, paper in catalogue.papers.items():
        if (kind, value.lower() if kind == "doi" else value) in all_identifiers(paper):
            return Fetched(known=slug)
    return None


def fetch_paper(catalogue: Catalogue, services: Services, what: str) -> Fetched:
    """Return the paper that an arXiv identifier, a DOI or the address of its page names.

    Raises:
        ServiceError: nobody knows it, or nobody answers.
    """
    found = identify(what)
    if found is None:
        raise ServiceError(f"expected an arXiv identifier, a DOI or a web address (got {what[:100]!r})")
    kind, value = found
    if kind == "url":
        return _fetch_page(catalogue, services, value)
    if known := _known(catalogue, kind, value):
        return known
    safe = re.sub(r"[^A-Za-z0-9.]+", "-", value)
    if kind == "arxiv":
        data = services.arxiv.raw(value)
        if data is None:
            raise ServiceError(f"arXiv has no paper {value}")
        return Fetched(label=f"arXiv {value}", name=f"arxiv-{safe}.xml", data=data)
    data = services.crossref.raw(value)
    if data is None:
        raise ServiceError(f"neither Crossref nor doi.org knows the DOI {value}")
    return Fetched(label=f"DOI {value}", name=f"doi-{safe}.json", data=data)


def _fetch_page(catalogue: Catalogue, services: Services, address: str) -> Fetched:
    answer = services.fetcher.get(address, accept="text/html", types=("html",), every=1.0)
    if answer is None:
        raise ServiceError(f"there is nothing at {address}")
    data, ids = page_as_csl(answer.body.decode("utf-8", errors="replace"), address)
    if found := parse_arxiv_id(ids.get("arxiv", "")):
        return fetch_paper(catalogue, services, found)
    if found := parse_doi(ids.get("doi", "")):
        if known := _known(catalogue, "doi", found):
            return known
        try:
            return fetch_paper(catalogue, services, found)
        except ServiceError:
            if data is None:
                raise
    if data is None:
        raise ServiceError(
            f"expected a page that names its paper in citation_ tags (got none at {address})."
            " Give the arXiv identifier or the DOI instead."
        )
    host = re.sub(r"[^A-Za-z0-9.]+", "-", urlsplit(address).netloc)
    last = re.sub(r"[^A-Za-z0-9]+", "-", urlsplit(address).path)[-40:].strip("-")
    return Fetched(label=address, name=f"{host}-{last or 'paper'}.json", data=data)


def fetch_suggested(
    catalogue: Catalogue, services: Services | None, suggested: Suggested, number: int
) -> tuple[Fetched, str]:
    """Return the file to import for a paper that somebody suggested, and a remark on where it is from.

    arXiv and Crossref are asked by the identifier; without an answer, and for a mere address, which is
    never fetched, the words of the form are taken.

    Args:
        catalogue: the list.
        services: whom to ask; None to ask nobody.
        suggested: the paper.
        number: the issue.

    Raises:
        ServiceError: the identifier is that of another title.
    """
    name = f"suggestion-{number}.json"
    own = Fetched(label=f"issue {number}", name=name, data=as_csl(suggested))
    if suggested.kind == "url":
        return own, "Title and authors are as the form has them; the address was not looked at."
    if known := _known(catalogue, suggested.kind, suggested.identifier):
        return known, ""
    if services is None:
        return own, "Title and authors are as the form has them; nobody was asked."
    try:
        fetched = fetch_paper(catalogue, services, suggested.identifier)
    except ServiceError as error:
        return own, f"Title and authors are as the form has them; looking them up failed: {error}"
    found = read(decode(fetched.data, name=fetched.name, label=fetched.label)).entries
    wish = Paper(slug="suggested", title=suggested.title)
    if not found or max(measure_similarity(wish, entry).title for entry in found) < LIKE_TITLE:
        title = found[0].title if found else "nothing"
        raise ServiceError(f"{suggested.identifier} is another paper than the title says (got {title!r})")
    return fetched, f"Facts are from {'the arXiv API' if suggested.kind == 'arxiv' else 'Crossref'}."


def look_up_with(
    services: Callable[[], Services],
) -> Callable[[Sequence[Identifier]], tuple[Mapping[tuple[str, str], Entry], list[Problem]]]:
    """Return the function by which an import looks up identifiers without a title.

    What cannot be looked up stays a line to run later; one problem says why.
    """

    def look_up(
        wanted: Sequence[Identifier],
    ) -> tuple[Mapping[tuple[str, str], Entry], list[Problem]]:
        found: dict[tuple[str, str], Entry] = {}
        try:
            ask = services()
            ids = [item.value for item in wanted if item.kind == "arxiv"]
            found |= {("arxiv", id_): entry for id_, entry in ask.arxiv.by_ids(ids).items()}
            for item in wanted:
                if item.kind == "doi" and (entry := ask.crossref.by_doi(item.value)):
                    found["doi", item.value] = entry
        except ServiceError as error:
            return found, [Problem(None, f"not all identifiers were looked up: {error}", severity="warning")]
        return found, []

    return look_up


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichReport:
    """What was filled from services.

    Attributes:
        asked: number of records that lacked something.
        plan: the records that gain facts.
        unmatched: slug -> why no answer was taken.
        problems: services that did not answer.
        changed: paths of the files that were written.
    """

    asked: int
    plan: ImportPlan
    unmatched: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    changed: tuple[Path, ...] = ()


class _Patience:
    """Leaves a service alone once it has failed several times in a row."""

    def __init__(self) -> None:
        self.faults: dict[str, int] = {}
        self.problems: dict[str, Problem] = {}
        self.skipped: dict[str, int] = {}

    def ask(self, service: str, question: Callable[[], _T], empty: _T) -> _T:
        if self.faults.get(service, 0) >= GIVE_UP:
            self.skipped[service] = self.skipped.get(service, 0) + 1
            return empty
        try:
            answer = question()
        except OfflineError:
            raise
        except ServiceError as error:
            self.faults[service] = self.faults.get(service, 0) + 1
            self.problems[str(error)] = Problem(None, str(error))
            return empty
        self.faults[service] = 0
        return answer

    def report(self) -> tuple[Problem, ...]:
        found = list(self.problems.values())
        for service, count in self.skipped.items():
            found.append(
                Problem(
                    None,
                    f"{service} was left alone after {GIVE_UP} faults in a row;"
                    f" {count} questions were not asked."
                    " Run the command again later: it goes on from there.",
                )
            )
        return tuple(found)


def run_enrich(
    folder: Folder,
    services: Services,
    slugs: Iterable[str] = (),
    *,
    dry_run: bool = False,
    step: Callable[[str], object] = lambda what: None,
) -> EnrichReport:
    """Fill blanks of records from the arXiv API and Crossref; nothing is overwritten.

    All is written as one change at the end. Answers are kept on disk, so that a run that was cut off
    goes on where it stopped.

    Args:
        folder: the list.
        services: whom to ask.
        slugs: the records; all where empty.
        dry_run: whether to only say what would be filled.
        step: called with what is done next, for a progress bar.

    Raises:
        OfflineError: a service cannot be reached; nothing has been changed.
        ContentError: the list is faulty or cannot be written; nothing has been changed.
    """
    catalogue = load_catalogue(folder)
    chosen = dict.fromkeys(resolve_slug(catalogue, slug) for slug in slugs) or catalogue.papers
    papers = {slug: catalogue.papers[slug] for slug in chosen}
    facts = {slug: paper for slug, paper in papers.items() if wants_arxiv(paper) or wants_crossref(paper)}
    patience = _Patience()
    unmatched: dict[str, str] = {}
    taken: dict[str, list[tuple[Entry, bool]]] = {}

    def take(slug: str, answers: Iterable[Entry], *, with_venue: bool) -> None:
        answers = tuple(answers)
        match = find_match(facts[slug], answers)
        if match.entry:
            taken.setdefault(slug, []).append((match.entry, with_venue))
            facts[slug] = add_facts(facts[slug], match.entry, with_venue=with_venue)
            unmatched.pop(slug, None)
        elif slug not in taken:
            unmatched[slug] = match.reason

    ids = {
        paper.links.arxiv: slug for slug, paper in facts.items() if paper.links.arxiv and wants_arxiv(paper)
    }
    step("arXiv")
    nothing: dict[str, Entry] = {}
    by_id = patience.ask("arXiv", lambda: services.arxiv.by_ids(filter(None, ids)), nothing)
    for slug in list(facts):
        paper = facts[slug]
        step(paper.title)
        if wants_arxiv(paper):
            arxiv, title = paper.links.arxiv, paper.title
            if arxiv:
                take(slug, [by_id[arxiv]] if arxiv in by_id else [], with_venue=False)
            else:
                take(
                    slug, patience.ask("arXiv", partial(services.arxiv.by_title, title), ()), with_venue=False
                )
        paper = facts[slug]
        if wants_crossref(paper):
            take(slug, patience.ask("Crossref", partial(_crossref, services, paper), ()), with_venue=True)
    step("Writing")
    with locked(folder.base):
        # the list may have been edited while the services were asked
        current = load_catalogue(folder)
        names = map_venue_names(current.venues)
        filled = []
        for slug, answers in taken.items():
            old = current.papers.get(slug)
            if old is not None and (new := _refill(old, answers, names)) != old:
                filled.append(Filled(old=old, new=new))
        plan = ImportPlan(filled=tuple(filled), known=tuple(papers))
        changed = () if dry_run else edit_records(folder, plan).apply()
    return EnrichReport(
        asked=len(facts), plan=plan, unmatched=unmatched, problems=patience.report(), changed=changed
    )


def _crossref(services: Services, paper: Paper) -> tuple[Entry, ...]:
    if paper.links.doi:
        found = services.crossref.by_doi(paper.links.doi)
        return (found,) if found else ()
    return services.crossref.by_title(paper.title, paper.authors)


def _refill(paper: Paper, answers: Iterable[tuple[Entry, bool]], names: Mapping[str, str]) -> Paper:
    for entry, with_venue in answers:
        before = paper.venue
        paper = add_facts(paper, entry, with_venue=with_venue)
        if paper.venue != before:
            paper = use_listed_venue_name(paper, names)
    return paper
