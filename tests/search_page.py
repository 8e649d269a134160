"""Opens the search engine in a browser, on the index of any list."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from generator.analysis.search import build_index
from generator.model.catalog import Catalog
from generator.pages.cards import list_facts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

__all__ = ["SearchPage", "open_index", "open_search"]

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SITE = "http://list.test/"


class SearchPage:
    """A page with the engine as ``engine`` and the functions of ``text.js`` as globals.

    Attributes:
        page: the page.
        files: the files of the index; may be replaced, as by a new build of the site.
        sizes: the compressed size in bytes of each file fetched.
    """

    def __init__(self, page: Page, files: Mapping[str, bytes]) -> None:
        self.page = page
        self.files = files
        self.sizes: dict[str, int] = {}
        page.route("**/*", self._answer)
        page.goto(SITE)
        page.evaluate(
            """async () => {
                const { openIndex } = await import("/assets/js/search-engine.js");
                Object.assign(window, await import("/assets/js/text.js"));
                window.engine = await openIndex("/assets/search/");
            }"""
        )

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "":
            route.fulfill(body="<!doctype html><title>t</title>", content_type="text/html")
        elif path.startswith("assets/js/"):
            self._send(route, path, (TEMPLATES / path).read_bytes(), "text/javascript")
        elif path in self.files:
            self._send(route, path, self.files[path], "application/json")
        else:
            route.fulfill(status=404, body="")

    def _send(self, route: Route, path: str, body: bytes, content_type: str) -> None:
        self.sizes[path] = len(gzip.compress(body))
        route.fulfill(body=body, content_type=content_type)

    def search(self, query: str, **options: Any) -> dict[str, Any]:
        """Return what the engine finds, ``docs`` as a list."""
        found = self.page.evaluate(
            "async ([query, options]) => { const found = await engine.search(query, options);"
            " return {...found, docs: [...found.docs]}; }",
            [query, options],
        )
        assert isinstance(found, dict)
        return found

    def slugs(self, query: str, **options: Any) -> list[str]:
        """Return the slugs of the hits, best first."""
        return [hit["slug"] for hit in self.search(query, **options)["hits"]]


@contextmanager
def open_search(browser: Browser, catalog: Catalog) -> Iterator[SearchPage]:
    """Open the engine on the index of a list."""
    with open_index(browser, build_index(catalog, shown=list_facts(catalog))) as page:
        yield page


_free: WeakKeyDictionary[Browser, list[Page]] = WeakKeyDictionary()
"""Pages that show no list any more; a new one costs half a second of processor time."""


@contextmanager
def open_index(browser: Browser, files: Mapping[str, bytes]) -> Iterator[SearchPage]:
    """Open the engine on the files of an index, with nothing in the browser's cache."""
    free = _free.setdefault(browser, [])
    page = free.pop() if free else browser.new_page()
    yield SearchPage(page, files)
    page.unroute_all()
    free.append(page)
