"""Lists of papers in links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from reader import Reader
from stored_library import stored, with_library

from generator.model.catalog import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Page


def call(page: Page, name: str, given: object) -> Any:
    """Call a function of sharing.js; return its result, or the message of its error."""
    return page.evaluate(
        """async ([name, given]) => {
          const base = document.querySelector("script[src$='js/site.js']").src;
          const sharing = await import(new URL("sharing.js", base));
          return sharing[name](given).catch((error) => `${error.name}: ${error.message}`);
        }""",
        [name, given],
    )


def test_a_link_carries_a_list(read: Reader) -> None:
    page = read.open("about/")
    papers = [{"slug": "rye", "note": "Läuft 🍞"}, {"slug": "crumb-2"}, {"slug": "gone", "title": "Gone"}]
    link = call(page, "makeLink", {"title": "For Monday", "papers": papers})
    assert link.startswith(read.site.at("library/#list="))
    fragment = link[link.index("#") :]
    found = {
        "title": "For Monday",
        "papers": [
            {"slug": "rye", "note": "Läuft 🍞", "title": ""},
            {"slug": "crumb-2", "note": "", "title": ""},
            {"slug": "gone", "note": "", "title": "Gone"},
        ],
    }
    assert call(page, "readLink", fragment) == found
    # what programs add to a link in a sentence
    assert call(page, "readLink", fragment + ").") == found
    assert "damaged or incomplete" in call(page, "readLink", fragment[:-9])
    many = [{"slug": f"paper-{number:x}", "note": f"{number * 7919:x}" * 9} for number in range(4000)]
    assert "too long for a link" in call(page, "makeLink", {"papers": many})


def test_papers_with_notes_are_shared_in_three_actions_and_added_by_a_colleague(
    read: Reader, catalog: Catalog
) -> None:
    one, two = list(catalog.papers)[:2]
    papers = {
        one: {"title": "One", "star": True, "note": "See <i>table 2</i>", "folders": ["For Monday"]},
        two: {"title": "Two", "state": "read", "folders": ["For Monday"]},
        "long-gone": {"title": "An Older Paper", "star": True, "folders": ["For Monday"]},
    }
    library = {"version": 2, "papers": papers, "opened": [], "preferences": {}}
    copying = ["clipboard-read", "clipboard-write"]
    page = read.open("library/?folder=For+Monday", within=with_library(read, library, permissions=copying))
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    page.get_by_label("Include 1 note").check()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".rl-notice")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")

    ours = {one: {"title": "One", "note": "Mine"}}
    context = with_library(read, {"version": 1, "papers": ours, "opened": [], "preferences": {}})
    there = read.open(link.removeprefix(read.site.at("")), within=context)
    expect(there.get_by_role("heading", name="For Monday")).to_be_visible()
    cards = there.locator(".rl-shared .rl-card")
    expect(cards).to_have_count(3)
    expect(cards.filter(has_text=catalog.papers[one].title)).to_contain_text("See <i>table 2</i>")
    expect(cards.filter(has_text="An Older Paper")).to_contain_text("Not on this list")
    assert stored(there)["papers"].keys() == {one}
    there.get_by_role("checkbox", name="Select: An Older Paper").check()
    there.get_by_role("checkbox", name=f"Select: {catalog.papers[one].title}").check()
    there.get_by_role("button", name="Add 2 to my library").click()
    expect(there.locator(".rl-notice")).to_contain_text("2 papers are now in your folder “For Monday”")
    expect(there.locator("[data-rl=list] .rl-card")).to_have_count(2)
    kept = stored(there)["papers"]
    assert kept[one]["note"] == "Mine\n\nSee <i>table 2</i>"
    assert kept["long-gone"]["folders"] == ["For Monday"]
    there.get_by_role("button", name="Undo").click()
    expect(there.locator("[data-rl=list] .rl-card")).to_have_count(1)
    assert stored(there)["papers"][one]["note"] == "Mine"

    there.evaluate("link => { location.hash = new URL(link).hash }", link)
    expect(there.get_by_role("heading", name="For Monday")).to_be_visible()
    there.go_back()
    expect(there.get_by_role("heading", name="My library")).to_be_visible()
    expect(there.locator("[data-rl=list] .rl-card")).to_have_count(1)
