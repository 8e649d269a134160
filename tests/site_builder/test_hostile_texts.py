"""A site made of hostile texts: none of them runs, and all are shown as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from built_pages import BuiltSite, read_built_site
from hostile_list import WORST, make_hostile_list
from lists import build_list
from serving import BASE, ServedSite, serve_site

from generator.model.catalog import Catalog
from generator.model.paper import Links
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.markdown import encode_for_markdown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE_URL = f"https://bread.example.org{BASE}"

TRAP = """
window.pwned = [];
window.pwn = (what) => { window.pwned.push(what); };
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.pwned.push(name);
"""


# a page written by hand may have any HTML; only the Content-Security-Policy stops it
HOSTILE_PAGE = """# Hostile

<script>pwn(90)</script>
<script src="https://evil.test/91.js"></script>
<script src="data:text/javascript,pwn(92)"></script>
<img src="x" onerror="pwn(93)"> <img src="https://evil.test/94.png">
<iframe src="https://evil.test/95"></iframe> <iframe srcdoc="<script>parent.pwn(96)</script>"></iframe>
<object data="https://evil.test/97"></object> <embed src="https://evil.test/98">
<base href="https://evil.test/99/">
<link rel="stylesheet" href="https://evil.test/100.css"> <style>@import "https://evil.test/101.css";</style>
<p style="background: url(https://evil.test/102.png)">text</p>
<a href="javascript:pwn(103)" id="run">run</a>
<form action="https://evil.test/104"><button id="send">send</button></form>
<video src="https://evil.test/105.mp4" autoplay></video>
"""


@pytest.fixture(scope="module")
def hostile_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = make_hostile_list(tmp_path_factory.mktemp("hostile") / "list", SITE_URL)
    (config.parent / "content" / "pages" / "hostile.md").write_text(HOSTILE_PAGE, encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def hostile_list(hostile_config: Path) -> Catalog:
    return load_catalog(Folder(hostile_config.parent))


@pytest.fixture(scope="module")
def hostile_site(hostile_config: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    # a build warns about the scripts in introductions
    out = build_list(hostile_config, tmp_path_factory.mktemp("hostile-site") / "site", strict=False)
    return read_built_site(out, SITE_URL)


def test_hostile_texts_are_shown_as_text(hostile_site: BuiltSite, hostile_list: Catalog) -> None:
    for slug, paper in hostile_list.papers.items():
        page = hostile_site.pages[f"papers/{slug}/"]
        title = " ".join(paper.title.split())
        assert page.text("//h1").removesuffix("#") == title
        assert page.text("//head/title").startswith(title)
        (shared,) = page.attributes("//meta[@property='og:title']/@content")
        assert " ".join(shared.split()) == title
        assert page.text("//*[@class='rl-paper__abstract']") == " ".join(paper.abstract.split())
        card = hostile_site.pages["topics/first/"].texts(f"//article[@data-slug='{slug}']//h4")
        assert card == [title]


def test_hostile_texts_add_no_elements(hostile_site: BuiltSite) -> None:
    for page in hostile_site.pages.values():
        if page.address == "hostile/":
            continue
        for element in page.root.iter():
            if not isinstance(element.tag, str):
                assert "pwn" not in (element.text or ""), page.address
                continue
            handlers = [name for name in element.attrib if name.startswith("on")]
            assert handlers == [], f"{page.address}: {element.tag} {handlers}"
            assert element.tag not in ("iframe", "object", "embed", "math", "table", "textarea") or (
                page.address in ("feeds/", "pictures/")
                or element.get("class") == "rl-compare"
                or {"rl-introduction", "rl-paper__notes"}
                & {each.get("class") for each in element.iterancestors()}
            ), f"{page.address}: {element.tag}"
            for name in ("href", "src", "action", "data", "formaction"):
                address = (element.get(name) or "").strip().lower()
                assert not address.startswith(("javascript:", "data:", "vbscript:")), page.address
        for script in page.root.iter("script"):
            if "pwn" in (script.text or ""):
                assert script.get("type") == "application/ld+json", page.address


@pytest.mark.parametrize(
    ("address", "name", "after"),
    [("topics/first/", "rl-introduction", "papers"), ("papers/long/", "rl-paper__notes", "cite")],
)
def test_introductions_and_notes_keep_to_their_place(
    hostile_site: BuiltSite, address: str, name: str, after: str
) -> None:
    page = hostile_site.pages[address]
    (introduction,) = page.root.xpath(f"//*[@class='{name}']")
    allowed = {"href", "src", "alt", "title", "align", "loading"}
    for element in introduction.iterdescendants():
        assert set(element.attrib) <= allowed, element.attrib
        assert not (element.get("src") or "").startswith(("http", "/", "\\"))
    text = introduction.text_content()
    assert "Text {onclick=pwn(52)}" in text
    assert '--8<-- "mkdocs.yml"' in text.replace("“", '"').replace("”", '"')
    assert "{{ 7 * 7 }}" in text
    assert "site_name" not in text
    # what follows it is still where it belongs, and no definition of the text applies there
    (heading,) = page.root.xpath(f"//*[@id='{after}']")
    assert introduction not in heading.iterancestors()
    assert heading.getparent() is introduction.getparent()
    assert page.root.xpath("//abbr") == []


def test_hostile_texts_cannot_leave_the_folder(hostile_site: BuiltSite) -> None:
    assert not list(hostile_site.folder.parent.glob("*passwd*"))
    assert [path.name for path in hostile_site.folder.parent.iterdir()] == [hostile_site.folder.name]


@pytest.fixture(scope="module")
def hostile_served(hostile_site: BuiltSite) -> Iterator[ServedSite]:
    with serve_site(hostile_site.folder) as served:
        yield served


def check_unharmed(page: Page, where: str) -> None:
    assert page.evaluate("window.pwned") == [], where
    # attributes that would run once somebody comes near
    armed = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes])"
        ".filter((a) => /pwn/.test(a.value))"
        ".filter((a) => /^on/i.test(a.name) || /^\\s*(javascript|data|vbscript):/i.test(a.value))"
        ".filter((a) => !['content', 'title', 'aria-label', 'placeholder', 'value'].includes(a.name))"
        ".map((a) => a.name + '=' + a.value.slice(0, 80))"
    )
    assert armed == [], where


def test_hostile_texts_do_not_run_in_a_browser(hostile_served: ServedSite, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(TRAP)
    page = context.new_page()
    dialogs: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    addresses = [
        "", "topics/", "topics/first/", "topics/second/", "years/", "years/2024/", "new/", "feeds/",
        "library/", "pictures/", "browse/", "papers/long/", "about/", "nowhere/at/all/",
        # `make attack` opens all of them
        *(f"papers/worst-{number:02}/" for number in range(0, len(WORST), 12)),
    ]  # fmt: skip
    for address in addresses:
        page.goto(hostile_served.at(address), wait_until="load")
        check_unharmed(page, address)
    page.goto(hostile_served.at("papers/old/"))
    page.wait_for_url("**/papers/worst-00/")
    check_unharmed(page, "a paper that has moved")
    # results of the search, on the browse page and in the header
    for words in ("n00", "script", "onerror", "n23"):
        page.goto(hostile_served.at(f"browse/?q={words}"))
        page.wait_for_selector("#rl-browse [data-slug]")
        check_unharmed(page, f"browse for {words}")
    page.goto(
        hostile_served.at("browse/?q=%3Cimg%20src%3Dx%20onerror%3Dpwn(40)%3E&topic=%22%3E%3Cscript%3Epwn(41)")
    )
    page.wait_for_selector("#rl-browse :is([data-slug], p)")
    check_unharmed(page, "browse for a hostile address")
    page.goto(hostile_served.at("about/"))
    page.keyboard.press("Control+k")
    for words in ("n01", "onerror", "script"):
        page.fill(".rl-palette input", words)
        page.wait_for_selector(".rl-palette .rl-search__title")
        check_unharmed(page, f"palette for {words}")
    # the library, with a hostile paper starred and a hostile note
    page.goto(hostile_served.at("papers/worst-01/"))
    page.locator("[data-rl-keep] button").first.click()
    page.goto(hostile_served.at("library/"))
    page.wait_for_selector("#rl-library article[data-slug]")
    check_unharmed(page, "library")
    assert dialogs == []
    assert [url for url in asked if not url.startswith((hostile_served.url, "data:", "blob:"))] == []
    context.close()


def test_no_script_of_a_handwritten_page_runs(hostile_served: ServedSite, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(TRAP)
    page = context.new_page()
    # Chromium announces requests before its policy stops them; these would be answered
    sent: list[str] = []
    page.route("https://evil.test/**", lambda route: (sent.append(route.request.url), route.abort()))
    page.goto(hostile_served.at("hostile/"), wait_until="load")
    page.wait_for_selector("html[data-rl-ready]", state="attached")
    stopped = page.evaluate(
        """() => new Promise((resolve) => {
            const stopped = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                if (stopped.push(event.effectiveDirective) === 2) resolve(stopped.sort());
            });
            for (const id of ["run", "send"]) document.getElementById(id).click();
        })"""
    )
    assert stopped == ["form-action", "script-src-elem"]
    assert page.evaluate("window.pwned") == []
    assert page.url.startswith(hostile_served.at("hostile/"))
    assert sent == []
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:pwn(1)",
        "data:text/html,<script>pwn(1)</script>",
        'https://x.example.org/" onclick=pwn(1)',
        "https://x.example.org/<script>",
        "https://x.example.org/{{7*7}}",
        "//x.example.org/",
        "https://user@evil.example.org/",
    ],
)
def test_hostile_address_is_rejected(address: str) -> None:
    with pytest.raises(ValueError, match="expected a web address"):
        Links(code=(address,))


@pytest.mark.parametrize("text", WORST)
def test_escaped_text_is_one_line_of_markdown(text: str) -> None:
    escaped = encode_for_markdown(text)
    assert not re.search(r"[\r\n<>`*_\[\]{}]", escaped)
