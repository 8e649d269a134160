"""Importing files: what is printed, what is written, and what an interruption leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bread_list import BIB, TODAY, run, write_file, write_record
from folder_contents import read_files
from killed_processes import start_children

from generator.curation.importing import ImportOptions, import_files
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import settle


def test_importing_a_file_again_changes_nothing(bread: Folder) -> None:
    write_record(bread, "steam-and-crust", notes="mine")
    file = write_file(bread, "Library (1).bib", BIB)
    first = run(bread, "import", file)
    assert first.exit_code == 0, first.output
    assert "detected as BibTeX, 2 papers, stored as content/captures/Library-1.bib" in first.output
    assert "1 new, 1 known, 1 completed, 0 excluded, 0 possible duplicates, 0 errors" in first.output
    assert "authors (Library-1.bib)" in " ".join(first.output.split())
    assert (bread.captures / "Library-1.bib").read_bytes() == file.read_bytes()
    catalog = load_catalog(bread)
    steam = catalog.papers["steam-and-crust"]
    assert (steam.authors, steam.notes) == (("Bo Miller", "Ada Baker"), "mine")
    assert catalog.papers["rye-doughs"].added == catalog.changes[0].date
    assert catalog.changes[0].added == ("rye-doughs",)
    assert catalog.changes[0].sources == ("Library-1.bib",)
    before = read_files(bread.base)
    second = run(bread, "import", file)
    assert "already stored as content/captures/Library-1.bib" in second.output
    assert "0 new, 2 known, 0 completed" in second.output
    assert read_files(bread.base) == before


def test_a_dry_run_reports_the_same_and_writes_nothing(bread: Folder) -> None:
    file = write_file(bread, "x.bib", BIB)
    before = read_files(bread.base)
    dry = run(bread, "import", "--dry-run", file)
    assert "2 new" in dry.output
    assert "(dry run: nothing was written)" in dry.output
    report = json.loads(run(bread, "import", "--dry-run", "--json", file).stdout)
    assert [new["slug"] for new in report["new"]] == ["rye-doughs", "steam-and-crust"]
    assert report["written"] is False
    assert read_files(bread.base) == before


def test_an_unreadable_file_is_reported_and_the_others_are_imported(bread: Folder) -> None:
    good, bad = write_file(bread, "x.bib", BIB), write_file(bread, "shopping.txt", "milk\neggs\n")
    done = run(bread, "import", bad, good, bread.root / "missing.txt")
    assert done.exit_code == 1
    assert "2 new" in done.output
    assert "shopping.txt:1: expected a supported format (got 'milk')" in done.stderr
    assert "missing.txt: The file cannot be read: No such file" in done.stderr
    assert [path.name for path in bread.captures.iterdir()] == ["x.bib"]
    assert "Traceback" not in done.output


def test_a_list_with_errors_is_not_changed(bread: Folder) -> None:
    write_record(bread, "rye-doughs")
    (bread.papers / "broken.yml").write_text("title: [", encoding="utf-8")
    before = read_files(bread.base)
    done = run(bread, "import", write_file(bread, "x.bib", BIB))
    assert done.exit_code == 1
    assert "content/papers/broken.yml:" in done.stderr
    assert read_files(bread.base) == before


def test_records_whose_identifiers_appear_in_one_entry_are_possible_duplicates(bread: Folder) -> None:
    write_record(bread, "rye-doughs", links={"arxiv": "2301.00001"})
    write_record(bread, "steam-and-crust", links={"doi": "10.1000/rye"})
    both = "@article{a, title={Rye Doughs}, doi={10.1000/rye}, eprint={2301.00001}, archiveprefix={arXiv}}\n"
    done = run(bread, "import", write_file(bread, "x.bib", both))
    assert "0 new, 1 known" in done.output
    assert "one entry has identifiers of both (x.bib#1)" in done.output
    assert "reading-list same rye-doughs steam-and-crust" in done.output


IMPORT = (
    "from pathlib import Path\n"
    "from generator.curation.importing import ImportOptions, import_files\n"
    "from generator.storage.folder import Folder\n"
    "watch()\n"
    "import_files(Folder(base.parent), [base.parent / 'x.bib'], ImportOptions(today='2030-01-02'))\n"
)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_an_import_killed_at_any_step_can_be_repeated(bread: Folder, tmp_path: Path) -> None:
    write_record(bread, "steam-and-crust")
    write_file(bread, "x.bib", BIB)
    old = read_files(bread.base)
    whole = Folder(shutil.copytree(bread.root, tmp_path / "whole"))
    import_files(whole, [whole.root / "x.bib"], ImportOptions(today=TODAY))
    new = read_files(whole.base)
    # every step of commit itself is killed in test_transactions; here every other one of a whole import
    with start_children("generator.curation.importing") as run_child:
        for fatal in range(1, 60, 2):
            copy = Folder(shutil.copytree(bread.root, tmp_path / str(fatal)))
            status = run_child(copy.base, fatal, IMPORT)
            if status == 0:
                break
            assert status == -signal.SIGKILL
            settle(copy.base)  # what any other command does
            found = {name: data for name, data in read_files(copy.base).items() if name != ".journal.tmp"}
            assert found in (old, new), f"step {fatal}"
            import_files(copy, [copy.root / "x.bib"], ImportOptions(today=TODAY))
            assert read_files(copy.base) == new, f"step {fatal}"
    assert 8 < fatal < 59


def test_two_simultaneous_imports_both_succeed(bread: Folder) -> None:
    for number in range(2):
        write_file(
            bread,
            f"{number}.bib",
            "".join(
                f"@article{{k{n}, title={{Loaf {n} of Batch {number} with Seeds}}, year={{2024}}}}\n"
                for n in range(40)
            )
            + BIB,
        )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    children = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "generator",
                "--root",
                str(bread.root),
                "import",
                str(bread.root / f"{n}.bib"),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(2)
    ]
    outputs = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    catalog = load_catalog(bread)
    assert len(catalog.papers) == 82
    assert len(catalog.papers["rye-doughs"].captures) == 2
    assert sorted(slug for change in catalog.changes for slug in change.added) == sorted(catalog.papers)
