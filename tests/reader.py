"""A reader of a built site, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from serving import ServedSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["Reader"]


class Reader:
    """Opens pages of a site, and records what must not happen to a reader.

    Attributes:
        site: the site.
        problems: errors in the console, exceptions, and requests to other sites. A test that provokes some
            removes them; the fixture `read` fails if any are left.
    """

    def __init__(self, browser: Browser, site: ServedSite) -> None:
        self.site = site
        self.problems: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def context(self, **options: Any) -> BrowserContext:
        """Return a new browser context, with its own storage."""
        context = self._browser.new_context(**options)
        context.set_default_timeout(15000)
        context.on("request", self._check_request)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        self._contexts.append(context)
        return context

    def open(self, address: str, *, within: BrowserContext | None = None, **options: Any) -> Page:
        """Open a page of the site in a new tab, and wait for its scripts to start."""
        page = (within or self.context(**options)).new_page()
        self.go(page, address)
        return page

    def go(self, page: Page, address: str) -> None:
        """Open another page of the site in the same tab."""
        page.goto(self.site.at(address))
        self.settle(page)

    def settle(self, page: Page) -> None:
        """Wait until the page's scripts have started and shown their first results."""
        page.wait_for_selector("html[data-rl-ready]", state="attached")
        if page.locator("#rl-browse, #rl-library").count():
            page.wait_for_selector(":is(#rl-browse, #rl-library)[data-ready]", state="attached")

    def close(self) -> None:
        """Close all browser contexts."""
        for context in self._contexts:
            context.close()

    def _check_request(self, request: Any) -> None:
        if not request.url.startswith((self.site.url, "blob:", "data:")):
            self.problems.append(f"request to another site: {request.url}")
