"""A reader of a built site, in a real browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from serving import ServedSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

__all__ = ["Reader", "Windows"]

VIEWPORT = {"width": 1280, "height": 720}


class Windows:
    """Windows of a browser, with and without a touch screen, that tests use one after the other.

    A new one costs a second of processor time, because Chromium starts processes for it.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._opened: dict[tuple[bool, str], BrowserContext] = {}

    def take(
        self,
        site: ServedSite,
        *,
        has_touch: bool = False,
        viewport: dict[str, int] | None = None,
        reduced_motion: str = "no-preference",
        permissions: Sequence[str] = (),
        stored: Mapping[str, str] | None = None,
        script: str = "",
    ) -> BrowserContext:
        """Return a window as if it were new, with one blank tab and what the site has stored in it.

        If there is a `script`, it runs in every page before the page's own.
        """
        kind = (has_touch, script)
        if kind not in self._opened:
            self._opened[kind] = self.browser.new_context(has_touch=has_touch)
            if script:
                self._opened[kind].add_init_script(script)
        context = self._opened[kind]
        page, *others = context.pages or [context.new_page()]
        for other in others:
            other.close()
        page.unroute_all()
        page.goto(site.blank)
        page.evaluate(
            """stored => {
                sessionStorage.clear();
                localStorage.clear();
                for (const [key, text] of Object.entries(stored)) localStorage.setItem(key, text);
            }""",
            dict(stored or {}),
        )
        page.set_viewport_size(viewport or VIEWPORT)
        page.emulate_media(media="null", color_scheme="light", reduced_motion=reduced_motion)
        context.clear_permissions()
        if permissions:
            context.grant_permissions(list(permissions))
        return context


class Reader:
    """Opens pages of a site, and records what must not happen to a reader.

    Attributes:
        site: the site.
        problems: errors in the console, exceptions, and requests to other sites. A test that provokes some
            removes them; the fixture `read` fails if any are left.
    """

    def __init__(self, windows: Windows, site: ServedSite) -> None:
        self.site = site
        self.problems: list[str] = []
        self._windows = windows
        self._window: BrowserContext | None = None
        self._blank: list[Page] = []
        self._own: list[BrowserContext] = []

    def window(self, **options: Any) -> BrowserContext:
        """Return a window as if it were new, also to a test that had it before; see `Windows.take`."""
        self._leave()
        self._window = self._windows.take(self.site, **options)
        self._blank = self._window.pages
        return self._watch(self._window)

    def context(self, **options: Any) -> BrowserContext:
        """Return a new browser context: a second window, or one that is changed for good."""
        context = self._windows.browser.new_context(**options)
        self._own.append(context)
        return self._watch(context)

    def open(self, address: str, *, within: BrowserContext | None = None, **options: Any) -> Page:
        """Open a page of the site in a new tab, and wait for its scripts to start."""
        context = within or self.window(**options)
        page = self._blank.pop() if self._blank and context is self._window else context.new_page()
        self.go(page, address)
        return page

    def go(self, page: Page, address: str) -> None:
        """Open another page of the site in the same tab."""
        page.goto(self.site.at(address))
        self.settle(page)

    def visit_first(self, page: Page, address: str) -> None:
        """Open another page of the site in the same tab, with nothing left of it in the browser's cache."""
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        self.go(page, address)

    def settle(self, page: Page) -> None:
        """Wait until the page's scripts have started and shown their first results."""
        page.wait_for_selector("html[data-rl-ready]", state="attached")
        if page.locator("#rl-browse, #rl-library").count():
            page.wait_for_selector(":is(#rl-browse, #rl-library)[data-ready]", state="attached")

    def close(self) -> None:
        """Close the contexts that are new, and leave the window to the next test."""
        for context in self._own:
            context.close()
        self._leave()

    def _leave(self) -> None:
        if self._window:
            self._window.remove_listener("request", self._check_request)
            self._window.remove_listener("weberror", self._note_exception)
            self._window.remove_listener("console", self._note_message)

    def _watch(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(15000)
        context.on("request", self._check_request)
        context.on("weberror", self._note_exception)
        context.on("console", self._note_message)
        return context

    def _check_request(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "blob:", "data:")):
            self.problems.append(f"request to another site: {request.url}")

    def _note_exception(self, error: WebError) -> None:
        self.problems.append(str(error.error))

    def _note_message(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.problems.append(said.text)
