"""What the site exports can be imported again: into an empty list, and into the list itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lists import MADE_UP

from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

TOPICS = "groups: [{id: g, title: G, topics: [{id: t, title: T, scope: S}]}]\n"
OPTIONS = ImportOptions(today="2030-01-02")
FIELDS = ("title", "author_count", "published", "venue", "venue_year", "abstract")


@pytest.fixture(scope="module", params=["bib", "ris", "json"])
def export(request: pytest.FixtureRequest, made_up: Catalog) -> tuple[str, bytes]:
    """Return the name and content of an export of the made-up list."""
    text = FORMATS[request.param].write(collect_references(made_up).values())
    return f"list.{request.param}", text.encode()


def list_facts(paper: Paper) -> dict[str, object]:
    """Return the facts that an import reads from a bibliography: all links but the other addresses."""
    links = paper.links
    return {
        **{field: getattr(paper, field) for field in FIELDS},
        # "Family, Given", which only people write, is read as "Given Family"
        "authors": tuple(" ".join(reversed(name.split(", "))) for name in paper.authors),
        "links": (links.arxiv, (links.doi or "").lower(), links.openreview, links.code, links.project),
    }


def test_importing_an_export_into_an_empty_list_gives_the_same_papers(
    export: tuple[str, bytes], made_up: Catalog, tmp_path: Path
) -> None:
    folder = Folder(tmp_path)
    folder.papers.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Copy\n", encoding="utf-8")
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
    shutil.copy(MADE_UP / "content" / "venues.yml", folder.base)
    name, data = export
    report = import_files(folder, [SourceFile(label=name, name=name, data=data)], OPTIONS)
    assert report.problems == ()
    again = load_catalog(folder)
    assert {slug: list_facts(paper) for slug, paper in again.papers.items()} == {
        slug: list_facts(paper) for slug, paper in made_up.papers.items()
    }


def test_importing_an_export_into_the_list_itself_changes_nothing(
    export: tuple[str, bytes], made_up_copy: Folder
) -> None:
    name, data = export
    report = import_files(made_up_copy, [SourceFile(label=name, name=name, data=data)], OPTIONS)
    assert len(report.plan.known) == 8
    assert (report.plan.new, report.plan.enriched, report.problems) == ((), (), ())
