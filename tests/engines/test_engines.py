"""MkDocs, ProperDocs and Zensical build the same site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from built_pages import BuiltPage, BuiltSite, read_built_site
from click.testing import CliRunner
from hostile_list import make_hostile_list
from lists import BREAD, build_list, make_list, own_config
from site_checks import (
    CHECKS,
    check_internal_links,
    check_links_in_files,
    check_not_found_page,
    check_nothing_is_loaded_from_elsewhere,
    check_security_policy,
    check_sitemap,
)

from generator.cli import main
from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.site_settings import load_site

ENGINES = ("mkdocs", "properdocs", "zensical")
LISTS = ("plain", "hostile")
URL = BREAD["site_url"]

SAFE_CHECKS = (
    check_internal_links,
    check_links_in_files,
    check_not_found_page,
    check_nothing_is_loaded_from_elsewhere,
    check_security_policy,
    check_sitemap,
)
"""What holds for a list of hostile texts, too."""

# Nothing may be fetched while a site is built: every request would end here.
OFFLINE = {f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "all")}


def build(engine: str, config: Path, *, strict: bool = True) -> Path:
    """Build with an engine and return the folder of the site."""
    done = run(engine, config, strict=strict)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return config.parent / "site"


def run(engine: str, config: Path, *, strict: bool = True) -> subprocess.CompletedProcess[str]:
    """Build with an engine, in its own process."""
    command = [sys.executable, "-m", engine, "build", "--config-file", str(config)]
    command += ["--strict"] if strict else []
    environment = {**os.environ, **OFFLINE, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=config.parent, env=environment, capture_output=True, text=True, check=False
    )


def is_hostile(config: Path) -> bool:
    """Whether this is the list with scripts in its introductions, about which its builds warn."""
    return config.parent.parent.name.startswith("hostile")


@pytest.fixture(scope="module", params=LISTS)
def config(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mkdocs.yml` of a list."""
    root = tmp_path_factory.mktemp(request.param) / "list"
    if request.param == "hostile":
        make_hostile_list(root, URL)
        changes = {"site_name": 'Salt & <b>rye</b> "bread" {{ 7 * 7 }}', "site_url": URL}
    else:
        make_list(root)
        with (root / "content" / "pages" / "about.md").open("a", encoding="utf-8") as about:
            about.write(
                "\n[All](browse.md), [sourdough](topics/sourdough.md#papers), [oneself](#about-this-list)\n"
            )
        changes = {}
    return own_config(root, changes, options={"preview": "assets/js/site.js"})


