"""The filters that the browse page comes with."""

from __future__ import annotations

import pytest

from generator.model.catalog import Catalog, Site
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic
from generator.pages.browse import Bar, make_browse_page
from generator.pages.cards import Cards


def make_catalog(*papers: Paper, groups: int = 1, topics: int = 1) -> Catalog:
    made = (
        Group(
            id=f"g{group}",
            title=f"G {group}",
            topics=tuple(Topic(id=f"t{group}-{topic}", title="T", scope="S") for topic in range(topics)),
        )
        for group in range(groups)
    )
    by_slug = {paper.slug: paper for paper in papers}
    return Catalog(site=Site(name="List"), taxonomy=Taxonomy(groups=tuple(made)), papers=by_slug)


@pytest.mark.parametrize(
    ("groups", "topics", "folded"), [(1, 20, False), (2, 4, False), (3, 3, True), (0, 0, False)]
)
def test_many_topics_are_folded_by_group(groups: int, topics: int, folded: bool) -> None:
    paper = Paper(slug="a", title="A", topics=("t0-0",))
    facets = make_browse_page(Cards(make_catalog(paper, groups=groups, topics=topics))).model["facets"]
    assert [facet.folded for facet in facets if facet.name == "topic"] in ([folded], [])


def test_years_far_apart_share_bars() -> None:
    years = (1687, 1905, 1905, 1915)
    papers = [Paper(slug=f"p{at}", title="P", published=str(year)) for at, year in enumerate(years)]
    bars = make_browse_page(Cards(make_catalog(*papers))).model["bars"]
    assert len(bars) == 24
    assert bars[0] == Bar(first=1687, last=1689, count=1, height=50)
    assert bars[-2] == Bar(first=1900, last=1909, count=2, height=100)
    assert sum(bar.count for bar in bars) == len(papers)


def test_only_venues_of_several_years_offer_them() -> None:
    held = {"DoughConf": (2023, 2024, 2024), "Crumbs": (2024, None), "Oven Days": (None,)}
    papers = [
        Paper(slug=f"p{venue[0].lower()}{at}", title="P", venue=venue, venue_year=year)
        for venue, years in held.items()
        for at, year in enumerate(years)
    ]
    facets = make_browse_page(Cards(make_catalog(*papers))).model["facets"]
    (venues,) = (facet for facet in facets if facet.name == "venue")
    assert {value.value for value in venues.groups[0].values if value.has_years} == {"DoughConf"}
