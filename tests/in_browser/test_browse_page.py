"""The browse page: filters, sorting, the URL, selecting and exporting."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import bibtexparser
import pytest
import rispy
from playwright.sync_api import expect
from reader import Reader
from stored_library import with_library

from generator.model.catalog import Catalog
from generator.model.paper import Paper

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def box(page: Page, name: str, value: str) -> Locator:
    return page.locator(f"[data-rl=facets] input[name={name}][value='{value}']")


def count_of(page: Page, name: str, value: str) -> Locator:
    return page.locator(f".rl-facet__value:has(input[name={name}][value='{value}']) .rl-count")


def total(page: Page) -> Locator:
    return page.locator("[data-rl=total]")


def titles(page: Page) -> list[str]:
    return page.locator("[data-rl=list] .rl-card__title").all_text_contents()


def papers(number: int) -> str:
    return f"{number} paper" if number == 1 else f"{number} papers"


@pytest.fixture(scope="module")
def two_topics(catalog: Catalog) -> tuple[str, str]:
    """The two topics with the most papers that have code."""
    counts = Counter(topic for paper in catalog.papers.values() if paper.links.code for topic in paper.topics)
    (first, _), (second, _) = counts.most_common(2)
    return first, second


def chosen(catalog: Catalog, topics: tuple[str, ...], *, code: bool = False) -> list[Paper]:
    """The papers in any of these topics; with `code`, only those that have code."""
    found = [paper for paper in catalog.papers.values() if set(topics) & set(paper.topics)]
    return [paper for paper in found if paper.links.code or not code]


def test_options_widen_and_filters_narrow_and_the_url_restores_them(
    read: Reader, catalog: Catalog, two_topics: tuple[str, str]
) -> None:
    first, second = two_topics
    page = read.open("browse/")
    expect(total(page)).to_have_text(f"All {papers(len(catalog.papers))}")
    box(page, "topic", first).check()
    expect(total(page)).to_have_text(papers(len(chosen(catalog, (first,)))))
    announced = count_of(page, "topic", second).inner_text()
    assert int(announced) == len(chosen(catalog, (second,)))
    box(page, "topic", second).check()
    expect(total(page)).to_have_text(papers(len(chosen(catalog, (first, second)))))
    with_code = len(chosen(catalog, (first, second), code=True))
    expect(count_of(page, "code", "yes")).to_have_text(str(with_code))
    box(page, "code", "yes").check()
    expect(total(page)).to_have_text(papers(with_code))
    expect(count_of(page, "topic", first)).to_have_text(str(len(chosen(catalog, (first,), code=True))))
    before = titles(page)
    assert page.url.endswith(f"?topic={first}&topic={second}&code=yes")

    page.reload()
    read.settle(page)
    expect(total(page)).to_have_text(papers(with_code))
    assert titles(page) == before
    expect(box(page, "topic", second)).to_be_checked()

    page.go_back()
    expect(box(page, "code", "yes")).not_to_be_checked()
    expect(total(page)).to_have_text(papers(len(chosen(catalog, (first, second)))))
    page.go_back()
    expect(total(page)).to_have_text(papers(len(chosen(catalog, (first,)))))
    page.go_forward()
    expect(total(page)).to_have_text(papers(len(chosen(catalog, (first, second)))))
    page.get_by_role("button", name="Clear all").click()
    expect(total(page)).to_have_text(f"All {papers(len(catalog.papers))}")
    assert page.url.endswith("/browse/")


def test_unknown_finds_papers_without_a_venue(read: Reader, catalog: Catalog) -> None:
    without = [paper for paper in catalog.papers.values() if not paper.venue]
    page = read.open("browse/?venue=unknown&shown=2000")
    expect(total(page)).to_have_text(papers(len(without)))
    assert sorted(titles(page)) == sorted(paper.title for paper in without)
    page.get_by_role("button", name="Venue unknown").click()
    expect(total(page)).to_have_text(f"All {papers(len(catalog.papers))}")
    expect(page.locator("#rl-browse-q")).to_be_focused()


def test_typing_a_query_is_one_step_in_the_history(read: Reader) -> None:
    page = read.open("browse/?sort=title")
    page.locator("#rl-browse-q").press_sequentially("dough")
    page.wait_for_url("**/browse/?q=dough&sort=title")
    expect(page.locator("[data-rl=sort]")).to_have_value("title")
    page.go_back()
    expect(page.locator("#rl-browse-q")).to_have_value("")
    page.wait_for_url("**/browse/?sort=title")


def test_the_url_holds_sorting_and_the_number_of_papers_shown(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?sort=title")
    assert len(titles(page)) == 20
    page.get_by_role("button", name="Show 20 more").click()
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(40)
    expect(page.locator("[data-rl=list] .rl-card__title a").nth(20)).to_be_focused()
    page.wait_for_url("**/browse/?sort=title&shown=40")
    page.select_option("[data-rl=sort]", "date")
    page.wait_for_url("**/browse/")
    newest = max(paper.published or "" for paper in catalog.papers.values())
    expect(page.locator("[data-rl=list] time").first).to_have_attribute("datetime", newest)
    assert len(set(titles(page))) == 20


def test_no_results_suggest_what_to_change(read: Reader) -> None:
    page = read.open("browse/?q=zzqqxxy&year=1801")
    expect(page.locator(".rl-empty")).to_contain_text("No papers match.")
    expect(page.locator(".rl-export")).to_be_hidden()
    expect(page.locator(".rl-empty")).to_contain_text("Try fewer filters or different words")


def test_a_corrected_word_is_reported(read: Reader) -> None:
    page = read.open("browse/?q=fermentaton")
    expect(page.locator("[data-rl=note]")).to_have_text(
        "No results for “fermentaton”. Showing results for “fermentation”."
    )
    assert page.locator("[data-rl=list] mark").first.inner_text().lower().startswith("ferment")


def test_an_abstract_opens_with_a_click(read: Reader, catalog: Catalog) -> None:
    page = read.open("browse/?sort=title")
    slug = page.locator("[data-rl=list] .rl-card").first.get_attribute("data-slug")
    assert slug
    toggle = page.locator("[data-rl=list] .rl-abstract summary").first
    before = toggle.bounding_box()
    toggle.click()
    shown = page.locator("[data-rl=list] .rl-abstract p").first
    expect(shown).to_have_text(" ".join(catalog.papers[slug].abstract.split()))
    # a second click closes it
    assert toggle.bounding_box() == before
    toggle.click()
    expect(shown).to_be_hidden()


def test_a_view_has_a_name_and_a_link(read: Reader, catalog: Catalog) -> None:
    page = read.open(
        "browse/?q=dough&topic=sourdough&code=yes", permissions=["clipboard-read", "clipboard-write"]
    )
    topic = catalog.taxonomy.topics["sourdough"].title
    assert page.title() == f"dough, {topic}, with code · Browse · {catalog.site.name}"
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".rl-notice")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    # every paper has this topic, so no card repeats it
    assert topic not in page.locator("[data-rl=list] .rl-chip--topic").all_text_contents()
    page.get_by_role("button", name="Clear all").click()
    assert page.title() == f"Browse · {catalog.site.name}"
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


def test_weaker_matches_follow_when_asked_for(read: Reader) -> None:
    title = "Measuring Gluten Development in Sourdough Starters"
    page = read.open("browse/")
    page.locator("#rl-browse-q").fill(title)
    weaker = page.get_by_role("button", name="weaker match")
    expect(weaker).to_be_visible()
    strong, others = len(titles(page)), int(weaker.inner_text().split()[1])
    assert titles(page)[0] == title
    expect(total(page)).to_have_text(papers(strong))
    assert int(count_of(page, "code", "yes").inner_text()) <= strong
    weaker.click()
    expect(total(page)).to_have_text(papers(strong + others))
    expect(page.locator("[data-rl=list] .rl-card__title a").nth(strong)).to_be_focused()
    page.wait_for_url("**&weaker=yes**")
    page.locator("#rl-browse-q").fill(title.lower())
    expect(total(page)).to_have_text(papers(strong))


def test_all_results_are_printed_without_controls(read: Reader, two_topics: tuple[str, str]) -> None:
    page = read.open(f"browse/?topic={two_topics[0]}&topic={two_topics[1]}&code=yes")
    page.wait_for_load_state("networkidle")
    number = int(total(page).inner_text().split()[0])
    assert len(titles(page)) < number
    count = "window.printed = document.querySelectorAll('.rl-card__title').length"
    page.evaluate(f"addEventListener('afterprint', () => {{ {count} }})")
    page.pdf()
    assert page.evaluate("window.printed") == number
    read.go(page, "browse/")
    page.evaluate(f"window.print = () => {{ {count} }}")
    page.keyboard.press("Control+p")
    everything = int(total(page).inner_text().split()[1])
    expect(page.locator("[data-rl=list] .rl-card")).to_have_count(everything)
    assert page.evaluate("window.printed") == everything
    page.emulate_media(media="print")
    expect(page.locator("[data-rl=list] .rl-card__tldr").first).to_be_visible()
    expect(page.locator("[data-rl=list] :is(button, input, details):visible")).to_have_count(0)
    expect(page.locator(".rl-browse__bar, .rl-browse__head, .rl-browse__aside").first).to_be_hidden()


def test_arrow_keys_move_between_the_search_box_and_the_results(read: Reader) -> None:
    page = read.open("browse/")
    page.locator("#rl-browse-q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    links = page.locator("[data-rl=list] .rl-card__title a")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#rl-browse-q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = links.first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def export(place: Page | Locator, name: str) -> None:
    """Export the results or the selection in two actions."""
    place.locator(".rl-export > summary").click()
    place.locator(".rl-export").get_by_label(name, exact=True).click()


def saved(page: Page, format_: str) -> str:
    with page.expect_download() as waiting:
        export(page, f"Download {format_}")
    return Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def test_saved_links_filter_by_the_present_id_of_a_renamed_topic(read: Reader, catalog: Catalog) -> None:
    assert catalog.taxonomy.aliases["ovens"] == "oven-crust"
    page = read.open("browse/?topic=ovens")
    expect(total(page)).to_have_text(papers(len(chosen(catalog, ("oven-crust",)))))
    expect(box(page, "topic", "oven-crust")).to_be_checked()


def test_all_filtered_papers_are_exported_in_every_format(
    read: Reader, catalog: Catalog, two_topics: tuple[str, str]
) -> None:
    wanted = chosen(catalog, two_topics, code=True)
    assert len(wanted) > 20  # more than the page shows at first
    page = read.open(f"browse/?topic={two_topics[0]}&topic={two_topics[1]}&code=yes")
    bibtex = bibtexparser.parse_string(saved(page, "BibTeX"))
    assert (len(bibtex.entries), bibtex.failed_blocks) == (len(wanted), [])
    assert len(rispy.loads(saved(page, "RIS"))) == len(wanted)
    found = {item["title"] for item in json.loads(saved(page, "CSL-JSON"))}
    assert found == {paper.title for paper in wanted}
    assert len(list(csv.DictReader(io.StringIO(saved(page, "CSV"))))) == len(wanted)


def picks(page: Page) -> Locator:
    return page.locator("input[data-rl-pick]")


def test_a_selection_survives_another_query_and_is_exported(read: Reader) -> None:
    page = read.open("browse/?sort=title", permissions=["clipboard-read", "clipboard-write"])
    slugs = [str(place.get_attribute("value")) for place in picks(page).all()[:6]]
    picks(page).nth(1).check()
    picks(page).nth(4).click(modifiers=["Shift"])
    bar = page.get_by_role("region", name="Selection")
    expect(bar).to_contain_text("4 selected")
    picks(page).nth(2).uncheck()
    page.fill("#rl-browse-q", "dough")
    expect(bar).to_contain_text("3 selected")
    export(bar, "Copy CSL-JSON")
    expect(page.locator(".rl-notice")).to_have_text("3 papers copied as CSL-JSON.")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert len(copied) == 3
    bar.get_by_role("button", name="Save to library").click()
    expect(page.locator(".rl-notice")).to_contain_text("3 papers are in your library.")
    stored = json.loads(page.evaluate("Object.values(localStorage).find(text => text.includes('papers'))"))
    assert sorted(stored["papers"]) == sorted([slugs[1], slugs[3], slugs[4]])
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()
    expect(page.get_by_role("button", name="Select all")).to_be_focused()


def test_a_selection_with_notes_is_shared_in_three_actions(read: Reader, catalog: Catalog) -> None:
    slug = next(slug for slug, paper in catalog.papers.items() if "gluten" in paper.title.lower())
    context = with_library(
        read,
        {"version": 1, "papers": {slug: {"note": "Figure 2"}}},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = read.open("browse/?q=gluten", within=context)
    number = int(total(page).inner_text().split()[0])
    page.get_by_role("button", name=f"Select all {number}").click()
    page.get_by_role("region", name="Selection").get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Include 1 note")).to_be_checked()
    dialog.get_by_role("button", name="Copy link").click()
    expect(page.locator(".rl-notice")).to_contain_text("copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    shared = page.evaluate(
        "async link => (await import('../assets/js/sharing.js')).readLink(new URL(link).hash)", link
    )
    assert len(shared["papers"]) == number
    assert {paper["slug"]: paper["note"] for paper in shared["papers"]}[slug] == "Figure 2"


def test_filters_open_in_a_dialog_on_a_phone(
    read: Reader, catalog: Catalog, two_topics: tuple[str, str]
) -> None:
    page = read.open("browse/", viewport={"width": 390, "height": 844})
    opener = page.get_by_role("button", name="Filters")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Filters")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    box(page, "topic", two_topics[0]).check()
    number = len(chosen(catalog, (two_topics[0],)))
    dialog.get_by_role("button", name=f"Show {papers(number)}").click()
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    expect(total(page)).to_have_text(papers(number))
    expect(opener).to_have_text("Filters 1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for target in page.locator(".rl-card").first.locator("button, label, summary, a.rl-link").all():
        box_of_target = target.bounding_box()
        assert box_of_target
        assert box_of_target["height"] >= 44, target


def test_a_network_failure_and_an_error_in_the_site_are_reported_differently(read: Reader) -> None:
    page = read.open("about/")
    page.route("**/assets/search/**", lambda route: route.abort())
    read.go(page, "browse/?q=dough")
    problem = page.locator("[data-rl=list]")
    expect(problem).to_contain_text("The papers could not be loaded. Check your connection")
    expect(page.locator(".rl-export")).to_be_hidden()
    assert any("LoadError" in problem for problem in read.problems)

    read.problems.clear()
    page.unroute("**/assets/search/**")
    page.route("**/assets/search/index.json", lambda route: route.fulfill(json={}))
    page.get_by_role("button", name="Try again").click()
    expect(problem).to_contain_text("Something went wrong. This is an error in the site")
    assert any("TypeError" in problem for problem in read.problems)

    read.problems.clear()
    page.unroute("**/assets/search/index.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-rl=list] .rl-card").first).to_be_visible()


def test_a_browser_that_refuses_to_change_its_history_shows_results(read: Reader) -> None:
    """Safari does after a hundred letters typed in a short time."""
    context = read.context()
    refuse = "() => { throw new DOMException('', 'SecurityError') }"
    context.add_init_script(f"history.pushState = history.replaceState = {refuse}")
    page = read.open("browse/", within=context)
    page.locator("#rl-browse-q").fill("zqxjzqxj")
    expect(page.locator(".rl-empty__title")).to_have_text("No papers match.")
    page.locator("#rl-browse-q").fill("gluten")
    expect(page.locator("[data-rl=list] .rl-card").first).to_contain_text("Gluten")
