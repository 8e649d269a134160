"""Sites of lists of different sizes: an empty list, a single bare record, many papers."""

from __future__ import annotations

from pathlib import Path

from built_pages import BuiltSite, find_broken_links, read_built_site
from lists import BREAD, build_list, make_list


def test_empty_list_is_a_site(tmp_path: Path) -> None:
    root = tmp_path / "list"
    config = make_list(root, content=None)
    topics = "groups:\n- {id: all, title: All, topics: [{id: bread, title: Bread, scope: Anything baked.}]}\n"
    (root / "content" / "topics.yml").write_text(topics, encoding="utf-8")
    (root / "content" / "papers").mkdir()
    site = read_built_site(build_list(config, tmp_path / "site"), BREAD["site_url"])
    assert find_broken_links(site) == []
    assert "topics/bread/" in site.pages
    assert not (site.folder / "papers").exists()


def test_record_without_anything_optional_is_a_page(tmp_path: Path) -> None:
    root = tmp_path / "list"
    config = make_list(root, content=None)
    topics = "groups:\n- {id: all, title: All, topics: [{id: bread, title: Bread, scope: Anything baked.}]}\n"
    (root / "content" / "topics.yml").write_text(topics, encoding="utf-8")
    (root / "content" / "papers").mkdir()
    (root / "content" / "papers" / "crust.yml").write_text("title: Crust\n", encoding="utf-8")
    site = read_built_site(build_list(config, tmp_path / "site"), BREAD["site_url"])
    assert find_broken_links(site) == []
    page = site.pages["papers/crust/"]
    assert page.text("//h1").startswith("Crust")
    assert page.text("//head/title").startswith("Crust")
    assert "years/unknown/" in site.pages
    assert site.pages["years/unknown/"].attributes("//article/@data-slug") == ["crust"]


def test_pages_do_not_grow_with_the_number_of_papers(bread: BuiltSite, tmp_path: Path) -> None:
    config = make_list(tmp_path / "list")
    for count in range(60):
        record = f"title: Loaf number {count:03} of a long row\npublished: 2024\ntopics: [sourdough]\n"
        (config.parent / "content" / "papers" / f"loaf-{count:03}.yml").write_text(record, encoding="utf-8")
    large = read_built_site(build_list(config, tmp_path / "site"), BREAD["site_url"])
    for address in ("about/", "papers/loaf-001/"):
        links = large.pages[address].attributes("//nav//a/@href")
        assert [link for link in links if "papers/" in link] == []
    for address in ("about", "library"):
        few, many = (len((site.folder / address / "index.html").read_bytes()) for site in (bread, large))
        # a count has two digits instead of one
        assert abs(few - many) <= 8
