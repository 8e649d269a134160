"""Taking papers along from the pages of papers, topics and years."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from reader import Reader
from serving import ServedSite

from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COPYING = ["clipboard-read", "clipboard-write"]


def save_by_keyboard(page: Page, row: str, button: str) -> tuple[str, str]:
    """Press a button in the first matching row, or in its menu; return name and text of the file."""
    place = page.locator(row).first
    if place.locator("summary", has_text="Export").count():
        place.locator("summary").focus()
        page.keyboard.press("Enter")
    place.get_by_role("button", name=button, exact=True).first.focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


@pytest.mark.parametrize(
    ("address", "button"), [("topics/sourdough/", "Download RIS"), ("feeds/", ".ris")], ids=["topic", "feeds"]
)
def test_a_topic_is_saved_in_any_format(read: Reader, catalog: Catalog, address: str, button: str) -> None:
    name, text = save_by_keyboard(read.open(address), "[data-rl-of='topics/sourdough']", button)
    references = collect_references(catalog)
    slugs = sorted(paper.slug for paper in catalog.by_topic["sourdough"])
    assert (name, text) == ("sourdough.ris", FORMATS["ris"].write(references[slug] for slug in slugs))


def test_a_year_is_saved_in_any_format(read: Reader, catalog: Catalog) -> None:
    name, text = save_by_keyboard(read.open("years/2012/"), "[data-rl-of='years/2012']", "Download CSL-JSON")
    keys = {reference.key for reference in collect_references(catalog).values()}
    assert name == "2012.json"
    found = {item["id"] for item in json.loads(text)}
    assert len(found) == len(catalog.by_year[2012])
    assert found <= keys


def test_each_format_of_a_citation_has_a_tab(read: Reader, catalog: Catalog) -> None:
    slug, reference = next(iter(collect_references(catalog).items()))
    page = read.open(f"papers/{slug}/", permissions=COPYING)
    panel = page.get_by_role("tabpanel")
    expect(panel).to_have_text(re.compile("^@"))
    page.get_by_role("tab", name="BibTeX").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="CSL-JSON")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="RIS", selected=True)).to_be_focused()
    expect(panel).to_contain_text("TY  - ")
    expected = FORMATS["ris"].write([reference])
    assert save_by_keyboard(page, ".rl-cite", "Download RIS") == (f"{slug}.ris", expected)
    page.get_by_role("button", name="Copy RIS").click()
    expect(page.locator(".rl-notice")).to_have_text("RIS copied.")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == expected.splitlines()
    # cited in Markdown with two actions
    page.get_by_role("tab", name="Markdown").click()
    page.get_by_role("button", name="Copy Markdown").click()
    expect(page.locator(".rl-notice")).to_have_text("Markdown copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == FORMATS["md"].write_entry(reference)


def test_the_file_of_a_paper_has_all_facts_in_bibtex(read: Reader, catalog: Catalog) -> None:
    slug, reference = next(iter(collect_references(catalog).items()))
    page = read.open(f"papers/{slug}/")
    address = page.locator("link[type='application/x-bibtex']").get_attribute("href")
    answer = page.request.get(urljoin(page.url, address or ""))
    assert answer.text() == FORMATS["bib"].write([reference])
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download BibTeX").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == answer.text()


def test_an_export_that_fails_says_so_and_works_when_tried_again(read: Reader, catalog: Catalog) -> None:
    page = read.open("topics/sourdough/")
    page.route("**/*.bin", lambda route: route.abort())
    menu = page.locator("[data-rl-of='topics/sourdough']")
    button = menu.get_by_role("button", name="Download RIS")
    menu.locator("summary").click()
    button.click()
    expect(button).to_be_hidden()
    expect(page.locator(".rl-notice")).to_have_text(
        "The citations could not be loaded. Check your connection and try again."
    )
    page.unroute("**/*.bin")
    page.keyboard.press("Enter")
    with page.expect_download():
        button.click()
    page.keyboard.press("Enter")
    expect(button).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    page.locator("h1").click()
    expect(button).to_be_hidden()
    expect(page.locator(".rl-notice")).to_contain_text("papers saved as sourdough.ris.")
    read.problems.clear()


def test_a_text_on_the_page_is_copied_without_loading_the_others(read: Reader, catalog: Catalog) -> None:
    page = read.open(f"papers/{next(iter(catalog.papers))}/", permissions=COPYING)
    page.route("**/assets/data/**", lambda route: route.abort())
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator(".rl-notice")).to_have_text("BibTeX copied.")


def test_without_javascript_pages_offer_files_and_text_only(
    browser: Browser, built_site: ServedSite, catalog: Catalog
) -> None:
    slug = next(iter(catalog.papers))
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(built_site.at(f"papers/{slug}/"))
        expect(page.locator(".rl-cite button:visible")).to_have_count(0)
        expect(page.get_by_role("link", name="Download BibTeX")).to_be_visible()
        expect(page.get_by_role("tab")).to_have_count(0)
        for format_, text in (("bib", "@"), ("citation", "("), ("md", "[")):
            expect(page.locator(f"pre[data-format={format_}]")).to_contain_text(text)
            expect(page.locator(f"pre[data-format={format_}]")).to_be_visible()
        expect(page.locator("pre:visible")).to_have_count(3)
        page.goto(built_site.at("topics/sourdough/"))
        page.locator("summary", has_text="Export").click()
        expect(page.locator(".rl-export :is(a, button):visible")).to_have_text(["BibTeX"])
        page.goto(built_site.at("browse/"))
        expect(page.locator(".rl-card__title:visible")).to_have_count(20)
        expect(page.locator(".rl-browse :is(input, button, select):visible")).to_have_count(0)
        page.locator("summary", has_text="Export").click()
        expect(page.get_by_role("link", name="Download BibTeX")).to_be_visible()
    finally:
        context.close()
