"""A fork is published under its own address without an edit, and its dependencies stay on MkDocs 1."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from built_pages import read_built_site
from lists import build_list, make_list
from lxml import etree
from packaging.requirements import Requirement

from generator.storage.site_settings import load_site

ROOT = Path(__file__).resolve().parents[2]
FORK = "https://ada.github.io/papers"
DEFAULT = "https://example.github.io/breads/"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The configuration of a list that takes its address from the environment."""
    path = make_list(tmp_path / "list")
    setting = f"site_url: !ENV [SITE_URL, {DEFAULT}]"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(setting if line.startswith("site_url:") else line for line in lines), encoding="utf-8"
    )
    return path


def test_everything_published_has_the_address_of_the_fork(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GitHub's address of a site has no slash at its end
    monkeypatch.setenv("SITE_URL", FORK)
    out = build_list(config, tmp_path / "site")
    pages = read_built_site(out, f"{FORK}/").pages.values()
    canonical = [url for page in pages for url in page.attributes("//link[@rel='canonical']/@href")]
    assert f"{FORK}/browse/" in canonical
    sitemap = etree.parse(out / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    feed = etree.parse(out / "feed.xml")
    ids = feed.xpath("//*[local-name()='id']/text() | //*[local-name()='link']/@href")
    assert f"{FORK}/browse/" in sitemap
    assert [url for url in [*canonical, *sitemap] if not url.startswith(f"{FORK}/")] == []
    assert [url for url in ids if urlsplit(url).netloc == "ada.github.io" and f"{FORK}/" not in url] == []
    assert f"{FORK}/feed.xml" in ids
    wrong = [b"example.github.io", b"bread.example.org", FORK.encode() + b"//"]
    files = [path for path in out.rglob("*") if path.is_file()]
    assert [path for path in files if any(text in path.read_bytes() for text in wrong)] == []


@pytest.mark.parametrize(("variable", "url"), [(None, DEFAULT), (FORK, FORK), ("", "")])
def test_commands_read_the_same_address_as_mkdocs(
    config: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None, url: str
) -> None:
    if variable is None:
        monkeypatch.delenv("SITE_URL", raising=False)
    else:
        monkeypatch.setenv("SITE_URL", variable)
    assert load_site(config).url == url


def test_deployment_builds_with_the_address_of_the_pages_settings() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "deploy.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    (look_up,) = (number for number, step in enumerate(steps) if "configure-pages@" in step.get("uses", ""))
    (build,) = (number for number, step in enumerate(steps) if step.get("run") == "make site")
    assert look_up < build
    assert steps[build]["env"] == {"SITE_URL": f"${{{{ steps.{steps[look_up]['id']}.outputs.base_url }}}}"}


def test_mkdocs_2_is_neither_installed_nor_proposed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (mkdocs,) = (one for one in map(Requirement, project["dependencies"]) if one.name == "mkdocs")
    assert "1.6.1" in mkdocs.specifier
    assert not any(mkdocs.specifier.contains(version, prereleases=True) for version in ("2.0", "2.0.1", "3"))
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    (pip,) = (update for update in updates if update["package-ecosystem"] == "pip")
    assert {"dependency-name": "mkdocs", "versions": [">=2"]} in pip["ignore"]
