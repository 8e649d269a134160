"""Where papers are on the map.

:mod:`generator.analysis.map_layout` places them. Of a long list, as many papers are drawn as can be told
apart, chosen evenly from all topics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.map_labels import Point

WIDTH, HEIGHT = 1000.0, 840.0
"""Size of the map in user units."""
MARGIN = 26.0
RADIUS = 6.2
"""Radius of a mark; smaller on the map of a long list."""
MOST_PAPERS = 500
"""Papers that can be told apart on a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A paper on the map, and the position of its group in the taxonomy, from 1; 0 for none."""

    paper: Paper
    point: Point
    group: int


def place_spots(catalog: Catalog) -> list[Spot]:
    """Return the papers drawn and where they are."""
    # imported late: it takes longer than most commands
    from generator.analysis.map_layout import Frame, place_papers
    from generator.analysis.related import vectorize

    drawn = _choose_papers(list(catalog.papers.values()))
    points = place_papers(
        vectorize(drawn),
        tuple(paper.primary_topic or "" for paper in drawn),
        Frame(width=WIDTH, height=HEIGHT, margin=MARGIN, spacing=2.24 * find_radius(len(drawn))),
    )
    groups = {
        topic.id: position
        for position, group in enumerate(catalog.taxonomy.groups, 1)
        for topic in group.topics
    }
    return [
        Spot(paper=paper, point=point, group=groups.get(paper.primary_topic or "", 0))
        for paper, point in zip(drawn, points, strict=True)
    ]


def _choose_papers(papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers drawn: all, or as many of each primary topic as its share allows."""
    if len(papers) <= MOST_PAPERS:
        return list(papers)
    ordered = sorted(range(len(papers)), key=lambda row: (papers[row].primary_topic or "", row))
    step = len(ordered) / MOST_PAPERS
    return [papers[row] for row in sorted(ordered[int(place * step)] for place in range(MOST_PAPERS))]


def find_radius(papers: int) -> float:
    """Return the radius of marks, smaller where there are many."""
    return RADIUS * min(1.0, sqrt(400 / papers))
