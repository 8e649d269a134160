"""Sparklines and main venues of topics."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from lists import make_catalog

from generator.model.catalog import Catalog
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.topic_profile import make_topic_profile
from generator.pages.topics import make_topic_page, make_topics_page


@pytest.fixture(scope="module")
def baking() -> Catalog:
    catalog = make_catalog(80)
    venues = ("Crumb", "Oven & <i>Crust</i>", "Dough", None)
    papers = {
        slug: paper.model_copy(update={"venue": venues[0] if number % 2 else venues[number // 2 % 4]})
        for number, (slug, paper) in enumerate(catalog.papers.items())
    }
    return Catalog(site=catalog.site, taxonomy=catalog.taxonomy, papers=papers)


def test_bars_are_as_high_as_the_numbers_of_papers(baking: Catalog) -> None:
    id_ = next(iter(baking.taxonomy.topics))
    years = Counter(paper.year for paper in baking.by_topic[id_] if paper.year)
    drawing = ElementTree.fromstring(make_topic_profile(baking, id_).sparkline)
    heights = [float(bar.attrib["height"]) for bar in drawing.findall("rect")]
    # the oldest years share the first bar
    newest = max(paper.year or 0 for paper in baking.papers.values())
    first = newest - len(heights) + 1
    counts = [sum(count for year, count in years.items() if year <= first)]
    counts += [years[year] for year in range(first + 1, newest + 1)]
    assert [round(height) for height, count in zip(heights, counts, strict=True) if count] == [
        round(22 * count / max(counts)) for count in counts if count
    ]
    assert f"{max(counts)} papers" in drawing.attrib["aria-label"]


def test_main_venues_lead_to_their_papers(baking: Catalog) -> None:
    for id_, papers in baking.by_topic.items():
        counts = Counter(paper.venue for paper in papers if paper.venue)
        venues = make_topic_profile(baking, id_).venues
        assert {name: count for name, count, _ in venues} == {
            name: count for name, count in counts.items() if count > 1
        }
        assert [count for _, count, _ in venues] == sorted((count for _, count, _ in venues), reverse=True)
        for name, _, address in venues:
            assert address.path == f"browse/?{urlencode({'topic': id_, 'venue': name})}"


def test_pages_of_topics_show_them_as_text(baking: Catalog) -> None:
    cards, renderer = Cards(baking), Renderer()
    topic = baking.taxonomy.topics["mills"]
    for page in (make_topic_page(cards, topic), make_topics_page(cards)):
        body = renderer.render(page).body
        assert 'class="rl-spark"' in body and "<i>" not in body
        assert "Crust" in body


def test_topics_without_years_and_venues_have_neither() -> None:
    catalog = make_catalog(20, years=False)
    papers = {slug: paper.model_copy(update={"venue": None}) for slug, paper in catalog.papers.items()}
    bare = Catalog(site=catalog.site, taxonomy=catalog.taxonomy, papers=papers)
    profile = make_topic_profile(bare, next(iter(bare.taxonomy.topics)))
    assert (profile.sparkline, profile.span, profile.venues) == ("", "", ())
    cards = Cards(bare)
    for topic in bare.taxonomy.topics.values():
        assert "rl-spark" not in Renderer().render(make_topic_page(cards, topic)).body
