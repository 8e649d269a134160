"""Charts: their numbers are those of the list, and every mark leads to the papers it counts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from lists import make_catalog

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.charts import draw_charts


@pytest.fixture(scope="module")
def baking() -> Catalog:
    return make_catalog(80)


def matching(catalog: Catalog, address: str) -> int:
    """The number of papers on the page at an address of the site."""
    parts = urlsplit(address)
    wanted = parse_qs(parts.query)
    known = catalog.taxonomy.topics
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
        for paper in catalog.papers.values()
    )


def test_numbers_in_tables_are_those_of_the_pages_they_link_to(baking: Catalog) -> None:
    checked = 0
    for chart in draw_charts(baking):
        for row in chart.rows:
            assert len(row) == len(chart.headers)
            for cell in row:
                if cell.address and cell.text.isdigit() and cell is not row[0]:
                    assert int(cell.text) == matching(baking, cell.address), (chart.caption.id, cell)
                    checked += 1
    assert checked > 60


def test_labels_of_marks_have_the_number_of_papers_they_link_to(baking: Catalog) -> None:
    for chart in draw_charts(baking):
        root = ElementTree.fromstring(chart.svg)
        marks = list(root.iter("a"))
        assert len(marks) > 4, chart.caption.id
        for one in marks:
            label, address = one.attrib["aria-label"], one.attrib["href"]
            assert one.findtext("title") == label
            number = int(re.search(r"(\d+) papers?\b", label)[1])
            if address.startswith("#"):
                row = next(row for row in chart.rows if row[0].id == address[1:])
                assert row[1].text == str(number) and len(row[0].links) == number
            else:
                assert matching(baking, address) == number, (chart.caption.id, label)


def test_tables_count_every_paper(baking: Catalog) -> None:
    found = {chart.caption.id: chart for chart in draw_charts(baking)}
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


def test_answers_come_from_the_records(baking: Catalog) -> None:
    found = {chart.caption.id: chart.answer for chart in draw_charts(baking)}
    assert "20 of the 80 papers come with code" in found["plot-code"]
    dated = sum(paper.year is not None for paper in baking.papers.values())
    assert f"the {dated} papers with a known year" in found["plot-years"]


def test_old_papers_are_not_all_in_one_bar() -> None:
    catalog = make_catalog(60)
    papers = {
        slug: paper.model_copy(update={"published": str(1900 + 2 * number)})
        for number, (slug, paper) in enumerate(catalog.papers.items())
    }
    charts = draw_charts(Catalog(site=catalog.site, taxonomy=catalog.taxonomy, papers=papers))
    (chart,) = (chart for chart in charts if chart.caption.id == "plot-years")
    rows = {row[0].text: int(row[-1].text) for row in chart.rows}
    decades = {f"{year}–{(year + 9) % 100:02}": 5 for year in range(1900, 2010, 10)}
    assert rows == decades | {"2010–18": 5}


def test_list_without_years_has_no_chart_of_years() -> None:
    found = {chart.caption.id for chart in draw_charts(make_catalog(20, years=False))}
    assert found == {"plot-shared", "plot-kinds", "plot-code"}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colors_stand_out_from_the_page_in_both_schemes() -> None:
    css = Path("templates/assets/css/charts.css").read_text(encoding="utf-8")
    colors = re.findall(r"--p-c\d: var\(--rl-c\d, (#[0-9a-f]{6})\)", css)
    assert len(colors) == 16
    for found, page in ((colors[:8], "#ffffff"), (colors[8:], "#1e2129")):
        for color in found:
            low, high = sorted((luminance(color), luminance(page)))
            assert (high + 0.05) / (low + 0.05) >= 3, (color, page)
