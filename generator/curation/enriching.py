"""Completes the records of a list with what arXiv and Crossref know."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.curation.answer_matching import fill_from_answer, find_match, needs_arxiv, needs_crossref
from generator.curation.edits import edit_records
from generator.curation.import_plan import Filled, ImportPlan
from generator.curation.rename import resolve_slug
from generator.duplicates.filling import map_venue_names
from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.services.bundle import Services
from generator.services.http import OfflineError, ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked

MOST_FAILURES = 3
"""Failures in a row after which a service is not asked again in the same run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichReport:
    """What enriching changed, or would change.

    Attributes:
        asked: number of records that lacked something.
        plan: the records that gain facts.
        unmatched: slug -> why no answer was used.
        problems: services that failed.
    """

    asked: int
    plan: ImportPlan
    unmatched: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def enrich_records(
    folder: Folder,
    services: Services,
    slugs: Iterable[str] = (),
    *,
    dry_run: bool = False,
    on_step: Callable[[str], object] = lambda name: None,
) -> EnrichReport:
    """Fill blanks of records from arXiv and Crossref; nothing is overwritten.

    Everything is written as one change at the end. Answers are cached, so an interrupted run continues
    where it stopped.

    Args:
        folder: the list.
        services: the services to ask.
        slugs: the records; all of them if empty.
        dry_run: whether to write nothing.
        on_step: called with the name of each step, for a progress bar.

    Raises:
        OfflineError: a service cannot be reached; nothing was changed.
        ContentError: the list cannot be loaded or written; nothing was changed.
    """
    catalog = load_catalog(folder)
    chosen = dict.fromkeys(resolve_slug(catalog, slug) for slug in slugs) or catalog.papers
    papers = {slug: catalog.papers[slug] for slug in chosen}
    lacking = {slug: paper for slug, paper in papers.items() if needs_arxiv(paper) or needs_crossref(paper)}
    findings = _Findings(papers=lacking)
    asker = _CautiousAsker()
    _look_up(findings, services, asker, on_step)
    on_step("Writing")
    with locked(folder.base):
        # somebody may have edited the list in the meantime
        filled = _fill_records(load_catalog(folder), findings.accepted)
        plan = ImportPlan(filled=filled)
        if not dry_run:
            edit_records(folder, plan).apply()
    return EnrichReport(
        asked=len(findings.papers),
        plan=plan,
        unmatched=findings.unmatched,
        problems=asker.list_problems(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Findings:
    """What services know about records.

    Attributes:
        papers: slug -> the record with its blanks filled so far.
        accepted: slug -> the answers that are about the record, in the order they came.
        unmatched: slug -> why no answer was used.
    """

    papers: dict[str, Paper]
    accepted: dict[str, list[Entry]] = field(default_factory=dict)
    unmatched: dict[str, str] = field(default_factory=dict)

    def add(self, slug: str, answers: Iterable[Entry]) -> None:
        """Keep the one of ``answers`` that is about the record ``slug``."""
        answer, reason = find_match(self.papers[slug], answers)
        if answer:
            self.accepted.setdefault(slug, []).append(answer)
            self.papers[slug] = fill_from_answer(self.papers[slug], answer)
            self.unmatched.pop(slug, None)
        elif slug not in self.accepted:
            self.unmatched[slug] = reason


@dataclass(frozen=True, slots=True)
class _CautiousAsker:
    """Asks services, but none that failed several times in a row."""

    failures: Counter[str] = field(default_factory=Counter)  # in a row, of each service
    skipped: Counter[str] = field(default_factory=Counter)  # questions that a service was not asked
    errors: dict[str, None] = field(default_factory=dict)  # each message once, in order

    def ask(self, service: str, question: Callable[[], Iterable[Entry]]) -> tuple[Entry, ...]:
        """Return the answers to ``question``, none if the service fails; let an OfflineError pass."""
        if self.failures[service] >= MOST_FAILURES:
            self.skipped[service] += 1
            return ()
        try:
            answers = tuple(question())
        except OfflineError:
            raise
        except ServiceError as error:
            self.failures[service] += 1
            self.errors[str(error)] = None
            return ()
        self.failures[service] = 0
        return answers

    def list_problems(self) -> tuple[Problem, ...]:
        """Return a problem for each message, and for each service that was given up."""
        given_up = [
            f"{service} failed {MOST_FAILURES} times in a row, so {count} questions were not asked."
            " Run the command again later to continue."
            for service, count in self.skipped.items()
        ]
        return tuple(Problem(None, message) for message in (*self.errors, *given_up))


def _look_up(
    findings: _Findings, services: Services, asker: _CautiousAsker, on_step: Callable[[str], object]
) -> None:
    """Ask arXiv about all known identifiers at once, then both services about each record."""
    on_step("arXiv")
    lacking = [paper.links.arxiv for paper in findings.papers.values() if needs_arxiv(paper)]
    ids = list(filter(None, lacking))
    found = asker.ask("arXiv", lambda: services.arxiv.find_by_ids(ids).values())
    by_id = {entry.arxiv: entry for entry in found}
    for slug in findings.papers:
        paper = findings.papers[slug]
        on_step(paper.title)
        if needs_arxiv(paper):
            if paper.links.arxiv:
                answers: Iterable[Entry] = filter(None, [by_id.get(paper.links.arxiv)])
            else:
                answers = asker.ask("arXiv", partial(services.arxiv.find_by_title, paper.title))
            # arXiv gives venues as free text
            no_venue = {"venue": None, "venue_year": None}
            findings.add(slug, [answer.model_copy(update=no_venue) for answer in answers])
            paper = findings.papers[slug]
        if needs_crossref(paper):
            answers = asker.ask("Crossref", partial(_ask_crossref, services, paper))
            findings.add(slug, answers)


def _ask_crossref(services: Services, paper: Paper) -> tuple[Entry, ...]:
    if paper.links.doi:
        found = services.crossref.find_by_doi(paper.links.doi)
        return (found,) if found else ()
    return services.crossref.find_by_title(paper.title, paper.authors)


def _fill_records(catalog: Catalog, accepted: Mapping[str, Iterable[Entry]]) -> tuple[Filled, ...]:
    """Return the records that gain facts from the accepted answers."""
    names = map_venue_names(catalog.venues)
    filled: list[Filled] = []
    for slug, answers in accepted.items():
        if (old := catalog.papers.get(slug)) is None:
            continue
        new = old
        for answer in answers:
            new = fill_from_answer(new, answer, names)
        if new != old:
            filled.append(Filled(old=old, new=new))
    return tuple(filled)
