"""A failed build leaves the previous site unchanged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from folder_contents import read_files
from lists import build_list
from mkdocs.exceptions import PluginError
from mkdocs.utils import clean_directory


def fail(*arguments: object) -> None:
    raise OSError(28, os.strerror(28))


@pytest.mark.parametrize(
    "writes", ["mkdocs.utils.write_file", "generator.mkdocs_plugin.plugin.write_new"], ids=["pages", "papers"]
)
def test_full_disk_is_reported_and_the_last_site_stays(
    bread_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: str
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr(writes, fail)
    with pytest.raises(PluginError) as caught:
        build_list(bread_config, site)
    assert str(caught.value) == (
        f"The site cannot be built: No space left on device. The previous site is still in {site}."
    )
    assert read_files(tmp_path) == {"site/index.html": b"old"}
    monkeypatch.undo()
    build_list(bread_config, site)
    assert (site / "about" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_hidden_files_in_the_folder_of_the_site_stay(bread_config: Path, tmp_path: Path) -> None:
    """It may be a work tree of the branch gh-pages."""
    for name in (".git", "stale.html"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    build_list(bread_config, tmp_path)
    assert (tmp_path / ".git").is_file()
    assert not (tmp_path / "stale.html").exists()
    assert (tmp_path / "about" / "index.html").is_file()


def test_no_file_is_written_before_mkdocs_has_emptied_the_folder(
    bread_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise, MkDocs would delete what the background process was quick to write."""

    def clean_late(folder: str) -> None:
        deadline = time.monotonic() + 1
        while not (Path(folder) / "feed.xml").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        clean_directory(folder)

    monkeypatch.setattr("mkdocs.utils.clean_directory", clean_late)
    build_list(bread_config, tmp_path / "site")
    assert (tmp_path / "site" / "feed.xml").is_file()
    assert (tmp_path / "site" / "exports" / "all.bib").is_file()
