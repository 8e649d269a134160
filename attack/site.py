"""Hostile texts in every field of a list: builds the site, opens every page, and reads every export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from attack.exports import find_export_flaws
from attack.hostile_lists import HostileList, all_texts
from attack.payloads import mix_texts
from attack.processes import Ended
from attack.report import Options, Tally
from attack.small_lists import build_command, command
from attack.watching import WIDTHS, Watcher, open_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SINGLE_PAGES = (
    "",
    "topics/",
    "topics/first/",
    "years/",
    "years/2024/",
    "browse/",
    "library/",
    "new/",
    "pictures/",
    "map/",
    "feeds/",
    "about/",
    "nowhere/at/all/",
)
ROUNDS = 12
"""Most builds, each without the texts refused by the last one, before the list counts as broken."""
RANDOM_TEXTS = 40
"""Random texts in one list."""


def attack(tally: Tally, options: Options) -> None:
    """Build and inspect a list of all texts, then lists of random ones."""
    with open_browser() as browser:
        if options.site:
            read_folder(tally, browser, options.site)
            return
        attack_with_texts(tally, browser, all_texts())
        for _ in options.go_on():
            texts = tuple(mix_texts(options.random) for _ in range(RANDOM_TEXTS))
            attack_with_texts(tally, browser, texts)


def read_folder(tally: Tally, browser: Browser, folder: Path) -> None:
    """Open every page of a built site."""
    from serving import serve_site

    with serve_site(folder) as served:
        watcher = Watcher(browser, served.url.removesuffix("/reading-list/"))
        page = watcher.context().new_page()
        for file in sorted(folder.rglob("*.html")):
            address = file.relative_to(folder).as_posix().removesuffix("index.html")
            tally.cases += 1
            watcher.open(page, served.at(quote(address)))
            _count(tally, watcher, page, f"/{address}", file)


def attack_with_texts(tally: Tally, browser: Browser, texts: tuple[str, ...]) -> None:
    """Build a list of hostile texts and inspect the site."""
    number = len(list(tally.folder.glob("list*")))
    made = HostileList(tally.folder / f"list{number}", texts)
    tally.cases += len(texts)
    tally.run(f"check of list {number}", command(made.root, "check"), made.root)
    out = tally.folder / f"site{number}"
    if not build(tally, made, out):
        return
    for flaw in find_export_flaws(out, made.papers, topic="first"):
        tally.fail("exports", flaw, keep=made.root)
    read_site(tally, browser, made, out)


def build(tally: Tally, made: HostileList, out: Path) -> bool:
    """Build a list, removing texts that are refused; return whether that worked."""
    ended: Ended | None = None
    for _ in range(ROUNDS):
        ended = tally.run("build", build_command(made.root, out), made.root)
        if ended.code == 0:
            break
        if ended.code != 1 or not (dropped := made.drop_refused(ended.output)):
            break
        tally.refused += dropped - 1
    if ended is None or ended.code:
        said = ended.output.strip()[-300:] if ended else ""
        tally.fail("build", f"the list cannot be built: {said}", keep=made.root)
        return False
    outside = {path.name for path in out.parent.iterdir()} - {out.name, made.root.name}
    if strangers := [name for name in outside if not name.startswith(("list", "site"))]:
        tally.fail("build", f"files outside the site: {strangers}")
    return True


def read_site(tally: Tally, browser: Browser, made: HostileList, out: Path) -> None:
    """Open every page of a built site, and use the controls that show texts."""
    from serving import serve_site

    from generator.storage.folder import Folder
    from generator.storage.loading import load_catalog

    with serve_site(out) as served:
        watcher = Watcher(browser, served.url.removesuffix("/reading-list/"))
        contexts = [watcher.context(viewport={"width": width, "height": 900}) for width in WIDTHS]
        pages = [context.new_page() for context in contexts]

        def look(page: Page, case: str) -> None:
            _count(tally, watcher, page, case, made.root)

        papers = load_catalog(Folder(made.root)).papers
        titles = {f"papers/{slug}/": paper.title for slug, paper in papers.items()}
        for address, page in _list_visits(made, pages):
            try:
                watcher.open(page, served.at(address))
            except Exception as error:
                tally.fail(f"/{address}", f"cannot be opened: {str(error).splitlines()[0]}", keep=made.root)
                continue
            look(page, f"/{address}")
            if title := titles.get(address):
                _check_title(tally, page, f"/{address}", title, made.root)
        for page in pages:
            for name, use in USES.items():
                try:
                    use(watcher, page, served.url, made)
                except Exception as error:
                    tally.fail(name, str(error).splitlines()[0], keep=made.root)
                look(page, name)
        for context in contexts:
            context.close()


def _count(tally: Tally, watcher: Watcher, page: Page, case: str, keep: Path) -> None:
    tally.scripts += len(watcher.scripts)
    tally.requests += len(watcher.requests)
    for trouble in watcher.list_troubles(page):
        tally.fail(case, trouble, keep=keep)


def _check_title(tally: Tally, page: Page, case: str, title: str, keep: Path) -> None:
    """Check that a page shows a title unchanged."""
    shown = page.evaluate(
        "() => { const h = document.querySelector('h1').cloneNode(true);"
        " h.querySelectorAll('.headerlink').forEach((a) => a.remove()); return h.textContent; }"
    )
    if " ".join(shown.split()) != " ".join(title.split()):
        tally.fail(case, f"shows another title: {shown[:80]!r} for {title[:80]!r}", keep=keep)


def _list_visits(made: HostileList, pages: list[Page]) -> Iterator[tuple[str, Page]]:
    """Yield all pages of a site: single pages at every width, papers and topics at one."""
    for address in (*SINGLE_PAGES, *(f"topics/{id_}/" for id_ in list(made.topics)[:1]), "papers/old/"):
        for page in pages:
            yield address, page
    many = [*(f"papers/{slug}/" for slug in made.papers), *(f"topics/{id_}/" for id_ in made.topics)]
    for number, address in enumerate(many):
        yield address, pages[number % len(pages)]


def _search(watcher: Watcher, page: Page, base: str, made: HostileList) -> None:
    """Type into the search dialog; its suggestions show titles."""
    watcher.open(page, f"{base}papers/{next(iter(made.papers))}/")
    page.keyboard.press("Control+k")
    query = page.locator(".rl-palette input")
    for words in ("script", "onerror", "n1", "evil", "<img src=x onerror=pwn(1)>"):
        query.fill(words)
        page.wait_for_selector(".rl-palette [role=option]")
        page.wait_for_timeout(100)


def _browse(watcher: Watcher, page: Page, base: str, made: HostileList) -> None:
    """Open the browse page with hostile queries, and use its filters."""
    queries = [quote(text[:300].encode("utf-8", "replace")) for text in all_texts()[::9]]
    for number, query in enumerate(queries):
        parameters = ("q", "topic", "year", "venue", "sort", "kind", "author", "code", "shown")
        others = "&".join(f"{name}={query}" for name in parameters[number % 3 :])
        watcher.open(page, f"{base}browse/?{others}#{query}")
        troubles = page.evaluate("document.querySelectorAll('#rl-browse, #rl-browse *').length")
        assert troubles, "the browse page is empty"
    watcher.open(page, f"{base}browse/?q=script&shown=400")
    for summary in page.locator("#rl-browse summary:visible").all()[:12]:
        summary.click()
    for box in page.locator("#rl-browse input[type=checkbox]:visible").all()[:4]:
        box.check()


def _cite(watcher: Watcher, page: Page, base: str, made: HostileList) -> None:
    """Open the citation menu and export papers."""
    watcher.open(page, f"{base}topics/first/")
    for button in page.locator("[data-rl-act=cite]:visible").all()[:6]:
        button.click()
        page.get_by_role("group", name="Copy as").first.wait_for()
        page.keyboard.press("Escape")
    for button in page.locator("[data-rl-save]:visible").all()[:4]:
        with page.expect_download() as saved:
            button.click()
        assert not set(saved.value.suggested_filename) & set("/\\<>\"'\0"), saved.value.suggested_filename
    watcher.open(page, f"{base}papers/{list(made.papers)[-1]}/")
    for button in page.locator("[data-rl-copy]:visible").all()[:4]:
        button.click()


def _keep(watcher: Watcher, page: Page, base: str, made: HostileList) -> None:
    """Star papers, write notes, and open the library."""
    texts = all_texts()
    for number, slug in enumerate(list(made.papers)[::20]):
        watcher.open(page, f"{base}papers/{slug}/")
        page.locator("[data-rl-act=star]").first.click()
        page.locator("[data-rl-act=note]").first.click()
        page.get_by_label("Your note").fill(texts[number * 7 % len(texts)].replace("\0", ""))
        page.keyboard.press("Tab")
    watcher.open(page, f"{base}library/")
    for button in page.locator("#rl-library [data-rl-edit]:visible").all()[:2]:
        button.click()
    watcher.open(page, f"{base}library/?show=%3Cscript%3Epwn(1)")


USES = {"search box": _search, "browse page": _browse, "cite and export": _cite, "library": _keep}
"""Controls that show texts of records."""
