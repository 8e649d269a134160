"""Pages of a made-up list, rendered to Markdown."""

from __future__ import annotations

import re

import pytest
from jinja2.meta import find_undeclared_variables
from lists import make_catalog

from generator.model.catalog import Catalog
from generator.model.paper import Links
from generator.pages.cards import Cards
from generator.pages.paper import make_paper_page
from generator.pages.pictures import make_picture_pages
from generator.pages.rendering import Page, Renderer
from generator.pages.single_pages import make_home_page
from generator.pages.years import make_year_page
from generator.site_builder.builder import list_page_makers
from generator.storage.folder import TEMPLATES


def with_papers(catalog: Catalog, **changes: object) -> Catalog:
    """A list whose first paper differs."""
    paper = next(iter(catalog.papers.values()))
    papers = {**catalog.papers, paper.slug: paper.model_copy(update=changes)}
    parts = {name: getattr(catalog, name) for name in type(catalog).model_fields}
    return Catalog(**{**parts, "papers": papers})


def make_first_paper_page(catalog: Catalog) -> Page:
    paper = next(iter(catalog.papers.values()))
    return make_paper_page(Cards(catalog), paper)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def test_notes_show_their_links_and_paragraphs(made_up: Catalog, renderer: Renderer) -> None:
    other = list(made_up.papers)[1]
    topic = next(iter(made_up.taxonomy.topics))
    notes = f"After [another one](paper:{other}).\n\nSee [the topic](topic:{topic}) & [code](https://x.example.org/y)."
    text = renderer.render(make_first_paper_page(with_papers(made_up, notes=notes))).write()
    assert f'<div class="rl-paper__notes"><p>After <a href="../{other}/">another one</a>.</p>' in text
    assert (
        f'See <a href="../../topics/{topic}/">the topic</a> &amp; <a href="https://x.example.org/y">code</a>.'
        in text
    )
    assert "](paper:" not in text


def test_hosts_are_shown_as_browsers_ask_for_them(made_up: Catalog, renderer: Renderer) -> None:
    address = "https://аррle.com/bread/code"
    links = Links(code=(address,), project=(address,), other=(address,))
    text = renderer.render(make_first_paper_page(with_papers(made_up, links=links))).body
    assert text.count('title="https://xn--le-6kc8da.com/bread/code"') == 3
    # citations to copy keep what the record says
    shown = re.sub(r"<pre.*?</pre>|href=\"[^\"]*\"", "", text, flags=re.S)
    assert "аррle" not in shown


def test_introductions_of_reading_paths_show_their_links(made_up: Catalog, renderer: Renderer) -> None:
    slug = next(iter(made_up.papers))
    (path, *_) = made_up.taxonomy.paths
    changed = path.model_copy(update={"introduction": f"Begin with [this one](paper:{slug})."})
    taxonomy = made_up.taxonomy.model_copy(update={"paths": (changed,)})
    parts = {name: getattr(made_up, name) for name in type(made_up).model_fields}
    text = renderer.render(make_home_page(Cards(Catalog(**{**parts, "taxonomy": taxonomy})))).write()
    assert f'Begin with <a href="papers/{slug}/">this one</a>.' in text
    assert "](paper:" not in text


def test_years_of_a_single_paper_read_well(made_up: Catalog) -> None:
    cards = Cards(made_up)
    for year, papers in made_up.by_year.items():
        description = make_year_page(cards, year).description
        if len(papers) == 1:
            assert description.startswith("1 paper on the list ")
        else:
            assert description.startswith(f"{len(papers)} papers on the list ")


def test_templates_use_all_that_models_have(renderer: Renderer) -> None:
    cards = Cards(make_catalog(20))
    paper = next(iter(cards.catalog.papers.values()))
    pages = [
        *(make() for make in list_page_makers(cards, local=True).values()),
        *make_picture_pages(cards.catalog),
        make_paper_page(cards, paper),
    ]
    unused = set()
    for page in pages:
        source = (TEMPLATES / page.template).read_text(encoding="utf-8")
        used = find_undeclared_variables(renderer.environment.parse(source))
        unused |= {(page.template, key) for key in set(page.model) - used}
    assert unused == set()


def test_cards_are_used_again_where_nothing_changed(made_up: Catalog) -> None:
    before = Cards(made_up)
    before.cards(made_up.papers.values())
    slug = next(iter(made_up.papers))
    changed = made_up.papers[slug].model_copy(update={"venue": "Kneading Conference", "venue_year": 2031})
    parts = {name: getattr(made_up, name) for name in Catalog.model_fields}
    after = Catalog(**{**parts, "papers": {**made_up.papers, slug: changed}})
    cards, fresh = Cards(after, before), Cards(after)
    for paper in after.papers.values():
        assert cards.card(paper) == fresh.card(paper)
        assert (cards.card(paper) is before.card(made_up.papers[paper.slug])) == (paper.slug != slug)
