"""Publication details, status and keywords on pages."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.catalog import Catalog
from generator.model.entry import CaptureRef
from generator.model.paper import Links, Paper
from generator.model.settings import FollowedSource
from generator.pages.cards import Cards, list_facts
from generator.pages.paper import make_paper_page
from generator.pages.publication import describe_venue, list_publication_details, list_publication_facts
from generator.pages.rendering import Renderer
from generator.pages.topics import make_topic_page


def paper(**fields: Any) -> Paper:
    return Paper.model_validate({"slug": "p", "title": "P", **fields})


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({}, ""),
        ({"venue": "ICLR", "venue_year": 2020}, "ICLR 2020"),
        ({"venue": "ICLR", "venue_year": 2020, "publication": {"pages": "1–12"}}, "ICLR 2020, pp. 1–12"),
        ({"venue": "PLOS", "publication": {"pages": "e1234"}}, "PLOS, e1234"),
        ({"venue": "CACM", "venue_year": 1970, "publication": {"issue": "6"}}, "CACM 1970, no. 6"),
        (
            {
                "venue": "Nature",
                "venue_year": 2015,
                "published": "2015-05",
                "publication": {"volume": "521", "issue": "7553", "pages": "436–444"},
            },
            "Nature 521(7553), 436–444",
        ),
        (
            {
                "venue": "JMLR",
                "venue_year": 2014,
                "published": "2012",
                "publication": {"volume": "15", "pages": "9"},
            },
            "JMLR 15, 9 (2014)",
        ),
        ({"venue": "JMLR", "publication": {"volume": "15"}}, "JMLR 15"),
        ({"publication": {"volume": "15", "pages": "9"}}, ""),
    ],
)
def test_venues_are_followed_by_volume_issue_pages_and_year(fields: dict[str, Any], venue: str) -> None:
    assert describe_venue(paper(**fields)) == venue


@pytest.mark.parametrize(
    ("type_", "publication", "facts", "details"),
    [
        (None, {}, (), ()),
        ("article-journal", {"publisher": "Crust", "issn": "0028-0836"}, (), ("Crust", "ISSN 0028-0836")),
        (
            "paper-conference",
            {"container": "Bread Days", "editors": ["Ann Lee", "Bo Oven"], "series": "LNB"},
            (),
            ("Bread Days", "edited by Ann Lee and Bo Oven", "LNB"),
        ),
        (
            "thesis",
            {"genre": "PhD thesis", "publisher": "Bakery University", "pages": "212"},
            ("PhD thesis", "Bakery University"),
            ("212",),
        ),
        (
            "chapter",
            {"editors": ["A", "B", "C"], "edition": "2", "publisher": "Crust", "place": "Wien"},
            ("chapter", "edited by A, B and C", "2nd edition", "Crust, Wien"),
            (),
        ),
        ("book", {"edition": "Revised edition", "isbn": "1"}, ("book", "Revised edition"), ("ISBN 1",)),
        ("book", {"edition": "12"}, ("book", "12th edition"), ()),
        ("report", {"genre": "Technical report", "number": "TR-12"}, ("Technical report TR-12",), ()),
        ("post-weblog", {"language": "de"}, ("blog post",), ("language: de",)),
    ],
)
def test_books_and_theses_name_their_publisher_and_articles_list_it_further_down(
    type_: str | None, publication: dict[str, Any], facts: tuple[str, ...], details: tuple[str, ...]
) -> None:
    found = paper(type=type_, publication=publication)
    assert (list_publication_facts(found), list_publication_details(found)) == (facts, details)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def change_first(catalog: Catalog, **changes: object) -> tuple[Catalog, Paper]:
    """The list with a changed first paper, and that paper."""
    changed = next(iter(catalog.papers.values())).model_copy(update=changes)
    papers = {**catalog.papers, changed.slug: changed}
    parts = {name: getattr(catalog, name) for name in Catalog.model_fields}
    return Catalog(**{**parts, "papers": papers}), changed


def render_first(catalog: Catalog, renderer: Renderer, **changes: object) -> str:
    changed, first = change_first(catalog, **changes)
    return renderer.render(make_paper_page(Cards(changed), first)).write()


def test_a_retracted_paper_says_so_at_the_top_of_its_page_and_on_cards(
    made_up: Catalog, renderer: Renderer
) -> None:
    assert "rl-status" not in render_first(made_up, renderer)
    text = render_first(made_up, renderer, status="retracted")
    assert text.index("<b>Retracted.</b> The publisher has retracted this paper.") < text.index("rl-facts")
    catalog, first = change_first(made_up, status="expression of concern")
    topic = catalog.taxonomy.topics[first.topics[0]]
    text = renderer.render(make_topic_page(Cards(catalog), topic)).write()
    assert '<p class="rl-status rl-status--expression-of-concern">Expression of concern</p>' in text
    assert [facts[5:] for facts in list_facts(catalog).values() if facts[5:]] == [
        ["expression of concern", "Expression of concern"]
    ]


def test_a_paper_that_another_list_has_names_that_list(made_up: Catalog, renderer: Renderer) -> None:
    sources = [
        {"name": "crumbs", "url": "https://crumbs.example.org/exports/all.bib", "title": "Crumbs <b>& Co"},
        {"name": "shelf", "path": "shelf", "title": "The Shelf"},
        {"name": "mine", "path": "mine.bib"},
        {"name": "crumb", "path": "crumb.bib", "title": "Not This"},
    ]
    site = made_up.site.model_copy(
        update={"sources": tuple(FollowedSource.model_validate(each) for each in sources)}
    )
    captures = tuple(
        CaptureRef(capture=name, position=1) for name in ("crumbs.bib", "mine.bib", "shelf--rye.bib")
    )
    text = render_first(made_up.model_copy(update={"site": site}), renderer, captures=captures)
    home = '<a href="https://crumbs.example.org/" rel="noopener">Crumbs &lt;b&gt;&amp; Co</a>; The Shelf</dd>'
    assert f"<dt>From the list</dt><dd>{home}" in text
    assert "From the list" not in render_first(made_up, renderer)


def test_keywords_are_shown_unless_they_are_topics_of_the_paper_or_marks(
    made_up: Catalog, renderer: Renderer
) -> None:
    first = next(iter(made_up.papers.values()))
    title = made_up.taxonomy.topics[str(first.primary_topic)].title
    text = render_first(made_up, renderer, keywords=("Crumb & <co>", title, "/unread", "Baking / Salt"))
    assert '<p class="rl-keywords">Keywords: Crumb &amp; &lt;co&gt; · Baking / Salt</p>' in text
    assert "Keywords:" not in render_first(made_up, renderer, keywords=(title, "/unread"))


@pytest.mark.parametrize(
    ("links", "says_so"),
    [
        (Links(), True),
        (Links(other=("https://bread.example.org/",)), False),
        (Links(code=("https://bread.example.org/code",)), False),
        (Links(openreview="abc"), False),
        (Links(doi="10.1000/rye"), False),
    ],
)
def test_only_a_paper_without_any_link_has_no_identifier(
    made_up: Catalog, renderer: Renderer, links: Links, says_so: bool
) -> None:
    assert ("No identifier known" in render_first(made_up, renderer, links=links)) == says_so
