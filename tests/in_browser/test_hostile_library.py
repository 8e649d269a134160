"""Library files, storage and addresses that somebody made to break the pages."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_library import (
    ADDRESSES,
    LIBRARIES,
    NOT_LIBRARIES,
    NOT_LISTS,
    PARTLY_VALID,
    SHARED_LISTS,
    large_libraries,
)
from playwright.sync_api import expect
from reader import Reader
from stored_library import KEY, stored, with_library

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FULL = "Your browser’s storage is full"

USE_THE_PAGE = """
const root = document.getElementById("rl-library");
const at = (name) => root.querySelector(`[data-rl="${name}"]`);
const later = () => new Promise((done) => setTimeout(done));

/** Uses the controls of the library page, and returns what does not work. */
async function useThePage() {
  const broken = [];
  const expect = (works, control) => works || broken.push(control);
  for (const button of at("views").querySelectorAll("button")) {
    button.click();
    expect(button.getAttribute("aria-pressed") === "true", button.value);
  }
  at("views").querySelector("button").click();
  const number = () => root.querySelectorAll("[data-rl=list] .rl-card").length;
  const all = number();
  const type = (text) => {
    at("q").value = text;
    at("q").dispatchEvent(new Event("input"));
  };
  type("no such paper");
  expect(number() === 0, "search");
  type("");
  expect(number() === all, "end of search");
  for (const { value } of at("sort").options) {
    at("sort").value = value;
    at("sort").dispatchEvent(new Event("change"));
    expect(number() === all, value);
  }
  at("clear").click();
  expect(at("sure").open, "clear");
  at("clear-no").click();
  expect(!at("sure").open, "cancel");
  const star = root.querySelector("[data-rl=list] [data-rl-act=star]");
  if (star) {
    const { slug } = star.closest(".rl-card").dataset;
    const read = () => root.querySelector(`.rl-card[data-slug="${CSS.escape(slug)}"] [data-rl-act=read]`);
    const before = read().getAttribute("aria-pressed");
    read().click();
    await later();
    // of what a newer version has saved, nothing changes
    const fixed = at("trouble").textContent.includes("newer version");
    expect(fixed === (read()?.getAttribute("aria-pressed") === before), "read");
    read()?.click();
    await later();
  }
  expect(!window.pwned, "a script ran");
  expect(!root.querySelector("img, script, [onload], [onerror]"), "markup");
  return broken;
}
"""


def watched(read: Reader) -> BrowserContext:
    """A window that notes whether a hostile script ran."""
    return read.window(script="window.pwn = () => { window.pwned = true }")


def as_text(file: bytes) -> str:
    """What a browser's storage holds if something else was written into it."""
    return file.decode("utf-8", errors="replace").removeprefix("\ufeff")


def use_the_page(page: Page) -> list[str]:
    """Use the controls of the library page, and return what does not work."""
    broken: list[str] = page.evaluate("async () => {" + USE_THE_PAGE + "return await useThePage(); }")
    return broken


STORE_AND_USE = """
async ([key, texts]) => {
  const wrong = {};
  // the browser takes more time for each new address than the page for all else
  history.replaceState = () => {};
  for (const [name, text] of Object.entries(texts)) {
    localStorage.clear();
    localStorage.setItem(key, text);
    dispatchEvent(new StorageEvent("storage", { key }));
    await later();
    const kept = Object.values(localStorage).includes(text);
    const noticed = at("aside")?.hidden === false || at("trouble").textContent.includes("newer");
    const broken = await useThePage();
    if (!kept && noticed) broken.push("not set aside");
    if (!noticed && ![1, 2].includes(JSON.parse(text).version)) broken.push("no notice");
    if (broken.length) wrong[name] = broken;
  }
  return wrong;
}
"""


def test_the_library_page_works_whatever_is_stored(read: Reader) -> None:
    page = read.open("library/", within=watched(read))
    texts = {name: as_text(file) for name, file in LIBRARIES.items()}
    wrong = page.evaluate(
        "(given) => {" + USE_THE_PAGE + f"return ({STORE_AND_USE})(given); }}", [KEY, texts]
    )
    assert wrong == {}


