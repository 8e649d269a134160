"""A browser that watches pages for hostile scripts, requests to other sites, errors and policy violations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

__all__ = ["WIDTHS", "Watcher", "open_browser"]

WIDTHS = (1440, 390)

TRAP = """
window.pwn = (what) => { window.__report(String(what)); };
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => { window.__report(`${name} ${what}`); };
document.addEventListener("securitypolicyviolation", (e) =>
  window.__refused(`${e.violatedDirective} ${e.blockedURI || e.sample} ${e.sourceFile}:${e.lineNumber}`));
"""

# Finds markup that would run, load or lead elsewhere when used.
ARMED = """() => {
  const found = [];
  // elements with ids such as "attributes" shadow properties
  const attributes = Object.getOwnPropertyDescriptor(Element.prototype, "attributes").get;
  const localName = Object.getOwnPropertyDescriptor(Element.prototype, "localName").get;
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name) ?? "";
  const own = location.origin;
  const elsewhere = (address) => {
    try {
      const url = new URL(address, document.baseURI);
      return !["http:", "https:", "mailto:", "blob:"].includes(url.protocol) && !(url.protocol === "data:" && address.startsWith("data:image/"));
    } catch { return false; }
  };
  const outside = (address) => { try { return new URL(address, document.baseURI).origin !== own; } catch { return false; } };
  const canonical = new Set(["canonical", "alternate", "license", "author", "prev", "next"]);
  for (const element of Document.prototype.querySelectorAll.call(document, "*")) {
    const name = localName.call(element);
    for (const { name: key, value } of attributes.call(element)) {
      if (/^on/i.test(key)) found.push(`<${name} ${key}=${value.slice(0, 60)}>`);
      if (["href", "src", "action", "formaction", "data", "xlink:href", "values", "to", "from"].includes(key) && elsewhere(value)) {
        if (!(["values", "to", "from"].includes(key) && !/script/i.test(value))) found.push(`<${name} ${key}=${value.slice(0, 60)}>`);
      }
      if (["srcdoc", "ping", "shadowrootmode", "background", "formaction"].includes(key)) found.push(`<${name} ${key}>`);
      if (key === "style" && /url\\(|expression|@import|position\\s*:\\s*fixed/i.test(value)) found.push(`<${name} style=${value.slice(0, 60)}>`);
      if (/^(src|srcset|poster|data)$/.test(key) && outside(value.split(" ")[0]) && !/^(data|blob):/.test(value)) found.push(`<${name} ${key}=${value.slice(0, 60)}> leads elsewhere`);
    }
    if (["iframe", "object", "embed", "base", "frame", "frameset", "applet", "portal"].includes(name)) {
      found.push(`<${name}>`);
    }
    if (name === "link" && outside(element.href) && ![...element.relList].every((rel) => canonical.has(rel))) found.push(`<link rel=${element.rel} href=${element.href}>`);
    if (name === "meta" && /refresh/i.test(element.httpEquiv) && outside((element.content.split(/url=/i)[1] ?? "").trim())) found.push(`<meta refresh ${element.content}>`);
    if (name === "script" && element.src && outside(element.src)) found.push(`<script src=${element.src}>`);
    if (name === "script" && !element.src && /pwn\\(/.test(element.textContent) && !/json/.test(element.type)) found.push(`<script>${element.textContent.slice(0, 60)}`);
    if (name === "style" && /evil\\.example|display:none!important}body/.test(element.textContent)) found.push(`<style>${element.textContent.slice(0, 60)}`);
    if (name === "form" && outside(attribute(element, "action"))) found.push(`<form action=${attribute(element, "action")}>`);
  }
  return [...new Set(found)];
}"""


@dataclass
class Watcher:
    """Records what happens on the pages of a site.

    Attributes:
        browser: the browser.
        origin: the only allowed target of requests.
        scripts: calls by hostile scripts.
        requests: blocked requests to other sites.
        refused: violations of the site's Content-Security-Policy.
        errors: uncaught errors of the site's own scripts.
    """

    browser: Browser
    origin: str
    scripts: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        """Return a new browser context that is watched and has its own storage."""
        context = self.browser.new_context(**options)
        context.set_default_timeout(20_000)
        context.expose_function("__report", lambda call: self.scripts.append(call))
        context.expose_function("__refused", lambda rule: self.refused.append(rule))
        context.add_init_script(TRAP)
        context.route("**/*", self._route)
        context.on("weberror", lambda error: self.errors.append(str(error.error)[:200]))
        context.on("dialog", self._dismiss)
        return context

    def _route(self, route: Route) -> None:
        address = route.request.url
        if address.startswith((self.origin, "data:", "blob:")):
            route.continue_()
        else:
            self.requests.append(address)
            route.abort()

    def _dismiss(self, dialog: Any) -> None:
        self.scripts.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def open(self, page: Page, address: str) -> None:
        """Open a page and wait until its scripts have started."""
        page.goto(address, wait_until="load")
        if page.locator("html[data-rl-ready]").count() == 0 and page.locator("script[type=module]").count():
            page.wait_for_selector("html[data-rl-ready]", state="attached")
        if page.locator("#rl-browse[class], #rl-library[class]").count():
            page.wait_for_selector(":is(#rl-browse, #rl-library)[data-ready]", state="attached")

    def list_troubles(self, page: Page) -> list[str]:
        """Return what has happened since the last call, and dangerous markup on the page."""
        armed = page.evaluate(ARMED)
        found = [
            *(f"the script pwn({call}) ran" for call in self.scripts),
            *(f"request to {address}" for address in self.requests),
            *(f"blocked only by the Content-Security-Policy: {rule}" for rule in self.refused),
            *(f"uncaught error: {error}" for error in self.errors),
            *(f"in the page: {what}" for what in armed),
        ]
        if not page.url.startswith(self.origin):
            found.append(f"led away to {page.url}")
        for happened in (self.scripts, self.requests, self.refused, self.errors):
            happened.clear()
        return list(dict.fromkeys(found))


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser of the tests."""
    from browser import LAUNCH_ARGUMENTS, find_chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
