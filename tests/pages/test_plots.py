"""Plots and the map: numbers are those of the list, every mark leads somewhere, nothing gets out."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import jinja2
import pytest

from generator.analysis.map_layout import place_papers
from generator.model.catalogue import Catalogue, Site
from generator.model.paper import KINDS, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic
from generator.pages.addresses import RelativeAddresses
from generator.pages.charts import draw_charts
from generator.pages.paper_map import draw_paper_map
from generator.pages.svg import mark, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
WORDS = (
    "river",
    "mill",
    "flour",
    "oven",
    "yeast",
    "crumb",
    "salt",
    "rye",
    "spelt",
    "bowl",
    "steam",
    "crust",
) * 2


def made_up(size: int, *, years: bool = True, hostile: str = "") -> Catalogue:
    """A list about baking; some papers lack year, kind or topic."""
    ids = ["starters", "ovens", "mills", "salt"]
    groups = tuple(
        Group(
            id=f"g{number}",
            title=f"Part {number}{hostile}",
            topics=tuple(
                Topic(id=id_, title=f"On {id_} of every sort{hostile}", scope="All of it.")
                for id_ in ids[number * 2 : number * 2 + 2]
            ),
        )
        for number in range(2)
    )
    papers = {}
    for n in range(size):
        topics = [] if n % 17 == 16 else [ids[n % 4], *([ids[(n + 1) % 4]] if n % 3 == 0 else [])]
        papers[f"p{n:03}"] = Paper.model_validate(
            {
                "slug": f"p{n:03}",
                "title": f"Paper {n}{hostile}",
                "abstract": " ".join(WORDS[(n % 4) * 3 + k % 5] for k in range(n % 7 + 6))
                + f" {WORDS[n % 16]}",
                "topics": topics,
                "kind": KINDS[n % 5] if n % 6 else None,
                "published": str(2005 + n % 19) if years and n % 7 else None,
                "links": {"code": ["https://example.org/a/b"]} if n % 4 == 1 else {},
            }
        )
    return Catalogue(site=Site(name="Baking"), taxonomy=Taxonomy(groups=groups), papers=papers)


@pytest.fixture(scope="module")
def baking() -> Catalogue:
    return made_up(80)


def matching(catalogue: Catalogue, address: str) -> int:
    """How many papers the page at an address of the site lists."""
    parts = urlsplit(address)
    wanted = parse_qs(parts.query)
    known = catalogue.taxonomy.topics
    if parts.path.startswith("../topics/"):
        wanted = {"topic": [parts.path.split("/")[2]]}
    elif parts.path.startswith("../years/"):
        wanted = {"year": [parts.path.split("/")[2]]}
    else:
        assert parts.path == "../browse/" and wanted, address

    def values(paper: Paper, facet: str) -> set[str]:
        return {
            "topic": {id_ for id_ in paper.topics if id_ in known} or {"unknown"},
            "year": {str(paper.year or "unknown")},
            "kind": {paper.kind or "unknown"},
            "code": {"yes" if paper.links.code else "no"},
        }[facet]

    return sum(
        all(values(paper, facet) & set(chosen) for facet, chosen in wanted.items())
        for paper in catalogue.papers.values()
    )


def test_every_number_of_a_table_is_what_its_link_leads_to(baking):
    checked = 0
    for plot in draw_charts(baking, RelativeAddresses()):
        for row in plot.rows:
            assert len(row) == len(plot.headers)
            for cell in row:
                if cell.address and cell.text.isdigit() and cell is not row[0]:
                    assert int(cell.text) == matching(baking, cell.address), (plot.id, cell)
                    checked += 1
    assert checked > 60


def test_every_mark_says_the_number_it_leads_to(baking):
    for plot in draw_charts(baking, RelativeAddresses()):
        root = ElementTree.fromstring(plot.svg)
        marks = list(root.iter("a"))
        assert len(marks) > 4, plot.id
        for one in marks:
            label, address = one.attrib["aria-label"], one.attrib["href"]
            assert one.findtext("title") == label
            number = int(re.search(r"(\d+) papers?\b", label)[1])
            if address.startswith("#"):
                row = next(row for row in plot.rows if row[0].id == address[1:])
                assert row[1].text == str(number) and len(row[0].links) == number
            else:
                assert matching(baking, address) == number, (plot.id, label)


def test_tables_leave_no_paper_out(baking):
    found = {plot.id: plot for plot in draw_charts(baking, RelativeAddresses())}
    assert sum(int(row[-1].text) for row in found["plot-years"].rows) == 80
    totals = found["plot-kinds"].rows[-1]
    kinds = Counter(paper.kind or "unknown" for paper in baking.papers.values())
    assert (
        dict(zip(found["plot-kinds"].headers[1:], (int(cell.text) for cell in totals[1:]), strict=True))
        == kinds
    )
    assert "No topic yet" in {row[0].text for row in found["plot-code"].rows}
    pairs = sum(len(paper.topics) > 1 for paper in baking.papers.values())
    assert sum(int(row[1].text) for row in found["plot-shared"].rows) == pairs


def test_drawings_have_names_and_a_viewbox(baking):
    drawings = [plot.svg for plot in draw_charts(baking, RelativeAddresses())]
    drawings.append(draw_paper_map(baking, RelativeAddresses()).svg)
    seen = set()
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.attrib["viewBox"].startswith("0 0 ")
        named = {one.attrib["id"]: one.text for one in root if one.tag in ("title", "desc")}
        assert set(root.attrib["aria-labelledby"].split()) == set(named) and all(named.values())
        assert not seen & set(named)
        seen |= set(named)
        # links inside: the drawing is no single picture to a screen reader
        assert root.attrib["role"] == "group"


def test_answers_come_from_the_records(baking):
    found = {plot.id: plot.answer for plot in draw_charts(baking, RelativeAddresses())}
    assert "20 of the 80 papers come with code" in found["plot-code"]
    dated = sum(paper.year is not None for paper in baking.papers.values())
    assert f"the {dated} papers with a known year" in found["plot-years"]


def test_every_paper_of_a_short_list_is_on_the_map_once(baking):
    drawn = draw_paper_map(baking, RelativeAddresses())
    root = ElementTree.fromstring(drawn.svg)
    papers = [one for one in root.iter("a") if "/papers/" in one.attrib["href"]]
    assert sorted(one.attrib["href"] for one in papers) == [f"../papers/{slug}/" for slug in baking.papers]
    assert (drawn.shown, drawn.total) == (80, 80)
    assert {topic.address for group in drawn.key for topic in group.topics} == {
        f"../topics/{id_}/" for id_ in baking.taxonomy.topics
    }


def centres(svg: str) -> list[tuple[float, float]]:
    marks = ElementTree.fromstring(svg).iter("use")
    return [(float(one.attrib["x"]), float(one.attrib["y"])) for one in marks]


def test_marks_lie_apart_and_inside():
    drawn = draw_paper_map(made_up(120), RelativeAddresses()).svg
    points = centres(drawn)
    assert len(points) == 120
    for place, (x, y) in enumerate(points):
        assert 0 < x < 1000 and 0 < y < 840
        for ox, oy in points[:place]:
            assert (x - ox) ** 2 + (y - oy) ** 2 > 10**2


def test_labels_of_the_map_do_not_overlap(baking):
    root = ElementTree.fromstring(draw_paper_map(baking, RelativeAddresses()).svg)
    boxes = []
    for text in root.findall("g[@class='rl-map__names']/a/text"):
        lines = text.findall("tspan")
        half = max(text_width(line.text, 15) for line in lines) / 2
        x, ys = float(lines[0].attrib["x"]), [float(line.attrib["y"]) for line in lines]
        boxes.append((x - half, min(ys) - 12, x + half, max(ys) + 2))
    assert len(boxes) == 4
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def test_long_list_is_drawn_in_part_and_says_so():
    drawn = draw_paper_map(made_up(900), RelativeAddresses())
    assert drawn.shown == 500 and drawn.total == 900
    assert "Of the 900 papers, 500 are drawn" in drawn.note


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8])
def test_short_lists(size):
    catalogue = made_up(size)
    drawn = draw_charts(catalogue, RelativeAddresses())
    assert bool(drawn) is bool(size)
    assert (draw_paper_map(catalogue, RelativeAddresses()) is not None) is (size >= 8)
    for plot in drawn:
        ElementTree.fromstring(plot.svg)


def test_list_without_years_has_no_plot_of_years():
    found = {plot.id for plot in draw_charts(made_up(20, years=False), RelativeAddresses())}
    assert found == {"plot-shared", "plot-kinds", "plot-code"}


def test_same_list_gives_same_bytes(baking):
    again = made_up(80)
    assert [plot.svg for plot in draw_charts(baking, RelativeAddresses())] == [
        plot.svg for plot in draw_charts(again, RelativeAddresses())
    ]
    first = draw_paper_map(baking, RelativeAddresses()).svg
    place_papers.cache_clear()
    assert draw_paper_map(again, RelativeAddresses()).svg == first


@pytest.fixture(scope="module")
def templates():
    loader = jinja2.FileSystemLoader("templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("_plots.html.jinja").module


def test_hostile_titles_stay_text(templates):
    hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} & '"
    catalogue = made_up(20, hostile=hostile)
    addresses = RelativeAddresses()
    pages = [str(templates.plot_figure(plot)) for plot in draw_charts(catalogue, addresses)]
    pages.append(str(templates.paper_map(draw_paper_map(catalogue, addresses))))
    for page in pages:
        assert "<script" not in page and "<img" not in page and "49" not in re.findall(r"{{.*?}}", page)
        assert not re.search(r'<[^>]*"\s+onerror=', page)
        ElementTree.fromstring(page)


def test_ids_of_a_page_are_unique_and_fragments_lead_to_them(baking, templates):
    page = "".join(str(templates.plot_figure(plot)) for plot in draw_charts(baking, RelativeAddresses()))
    page += str(templates.paper_map(draw_paper_map(baking, RelativeAddresses())))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_wrapped_labels_fit():
    lines = wrap("An uncommonly long topic about incomprehensibilities of everything and more", 100, 11, 2)
    assert len(lines) == 2 and all(text_width(line, 11) <= 100 for line in lines)
    assert lines[-1].endswith("…")


def test_shapes_of_categories_differ():
    assert len({mark(shape, 10, 10, 5) for shape in range(8)}) == 8


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_from_the_page_in_both_schemes():
    css = Path("templates/assets/css/plots.css").read_text(encoding="utf-8")
    colours = re.findall(r"--p-c\d: var\(--rl-c\d, (#[0-9a-f]{6})\)", css)
    assert len(colours) == 16
    for found, page in ((colours[:8], "#ffffff"), (colours[8:], "#1e2129")):
        for colour in found:
            low, high = sorted((luminance(colour), luminance(page)))
            assert (high + 0.05) / (low + 0.05) >= 3, (colour, page)