@pytest.fixture(scope="module")
def reference(config: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site as MkDocs builds it with the plugin."""
    out = tmp_path_factory.mktemp("reference") / "site"
    return read_built_site(build_list(config, out, strict=not is_hostile(config)), URL)


@pytest.fixture(scope="module")
def tree(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mkdocs.yml` of the site's complete source."""
    out = tmp_path_factory.mktemp("tree") / "out"
    done = CliRunner().invoke(main, ["--root", str(config.parent), "generate", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out / "mkdocs.yml"


@pytest.fixture(scope="module", params=ENGINES)
def built(request: pytest.FixtureRequest, tree: Path) -> BuiltSite:
    """The site as an engine builds it from that source."""
    return read_built_site(build(request.param, tree), URL)


@pytest.fixture(scope="module")
def catalog(config: Path) -> Catalog:
    return load_catalog(Folder(config.parent), load_site(config))


def describe(page: BuiltPage) -> dict[str, Any]:
    """What a page says: its metadata, the text and links of its body, and its navigation."""

    def resolve(links: list[str]) -> list[str]:
        return [urljoin(URL + page.address, link) for link in links]

    metadata = [
        (element.get("name") or element.get("property"), element.get("content"))
        for element in page.root.xpath("//head/meta[@name or @property]")
    ]
    body = "//article[contains(@class, 'md-content__inner')]"
    moved = not page.root.xpath(body)
    return {
        "title": page.texts("//head/title"),
        "metadata": sorted(item for item in metadata if item[0] != "generator"),
        "JSON-LD": [
            json.loads(item.text) for item in page.root.xpath("//script[contains(@type, 'ld+json')]")
        ],
        "related files": [
            (link.get("rel"), link.get("type"), link.get("title"), *resolve([link.get("href")]))
            for link in page.root.xpath("//head/link[@rel='canonical' or contains(@rel, 'feed')]")
        ],
        "edit link": page.attributes("//a[@rel='edit']/@href"),
        "text": page.texts("//body" if moved else body),
        "headings": page.attributes(f"{body}//*[self::h1 or self::h2 or self::h3 or self::h4]/@id"),
        "links": resolve(page.attributes(f"{body}//@href | {body}//@src | {body}//form/@action")),
        "tabs": page.texts("//*[@class='rl-tabs']//a"),
        "navigation": resolve(
            page.attributes("//nav[@class='rl-row' or contains(@class, 'rl-sidebar')]//a/@href")
        ),
        "menu": resolve(page.attributes("//dialog[@id='rl-menu']//a/@href")),
        "footer": page.texts("//footer"),
    }


def test_pages_say_the_same(built: BuiltSite, reference: BuiltSite) -> None:
    assert set(built.pages) == set(reference.pages)
    for address, page in reference.pages.items():
        assert describe(built.pages[address]) == describe(page), address


def test_files_are_the_same(built: BuiltSite, reference: BuiltSite) -> None:
    own = {
        path.relative_to(reference.folder).as_posix()
        for path in reference.folder.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    own = {name for name in own if not name.startswith(("assets/javascripts/", "assets/stylesheets/"))}
    own -= {"assets/images/favicon.png", "sitemap.xml", "sitemap.xml.gz"}
    assert {"feed.xml", "feeds.opml", "assets/css/site.css"} < own
    for name in own:
        assert (built.folder / name).read_bytes() == (reference.folder / name).read_bytes(), name


def test_what_holds_for_every_site_holds(built: BuiltSite, catalog: Catalog) -> None:
    hostile = "worst-00" in catalog.papers
    for check in SAFE_CHECKS if hostile else CHECKS:
        check(built, catalog)


def test_properdocs_builds_the_list_itself(reference: BuiltSite, config: Path) -> None:
    site = read_built_site(build("properdocs", config, strict=not is_hostile(config)), URL)
    assert set(site.pages) == set(reference.pages)
    for address, page in reference.pages.items():
        assert describe(site.pages[address]) == describe(page), address


def test_properdocs_names_the_place_of_errors(tmp_path: Path) -> None:
    config = make_list(tmp_path / "list")
    about = config.parent / "content" / "pages" / "about.md"
    about.write_text("# About\n\nSee\n[the cellar](cellar.md).\n", encoding="utf-8")
    done = run("properdocs", config)
    assert done.returncode == 1
    assert "content/pages/about.md:4: Doc file 'about.md' contains a link 'cellar.md'" in done.stderr
    record = config.parent / "content" / "papers" / "rye.yml"
    record.write_text("title: Rye\ntopic: ovens\n", encoding="utf-8")
    done = run("properdocs", config)
    assert done.returncode == 1
    assert "content/papers/rye.yml:2: " in done.stderr
    assert "Traceback" not in done.stderr


def test_search_index_of_zensical_is_empty(built: BuiltSite, tree: Path) -> None:
    """Zensical always writes one, which nothing reads; with every paper in it, it would be large."""
    file = built.folder / "search.json"
    if file.is_file():
        locations = [item["location"] for item in json.loads(file.read_text(encoding="utf-8"))["items"]]
        own = {path.stem for path in (tree.parent / "docs").glob("*.md")}
        assert {location.split("/")[0] for location in locations} <= own


def test_plain_settings_name_no_plugin(tree: Path) -> None:
    assert yaml.safe_load(tree.read_text(encoding="utf-8"))["plugins"] == []
