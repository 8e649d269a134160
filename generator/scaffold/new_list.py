"""Makes a new list in a folder, with the papers in some files: everything is written, or nothing."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.curation.filing import Filing, file_papers
from generator.curation.importing import ImportOptions, ImportReport, apply_import, import_files
from generator.errors import ContentError, Place, Problem
from generator.scaffold.starter import Answers, make_starter, make_topics
from generator.scaffold.wheel import Wheel
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.languages import open_translator
from generator.text.translation import speak

STEPS = 3
"""Steps besides those of an import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """A list that was made.

    Attributes:
        report: what was imported, with the topics of the papers; None without files to import.
        filing: the topics; None if no papers were imported.
    """

    report: ImportReport | None = None
    filing: Filing | None = None


def check_target(target: Path) -> None:
    """Check that a list can be made in a folder: it does not exist, or contains at most ``.git``.

    Raises:
        ContentError: it contains something else, or is a file.
    """
    place = Place(target.as_posix())
    if target.is_dir():
        names = sorted(path.name for path in target.iterdir() if path.name != ".git")
        if names:
            more = " and others" if len(names) > 3 else ""
            message = f"expected an empty folder (got one with {', '.join(names[:3])}{more})."
            raise ContentError(Problem(place, message, "Choose another folder; nothing was written."))
    elif target.exists() or target.is_symlink():
        raise ContentError(Problem(place, "expected a folder (got a file).", "Choose another name."))


def make_list(
    target: Path, answers: Answers, wheel: Wheel, sources: Sequence[str], options: ImportOptions
) -> NewList:
    """Make a list in the folder ``target``.

    Args:
        target: a folder that does not exist yet or is empty.
        answers: what the list is called.
        wheel: the generator.
        sources: files to import.
        options: how to import them.

    Raises:
        ContentError: the folder has files or cannot be written, or a file cannot be read.
    """
    check_target(target)
    target = target.absolute()
    parent = next(folder for folder in target.parents if folder.is_dir())
    try:
        with tempfile.TemporaryDirectory(dir=parent, prefix=f".{target.name[:60]}.") as draft:
            with speak(open_translator(answers.language)):
                made = _write(Folder(Path(draft)), answers, wheel, sources, options)
            options.on_step("Writing")
            target.mkdir(parents=True, exist_ok=True)
            for path in sorted(Path(draft).iterdir()):
                path.rename(target / path.name)
    except OSError as error:
        place = Place(str(error.filename or target))
        raise ContentError(Problem(place, f"It cannot be read or written: {error.strerror}.")) from None
    return made


def _write(
    folder: Folder, answers: Answers, wheel: Wheel, sources: Sequence[str], options: ImportOptions
) -> NewList:
    for name, data in make_starter(answers, wheel).items():
        write_text(folder.root / name, data, durable=False)
    if not sources:
        return NewList()
    write_text(folder.file("topics.yml"), "groups: []\n")
    report = import_files(folder, sources, replace(options, dry_run=True))
    if unread := [problem for problem in report.problems if not _was_read(report, problem)]:
        raise ContentError(unread)
    if not report.plan.new:
        raise ContentError(Problem(Place(", ".join(sources)), "expected files with papers (got none)."))
    options.on_step("Grouping papers into topics")
    filing = file_papers(report.plan.new)
    write_text(folder.file("topics.yml"), make_topics(filing.groups))
    report = replace(report, plan=replace(report.plan, new=filing.papers), written=True)
    apply_import(folder, report, options.today)
    # a new list has nothing to undo
    shutil.rmtree(folder.root / ".cache", ignore_errors=True)
    return NewList(report=report, filing=filing)


def _was_read(report: ImportReport, problem: Problem) -> bool:
    """Return whether the file of a problem was read, at least in part."""
    unread = {capture.label for capture in report.captures if not capture.result.format}
    return problem.place is None or problem.place.file not in unread
