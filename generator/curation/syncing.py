"""Follows the sources of a list: files, folders and web addresses that change."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from generator.curation.captures import SourceFile, load_file, read_capture, sanitize_name
from generator.curation.importing import ImportOptions, ImportReport, import_files
from generator.errors import ContentError, Place, Problem
from generator.model.settings import FollowedSource
from generator.storage.folder import Folder

MOST_FILES = 1_000
"""Most files in a folder that is followed."""


def sync_source(
    folder: Folder, source: FollowedSource, fetch: Callable[[str], bytes], options: ImportOptions
) -> ImportReport:
    """Import what has changed in a source since it was last imported, as one change.

    Args:
        folder: the list.
        source: what to follow.
        fetch: returns the file at a web address.
        options: how to import.

    Raises:
        ContentError: a file of the source cannot be read, most of its papers are gone, or the list has
            errors; nothing has been changed.
        ServiceError: an address cannot be fetched.
    """
    files, skipped = _list_files(folder, source, fetch)
    names = {file.name for file in files}
    stored = [path.name for path in folder.list_captures() if source.owns(path.name)]
    if unread := [problem for name, problem in skipped.items() if name in stored or not files]:
        raise ContentError(unread)
    if not files:
        raise ContentError(Problem(Place(source.path), "expected a file or a folder with papers (got none)"))
    options = replace(
        options,
        whole=True,
        remove_deleted=source.remove_deleted,
        missing=tuple(name for name in stored if name not in names),
    )
    report = import_files(folder, files, options)
    changed = [capture for capture in report.captures if not capture.stored]
    return replace(report, problems=(*skipped.values(), *report.problems) if changed else ())


def _list_files(
    folder: Folder, source: FollowedSource, fetch: Callable[[str], bytes]
) -> tuple[list[SourceFile], dict[str, Problem]]:
    """Return the files of a source, and the problems of files without papers by the names of captures."""
    if source.url:
        name = source.name + PurePosixPath(urlsplit(source.url).path).suffix
        data = fetch(source.url)
        return [_make_file(source, name, SourceFile(label=source.url, name=name, data=data))], {}
    path = Path(os.path.normpath(folder.root / Path(source.path).expanduser()))
    if not path.is_dir():
        return [_make_file(source, source.name + path.suffix, load_file(path))], {}
    paths = [each for each in sorted(path.rglob("*")) if each.is_file()]
    paths = [each for each in paths if not any(part.startswith(".") for part in each.relative_to(path).parts)]
    if len(paths) > MOST_FILES:
        found = f"expected at most {MOST_FILES:,} files in a folder (got {len(paths):,})"
        raise ContentError(Problem(Place(source.path), found))
    files: list[SourceFile] = []
    skipped: dict[str, Problem] = {}
    for each in paths:
        inside = each.relative_to(path).as_posix().replace("/", "-")
        file = _make_file(source, f"{source.name}--{inside}", load_file(each))
        result = read_capture(file).result
        if result.format and (result.entries or result.identifiers):
            files.append(file)
        else:
            problem = next(iter(result.problems), Problem(Place(file.label), "It has no papers."))
            skipped[file.name] = replace(problem, severity="warning")
    return files, skipped


def _make_file(source: FollowedSource, name: str, file: SourceFile) -> SourceFile:
    return replace(file, name=sanitize_name(name), replaces=True, origin=source.title)
