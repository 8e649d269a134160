"""Importing an export of this list into the list itself changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog
from generator.storage.folder import Folder


@pytest.mark.parametrize("extension", ["bib"])
def test_importing_an_export_changes_nothing(
    extension: str, real: Catalog, repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "content", tmp_path / "content")
    shutil.copy(repository / "mkdocs.yml", tmp_path)
    name, text = f"list.{extension}", FORMATS[extension].write(collect_references(real).values())
    file = SourceFile(label=name, name=name, data=text.encode())
    report = import_files(Folder(tmp_path), [file], ImportOptions(today="2030-01-02"))
    assert (len(report.plan.new), len(report.plan.known)) == (0, len(real.papers))
    assert (report.plan.enriched, report.plan.possible_duplicates, report.problems) == ((), (), ())
