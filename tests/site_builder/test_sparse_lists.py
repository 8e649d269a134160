"""A list with nothing but a name, and one with a single title, have a whole site, and only their own."""

from __future__ import annotations

import pytest
from built_pages import BuiltSite, read_built_site
from lists import build_list
from site_checks import CHECKS

from generator.checks import find_problems
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

URL = "https://ada.example.org/birds/"
CONFIG = f"""\
site_name: Birds at Night
site_url: {URL}
site_description: Papers on birds that sing at night.
repo_url: https://git.example.org/ada/birds
docs_dir: content/pages
theme: {{name: material}}
plugins:
- reading-list
"""
TOPICS = "groups:\n- {id: all, title: All, topics: [{id: owls, title: Owls, scope: Owls of any kind.}]}\n"
ELSEWHERE = ("Edges and Weights", "huggingface.co", "example.github.io", "example/reading-list", "etworks")
"""What only another list says."""


Sparse = tuple[BuiltSite, Folder]
"""A site and its list."""


@pytest.fixture(scope="module", params=["", "title: Do owls hum?\n"], ids=["no papers", "one paper"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sparse:
    folder = Folder(tmp_path_factory.mktemp("birds"))
    folder.papers.mkdir(parents=True)
    folder.pages.mkdir()
    folder.pages.joinpath("about.md").write_text("# About\n", encoding="utf-8")
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
    config = folder.root / "mkdocs.yml"
    config.write_text(CONFIG, encoding="utf-8")
    if request.param:
        (folder.papers / "do-owls-hum.yml").write_text(request.param, encoding="utf-8")
    return read_built_site(build_list(config, tmp_path_factory.mktemp("site")), URL), folder


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_its_site_is_whole(site: Sparse, check: object) -> None:
    assert callable(check)
    check(site[0], load_catalog(site[1]))


def test_check_finds_no_errors(site: Sparse) -> None:
    assert [problem for problem in find_problems(site[1]) if problem.severity == "error"] == []


def test_nothing_of_another_list_is_on_its_site(site: Sparse) -> None:
    found = {
        path.relative_to(site[0].folder).as_posix(): word
        for path in site[0].folder.rglob("*")
        if path.is_file() and path.name != "licenses.txt" and "javascripts" not in path.parts
        for word in ELSEWHERE
        if word.encode() in path.read_bytes()
    }
    assert found == {}


def test_its_pages_say_what_there_is(site: Sparse) -> None:
    pages, papers = site[0].pages, load_catalog(site[1]).papers
    assert "pictures/" not in pages or "code" not in pages["pictures/"].text("//main")
    assert pages["browse/"].root.xpath("//*[@class='rl-facet']") == []
    assert ("There are no papers on this list yet." in pages[""].text("//article")) == (not papers)
    (contribute,) = pages[""].root.xpath("//footer//a[contains(., 'Suggest')]/@href")
    assert contribute == "https://git.example.org/ada/birds"
    if papers:
        paper = pages["papers/do-owls-hum/"]
        assert "None" not in paper.text("//article")
        assert paper.root.xpath("//*[@class='rl-facts__kind' or @class='rl-paper__tldr']") == []
