"""Lists of papers in links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader import Reader

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
