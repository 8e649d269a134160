"""Duplicates in this list: its captures and its records."""

from __future__ import annotations

from pathlib import Path

from generator.curation.captures import read_entries
from generator.duplicates.clustering import cluster_entries
from generator.duplicates.possible_duplicates import find_possible_duplicates
from generator.model.catalog import Catalog
from generator.storage.folder import Folder


def test_the_entries_of_all_captures_are_the_papers_of_the_list(repository: Path, real: Catalog) -> None:
    entries = read_entries(Folder(repository))
    clusters = [{entry.ref for entry in cluster} for cluster in cluster_entries(entries)]
    assert sorted(map(sorted_refs, clusters)) == sorted(
        sorted_refs(set(paper.captures)) for paper in real.papers.values()
    )


def sorted_refs(refs: set[object]) -> list[str]:
    return sorted(map(str, refs))


def test_no_records_are_possible_duplicates(real: Catalog) -> None:
    assert list(find_possible_duplicates(real.papers.values())) == []
