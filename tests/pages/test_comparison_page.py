"""The table that compares papers: which topics have one, and what is in it."""

from __future__ import annotations

import pytest
from lists import make_catalog
from lxml import html

from generator.model.catalog import Catalog
from generator.model.paper import Comparison
from generator.pages.cards import Cards
from generator.pages.comparison import list_compared
from generator.pages.rendering import Renderer
from generator.pages.topics import make_topic_page
from generator.site_builder.builder import list_page_makers


def compare(count: int, **changes: object) -> Catalog:
    """A list of 40 papers, of whose first topic `count` have a comparison."""
    catalog = make_catalog(40)
    papers = dict(catalog.papers)
    for paper in catalog.by_topic["starters"][:count]:
        update = {"comparison": Comparison(problem=f"Problem of {paper.slug}"), **changes}
        papers[paper.slug] = paper.model_copy(update=update)
    return Catalog(site=catalog.site, taxonomy=catalog.taxonomy, papers=papers)


SIZE = len(make_catalog(40).by_topic["starters"])


@pytest.mark.parametrize(("count", "shown"), [(SIZE // 2, 0), (SIZE // 2 + 1, SIZE // 2 + 1), (SIZE, SIZE)])
def test_a_topic_is_compared_if_most_of_its_papers_can_be(count: int, shown: int) -> None:
    catalog = compare(count)
    makers = list_page_makers(Cards(catalog), local=False)
    assert len(list_compared(catalog, "starters")) == shown
    assert ("topics/starters/compare.md" in makers) == bool(shown)
    topic = Renderer().render(make_topic_page(Cards(catalog), catalog.taxonomy.topics["starters"])).body
    assert (f'href="compare/">Compare {shown} papers</a>' in topic) == bool(shown)


def test_columns_that_no_paper_fills_are_left_out() -> None:
    catalog = compare(SIZE, status="retracted")
    page = list_page_makers(Cards(catalog), local=False)["topics/starters/compare.md"]()
    table = html.fromstring(Renderer().render(page).body).find(".//table")
    assert table is not None
    assert [cell.text for cell in table.findall("thead/tr/th")] == ["Paper", "Year", "Problem", "Code"]
    first = table.find("tbody/tr")
    assert first is not None
    assert first.find("th/b").text == "Retracted"
