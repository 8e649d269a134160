"""A topic at a glance: when its papers were first published, and where."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.pages.addresses import Address, browse_address
from generator.pages.charts.paper_sets import YearColumn, list_year_columns
from generator.pages.svg import format_number as format_coordinate
from generator.pages.svg import make_element
from generator.text.translation import _, count_papers

COLUMNS = 14
"""Bars of a sparkline; the oldest years share the first."""
STEP, BAR, HEIGHT = 6.0, 4.5, 22.0
"""Distance of bars, their width, and the height of the highest."""
VENUES, LEAST_PAPERS = 3, 2
"""Most venues that are named, and how many papers each has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicProfile:
    """What is known of when and where a topic's papers appeared.

    Attributes:
        counts: number of papers by year, from the oldest to the newest on the list; empty without years.
        sparkline: the same as small bars, escaped; empty without years.
        span: the first and the last year.
        venues: name, number of papers, and where they are listed, most papers first.
    """

    counts: tuple[int, ...]
    sparkline: Markup
    span: str
    venues: tuple[tuple[str, int, Address], ...]


def make_topic_profile(catalog: Catalog, id_: str) -> TopicProfile:
    """Return the profile of a topic; bars of all topics are of the same years."""
    papers = catalog.by_topic[id_]
    years = Counter(paper.year for paper in papers if paper.year)
    venues = Counter(paper.venue for paper in papers if paper.venue)
    common = sorted(venues, key=lambda venue: (-venues[venue], venue))[:VENUES]
    oldest, newest = min(years, default=0), max(years, default=0)
    columns = list_year_columns(catalog, COLUMNS) if years else []
    counts = tuple(sum(years[year] for year in column.years if year) for column in columns)
    return TopicProfile(
        counts=counts,
        sparkline=_draw_sparkline(counts, columns) if len(columns) > 1 else Markup(),
        span=f"{oldest}–{newest}" if oldest < newest else str(newest or ""),
        venues=tuple(
            (venue, venues[venue], browse_address({"topic": (id_,), "venue": (venue,)}))
            for venue in common
            if venues[venue] >= LEAST_PAPERS
        ),
    )


def _draw_sparkline(counts: tuple[int, ...], columns: list[YearColumn]) -> Markup:
    top = max(counts)
    peak = counts.index(top)
    bars = []
    for position, count in enumerate(counts):
        height = max(1.5, HEIGHT * count / top) if count else 0.5
        y = HEIGHT - height
        bars.append(make_element("rect", x=position * STEP, y=y, width=BAR, height=height))
    label = _(
        "By year of first publication; the peak is %(year)s with %(papers)s",
        year=columns[peak].label,
        papers=count_papers(top),
    )
    width = format_coordinate(len(columns) * STEP - STEP + BAR)
    return make_element(
        "svg",
        make_element("title", label),
        *bars,
        class_="rl-spark",
        viewBox=f"0 0 {width} {HEIGHT:.0f}",
        role="img",
        aria_label=label,
    )
