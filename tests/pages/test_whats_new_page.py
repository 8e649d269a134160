"""The page "What's new"."""

from __future__ import annotations

from exports_samples import catalog_of

from generator.model.catalog import Catalog
from generator.model.history import Change
from generator.model.paper import Paper
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.single_pages import make_whats_new_page


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
            Change(date="2026-01-02", moved={"old-rye": ("tea", "bread")}),
        ),
        redirects={"old-rye": "rye"},
    )
    text = Renderer().render(make_whats_new_page(Cards(catalog))).write()
    assert text.count("#d2026-01-02") == text.count("#d2026-01-03") == 1
    assert "Begun." in text
    assert "Rye" in text
    assert "Tea, green &amp; black → Bread" in text
