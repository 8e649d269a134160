"""Whatever a curator does to a list, a document that cites one of its papers keeps citing that paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.exports import FORMATS, collect_references
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.writing import dump_paper

TOPICS = "groups: [{id: g, title: G, topics: [{id: t, title: T, scope: S}]}]\n"
NEW = "@article{chen2019fast, title={Fast Cake}, author={Chen, Bo}, year={2019}, doi={10.1000/cake}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A list of one paper, `chen2019fast`."""
    folder = Folder(tmp_path)
    folder.papers.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
    write(folder, "fast-bread", citation_key="chen2019fast")
    return folder


def write(folder: Folder, slug: str, **facts: object) -> None:
    title = slug.replace("-", " ").title()
    common = {"title": title, "authors": ("Bo Chen",), "published": "2019", "topics": ("t",)}
    paper = Paper.model_validate({"slug": slug, **common, **facts})
    (folder.papers / f"{slug}.yml").write_text(dump_paper(paper), encoding="utf-8")


def run(folder: Folder, *arguments: str) -> None:
    result = CliRunner().invoke(main, ["--root", str(folder.root), *arguments])
    assert result.exit_code == 0, result.output


def import_cake(folder: Folder) -> None:
    path = folder.root / "new.bib"
    path.write_text(NEW, encoding="utf-8")
    run(folder, "import", str(path))


def keys(folder: Folder) -> dict[str, str]:
    return {slug: ref.key for slug, ref in collect_references(load_catalog(folder)).items()}


def test_an_import_stores_a_key_that_no_other_paper_has(folder: Folder) -> None:
    import_cake(folder)
    assert "\ncitation_key: chen2019fastcake\n" in (folder.papers / "fast-cake.yml").read_text("utf-8")
    assert keys(folder) == {"fast-bread": "chen2019fast", "fast-cake": "chen2019fastcake"}


def test_correcting_a_record_does_not_change_its_key(folder: Folder) -> None:
    write(folder, "fast-bread", citation_key="chen2019fast", title="Slow Bread", authors=("Al Dente",))
    assert keys(folder) == {"fast-bread": "chen2019fast"}


def test_a_merged_record_leaves_its_key_as_an_alias(folder: Folder) -> None:
    write(folder, "quick-bread", citation_key="chen2019quick", citation_key_aliases=("chen2018",))
    run(folder, "same", "fast-bread", "quick-bread", "--keep", "fast-bread")
    (ref,) = collect_references(load_catalog(folder)).values()
    assert (ref.key, ref.key_aliases) == ("chen2019fast", ("chen2019quick", "chen2018"))
    assert "  ids = {chen2019quick, chen2018},\n" in FORMATS["bib"].write_entry(ref)


def test_a_merged_record_without_a_key_leaves_its_slug_as_an_alias(folder: Folder) -> None:
    write(folder, "quick-bread")
    run(folder, "same", "fast-bread", "quick-bread", "--keep", "fast-bread")
    assert load_catalog(folder).papers["fast-bread"].citation_key_aliases == ("quick-bread",)


def test_the_key_of_an_excluded_paper_is_not_given_to_another(folder: Folder) -> None:
    run(folder, "exclude", "fast-bread", "--reason", "not about bread")
    assert load_catalog(folder).exclusions[0].citation_keys == ("chen2019fast",)
    import_cake(folder)
    assert keys(folder) == {"fast-cake": "chen2019fastcake"}


@pytest.mark.parametrize(("stored", "key"), [("chen2019fast", "chen2019fast"), (None, "fast-bread")])
def test_renaming_a_record_keeps_its_key(folder: Folder, stored: str | None, key: str) -> None:
    write(folder, "fast-bread", citation_key=stored)
    run(folder, "rename", "fast-bread", "bread")
    assert keys(folder) == {"bread": key}