IMPORT = """
async ([key, files]) => {
  const found = {};
  for (const [name, file] of Object.entries(files)) {
    const before = localStorage.getItem(key);
    const bytes = Uint8Array.from(atob(file), (char) => char.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], "library.json"));
    at("message").textContent = "";
    at("file").files = chosen.files;
    at("file").dispatchEvent(new Event("change"));
    while (!at("message").textContent) await later();
    found[name] = [at("message").textContent, localStorage.getItem(key) === before];
  }
  return found;
}
"""


def import_files(page: Page, files: dict[str, bytes]) -> dict[str, tuple[str, bool]]:
    """Import files one after the other; return each one's message and whether nothing was stored."""
    encoded = {name: b64encode(file).decode() for name, file in files.items()}
    found: dict[str, tuple[str, bool]] = page.evaluate(
        "(given) => {" + USE_THE_PAGE + f"return ({IMPORT})(given); }}", [KEY, encoded]
    )
    return found


def test_files_that_are_not_libraries_are_refused(read: Reader) -> None:
    page = read.open("library/", within=watched(read))
    reasons = ("This is not a JSON file.", "This file is not a library.", "This library was saved by a newer")
    for name, (message, unchanged) in import_files(page, NOT_LIBRARIES).items():
        assert message.startswith(reasons), (name, message)
        assert unchanged, name
    assert use_the_page(page) == []


def test_what_is_valid_in_a_file_is_imported(read: Reader) -> None:
    # in a view with few papers, so that the list takes little time
    page = read.open("library/?show=later", within=watched(read))
    found = import_files(page, PARTLY_VALID)
    for name, (message, _) in found.items():
        assert message.startswith("Imported "), (name, message)
    for name in ("name __proto__", "name as path", "paper as list"):
        assert "Skipped 1 invalid entry." in found[name][0], name
    for name in ("title of a megabyte", "state as list", "time as text", "fields from elsewhere"):
        assert "1 paper was only partly imported." in found[name][0], name
    kept = stored(page)
    for slug, entry in kept["papers"].items():
        assert len(slug) <= 200, slug
        types = [type(entry[field]) for field in ("title", "star", "note", "starAt")]
        assert types == [str, bool, str, int], slug
    # all of it is read again, and means the same to everyone else
    page.reload()
    read.settle(page)
    expect(page.locator("[data-rl=aside]")).to_be_hidden()
    expect(page.locator("[data-rl=views] button[value=all] .rl-count")).to_have_text(str(len(kept["papers"])))
    assert use_the_page(page) == []
    assert page.evaluate("[window.pwned, {}.star, {}.hideRead]") == [None, None, None]


OPEN_LINKS = """
async (fragments) => {
  const found = {};
  const [shared, mine] = [at("shared"), at("mine")];
  for (const [name, fragment] of Object.entries(fragments)) {
    location.hash = fragment;
    while (shared.hidden) await later();
    found[name] = shared.querySelector("[role=alert]")?.textContent ?? "shown";
    // adds the papers, or leaves
    shared.querySelector(".rl-tools > .rl-button").click();
    while (mine.hidden) await later();
    if (window.pwned || root.querySelector("img, script, [onload], [onerror]")) found[name] = "a script ran";
  }
  return found;
}
"""


