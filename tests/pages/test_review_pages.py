"""The curator's pages of records to review."""

from __future__ import annotations

import re
from collections import Counter

from lists import make_catalog

from generator.model.catalog import Catalog
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.review import PAGE_LENGTH
from generator.site_builder.builder import list_page_makers


def test_many_records_to_review_are_on_several_pages() -> None:
    made = make_catalog(120)
    parts = {name: getattr(made, name) for name in Catalog.model_fields}
    papers = {slug: paper.model_copy(update={"review": "Look."}) for slug, paper in made.papers.items()}
    catalog = Catalog(**{**parts, "papers": {**papers, "p000": made.papers["p000"]}})
    makers = list_page_makers(Cards(catalog), local=True)
    sources = [source for source in makers if source.startswith("to-review")]
    assert sources == ["to-review.md", "to-review/2.md", "to-review/3.md"]
    texts = [Renderer([]).render(makers[source]()).write() for source in sources]
    shown = [re.findall(r'<article [^>]*id="paper-(\w+)"', text) for text in texts]
    assert max(map(len, shown)) == PAGE_LENGTH
    assert Counter(slug for page in shown for slug in page) == Counter(set(papers) - {"p000"})
    # the records of a topic follow each other; each page links to the first of each, and to the other pages
    first = next(slug for slug in shown[2] if catalog.papers[slug].topics == ())
    assert all(catalog.papers[slug].topics == () for slug in shown[2][shown[2].index(first) :])
    assert f'href="3/#paper-{first}">No topic (7)</a>' in texts[0]
    assert f'href="../3/#paper-{first}">No topic (7)</a>' in texts[1]
    assert [re.findall(r'rel="(prev|next)" href="([^"]*)"', text)[:2] for text in texts] == [
        [("next", "2/"), ("next", "2/")],
        [("prev", "../"), ("next", "../3/")],
        [("prev", "../2/"), ("prev", "../2/")],
    ]
    assert "Page 2 of 3" in texts[1]
