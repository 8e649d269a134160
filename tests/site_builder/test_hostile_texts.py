"""A site made of hostile texts: none of them runs, and all are shown as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from built_pages import BuiltSite, read_built_site
from lists import build_list, make_list, own_config
from serving import BASE, ServedSite, serve_site

from generator.model.catalog import Catalog
from generator.model.paper import Links
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.markdown import encode_for_markdown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE_URL = f"https://bread.example.org{BASE}"

WORST = (
    "<script>pwn(1)</script>",
    '"><img src=x onerror=pwn(2)>',
    "</title></head><body onload=pwn(3)>",
    "</script><script>pwn(4)</script>",
    "<!-- <script>pwn(5)</script>",
    "[click](javascript:pwn(6)) ![x](x){: onerror=pwn(7) }",
    "{: onclick=pwn(8) } { #top onclick=pwn(9) }",
    "```\n<script>pwn(10)</script>\n```",
    "# Heading\n\n<svg onload=pwn(11)>",
    "{{ 7 * 7 }} {% raw %} {{ config.items() }} {# gone #} {% endraw %}",
    "{{ cycler.__init__.__globals__ }} ${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt;pwn(12)&lt;/script&gt; &#60;img src=x onerror=pwn(13)&#62;",
    "<javascript:pwn(14)> <https://evil.example.org> www.evil.example.org",
    '--8<-- "mkdocs.yml" ;--8<-- ../../etc/passwd',
    "[^1]: a footnote *[HTML]: an abbreviation [x]: javascript:pwn(15)",
    "\x02wzxhzdk:0\x03 \x02amp\x03 \x02klzzwxh:0000\x03 klzzwxh:0001",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200bzero\u200b width",
    "nul \x00 bell \x07 escape \x1b[31m next\u0085line para\u2029graph",
    "*bold* _it_ __strong__ ~~gone~~ ==mark== ^^ins^^ `code` \\* \\<b\\> :smile: @someone $x$",
    "- list\n- list\n1. one\n> quote\n| a | b |\n|---|---|\n| 1 | 2 |\n***\n===",
    "--- !!python/object/apply:os.system ['true'] &anchor *alias: {a: b} %YAML @x",
    '\',"a":1}]}; pwn(16); //',
    "</p></div></article></details></pre></textarea></style><style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.pwn(17)</script>'></iframe>",
    "<a href='javascript:pwn(18)'>x</a><form action=javascript:pwn(19)><button>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=pwn(20)>",
    "=cmd|' /C calc'!A0",
    "𝒯𝑒𝓍𝓉 \U0001f9d1\u200d\U0001f9b0 e\u0301\u0302\u0303 \ufeff",
    "../../../../etc/passwd %2e%2e%2f ..\\..\\",
)

TRAP = """
window.pwned = [];
window.pwn = (what) => { window.pwned.push(what); };
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.pwned.push(name);
"""


def quoted(text: str) -> str:
    """Any text as YAML."""
    return yaml.safe_dump(text, allow_unicode=False, default_style='"', width=10**9).strip()


def record(number: int, text: str) -> str:
    """A record with `text` in every field that can hold text."""
    mark = f"n{number:02}"
    fields: dict[str, Any] = {
        "title": f"{mark} {text}",
        "authors": [f"{text} {mark}", text, f"Zed {text}"],
        "published": "2024-05-06",
        "venue": f"{text} {mark}",
        "venue_year": 2024,
        "topics": ["first", "second"],
        "tldr": f"{text} {mark}",
        "abstract": f"{text}\n\n{text} {mark}",
        "notes": f"{text}\n\n{text} {mark}",
        "review": f"{text} {mark}",
        "added": "2024-05-06",
        "evidence": {text: text},
        "captures": [{"capture": text, "position": 1}],
        "links": {
            "openreview": text,
            "code": "https://code.example.org/a/(pwn(21));//",
            "other": "https://x.example.org/?q=(pwn(22))&amp;*7*7*#$x[y]_z_",
        },
    }
    if number % 3 == 0:
        del fields["authors"]
        fields |= {"organization": {"name": text, "account": text}, "author_count": 3}
    return yaml.safe_dump(fields, allow_unicode=False, default_style='"', width=10**9).replace("!!int ", "")


@pytest.fixture(scope="module")
def hostile_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile") / "list"
    make_list(root, content=None)
    config = own_config(root, {"site_url": SITE_URL})
    papers = root / "content" / "papers"
    papers.mkdir()
    for number, text in enumerate(WORST):
        (papers / f"worst-{number:02}.yml").write_text(record(number, text), encoding="utf-8")
    (papers / "long.yml").write_text(
        f"title: {quoted('long ' * 200 + '<b>' + 'x' * 3000)}\ntopics: [first]\n"
        f"abstract: {quoted('<script>pwn(30)</script> ' + 'y' * 1_000_000)}\n",
        encoding="utf-8",
    )
    every = " ".join(WORST)
    topics = {
        "groups": [
            {
                "id": "all",
                "title": every,
                "topics": [
                    {"id": "first", "title": f"T1 {every}", "scope": f"S1 {every}"},
                    {
                        "id": "second",
                        "title": WORST[0],
                        "scope": WORST[1],
                        "path": [{"paper": "worst-01", "why": every}],
                    },
                ],
            }
        ],
        "paths": [
            {
                "id": "way",
                "title": every,
                "introduction": every,
                "steps": [{"paper": "worst-00", "why": every}],
            }
        ],
    }
    changes = [
        {
            "date": "2024-05-06",
            "sources": [every],
            "added": [f"worst-{number:02}" for number in range(len(WORST))],
            "excluded": {every: every},
            "note": every,
        }
    ]
    for name, data in {"topics.yml": topics, "changes.yml": changes}.items():
        text = yaml.safe_dump(data, allow_unicode=False, default_style='"', width=10**9)
        (root / "content" / name).write_text(text, encoding="utf-8")
    (root / "content" / "redirects.yml").write_text("old: worst-00\n", encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def hostile_list(hostile_config: Path) -> Catalog:
    return load_catalog(Folder(hostile_config.parent))


@pytest.fixture(scope="module")
def hostile_site(hostile_config: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    out = build_list(hostile_config, tmp_path_factory.mktemp("hostile-site") / "site")
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
        for element in page.root.iter():
            if not isinstance(element.tag, str):
                assert "pwn" not in (element.text or ""), page.address
                continue
            handlers = [name for name in element.attrib if name.startswith("on")]
            assert handlers == [], f"{page.address}: {element.tag} {handlers}"
            assert element.tag not in ("iframe", "object", "embed", "math", "table", "textarea") or (
                page.address in ("feeds/", "pictures/")
            ), f"{page.address}: {element.tag}"
            for name in ("href", "src", "action", "data", "formaction"):
                address = (element.get(name) or "").strip().lower()
                assert not address.startswith(("javascript:", "data:", "vbscript:")), page.address
        for script in page.root.iter("script"):
            if "pwn" in (script.text or ""):
                assert script.get("type") == "application/ld+json", page.address


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
        *(f"papers/worst-{number:02}/" for number in range(len(WORST))),
    ]  # fmt: skip
    for address in addresses:
        page.goto(hostile_served.at(address), wait_until="load")
        check_unharmed(page, address)
    page.goto(hostile_served.at("papers/old/"))
    page.wait_for_url("**/papers/worst-00/")
    check_unharmed(page, "a paper that has moved")
    # results of the search, on the browse page and in the header
    page.goto(hostile_served.at("browse/"))
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
    page.fill("#rl-q", "n01")
    page.wait_for_selector("[data-rl-search-panel]:not([hidden]) a")
    check_unharmed(page, "search in the header")
    # the library, with a hostile paper starred and a hostile note
    page.goto(hostile_served.at("papers/worst-01/"))
    page.locator("[data-rl-keep] button").first.click()
    page.goto(hostile_served.at("library/"))
    page.wait_for_selector("#rl-library article[data-slug]")
    check_unharmed(page, "library")
    assert dialogs == []
    assert [url for url in asked if not url.startswith((hostile_served.url, "data:", "blob:"))] == []
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
