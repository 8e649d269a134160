"""A site in a made-up language that puts every message in brackets: whatever is outside of them is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from built_pages import read_built_site
from lists import BREAD, build_list, make_list
from lxml import etree, html
from page_kinds import list_addresses
from serving import serve_site

from generator.pages.digest import render_html, render_markdown
from generator.pages.languages import MESSAGES
from generator.site_builder.builder import SiteBuilder
from generator.storage import languages
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.site_settings import load_site
from generator.text.translation import Translator

if TYPE_CHECKING:
    from reader import Windows

LANGUAGE = "eo"
"""A language that Material knows and this program does not."""
THEME = '{% macro t(key) %}{{ {"language": "eo", "direction": "rtl"}[key] or "⟦" ~ key ~ "⟧" }}{% endmacro %}'

NAMES = (
    "Atom BibTeX RIS CSL-JSON CSV PDF Markdown DOI ISBN ISSN bib ris csv json doi openreview"
    " arXiv OpenReview Google Scholar Semantic GitHub et al"
)
"""Names of formats and sites, and of fields of records, which no language translates."""
SKIPPED = "self::script or self::style or self::pre or self::code or self::kbd or @class='rl-card__reference'"
ATTRIBUTES = "name()='aria-label' or name()='title' or name()='placeholder' or name()='alt' or name()='label'"

# Dough, Whole-Grain, baker’s
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The catalog of the made-up language in place of the real ones."""
    folder = tmp_path_factory.mktemp("languages")
    template = languages.LANGUAGES / "messages.pot"
    (folder / template.name).write_bytes(template.read_bytes())
    catalog = languages.read_catalog(template.name)
    catalog.locale = LANGUAGE
    for message in catalog:
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            forms = tuple(f"⟦{id_}⟧" for id_ in ids)
            message.string = forms[0] if isinstance(message.id, str) else forms
    with pytest.MonkeyPatch.context() as patch:
        import messages

        (folder / f"{LANGUAGE}.po").write_bytes(messages.write_catalog(catalog))
        patch.setattr(languages, "LANGUAGES", folder)
        for function in (languages.list_messages, languages.open_translator):
            function.cache_clear()
        yield folder
    for function in (languages.list_messages, languages.open_translator):
        function.cache_clear()


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory, catalogs: Path) -> Path:
    root = tmp_path_factory.mktemp("list") / "list"
    config = make_list(root)
    text = config.read_text(encoding="utf-8").replace("theme:\n", f"theme:\n  language: {LANGUAGE}\n")
    config.write_text(text, encoding="utf-8")
    own = root / "templates" / "overrides" / "partials" / "languages" / f"{LANGUAGE}.html"
    own.parent.mkdir(parents=True)
    own.write_text(THEME, encoding="utf-8")
    (root / "content" / "wording.yml").write_text("Search papers: Serĉu panojn\n", encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def site(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_list(config, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def data(config: Path) -> set[str]:
    """The words of the list itself."""
    files = [config, *config.parent.glob("content/**/*.yml"), *config.parent.glob("content/**/*.md")]
    words = {word for path in files for word in WORD.findall(path.read_text(encoding="utf-8"))}
    translator = Translator(LANGUAGE)
    months = {month.capitalize() for month in translator.locale.months["format"]["wide"].values()}
    return words | months | set(NAMES.split())


def list_outside(texts: Iterable[str]) -> Iterator[str]:
    """Yield what is outside of brackets in each of some texts; brackets may span texts and be nested."""
    depth = 0
    for text in texts:
        outside = []
        for character in text:
            depth += (character == "⟦") - (character == "⟧")
            outside.append(character if depth == 0 else " ")
        yield "".join(outside)


def find_untranslated(root: html.HtmlElement, data: set[str]) -> list[str]:
    """Return what a reader sees or hears that is neither in brackets nor from the list."""
    nodes = root.xpath(f"//text()[not(ancestor::*[{SKIPPED}])]")
    texts = list(zip(nodes, list_outside(nodes), strict=True))
    for attribute in root.xpath(f"//@*[{ATTRIBUTES}][not(parent::*[@class='Z3988'])]"):
        texts.append((attribute, next(list_outside([attribute]))))
    return [
        f"{text.getparent().tag}.{text.getparent().get('class')}: {text.strip()!r} ({', '.join(words)})"
        for text, outside in texts
        if (words := [word for word in WORD.findall(outside) if word not in data])
    ]


def test_all_texts_of_pages_are_translated_or_data(site: Path, data: set[str]) -> None:
    pages = read_built_site(site, BREAD["site_url"]).pages
    assert len(pages) > 20
    found = {text: page.address for page in pages.values() for text in find_untranslated(page.root, data)}
    assert "\n".join(f"{page}: {text}" for text, page in found.items()) == ""
    assert {page.root.get("lang") for page in pages.values()} == {LANGUAGE}
    assert "⟦Browse⟧" in pages["browse/"].text("//h1")


def test_a_list_words_the_interface_itself(site: Path) -> None:
    page = read_built_site(site, BREAD["site_url"]).pages["browse/"]
    assert page.texts("//label[@for='rl-browse-q']") == ["Serĉu panojn"]


def test_lists_in_different_languages_do_not_mix(config: Path, tmp_path: Path) -> None:
    configs = (config, make_list(tmp_path / "list"))
    other, english = (SiteBuilder(Folder(path.parent)).build(load_site(path)) for path in configs)
    with ThreadPoolExecutor(1) as pool:
        drafts = [pool.submit(site.render, "browse.md").result() for site in (other, english, other)]
    assert [draft.meta["title"] for draft in drafts] == ["⟦Browse⟧", "Browse", "⟦Browse⟧"]
    assert (MESSAGES in other.paths, MESSAGES in english.paths) == (True, False)


def test_feeds_name_their_language_and_translate_labels(site: Path) -> None:
    feed = etree.parse(site / "feed.xml").getroot()
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == LANGUAGE
    assert "⟦Code⟧" in (site / "feed.xml").read_text(encoding="utf-8")


def test_digests_are_translated(config: Path, data: set[str]) -> None:
    catalog = load_catalog(Folder(config.parent))
    page = html.document_fromstring(render_html(catalog, "2000-01-01"))
    assert find_untranslated(page, data) == []
    assert (page.get("lang"), page.get("dir")) == (LANGUAGE, None)
    assert "⟦" in render_markdown(catalog, "2000-01-01")


def test_texts_of_scripts_are_translated(site: Path, config: Path, data: set[str], windows: Windows) -> None:
    addresses = list_addresses(load_catalog(Folder(config.parent)))
    with serve_site(site) as served:
        (page,) = windows.take(served).pages
        found: list[str] = []

        def look(place: str) -> None:
            root = html.document_fromstring(page.content())
            found.extend(f"{place}: {text}" for text in find_untranslated(root, data | {"xyzzy"}))

        page.goto(served.at(addresses["paper"]))
        page.click('[data-rl-act="star"]')
        page.click('[data-rl-act="note"]')
        look("paper")
        page.goto(served.at("browse/"))
        page.click("[data-rl-pick]")
        page.click('.rl-card [data-rl-act="read"]')
        page.click('.rl-card [data-rl-act="cite"]')
        page.wait_for_selector(".rl-card .rl-menu")
        look("browse")
        page.goto(served.at("browse/?q=xyzzy&year=unknown"))
        page.wait_for_selector(".rl-empty")
        look("no results")
        page.goto(served.at("library/"))
        page.wait_for_selector("#rl-library[data-ready]")
        page.click("[data-rl-edit]")
        look("library")
        page.goto(served.at(""))
        page.fill("#rl-hero-q", "dough")
        page.wait_for_selector(".rl-search__option")
        look("search box")
        assert page.text_content(".rl-search__all").startswith("⟦")
        page.keyboard.press("Control+k")
        page.wait_for_selector(".rl-palette [role=option]")
        look("palette")
        assert "\n".join(found) == ""


def test_pages_fit_a_phone_from_right_to_left(site: Path, config: Path, windows: Windows) -> None:
    addresses = list_addresses(load_catalog(Folder(config.parent)))
    with serve_site(site) as served:
        window = windows.take(served, has_touch=True, viewport={"width": 390, "height": 844})
        (page,) = window.pages
        for address in addresses.values():
            page.goto(served.at(address))
            page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
            assert page.evaluate("document.documentElement.scrollWidth") == 390, address
        page.goto(served.at("topics/"))
        page.tap(".rl-menu-button")
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null)")
        menu = page.locator("#rl-menu").bounding_box()
        assert menu is not None
        assert (menu["x"] > 50, menu["x"] + menu["width"]) == (True, 390)
