"""Every control on every kind of page does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_kinds import KINDS
from playwright.sync_api import TimeoutError as NothingHappenedError
from reader import Reader
from stored_library import with_library

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Counts what a reader notices or the site remembers: changes of the page, its colors and messages, what is
# opened to choose a file or to print, and what is stored.
WATCH = """() => {
    window.happened = 0;
    const count = () => {
        window.happened++;
        delete document.documentElement.dataset.nothing;
    };
    const watcher = new MutationObserver(count);
    const within = { subtree: true, childList: true, attributes: true, characterData: true };
    watcher.observe(document.querySelector(".md-content"), within);
    watcher.observe(document.body, { childList: true, attributes: true });
    for (const notices of document.querySelectorAll(".rl-notice")) watcher.observe(notices, within);
    window.showSaveFilePicker = window.showOpenFilePicker = async () => {
        count();
        throw new DOMException("", "AbortError");
    };
    window.print = count;
    for (const [owner, name] of [[HTMLInputElement.prototype, "click"], [Storage.prototype, "setItem"]]) {
        const original = owner[name];
        owner[name] = function (...all) {
            count();
            if (this.type !== "file") return original.apply(this, all);
        };
    }
}"""
# Marks the next control that is unlike those pressed before, such as the first star of a list of cards.
NEXT = """pressed => {
    const place = document.querySelector("dialog[open]") ?? document;
    document.querySelector("[data-pressing]")?.removeAttribute("data-pressing");
    const controls = place.querySelectorAll(
        ".md-content :is(button, summary, select, input[type=checkbox]), .md-header .rl-colors button");
    for (const control of controls) {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.disabled) continue;
        // a chosen tab is already shown
        if (control.matches("[role=tab][aria-selected=true]")) continue;
        const { pressing, ...data } = control.dataset;
        const listed = control.closest(".rl-card, .rl-path__step, .rl-facet__values");
        const kind = JSON.stringify([
            control.localName, control.name, control.htmlFor, control.className, data,
            control.closest("[data-rl-of]")?.dataset.rlOf.split("/")[0],
            !listed && [control.value, control.textContent.trim()],
        ]);
        if (pressed.includes(kind)) continue;
        control.dataset.pressing = "";
        control.scrollIntoView({ block: "center" });
        return kind;
    }
    return null;
}"""

# What follows from scrolling to the control alone is not counted.
START = """async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    window.happened = 0;
    document.documentElement.dataset.nothing = "";
}"""


def press_all(read: Reader, page: Page, address: str) -> list[str]:
    """Press each kind of control that is visible now or appears; return those after which nothing happens."""
    pressed: list[str] = []
    replaced = set()
    dead = []
    read.go(page, address)
    page.evaluate(WATCH)
    while kind := page.evaluate(NEXT, pressed):
        pressed.append(kind)
        control = page.locator("[data-pressing]")
        page.evaluate(START)
        try:
            if control.evaluate("at => at.localName === 'select'"):
                options = control.locator("option:not([hidden])")
                values = options.evaluate_all("all => all.map(option => option.value)")
                control.select_option(next(value for value in values if value != control.input_value()))
            else:
                control.click(timeout=5000)
            # another page has no such mark; the site's policy forbids what `wait_for_function` does
            page.wait_for_selector("html:not([data-nothing])", state="attached", timeout=5000)
        except NothingHappenedError as error:
            if control.count() or kind in replaced:
                dead.append(f"{kind}: {error}")
            else:
                # a busy page has replaced the control in the meantime
                replaced.add(kind)
                pressed.remove(kind)
        page.wait_for_load_state()
        if not page.evaluate("'happened' in window"):
            read.go(page, address)
            page.evaluate(WATCH)
    assert pressed
    return dead


@pytest.mark.parametrize(("kind", "width"), [*((kind, 390) for kind in KINDS), ("browse", 1440)])
def test_every_control_does_something(read: Reader, addresses: dict[str, str], kind: str, width: int) -> None:
    slug = addresses["paper"].split("/")[1]
    context = with_library(
        read,
        {"version": 1, "papers": {slug: {"star": True}}, "opened": [{"slug": slug, "title": "T", "at": 1}]},
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    assert press_all(read, context.pages[0], addresses[kind]) == []
    if kind == "not found":
        read.problems[:] = [problem for problem in read.problems if "404 (Not Found)" not in problem]
