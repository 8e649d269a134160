"""Imports files: read, match, plan, report, apply. A dry run ends with the report."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from generator.analysis.topics.proposals import ProposedGroup, propose_topics
from generator.analysis.topics.suggester import Suggestion
from generator.curation.bare_identifiers import look_up_identifiers, resolve_identifiers
from generator.curation.captures import Capture, SourceFile, name_captures, read_capture, read_folder
from generator.curation.edits import edit_records
from generator.curation.import_plan import ImportPlan, make_log_entry, plan_import
from generator.curation.matching import match_entries
from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.readers import Identifier
from generator.services.bundle import Services
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.special_files import check_content
from generator.storage.transactions import locked
from generator.text.plurals import count_nouns

TrainSuggester = Callable[[Catalog], Callable[[Paper], Suggestion]]
"""Learns from a list how to suggest topics for a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to import.

    Attributes:
        today: the date of the import, ISO 8601.
        dry_run: whether to stop before anything is written.
        train: learns to suggest topics for new papers; None for no suggestions.
        open_services: returns the services to ask about papers given only by an identifier; None to ask
            nobody.
        on_step: called with the name of each step, for a progress bar.
        on_wait: called if another process holds the lock.
    """

    today: str
    dry_run: bool = False
    train: TrainSuggester | None = None
    open_services: Callable[[], Services] | None = None
    on_step: Callable[[str], object] = lambda name: None
    on_wait: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import changed, or would change.

    Attributes:
        captures: the files, in order.
        plan: the changes to records.
        unknown: bare identifiers that are neither on the list nor known to a service.
        problems: what could not be read or looked up.
        proposed: topics that the tags of old and new papers could become.
        written: whether the plan was applied.
    """

    captures: tuple[Capture, ...]
    plan: ImportPlan
    unknown: tuple[Identifier, ...] = ()
    problems: tuple[Problem, ...] = ()
    proposed: tuple[ProposedGroup, ...] = ()
    written: bool = False


def import_files(
    folder: Folder, sources: Iterable[str | Path | SourceFile], options: ImportOptions
) -> ImportReport:
    """Add the papers in files to the list, as one change.

    The files are stored as captures. Records gain facts; nothing that a person wrote is changed. A file
    that cannot be read is reported, and the others are imported.

    Args:
        folder: the list.
        sources: files (``-`` is standard input), folders with Markdown files, or files that are not on disk.
        options: how to import.

    Raises:
        ContentError: the list has errors or cannot be written; nothing has been changed.
    """
    check_content(folder)
    captures, unread = _read(sources, options)
    answers, problems = look_up_identifiers(folder, captures, options.open_services)
    with nullcontext() if options.dry_run else locked(folder.base, waiting=options.on_wait):
        options.on_step("Matching")
        catalog = load_catalog(folder)
        captures = name_captures(folder, captures)
        entries, unknown = resolve_identifiers(catalog, captures, answers)
        matches = match_entries(catalog, entries)
        options.on_step("Planning")
        suggest = options.train(catalog) if options.train else None
        plan = plan_import(catalog, matches, suggest=suggest, today=options.today)
        problems += unread
        problems += [problem for capture in captures for problem in capture.result.problems]
        problems += plan.problems
        report = ImportReport(
            captures=captures,
            plan=plan,
            unknown=tuple(unknown),
            problems=tuple(problems),
            proposed=propose_topics(catalog.taxonomy, _list_changed(catalog, plan)),
        )
        if options.dry_run:
            return report
        options.on_step("Writing")
        apply_import(folder, report, options.today)
    return replace(report, written=True)


def _read(
    sources: Iterable[str | Path | SourceFile], options: ImportOptions
) -> tuple[Sequence[Capture], list[Problem]]:
    captures: list[Capture] = []
    problems: list[Problem] = []
    for source in dict.fromkeys(sources):
        options.on_step(f"Reading {source.label if isinstance(source, SourceFile) else source}")
        if not isinstance(source, SourceFile) and Path(source).is_dir():
            found, unread = read_folder(Path(source))
            captures += found
            problems += unread
        else:
            captures.append(read_capture(source))
    return captures, problems


def _list_changed(catalog: Catalog, plan: ImportPlan) -> Iterable[Paper]:
    """Return the papers as they are after the import."""
    papers = dict(catalog.papers) | {paper.slug: paper for paper in plan.new}
    return (papers | {filled.new.slug: filled.new for filled in plan.filled}).values()


def apply_import(folder: Folder, report: ImportReport, today: str) -> None:
    """Write what an import changes: records, captures and the change log.

    Raises:
        ContentError: the list cannot be written; nothing has been changed.
    """
    edit = edit_records(folder, report.plan)
    used = [capture for capture in report.captures if capture.count]
    for capture in used:
        if not capture.stored:
            edit.write(folder.captures / capture.name, capture.data)
    if change := make_log_entry(report.plan, [capture.name for capture in used], today):
        edit.append("changes.yml", change)
    edit.message = f"Imported {count_nouns(len(report.plan.new), 'paper')}."
    edit.apply()
