"""Damaged libraries and hostile links in the reader's browser: pages show them or report what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

from attack.hostile_lists import all_texts
from attack.payloads import mix_texts
from attack.report import Options, Tally
from attack.small_lists import build_command, make_small_list
from attack.watching import Watcher, open_browser

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

KEY = "reading-list:/reading-list/"
"""Storage key of the library on a site served at ``/reading-list/``."""
PAPER = "papers/rye-doughs/"


def attack(tally: Tally, options: Options) -> None:
    """Open each damaged library, import each hostile file, and open each hostile link."""
    from hostile_library import ADDRESSES, LIBRARIES

    root = make_small_list(tally.folder / "list")
    site = tally.folder / "site"
    tally.run("build", build_command(root, site), root)
    with open_browser() as browser, _serve(site) as url:
        watcher = Watcher(browser, url.removesuffix("/reading-list/"))
        libraries = {**LIBRARIES, "texts": _write_library(all_texts())}
        for case, data in options.choose(libraries).items():
            attack_with_library(tally, watcher, url, case, data)
        attack_with_addresses(tally, watcher, url, options.choose(ADDRESSES))
        for _ in options.go_on():
            data = _mutate(options.random, options.random.choice(list(libraries.values())))
            attack_with_library(tally, watcher, url, "random library", data)


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    from serving import serve_site

    with serve_site(site) as served:
        yield served.url


def _write_library(texts: tuple[str, ...]) -> bytes:
    papers = {
        f"h-{n}": {
            "title": text,
            "facts": text,
            "note": text,
            "star": n % 2 == 0,
            "state": "read",
            "starAt": n,
        }
        for n, text in enumerate(texts)
    }
    opened = [{"slug": f"h-{n}", "title": text, "at": n} for n, text in enumerate(texts[:20])]
    whole = {
        "format": "reading-list-library",
        "version": 1,
        "papers": papers,
        "opened": opened,
        "preferences": {},
    }
    return json.dumps(whole).encode()


def _mutate(random: Random, data: bytes) -> bytes:
    data = data[:50_000]
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(data) + 1)
        end = min(len(data), at + random.choice((0, 1, 1, 4, 20)))
        values = (
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "true",
            '"__proto__"',
            "[[1]]",
            '{"a":1}',
            json.dumps(mix_texts(random)),
        )
        piece = random.choice(
            (*(value.encode() for value in values), b"", b",", b"}", b'"', data[at:end] * 3)
        )
        data = data[:at] + piece + data[end:]
    return data


def attack_with_library(tally: Tally, watcher: Watcher, url: str, case: str, data: bytes) -> None:
    """Open pages with a library in the browser's storage, then import it as a file."""
    tally.cases += 1
    context = watcher.context()
    try:
        page = context.new_page()
        watcher.open(page, f"{url}{PAPER}")
        stored = data.decode("utf-8", "replace")
        if not page.evaluate(
            "([k, v]) => { try { localStorage.setItem(k, v); return true; } catch { return false; } }",
            [KEY, stored],
        ):
            stored = ""
        watcher.open(page, f"{url}library/")
        _look(tally, watcher, page, f"{case} in storage", data)
        page.wait_for_timeout(50)
        check_still_works(tally, watcher, page, url, case, data)
        _import(tally, watcher, context, url, case, data)
    except Exception as error:
        said = watcher.list_troubles(page)
        _fail(tally, case, f"{str(error).splitlines()[0][:160]} {said}", data)
    finally:
        context.close()


def check_still_works(tally: Tally, watcher: Watcher, page: Page, url: str, case: str, data: bytes) -> None:
    """Star a paper and find it in the library, unless a newer version saved the library."""
    watcher.open(page, f"{url}{PAPER}")
    page.locator("[data-rl-act=star]").first.click()
    watcher.open(page, f"{url}library/")
    _look(tally, watcher, page, f"{case}, then a star", data)
    trouble = page.locator("[data-rl=trouble]").inner_text()
    shown = page.locator("#rl-library [data-slug='rye-doughs']").count()
    if not shown and "newer version" not in trouble and page.locator("[data-rl=more]").is_hidden():
        _fail(tally, case, f"a star is not kept ({trouble!r})", data)


def _import(
    tally: Tally, watcher: Watcher, context: BrowserContext, url: str, case: str, data: bytes
) -> None:
    """Import a library file into an empty library."""
    page = context.new_page()
    watcher.open(page, f"{url}about/")
    page.evaluate("localStorage.clear()")
    watcher.open(page, f"{url}library/")
    page.set_input_files(
        "[data-rl=file]", {"name": "library.json", "mimeType": "application/json", "buffer": data}
    )
    page.wait_for_selector("[data-rl=message]:not(:empty)")
    message = page.locator("[data-rl=message]").text_content() or ""
    _look(tally, watcher, page, f"{case} imported", data)
    tally.refused += not message.startswith("Imported")
    watcher.open(page, f"{url}library/")
    _look(tally, watcher, page, f"{case} imported, then the page again", data)


def attack_with_addresses(tally: Tally, watcher: Watcher, url: str, addresses: dict[str, str]) -> None:
    """Open hostile links."""
    context = watcher.context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for case, address in addresses.items():
        tally.cases += 1
        try:
            page.goto("about:blank")
            watcher.open(page, f"{url}{address}")
            _look(tally, watcher, page, case, address.encode())
        except Exception as error:
            _fail(tally, case, f"{str(error).splitlines()[0][:160]}", address.encode())
    context.close()


def _look(tally: Tally, watcher: Watcher, page: Page, case: str, data: bytes) -> None:
    tally.scripts += len(watcher.scripts)
    tally.requests += len(watcher.requests)
    for trouble in watcher.list_troubles(page):
        _fail(tally, case, trouble, data)


def _fail(tally: Tally, case: str, what: str, data: bytes) -> None:
    file = tally.folder / f"{len(tally.failures)}.json"
    file.write_bytes(data[:1_000_000])
    tally.fail(case, what, keep=file)
