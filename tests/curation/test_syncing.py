"""Following sources: files, folders and addresses that change, as a curator with a scheduled command does."""

from __future__ import annotations

from pathlib import Path

import pytest
from bread_list import load_record, run
from fake_services import FakeServices
from folder_contents import read_files
from test_reimporting import TITLES, list_errors, make_bib

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def follow(folder: Folder, *sources: str) -> None:
    """Write the sources, each as ``name: zotero, path: refs.bib``, into mkdocs.yml."""
    items = "".join(f"        - {{{source}}}\n" for source in sources)
    text = f"site_name: Bread\nplugins:\n  - reading-list:\n      sources:\n{items}"
    (folder.root / "mkdocs.yml").write_text(text, "utf-8")


def test_a_file_is_followed(bread: Folder, tmp_path: Path) -> None:
    export = tmp_path / "elsewhere" / "My Library.bib"
    export.parent.mkdir()
    export.write_text(make_bib(*TITLES, rye="file={/Users/ada/rye.pdf}"), "utf-8")
    follow(bread, f"name: zotero, path: {export.as_posix()!r}")
    dry = run(bread, "sync", "--dry-run")
    assert "zotero: 6 new\n  new: Rye Doughs\n" in dry.output
    assert "Dry run" in dry.output
    assert not bread.captures.exists()
    assert run(bread, "sync").exit_code == 0
    assert [path.name for path in bread.captures.iterdir()] == ["zotero.bib"]
    before = read_files(bread.base)
    assert run(bread, "sync").output == "zotero: nothing new\n"
    assert read_files(bread.base) == before
    export.write_text(make_bib("New Bread", "rye=Ryes and Doughs", *TITLES[3:]), "utf-8")
    done = run(bread, "sync", "zotero")
    assert done.output.splitlines()[0] == "zotero: 1 new, 1 updated, 2 gone"
    assert "  updated: Ryes and Doughs (title)" in done.output
    assert "  gone: Steam and Crust (still on the list as steam-and-crust)" in done.output
    assert list_errors(bread) == []
    broken = "@article{x, author={Baker, Ada}}\n"
    export.write_text(make_bib("New Bread", *TITLES[3:]) + broken, "utf-8")
    done = run(bread, "sync")
    assert "zotero: 1 gone" in done.output
    assert "My Library.bib:5: expected a title" in done.stderr, "one bad entry does not stop the others"
    export.write_text(make_bib("New Bread"), "utf-8")
    before = read_files(bread.base)
    lost = run(bread, "sync")
    assert lost.exit_code == 1
    assert "zotero: 3 of 4 papers are gone from it, so nothing was changed." in lost.stderr
    assert "reading-list import FILE --as zotero.bib" in lost.stderr
    assert read_files(bread.base) == before


def test_a_folder_is_followed_and_other_sources_survive_a_failure(bread: Folder) -> None:
    shelf = bread.root / "shelf"
    (shelf / "old").mkdir(parents=True)
    (shelf / "rye.bib").write_text(make_bib(*TITLES[:4]), "utf-8")
    (shelf / "old" / "oat.bib").write_text(make_bib(*TITLES[4:]), "utf-8")
    (shelf / "readme.txt").write_text("milk\n", "utf-8")
    (shelf / ".hidden.bib").write_text(make_bib("Hidden"), "utf-8")
    follow(bread, "name: missing, path: no.bib", "name: shelf, path: shelf, remove_deleted: true")
    done = run(bread, "sync")
    assert done.exit_code == 1
    assert "missing: " in done.stderr
    assert "no.bib: The file cannot be read" in done.stderr
    assert "shelf: 6 new" in done.output
    assert "readme.txt:1: expected a supported format" in done.stderr
    names = ["shelf--old-oat.bib", "shelf--rye.bib"]
    assert sorted(path.name for path in bread.captures.iterdir()) == names
    (shelf / "old" / "oat.bib").unlink()
    assert "  removed: Barley Malt" in run(bread, "sync", "shelf").output
    assert "spelt-loaves" not in load_catalog(bread).papers
    assert list_errors(bread) == []
    (shelf / "rye.bib").write_text("", "utf-8")
    before = read_files(bread.base)
    broken = run(bread, "sync", "shelf")
    assert (broken.exit_code, "The file is empty." in broken.stderr) == (1, True)
    assert read_files(bread.base) == before


def test_another_list_is_followed_with_its_name(bread: Folder, fake: FakeServices) -> None:
    fake.files["/crumbs/exports/all.bib"] = make_bib(*TITLES).encode()
    address = f"{fake.base}/crumbs/exports/all.bib"
    follow(
        bread, f"name: crumbs, url: '{address}', title: Crumbs & Co", "name: gone, url: 'https://127.0.0.1/x'"
    )
    done = run(bread, "sync", fake=fake)
    assert "crumbs: 6 new" in done.output
    assert "gone: " in done.stderr
    assert done.exit_code == 1
    rye = load_record(bread, "rye-doughs")
    assert rye.evidence["authors"] == "Crumbs & Co"
    assert [str(ref) for ref in rye.captures] == ["crumbs.bib#1"]
    (source, _) = load_catalog(bread).site.sources
    assert source.home == f"{fake.base}/crumbs/"


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (["name: a"], "expected either 'path' or 'url' in the source 'a'"),
        (["name: a, path: x", "name: a, path: y"], "expected each name once (got a)"),
        (["name: My Library, path: x"], "expected lowercase letters and digits"),
        (["name: a, url: 'ftp://example.org/x'"], "expected a web address"),
        (["name: a, path: x, often: true"], "often"),
    ],
)
def test_wrong_sources_are_reported(bread: Folder, sources: list[str], problem: str) -> None:
    follow(bread, *sources)
    done = run(bread, "sync")
    assert done.exit_code == 1
    assert "mkdocs.yml:" in done.stderr
    assert problem in done.stderr


def test_a_list_without_sources_says_so(bread: Folder) -> None:
    assert "mkdocs.yml lists no sources" in run(bread, "sync").stderr
    follow(bread, "name: zotero, path: refs.bib")
    assert "There is no source 'zotera' in mkdocs.yml, only zotero." in run(bread, "sync", "zotera").stderr
