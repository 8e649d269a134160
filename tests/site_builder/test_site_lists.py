"""Sites of different lists: another field, an empty list, a bare record, many papers, a repeated build."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from built_pages import BuiltSite, find_broken_links, read_built_site
from click.testing import CliRunner
from lists import BREAD, ROOT, build_list, make_list

from generator.cli import main
from generator.model.catalogue import Catalogue
from generator.site_builder.builder import SiteBuilder
from generator.storage.store import Folder, load_site

# words of this repository's own list, none of which the generator may know
FIELD = re.compile(
    r"\b(?:neural|networks|gnns?|graphs?|experts?|hypernetworks?|pruning|sparsity|transformers?)\b", re.I
)


def without_comments(text: str, suffix: str) -> str:
    if suffix == ".jinja":
        return re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    return re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)|<!--.*?-->|\{#.*?#\}", "", text, flags=re.S)


def spoken_texts(source: str) -> list[str]:
    """The names and texts of a module that are not comments or docstrings: these may give examples."""
    tree = ast.parse(source)
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            found.append(node.value)
        elif isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef):
            found.append((node.id if isinstance(node, ast.Name) else node.name).replace("_", " "))
    return found


def test_generator_knows_nothing_of_the_field() -> None:
    named = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        texts = spoken_texts(path.read_text(encoding="utf-8"))
        named += [f"{path.name}: {text!r}" for text in texts if FIELD.search(text) and "@graph" not in text]
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".jinja", ".html", ".js", ".css", ".xml"):
            text = without_comments(path.read_text(encoding="utf-8"), path.suffix)
            named += [f"{path.name}: {match[0]}" for match in FIELD.finditer(text)]
    assert named == []


def test_list_of_another_field_is_about_that_field(bread: BuiltSite, bread_list: Catalogue) -> None:
    this_name = load_site(ROOT / "mkdocs.yml").name
    for file in sorted(bread.folder.rglob("*")):
        if file.suffix in (".html", ".xml", ".json", ".bib", ".ris", ".csv", ".opml", ".txt"):
            text = file.read_text(encoding="utf-8")
            found = {match[0] for match in FIELD.finditer(text)} - {"expert"}
            assert found == set(), file
            assert this_name not in text, file


def test_redirects_lead_on(bread: BuiltSite, bread_list: Catalogue) -> None:
    assert bread_list.redirects
    for old, new in bread_list.redirects.items():
        page = bread.pages[f"papers/{old}/"]
        canonical = f"{BREAD['site_url']}papers/{new}/"
        assert page.attributes("//link[@rel='canonical']/@href") == [canonical]
        (refresh,) = page.attributes("//meta[@http-equiv='refresh']/@content")
        assert refresh == f"0; url=../{new}/"
        assert page.attributes("//body//a/@href") == [f"../{new}/"]
        assert bread_list.papers[new].title in page.text("//body")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gone: nowhere-at-all", "content/redirects.yml:3: expected 'gone' to lead to a paper"),
        (
            "'no': wild-levain-mixed-cultures-for-cold-kitchens",
            "content/redirects.yml:3: expected the slug of a paper that moved",
        ),
        ("../../escaped: 'no'", "content/redirects.yml:3: "),
        ("gone: ../../escaped", "content/redirects.yml:3: gone: expected lower-case letters"),
        ("one: two\ntwo: one", "content/redirects.yml:3: expected 'one' to lead to a paper"),
    ],
)
def test_redirect_to_nowhere_is_refused(made_up_copy: Folder, line: str, said: str) -> None:
    path = made_up_copy.file("redirects.yml")
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n{line}\n", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["--root", str(made_up_copy.root), "generate", "--out", str(made_up_copy.root / "out")]
    )
    assert done.exit_code == 1
    assert said in done.output
    assert not (made_up_copy.root / "out").exists()


def test_building_twice_gives_the_same_files(
    bread: BuiltSite, bread_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the second build is made on another day
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    again = build_list(bread_config, tmp_path / "again")
    first, second = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (bread.folder, again)
    )
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_empty_list_is_a_site(tmp_path: Path) -> None:
    root = tmp_path / "list"
    config = make_list(root, content=None)
    topics = "groups:\n- {id: all, title: All, topics: [{id: bread, title: Bread, scope: Anything baked.}]}\n"
    (root / "content" / "topics.yml").write_text(topics, encoding="utf-8")
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


def test_broken_link_of_a_page_fails_the_strict_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = make_list(tmp_path / "list")
    page = config.parent / "content" / "pages" / "about.md"
    page.write_text("# About\n\nSee\n[the cellar](cellar.md).\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        build_list(config, tmp_path / "site")
    assert any(
        message.startswith("content/pages/about.md:4: ") and "'cellar.md'" in message
        for message in caplog.messages
    ), caplog.messages


def test_generate_writes_the_pages_of_the_site(bread_config: Path, tmp_path: Path) -> None:
    folder = Folder(bread_config.parent)
    out = tmp_path / "pages"

    def generate() -> str:
        done = CliRunner().invoke(main, ["--root", str(folder.root), "generate", "--out", str(out)])
        assert done.exit_code == 0, done.output
        return done.output

    generate()
    site = SiteBuilder(folder).build(load_site(bread_config))
    for source, markdown in site.pages.items():
        assert (out / source).read_text(encoding="utf-8") == markdown
    for path, data in site.files.items():
        assert (out / path).read_bytes() == data
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.rglob("*") if path.is_file()}
    generate()
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.rglob("*") if path.is_file()}
    assert {path for path in after if path.name[0] != "." and after[path] != before.get(path)} == set()
    # what an earlier run left is removed, and nothing else
    record = folder.papers / "short-lived.yml"
    record.write_text("title: Short-lived\ntopics: [sourdough]\n", encoding="utf-8")
    try:
        generate()
        assert (out / "papers" / "short-lived.md").is_file()
    finally:
        record.unlink()
    (out / "own.txt").write_text("mine", encoding="utf-8")
    generate()
    assert not (out / "papers" / "short-lived.md").exists()
    assert (out / "own.txt").read_text(encoding="utf-8") == "mine"


def test_generate_refuses_a_folder_of_others(bread_config: Path, tmp_path: Path) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["--root", str(bread_config.parent), "generate", "--out", str(out)])
    assert done.exit_code == 1
    assert "expected an empty folder" in done.output
    assert [path.name for path in out.iterdir()] == ["letter.txt"]
