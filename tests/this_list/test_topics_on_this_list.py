"""Suggested topics for papers of this list that the suggester has not seen."""

from __future__ import annotations

import random

from generator.analysis.topics.suggester import Suggester
from generator.model.catalog import Catalog
from generator.model.paper import Paper


def test_suggestions_on_this_list_are_mostly_right(real: Catalog) -> None:
    """A fifth of the papers, as in `make bench topics`: far more than by chance or by the largest topic."""
    slugs = sorted(real.papers)
    random.Random(7).shuffle(slugs)
    held = slugs[:70]
    known = {slug: paper for slug, paper in real.papers.items() if slug not in held}
    suggester = Suggester(real.model_copy(update={"papers": known}))
    first = three = 0
    for slug in held:
        paper = real.papers[slug]
        ranked = [
            one.topic
            for one in suggester.rank(Paper(slug="new", title=paper.title, abstract=paper.abstract), 3)
        ]
        first += ranked[0] == paper.primary_topic
        three += paper.primary_topic in ranked[:3]
    assert first / len(held) >= 0.7
    assert three / len(held) >= 0.85
