"""The pages of the charts and the map, whatever the list."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from lists import make_catalog

from generator.analysis.map_layout import place_papers
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.charts import draw_charts
from generator.pages.paper_map import draw_paper_map
from generator.pages.pictures import list_picture_sources, make_picture_pages
from generator.pages.rendering import Renderer


@pytest.fixture(scope="module")
def baking() -> Catalog:
    return make_catalog(80)


@pytest.fixture(scope="module")
def templates() -> Any:
    """The macros of the template."""
    return Renderer().environment.get_template("_charts.html.jinja").module


def test_drawings_are_named_groups_of_links(baking: Catalog, templates: Any) -> None:
    root = ElementTree.fromstring(draw_paper_map(baking).svg)
    named = {one.attrib["id"]: one.text for one in root if one.tag in ("title", "desc")}
    assert set(root.attrib["aria-labelledby"].split()) == set(named) and all(named.values())
    # it contains links, so it is not a single image to a screen reader
    assert root.attrib["role"] == "group"
    for chart in draw_charts(baking):
        figure = ElementTree.fromstring(str(templates.chart_figure(chart)))
        group = figure.find(".//*[@data-rl-marks]")
        assert (group.attrib["role"], group.attrib["aria-label"]) == ("group", chart.caption.question)
        described = group.find(f"*[@id='{group.attrib['aria-describedby']}']")
        assert described.text == chart.caption.description
        for panel in chart.panels:
            drawing = ElementTree.fromstring(panel.svg)
            links = drawing.findall(".//a")
            assert drawing.attrib["aria-label"] == panel.title if links else drawing.attrib["aria-hidden"]


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8])
def test_short_lists(size: int) -> None:
    catalog = make_catalog(size)
    drawn = draw_charts(catalog)
    assert bool(drawn) is bool(size)
    assert (draw_paper_map(catalog) is not None) is (size >= 8)
    for chart in drawn:
        for panel in chart.panels:
            ElementTree.fromstring(panel.svg)


def test_same_list_gives_same_bytes(baking: Catalog) -> None:
    again = make_catalog(80)
    assert draw_charts(baking) == draw_charts(again)
    first = draw_paper_map(baking).svg
    place_papers.cache_clear()
    assert draw_paper_map(again).svg == first


def test_hostile_titles_stay_text(templates: Any) -> None:
    hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} & '"
    catalog = make_catalog(20, hostile=hostile)
    pages = [str(templates.chart_figure(chart)) for chart in draw_charts(catalog)]
    pages.append(str(templates.paper_map(draw_paper_map(catalog))))
    for page in pages:
        assert "<script" not in page and "<img" not in page
        assert "{{ 7*7 }}" in page
        assert not re.search(r'<[^>]*"\s+onerror=', page)
        ElementTree.fromstring(page)


def test_ids_of_a_page_are_unique_and_fragments_lead_to_them(baking: Catalog, templates: Any) -> None:
    page = "".join(str(templates.chart_figure(chart)) for chart in draw_charts(baking))
    page += str(templates.paper_map(draw_paper_map(baking)))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8])
@pytest.mark.parametrize("without", [set(), {"published"}, {"published", "kind", "links"}])
def test_pages_are_known_before_they_are_made(size: int, without: set[str]) -> None:
    full = make_catalog(size)
    papers = {
        slug: Paper.model_validate({"slug": slug, **paper.model_dump(exclude={"slug", *without})})
        for slug, paper in full.papers.items()
        if "links" not in without or len(paper.topics) == 1
    }
    catalog = Catalog(site=full.site, taxonomy=full.taxonomy, papers=papers)
    made = tuple(page.source for page in make_picture_pages(catalog))
    assert list_picture_sources(catalog) == made
