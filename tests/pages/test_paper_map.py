"""The map: every paper is on it, and nothing overlaps."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import pytest
from lists import make_catalog

from generator.model.catalog import Catalog
from generator.pages.cards import Cards
from generator.pages.paper import make_paper_page
from generator.pages.paper_map import draw_paper_map
from generator.pages.rendering import Renderer
from generator.pages.svg import measure_text


@pytest.fixture(scope="module")
def baking() -> Catalog:
    return make_catalog(80)


def test_every_paper_of_a_short_list_is_on_the_map_once(baking: Catalog) -> None:
    drawn = draw_paper_map(baking)
    root = ElementTree.fromstring(drawn.svg)
    papers = [one for one in root.iter("a") if "/papers/" in one.attrib["href"]]
    assert sorted(one.attrib["href"] for one in papers) == [f"../papers/{slug}/" for slug in baking.papers]
    assert len(find_centers(drawn.svg)) == 80
    assert {topic.address for group in drawn.key for topic in group.topics} == {
        f"../topics/{id_}/" for id_ in baking.taxonomy.topics
    }


def find_centers(svg: str | ElementTree.Element) -> list[tuple[float, float]]:
    marks = (ElementTree.fromstring(svg) if isinstance(svg, str) else svg).iter("use")
    return [(float(one.attrib["x"]), float(one.attrib["y"])) for one in marks]


def test_marks_are_apart_and_inside() -> None:
    drawn = draw_paper_map(make_catalog(120)).svg
    points = find_centers(drawn)
    assert len(points) == 120
    for place, (x, y) in enumerate(points):
        assert 0 < x < 1000 and 0 < y < 840
        for ox, oy in points[:place]:
            assert (x - ox) ** 2 + (y - oy) ** 2 > 10**2


def test_labels_of_the_map_touch_neither_each_other_nor_marks(baking: Catalog) -> None:
    root = ElementTree.fromstring(draw_paper_map(baking).svg)
    boxes = []
    for text in root.findall("g[@class='rl-map__names']/a/text"):
        lines = text.findall("tspan")
        half = max(measure_text(line.text, 15) for line in lines) / 2
        x, ys = float(lines[0].attrib["x"]), [float(line.attrib["y"]) for line in lines]
        boxes.append((x - half, min(ys) - 12, x + half, max(ys) + 2))
    assert len(boxes) == 4
    marks = find_centers(root)
    assert not [
        (x, y)
        for x, y in marks
        for left, top, right, bottom in boxes
        if left - 5 < x < right + 5 and top - 5 < y < bottom + 5
    ]
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def test_long_list_is_drawn_in_part_with_a_note() -> None:
    drawn = draw_paper_map(make_catalog(900))
    assert len(find_centers(drawn.svg)) == 500
    assert "Of the 900 papers, 500 are drawn" in drawn.note


def test_each_paper_has_a_small_picture_of_its_place(baking: Catalog) -> None:
    drawn = draw_paper_map(baking)
    points = {
        mark.attrib["href"].split("/")[-2]: find_centers(mark)[0]
        for mark in ElementTree.fromstring(drawn.svg).iter("a")
        if "/papers/" in mark.attrib["href"]
    }
    assert drawn.crops.keys() == points.keys() == baking.papers.keys()
    for slug, crop in drawn.crops.items():
        assert len(gzip.compress(crop.encode())) < 1500
        root = ElementTree.fromstring(crop)
        own, ring = root.findall("circle")
        assert (own.attrib["cx"], own.attrib["cy"]) == (ring.attrib["cx"], ring.attrib["cy"])
        x, y = float(own.attrib["cx"]), float(own.attrib["cy"])
        assert 0 < x < 300 and 0 < y < 150
        # the others are as far from it as on the map
        left, top = points[slug][0] - x, points[slug][1] - y
        dots = re.findall(r"M(-?\d+) (-?\d+)h", "".join(path.attrib["d"] for path in root.iter("path")))
        others = {(left + int(dx), top + int(dy)) for dx, dy in dots}
        inside = {
            (px, py) for px, py in points.values() if left <= px <= left + 300 and top <= py <= top + 150
        }
        assert inside - {points[slug]} <= others <= set(points.values())


def test_pages_of_papers_lead_to_their_place_on_the_map(baking: Catalog) -> None:
    slug, crop = next(iter(draw_paper_map(baking).crops.items()))
    cards, neighbors = Cards(baking), [(other, ()) for other in list(baking.papers)[1:3]]
    page = make_paper_page(cards, baking.papers[slug], neighbors, crop=crop)
    body = Renderer().render(page).body
    assert f'href="../../map/?paper={slug}"' in body and crop in body
    # a paper of a long list need not be on its map
    page = make_paper_page(cards, baking.papers[slug], neighbors)
    assert "/map/" not in Renderer().render(page).body
