"""Refuses symbolic links, named pipes and other special files in a list.

A link in a pull request would publish the file it points to on the machine that builds the site, and opening
a named pipe can block forever.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.storage.files import describe_special_file
from generator.storage.folder import Folder
from generator.text.cleaning import remove_unprintable

LINE_BREAKS = frozenset("\t\r\n")


def check_content(folder: Folder) -> None:
    """Check that the content folder contains only regular files and folders, without opening any.

    Hidden files are ignored, except in ``pages/``, where MkDocs reads them. The content folder itself may be
    a link.

    Raises:
        ContentError: there are special files (all are listed).
    """
    _raise(_find(folder, folder.base, hidden=False))


def check_folders(folder: Folder, paths: Iterable[Path]) -> None:
    """Check other folders whose files are published, like :func:`check_content`.

    Folders outside the list are not checked, since pull requests cannot change them. The content folder
    itself may be a link.

    Raises:
        ContentError: there are special files (all are listed).
    """
    roots = (folder.root.absolute(), folder.root.resolve())
    problems: list[Problem] = []
    for path in (path.absolute() for path in paths):
        root = next((root for root in roots if path.is_relative_to(root)), None)
        if root is None:
            continue
        content = root / folder.content
        inside = (part for part in (path, *path.parents) if part.is_relative_to(root))
        above = (part for part in inside if part not in (root, content))
        problems += [_describe(folder, part, stat.S_IFLNK) for part in above if part.is_symlink()]
        problems += _find(folder, path, hidden=True)
    _raise(problems)


def _raise(problems: Iterable[Problem]) -> None:
    if problems := tuple(problems):
        raise ContentError(problems)


def _find(folder: Folder, base: Path, *, hidden: bool) -> Iterator[Problem]:
    """Yield a problem for each special file in ``base``, sorted by name."""
    try:
        with os.scandir(base) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield Problem(Place(folder.label(base)), f"The folder cannot be read: {error.strerror}.")
        return
    for entry in entries:
        path = base / entry.name
        if entry.name.startswith(".") and not (hidden and path.exists()):
            continue  # such as an editor's lock, a broken link named .#x.yml
        if remove_unprintable(entry.name) != entry.name or not LINE_BREAKS.isdisjoint(entry.name):
            message = "expected a file name in UTF-8 without control characters."
            yield Problem(Place(folder.label(path)), message, "Rename it.")
        if entry.is_dir(follow_symlinks=False):
            in_pages = hidden or path == folder.pages
            if entry.name.endswith(".yml") and not in_pages:
                yield _describe(folder, path, stat.S_IFDIR)
            yield from _find(folder, path, hidden=in_pages)
        elif not entry.is_file(follow_symlinks=False):
            yield _describe(folder, path, entry.stat(follow_symlinks=False).st_mode)


def _describe(folder: Folder, path: Path, mode: int) -> Problem:
    return describe_special_file(folder.label(path), mode)
