"""The page "What's new"."""

from __future__ import annotations

import re

from exports_samples import catalog_of

from generator.model.catalog import Catalog
from generator.model.history import Change
from generator.model.paper import Paper
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.whats_new import make_whats_new_page


def paper(slug: str, *topics: str, added: str | None = "2026-01-01") -> Paper:
    return Paper(slug=slug, title=slug.replace("-", " ").title(), topics=topics, added=added)


def list_of(*papers: Paper, **fields: object) -> Catalog:
    return catalog_of(*papers).model_copy(update=fields)


def test_the_page_shows_each_day_once_including_papers_missing_from_the_log() -> None:
    catalog = list_of(
        paper("rye", "bread", added="2026-01-02"),
        paper("oolong", "tea", added="2026-01-03"),
        changes=(
            Change(date="2026-01-02", added=("old-rye",), note="Begun."),
            Change(date="2026-01-02", moved={"old-rye": ("tea", "bread"), "oolong": ("gone", "tea")}),
        ),
        redirects={"old-rye": "rye"},
    )
    text = Renderer().render(make_whats_new_page(Cards(catalog))).write()
    assert text.count("#d2026-01-02") == text.count("#d2026-01-03") == 1
    assert "Begun." in text
    assert "Rye" in text
    bread, tea = '<a href="../topics/bread/">Bread</a>', '<a href="../topics/tea/">Tea, green &amp; black</a>'
    assert f'To {bread}:<ul>\n<li><a href="../papers/rye/">Rye</a> (from {tea})</li>\n</ul>' in text
    assert f'To {tea}:<ul>\n<li><a href="../papers/oolong/">Oolong</a> (from no topic)</li>\n</ul>' in text


def test_papers_that_moved_to_the_same_topic_are_together() -> None:
    moved = {"rye": ("tea", "bread"), "zopf": ("tea", "bread"), "spelt": ("gone", "bread")}
    papers = [paper(slug, "bread", added=None) for slug in moved]
    catalog = list_of(*papers, changes=(Change(date="2026-01-02", moved=moved),))
    text = Renderer().render(make_whats_new_page(Cards(catalog))).write()
    assert text.count("To <a") == 1
    (group,) = re.findall("To <a.*?</ul>", text, re.S)
    assert re.sub("<[^>]*>", "", group).split("\n") == [
        "To Bread:",
        "Rye (from Tea, green &amp; black)",
        "Spelt (from no topic)",
        "Zopf (from Tea, green &amp; black)",
        "",
    ]


def test_a_day_with_many_papers_shows_a_choice_with_must_reads_first() -> None:
    few = [paper(f"rye-{number}", "bread", added="2026-01-03") for number in range(12)]
    many = [paper(f"oolong-{number}", "tea") for number in range(30)]
    must_read = paper("zopf", "bread").model_copy(update={"must_read": "It is the first."})
    catalog = list_of(*few, *many, must_read, changes=(Change(date="2026-01-01", sources=("a.bib",)),))
    text = Renderer().render(make_whats_new_page(Cards(catalog))).write()
    recent, first = text.split("#d2026-01-01")
    assert all(f'id="paper-{shown.slug}"' in recent for shown in few)
    assert "Bread" in recent
    shown = re.findall(r'id="paper-([^"]+)"', first)
    assert shown[0] == "zopf"
    assert len(shown) == 6
    assert "and 25 more" in first
    assert "a.bib" not in first


def test_a_list_without_changes_says_what_will_be_shown() -> None:
    text = Renderer().render(make_whats_new_page(Cards(list_of()))).write()
    assert "Nothing has changed yet." in text
