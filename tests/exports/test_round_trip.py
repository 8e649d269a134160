"""What the site exports comes back whole: into an empty list, and into the list itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.exports import FORMATS, collect_references
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.storage.store import Folder, load_catalogue

TOPICS = "groups: [{id: g, title: G, topics: [{id: t, title: T, scope: S}]}]\n"
FIELDS = ("title", "authors", "author_count", "published", "venue", "venue_year", "links", "abstract")


@pytest.fixture(scope="module", params=["bib", "ris", "json"])
def export(request: pytest.FixtureRequest, real: Catalogue) -> tuple[str, bytes]:
    references = collect_references(real)
    text = FORMATS[request.param].write([references[slug] for slug in real.papers])
    return f"list.{request.param}", text if isinstance(text, bytes) else text.encode()


def facts(paper: Paper) -> dict[str, object]:
    doi = paper.links.doi.lower() if paper.links.doi else None  # capitals in a DOI mean nothing
    links = paper.links.model_copy(update={"doi": doi})
    return {**{field: getattr(paper, field) for field in FIELDS}, "links": links}


def test_an_export_gives_the_same_papers_to_an_empty_list(
    export: tuple[str, bytes], real: Catalogue, repository: Path, tmp_path: Path
) -> None:
    folder = Folder(tmp_path)
    folder.base.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Copy\n", encoding="utf-8")
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
    shutil.copy(repository / "content" / "venues.yml", folder.base)
    name, data = export
    report = import_files(
        folder, [SourceFile(label=name, name=name, data=data)], ImportOptions(today="2030-01-02")
    )
    assert report.problems == ()
    again = load_catalogue(folder)
    assert list(again.papers) == list(real.papers)
    # only what a bibliography has no place for may be missing: the organization beside authors
    assert {slug: facts(paper) for slug, paper in again.papers.items()} == {
        slug: facts(paper) for slug, paper in real.papers.items()
    }


def test_an_export_brings_nothing_new_to_the_list_itself(
    export: tuple[str, bytes], real: Catalogue, repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "content", tmp_path / "content")
    shutil.copy(repository / "mkdocs.yml", tmp_path)
    name, data = export
    report = import_files(
        Folder(tmp_path), [SourceFile(label=name, name=name, data=data)], ImportOptions(today="2030-01-02")
    )
    assert (len(report.plan.new), len(report.plan.known)) == (0, len(real.papers))
    assert (report.plan.enriched, report.plan.possible_duplicates, report.problems) == ((), (), ())
