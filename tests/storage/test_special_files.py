"""Links, pipes and folders in the place of files are refused before anything opens them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from lists import build_list, make_list, own_config

from generator.checks import find_problems
from generator.curation.importing import ImportOptions, import_files
from generator.errors import ContentError
from generator.site_builder.source_tree import write_source_tree
from generator.storage.folder import Folder
from generator.storage.special_files import check_folders
from generator.storage.transactions import JOURNAL, settle

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs links and named pipes")

SECRET = "the secret of the oven"
LINK = "expected a regular file (got a symbolic link)."
PIPE = "expected a regular file (got a named pipe)."
FOLDER = "expected a regular file (got a folder)."
SOCKET = "expected a regular file (got a socket)."


def find_outside(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.name == "list").with_name("outside")


def link(path: Path) -> None:
    path.symlink_to(find_outside(path) / "secret.txt")


def link_folder(path: Path) -> None:
    path.symlink_to(find_outside(path))


def dangle(path: Path) -> None:
    path.symlink_to("nowhere")


def open_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the paths of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "content/papers/linked.yml": (link, LINK),
    "content/papers/dangling.yml": (dangle, LINK),
    "content/papers/pipe.yml": (os.mkfifo, PIPE),
    "content/papers/socket.yml": (open_socket, SOCKET),
    "content/papers/folder.yml": (Path.mkdir, FOLDER),
    "content/captures/linked.txt": (link, LINK),
    "content/captures/dangling.txt": (dangle, LINK),
    "content/captures/pipe.txt": (os.mkfifo, PIPE),
    "content/captures/more": (link_folder, LINK),
    "content/excluded.yml": (dangle, LINK),
    "content/decisions.yml": (Path.mkdir, FOLDER),
    "content/pages/secret.txt": (link, LINK),
    "content/pages/.well-known": (link_folder, LINK),
    "content/pages/assets": (link_folder, LINK),
    "content/pages/pipe.md": (os.mkfifo, PIPE),
}
"""What is put where, and what is said about it."""

OVERRIDES: dict[str, tuple[Callable[[Path], None], str]] = {
    "overrides/partials/secret.txt": (link, LINK),
    "overrides/pipe.html": (os.mkfifo, PIPE),
}
"""The same for the theme's templates, which commands other than builds do not read."""


def fill(root: Path, places: dict[str, tuple[Callable[[Path], None], str]]) -> list[str]:
    """Put everything in its place; return what is to be said."""
    for name, (put, _) in places.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        put(path)
    return sorted(f"{name}: {message}" for name, (_, message) in places.items())


def said(message: str) -> list[str]:
    return sorted(f"{line.partition(').')[0]})." for line in message.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(SECRET, encoding="utf-8")
    root = tmp_path / "list"
    make_list(root)
    (root / "overrides").mkdir()
    own_config(root, {"theme": {"name": "material", "custom_dir": "overrides"}})
    return Folder(root)


def test_every_command_refuses_what_is_not_a_file(folder: Folder) -> None:
    expected = fill(folder.root, PLACES)
    problems = find_problems(folder)
    assert sorted(f"{problem.place}: {problem.message}" for problem in problems) == expected
    assert SECRET not in str(problems)
    with pytest.raises(ContentError) as caught:
        import_files(folder, [folder.captures / "pipe.txt"], ImportOptions(today="2031-01-01"))
    assert said(str(caught.value)) == expected


def test_no_build_publishes_what_a_link_leads_to(
    folder: Folder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    in_pages = {name: place for name, place in PLACES.items() if "/pages/" in name}
    expected = fill(folder.root, {**in_pages, **OVERRIDES})
    with pytest.raises(ContentError) as caught:
        write_source_tree(folder, out)
    assert said(str(caught.value)) == expected
    with pytest.raises(SystemExit):
        build_list(folder.root / "mkdocs.yml", out)
    assert said(caplog.records[-1].getMessage()) == expected
    assert not out.exists()


def test_a_journal_cannot_write_through_a_link(folder: Folder, tmp_path: Path) -> None:
    (folder.base / "linked").symlink_to(tmp_path / "outside")
    journal = '[{"path": "linked/new.txt", "before": null, "after": "eA=="}]'
    (folder.base / JOURNAL).write_text(journal, encoding="utf-8")
    with pytest.raises(ContentError, match="journal of an interrupted change is damaged"):
        settle(folder.base)
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["secret.txt"]


def test_hidden_files_and_locks_of_editors_are_left_alone(folder: Folder) -> None:
    before = find_problems(folder)
    dangle(folder.papers / ".#no.yml")
    dangle(folder.pages / ".#about.md")
    os.mkfifo(folder.captures / ".pipe")
    assert find_problems(folder) == before


def test_content_folder_itself_may_be_a_link(folder: Folder, tmp_path: Path) -> None:
    before = find_problems(folder)
    folder.base.rename(tmp_path / "elsewhere")
    folder.base.symlink_to(tmp_path / "elsewhere")
    assert find_problems(folder) == before
    check_folders(folder, [folder.pages])
    (folder.pages / "link").symlink_to(tmp_path)
    with pytest.raises(ContentError, match="content/pages/link: expected a regular file"):
        check_folders(folder, [folder.pages])


def test_unreadable_file_is_named(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image, open_file = folder.pages / "loaf.png", os.open
    image.touch()

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if path == image:
            raise PermissionError(13, os.strerror(13), str(path))
        return open_file(path, flags, *mode)

    # not with file permissions: they do not keep root from reading
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ContentError) as caught:
        write_source_tree(folder, tmp_path / "out")
    assert str(caught.value) == "content/pages/loaf.png: The file cannot be read: Permission denied."
