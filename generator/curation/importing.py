"""Imports files: read, match, plan, report, apply. A dry run ends with the report."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from generator.analysis.topics.proposals import ProposedGroup, propose_topics
from generator.analysis.topics.suggester import Suggestion
from generator.curation.bare_identifiers import Answers, look_up_identifiers, resolve_identifiers
from generator.curation.captures import (
    Capture,
    SourceFile,
    name_captures,
    read_capture,
    read_folder,
    read_stored,
)
from generator.curation.edits import edit_records
from generator.curation.exclude import remove_records
from generator.curation.import_plan import ImportPlan, forget_captures, make_log_entry, plan_import
from generator.curation.matching import match_entries
from generator.curation.rename import find_references
from generator.curation.revisions import Revisions, find_revisions
from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog
from generator.model.history import Change
from generator.model.paper import Paper
from generator.readers import Identifier, ReadResult
from generator.services.bundle import Services
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.site_settings import load_site
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
        remove_deleted: whether to remove papers that no capture lists anymore.
        missing: stored captures whose file no longer exists.
        whole: whether to write nothing if nothing in a file can be read or most of it is gone, and to
            ignore files that are stored already.
        on_step: called with the name of each step, for a progress bar.
        on_wait: called if another process holds the lock.
    """

    today: str
    dry_run: bool = False
    train: TrainSuggester | None = None
    open_services: Callable[[], Services] | None = None
    remove_deleted: bool = False
    missing: tuple[str, ...] = ()
    whole: bool = False
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
        proposed: topics that the keywords of old and new papers could become.
        removed: slugs of the papers that are removed because no capture lists them anymore.
        missing: captures that are removed because their file no longer exists.
        kept: whether the list keeps captures.
        written: whether the plan was applied.
    """

    captures: tuple[Capture, ...]
    plan: ImportPlan
    unknown: tuple[Identifier, ...] = ()
    problems: tuple[Problem, ...] = ()
    proposed: tuple[ProposedGroup, ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    kept: bool = True
    written: bool = False


def import_files(
    folder: Folder, sources: Iterable[str | Path | SourceFile], options: ImportOptions
) -> ImportReport:
    """Add the papers in files to the list, as one change.

    The files are stored as captures, without private parts if the list says so. Records gain facts, and
    follow new versions of captures; nothing that a person wrote is changed. A file that cannot be read is
    reported, and the others are imported.

    Args:
        folder: the list.
        sources: files (``-`` is standard input), folders with Markdown files, or files that are not on disk.
        options: how to import.

    Raises:
        ContentError: the list has errors or cannot be written; nothing has been changed.
    """
    check_content(folder)
    captures, unread = _read(
        sources, options, clean=load_site(folder.root / "mkdocs.yml").captures == "clean"
    )
    answers, problems = look_up_identifiers(folder, captures, options.open_services)
    with nullcontext() if options.dry_run else locked(folder.base, waiting=options.on_wait):
        options.on_step("Matching")
        catalog = load_catalog(folder)
        report = _plan(folder, catalog, captures, answers, options)
        problems += unread
        problems += [problem for capture in captures for problem in capture.result.problems]
        report = replace(report, problems=(*problems, *report.plan.problems))
        if options.dry_run:
            return report
        options.on_step("Writing")
        apply_import(folder, report, options.today)
    return replace(report, written=True)


def _plan(
    folder: Folder, catalog: Catalog, captures: Sequence[Capture], answers: Answers, options: ImportOptions
) -> ImportReport:
    """Return what an import changes."""
    if options.whole and (unread := [problem for capture in captures for problem in _list_failures(capture)]):
        raise ContentError(unread)
    is_kept = catalog.site.captures != "none"
    captures = name_captures(folder, captures) if is_kept else captures
    if options.whole and not options.missing and all(capture.stored for capture in captures):
        return ImportReport(captures=tuple(captures), plan=ImportPlan())
    revised = {capture.name: (capture.old, capture.result) for capture in captures if capture.old}
    missing = [name for name in options.missing if name not in {capture.name for capture in captures}]
    revised |= {name: (read_stored(folder, name), ReadResult(format="")) for name in missing}
    revisions = find_revisions(catalog, revised)
    left = sum(capture.count for capture in captures if capture.stored)
    if options.whole and revisions.lost * 2 > revisions.had + left:
        raise ContentError(_describe_loss(revisions))
    read = [capture for capture in captures if not (options.whole and capture.stored)]
    entries, unknown = resolve_identifiers(revisions.catalog, read, answers)
    matches = match_entries(revisions.catalog, entries, revisions.before)
    options.on_step("Planning")
    suggest = options.train(catalog) if options.train else None
    plan = plan_import(catalog, matches, revisions=revisions, suggest=suggest, today=options.today)
    may_delete = options.remove_deleted and not any(map(_is_worse, captures))
    deleted = (gone.paper.slug for gone in plan.gone if may_delete and not gone.left)
    return ImportReport(
        captures=tuple(captures),
        plan=plan if is_kept else forget_captures(plan),
        unknown=tuple(unknown),
        proposed=propose_topics(catalog.taxonomy, _list_changed(catalog, plan)),
        removed=tuple(slug for slug in deleted if not find_references(catalog, slug)),
        missing=tuple(missing),
        kept=is_kept,
    )


def _list_failures(capture: Capture) -> Sequence[Problem]:
    """Return why nothing in a file could be read; nothing if something could."""
    if capture.count:
        return ()
    return capture.result.problems or (Problem(Place(capture.label), "It has no papers."),)


def _is_worse(capture: Capture) -> bool:
    """Return whether more entries of a file cannot be read than of its last version."""
    if not capture.old:
        return False
    errors, before = (
        sum(problem.severity == "error" for problem in result.problems)
        for result in (capture.result, capture.old)
    )
    return errors > before


def _describe_loss(revisions: Revisions) -> Problem:
    message = f"{revisions.lost} of {revisions.had} papers are gone from it, so nothing was changed."
    name = next(iter(revisions.captures))
    return Problem(None, message, f"If that is right, run 'reading-list import FILE --as {name}'.")


def _read(
    sources: Iterable[str | Path | SourceFile], options: ImportOptions, *, clean: bool
) -> tuple[Sequence[Capture], list[Problem]]:
    captures: list[Capture] = []
    problems: list[Problem] = []
    for source in dict.fromkeys(sources):
        options.on_step(f"Reading {source.label if isinstance(source, SourceFile) else source}")
        if not isinstance(source, SourceFile) and Path(source).is_dir():
            found, unread = read_folder(Path(source), clean=clean)
            captures += found
            problems += unread
        else:
            captures.append(read_capture(source, clean=clean))
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
        if report.kept and not capture.stored:
            edit.write(folder.captures / capture.name, capture.data)
    for name in report.missing:
        edit.write(folder.captures / name, None)
    for exclusion in report.plan.exclusions:
        edit.append("excluded.yml", exclusion)
    change = make_log_entry(report.plan, [capture.name for capture in used], today)
    if report.removed:
        removed = remove_records(edit, load_catalog(folder), report.removed)
        change = (change or Change(date=today)).model_copy(update={"removed": removed})
    if change:
        edit.append("changes.yml", change)
    new, updated = len(report.plan.new), len(report.plan.updated)
    also = f", updated {count_nouns(updated, 'record')}" if updated else ""
    edit.message = f"Imported {count_nouns(new, 'paper')}{also}."
    edit.apply()
