"""Charts: their numbers are those of the list, and every mark leads to the papers it counts."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, cycle
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from lists import make_catalog

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic
from generator.pages.charts import draw_charts
from generator.pages.charts.chart import Chart


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
            "kind": set(paper.kind or ("unknown",)),
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
        marks = [one for panel in chart.panels for one in ElementTree.fromstring(panel.svg).iter("a")]
        assert len(marks) > 4 or chart.caption.id == "plot-shared"
        for one in marks:
            label, address = one.attrib["aria-label"], one.attrib["href"]
            assert one.findtext("title") == label
            number = int(re.search(r"(\d+) papers?\b", label)[1])
            assert matching(baking, address) == number, (chart.caption.id, label)


def test_pairs_lead_to_their_papers_in_the_table(baking: Catalog) -> None:
    chart = find_chart(baking, "plot-shared")
    assert chart.panels
    lengths = []
    for panel in chart.panels:
        row = next(row for row in chart.rows if f"#{row[0].id}" == panel.address)
        assert panel.title == row[0].text
        assert panel.fact.split()[0] == row[1].text == str(len(row[0].links))
        bar = ElementTree.fromstring(panel.svg).find("rect")
        lengths.append((float(bar.attrib["width"]), int(row[1].text)))
    longest = lengths[0]
    assert all(length == pytest.approx(longest[0] * count / longest[1], abs=0.1) for length, count in lengths)


def test_of_many_pairs_the_fifteen_that_share_the_most_are_drawn() -> None:
    catalog = make_catalog(60)
    topics = [Topic(id=f"t{number}", title=f"Topic {number}", scope="It rises.") for number in range(8)]
    pairs = cycle(combinations([topic.id for topic in topics], 2))
    papers = {
        slug: paper.model_copy(update={"topics": next(pairs)}) for slug, paper in catalog.papers.items()
    }
    taxonomy = Taxonomy(groups=(Group(id="all", title="All", topics=tuple(topics)),))
    chart = find_chart(Catalog(site=catalog.site, taxonomy=taxonomy, papers=papers), "plot-shared")
    assert len(chart.rows) == 28
    assert [panel.title for panel in chart.panels] == [row[0].text for row in chart.rows[:15]]
    assert "top 15 of 28 pairs" in chart.note


def test_changes_of_small_topics_are_faded_and_come_last() -> None:
    catalog = make_catalog(80)
    topics = iter(catalog.taxonomy.topics)
    large, small = next(topics), next(topics)
    papers = {
        slug: paper.model_copy(
            update={
                "topics": (small if number < 9 else large,),
                "published": "2026" if number < 9 else f"{2016 + number % 8}",
            }
        )
        for number, (slug, paper) in enumerate(catalog.papers.items())
    }
    chart = find_chart(Catalog(site=catalog.site, taxonomy=catalog.taxonomy, papers=papers), "plot-growth")
    titles = catalog.taxonomy.topics
    first, last = chart.panels
    assert (first.title, last.title) == (titles[large].title, titles[small].title)
    assert "n = 71" in first.fact and "few" not in first.css_class
    assert "n = 9" in last.fact and last.fact.startswith("+") and "few" in last.css_class
    # what a few papers changed is no answer
    assert titles[small].title not in chart.answer
    assert "this list" in chart.note and "this list" in chart.caption.question


def test_years_are_called_those_of_the_first_publication(baking: Catalog) -> None:
    chart = find_chart(baking, "plot-years")
    assert chart.headers[0] == "First published"
    assert "first published" in chart.caption.question and "first version" in chart.note


def find_chart(catalog: Catalog, id_: str) -> Chart:
    return next(chart for chart in draw_charts(catalog) if chart.caption.id == id_)


def test_tables_count_every_paper(baking: Catalog) -> None:
    found = {chart.caption.id: chart for chart in draw_charts(baking)}
    assert sum(int(row[-1].text) for row in found["plot-years"].rows) == 80
    totals = found["plot-kinds"].rows[-1]
    kinds = Counter(kind for paper in baking.papers.values() for kind in paper.kind or ("unknown",))
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


Color = tuple[float, float, float]


def read_colors(scheme: str) -> dict[str, Color]:
    """The custom properties of a color scheme in the style sheet: name -> red, green and blue."""
    css = Path("templates/assets/css/site.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\n\}}', css, re.S)[1]
    found = re.findall(r"--rl-([a-z0-9-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});", block)
    return {name: tuple(int(part, 16) / 255 for part in parts) for name, *parts in found}


def luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(color: Color, percent: float, page: Color) -> Color:
    return tuple(
        percent / 100 * part + (1 - percent / 100) * below for part, below in zip(color, page, strict=True)
    )


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_texts_and_marks_in_drawings_stand_out(baking: Catalog, scheme: str) -> None:
    colors = read_colors(scheme)
    page = colors["paper"]
    groups = [colors[f"c{number}"] for number in range(1, 9)]
    # labels of the map have the colors of their groups; ticks and facts are muted
    assert all(contrast(text, page) >= 4.5 for text in (colors["ink"], colors["muted"], *groups))
    assert all(contrast(mark, page) >= 3 for mark in (colors["accent"], *groups))
    shares = [
        float(share)
        for panel in find_chart(baking, "plot-kinds").panels
        for share in re.findall(r"--rl-share:([\d.]+)%", panel.svg)
    ]
    # the strongest tint behind a number
    assert max(shares) == 44
    for color in (colors["accent"], *groups):
        assert contrast(colors["ink"], mix(color, max(shares), page)) >= 4.5
