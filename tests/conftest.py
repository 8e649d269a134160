"""What several test files share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import LAUNCH_ARGUMENTS, find_chromium
from hypothesis import HealthCheck, settings
from serving import ServedSite, build_site, serve_site

from generator.model.catalogue import Catalogue, Site
from generator.storage.store import Folder, load_catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def real(repository: Path) -> Catalogue:
    """The list of this repository."""
    return load_catalogue(Folder(repository))


@pytest.fixture(scope="session")
def made_up(repository: Path) -> Catalogue:
    """The made-up list on baking bread of ``tests/data/site``."""
    site = Site(name="Bread, read well", url="https://bread.example.org/")
    return load_catalogue(Folder(repository / "tests" / "data" / "site"), site)


@pytest.fixture
def made_up_copy(repository: Path, tmp_path: Path) -> Folder:
    """A copy of the made-up list in a folder of its own, with an ``mkdocs.yml``, to change at will."""
    root = tmp_path / "list"
    shutil.copytree(repository / "tests" / "data" / "site", root)
    if not (root / "mkdocs.yml").exists():
        (root / "mkdocs.yml").write_text("site_name: Bread, read well\n", encoding="utf-8")
    return Folder(root)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium, for one context (`browser.new_context()`) a test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site_folder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository as it is deployed, built once for all tests; not to be changed."""
    return build_site(repository, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def built_site(site_folder: Path) -> Iterator[ServedSite]:
    """The built site, served on 127.0.0.1 (`built_site.at("browse/?q=a")`), for all tests; read only."""
    with serve_site(site_folder) as served:
        yield served


class Reader:
    """Opens pages of the built site as a reader does, and notes what a reader must never meet.

    Attributes:
        site: the site that is read.
        faults: errors in the console, exceptions, and requests that leave the site.
    """

    def __init__(self, browser: Browser, site: ServedSite) -> None:
        self.site = site
        self.faults: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def context(self, **options: Any) -> BrowserContext:
        """A browser of its own, with a storage of its own."""
        opened = self._browser.new_context(**options)
        opened.set_default_timeout(15000)
        opened.on("request", self._note_request)
        opened.on("weberror", lambda error: self.faults.append(str(error.error)))
        opened.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self._contexts.append(opened)
        return opened

    def open(self, address: str, *, within: BrowserContext | None = None, **options: Any) -> Page:
        """A page of the site in a new tab, its scripts started."""
        page = (within or self.context(**options)).new_page()
        self.go(page, address)
        return page

    def go(self, page: Page, address: str) -> None:
        """Another page of the site in the same tab."""
        page.goto(self.site.at(address))
        self.settle(page)

    def settle(self, page: Page) -> None:
        """Wait until the scripts of a page have done what they do at the start."""
        page.wait_for_selector("html[data-rl-ready]", state="attached")
        if page.locator("#rl-browse, #rl-library").count():
            page.wait_for_selector(":is(#rl-browse, #rl-library)[data-ready]", state="attached")

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self.site.url, "blob:", "data:")):
            self.faults.append(f"a request leaves the site: {request.url}")


@pytest.fixture
def read(browser: Browser, built_site: ServedSite) -> Iterator[Reader]:
    """A reader of the built site; at the end no fault may have been met that the test did not take out."""
    reader = Reader(browser, built_site)
    yield reader
    reader.close()
    assert reader.faults == []
