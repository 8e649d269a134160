"""The facets by which results are counted and filtered."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from generator.analysis.search.encoding import encode_numbers
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.tokenizing import fold

__all__ = ["write_facets"]

COLORS = 8
"""Number of colors for groups of topics, after which they repeat."""


def write_facets(papers: Sequence[Paper], catalogue: Catalogue) -> dict[str, Any]:
    """Return the values of each facet, and a column for each with the value of every paper.

    A column gives the position of the value in its facet plus one, or 0 for none; the column of topics gives
    for each paper their number first.
    """
    topics = catalogue.taxonomy.topics
    color_of = {
        topic.id: number % COLORS + 1
        for number, group in enumerate(catalogue.taxonomy.groups)
        for topic in group.topics
    }
    kinds = sorted({paper.kind for paper in papers if paper.kind})
    venues = sorted({paper.venue for paper in papers if paper.venue}, key=lambda name: (fold(name), name))
    years = sorted({paper.year for paper in papers if paper.year is not None}, reverse=True)
    position = {topic: place for place, topic in enumerate(topics, 1)}
    known = [[position[topic] for topic in paper.topics if topic in position] for paper in papers]
    return {
        "facets": {
            "topic": [[id_, topic.title, color_of[id_]] for id_, topic in topics.items()],
            "year": years,
            "kind": kinds,
            "venue": venues,
        },
        "columns": {
            "topic": encode_numbers(number for row in known for number in (len(row), *row)),
            "year": _encode_column((paper.year for paper in papers), years),
            "kind": _encode_column((paper.kind for paper in papers), kinds),
            "venue": _encode_column((paper.venue for paper in papers), venues),
            "code": encode_numbers(int(bool(paper.links.code)) for paper in papers),
        },
    }


def _encode_column(column: Iterable[Hashable], values: Sequence[Hashable]) -> str:
    position = {value: place for place, value in enumerate(values, 1)}
    return encode_numbers(position.get(value, 0) for value in column)