def test_hostile_links_are_refused_or_only_texts(read: Reader) -> None:
    page = read.open("library/", within=watched(read))

    def open_links(fragments: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = page.evaluate(
            "(given) => {" + USE_THE_PAGE + f"return ({OPEN_LINKS})(given); }}", fragments
        )
        return found

    newer = "This link was made by a newer version of this site. Reload the page and try again."
    refused = open_links(NOT_LISTS)
    assert refused.pop("version 2") == newer
    assert all(message.startswith("This link is damaged or incomplete") for message in refused.values()), (
        refused
    )
    expect(page.get_by_text("Your library is empty.")).to_be_visible()
    assert set(open_links(SHARED_LISTS).values()) == {"shown"}
    page.reload()
    read.settle(page)
    expect(page.locator("[data-rl=aside]")).to_be_hidden()
    assert use_the_page(page) == []
    assert set(stored(page)["papers"]) == {"h-1", "h-2", "constructor"}


def test_a_slug_of_another_type_is_refused_everywhere(read: Reader, catalog: Catalog) -> None:
    """The pattern of slugs matches `["h-1"]`, and throws for objects that cannot become text."""
    slug = next(iter(catalog.papers))
    for odd in (["h-1"], {"toString": 1}):
        library = {
            "version": 1,
            "papers": {slug: {"star": True}},
            "opened": [{"slug": odd, "title": "H", "at": 1}],
            "preferences": {},
        }
        page = read.open("library/", within=with_library(read, library))
        expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
        expect(page.get_by_role("alert")).to_contain_text("Your library is damaged")
        assert json.loads(page.evaluate(f"localStorage.getItem('{KEY}:damaged')")) == library
        assert stored(page)["opened"] == []


def test_hostile_addresses_are_only_texts(read: Reader, catalog: Catalog) -> None:
    """The pages read their state again when the reader goes back, so one load of each page is enough."""
    context = watched(read)
    page = read.open("browse/", within=context)
    addresses = {
        name: "?" + address.partition("?")[2]
        for name, address in ADDRESSES.items()
        if address.startswith("browse/?")
    }
    wrong = page.evaluate(
        """async (addresses) => {
          const list = document.querySelector("[data-rl=list]");
          const later = () => new Promise((done) => setTimeout(done));
          const wrong = {};
          const open = async (address, expected) => {
            history.pushState(null, "", address);
            list.replaceChildren();
            dispatchEvent(new PopStateEvent("popstate", { state: null }));
            const end = Date.now() + 10000;
            while (!list.querySelector(expected) && Date.now() < end) await later();
            return Date.now() < end;
          };
          for (const [name, address] of Object.entries(addresses)) {
            if (!(await open(address, ".rl-card, .rl-empty__title"))) wrong[name] = "nothing shown";
            if (window.pwned) wrong[name] = "a script ran";
            if (document.querySelectorAll("[data-rl=chips] li").length > 60) wrong[name] = "too many filters";
          }
          if (!(await open("?topic=sourdough", ".rl-card"))) wrong.end = "no papers";
          return wrong;
        }""",
        addresses,
    )
    assert wrong == {}
    for start in ("pictures/", "map/"):
        read.go(page, start)
        for name, address in ADDRESSES.items():
            if address.startswith(start):
                page.evaluate("(fragment) => { location.hash = fragment }", address.partition("#")[2])
                assert page.evaluate("!window.pwned"), name


def test_any_text_can_be_searched_for(read: Reader) -> None:
    page = read.open("about/")
    page.keyboard.press("/")
    expect(page.get_by_role("option", name="Browse")).to_be_visible()
    texts = ("'\\ud800'", "'dough \\udc00'", "'%'", "'(a+)+$['", "'q7 '.repeat(4e4)", "'a-'.repeat(5e4)")
    for text in (*texts, "'a'.repeat(1e5)"):
        page.evaluate(
            f"""() => {{
              const box = document.querySelector(".rl-palette input");
              box.value = {text};
              box.dispatchEvent(new Event("input"));
            }}"""
        )
        palette = page.get_by_role("dialog", name="Search")
        expect(palette).to_contain_text(re.compile("No papers match|No results|Papers"))


def test_a_library_that_does_not_fit_is_not_imported(read: Reader, catalog: Catalog, tmp_path: Path) -> None:
    slug = next(iter(catalog.papers))
    library = {
        "version": 1,
        "papers": {slug: {"star": True, "note": "Mine"}},
        "opened": [],
        "preferences": {},
    }
    page = read.open("library/", within=with_library(read, library))
    before = stored(page)
    reasons = {
        "notes of 15 MB": "Nothing was imported. " + FULL,
        "200,000 papers": "This file has more than 50,000 papers",
        "more than 20 MB": "This file is larger than 20 MB",
    }
    for name, file in large_libraries().items():
        path = tmp_path / "large.json"
        path.write_bytes(file)
        page.set_input_files("[data-rl=file]", path)
        expect(page.locator("[data-rl=message]")).to_contain_text(reasons[name])
        expect(page.locator(".rl-notice")).not_to_contain_text("Imported")
        expect(page.locator("[data-rl=list] .rl-card")).to_have_count(1)
        assert stored(page) == before
    assert use_the_page(page) == []
