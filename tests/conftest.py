"""Fixtures for all tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import yaml
from browser import LAUNCH_ARGUMENTS, find_chromium
from built_pages import BuiltSite, read_built_site
from filelock import FileLock
from hypothesis import HealthCheck, settings
from lists import BREAD, KINDS, STRICT, build_list, make_list
from reader import Reader, Windows
from serving import ServedSite, build_site, serve_site

from generator.model.catalog import Catalog, Site
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Containers often turn this off; compiling every module again takes most of the time of a short command.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Assertions of shared checks show the values they compare.
pytest.register_assert_rewrite("site_checks")

# The suite gives the same answer every time; `make fuzz` searches further, with new examples at each run.
settings.register_profile("suite", derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "fuzz",
    max_examples=5000,
    derandomize=False,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("suite")


SLOW = ("in_browser", "engines", "mkdocs_plugin", "test_hostile_texts", "test_attack", "test_suggestions")
"""Parts of the paths of the slowest test files, which start first so that none runs alone at the end."""


def pytest_xdist_auto_num_workers() -> int:
    """Start three workers even on two cores: tests in a browser wait for it much of the time."""
    return max(3, os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slowest files first, and keep the order otherwise."""
    items.sort(key=lambda item: not any(part in item.path.as_posix() for part in SLOW))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parent.parent


MakeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """Return the folder of a name, which the first process of the tests that asks for it makes; read only."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder = root / f"once-{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                fill(folder.with_suffix(".partial"))
                folder.with_suffix(".partial").rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def wheel(repository: Path, make_once: MakeOnce) -> Path:
    """The wheel of the working tree, unpacked."""

    def fill(folder: Path) -> None:
        command = ["-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run([sys.executable, *command], cwd=repository, check=True, capture_output=True)
        (packed,) = folder.glob("curated_reading_list-*.whl")
        with ZipFile(packed) as archive:
            archive.extractall(folder / "unpacked")

    return make_once("wheel", fill) / "unpacked"


@pytest.fixture(scope="session")
def real(repository: Path) -> Catalog:
    """The list of this repository."""
    return load_catalog(Folder(repository))


@pytest.fixture(scope="session")
def made_up(repository: Path) -> Catalog:
    """The made-up list on baking bread of ``tests/data/site``."""
    site = Site(name="Bread, read well", url="https://bread.example.org/", kinds=KINDS)
    return load_catalog(Folder(repository / "tests" / "data" / "site"), site)


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Interrupts reach this process and its children, even if a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def made_up_copy(repository: Path, tmp_path: Path) -> Folder:
    """A copy of the made-up list in its own folder, with an ``mkdocs.yml``, free to change."""
    root = tmp_path / "list"
    shutil.copytree(repository / "tests" / "data" / "site", root)
    if not (root / "mkdocs.yml").exists():
        plugins = [{"reading-list": {"kinds": KINDS, "checks": STRICT}}]
        text = yaml.safe_dump({"site_name": "Bread, read well", "plugins": plugins}, sort_keys=False)
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return Folder(root)


@pytest.fixture(scope="session")
def bread_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``mkdocs.yml`` of the made-up list, in a folder like this repository; read only."""
    return make_list(tmp_path_factory.mktemp("bread") / "list")


@pytest.fixture(scope="session")
def bread_list(bread_config: Path) -> Catalog:
    """The made-up list as `bread` shows it."""
    return load_catalog(Folder(bread_config.parent))


@pytest.fixture(scope="session")
def bread(bread_config: Path, make_once: MakeOnce) -> BuiltSite:
    """The site of the made-up list, built once for all tests; read only."""
    folder = make_once("bread-site", lambda out: build_list(bread_config, out))
    return read_built_site(folder, BREAD["site_url"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium, for one context (`browser.new_context()`) a test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site_folder(repository: Path, make_once: MakeOnce) -> Path:
    """The site of this repository as it is deployed, built once for all tests; read only."""
    return make_once("site", lambda out: build_site(repository, out))


@pytest.fixture(scope="session")
def built_site(site_folder: Path) -> Iterator[ServedSite]:
    """The built site, served on 127.0.0.1 (`built_site.at("browse/?q=a")`), for all tests; read only."""
    with serve_site(site_folder) as served:
        yield served


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows that readers share, one after the other."""
    return Windows(browser)


@pytest.fixture
def read(windows: Windows, built_site: ServedSite) -> Iterator[Reader]:
    """A reader of the site; fails if problems are left at the end that the test did not expect."""
    reader = Reader(windows, built_site)
    yield reader
    reader.close()
    assert reader.problems == []
