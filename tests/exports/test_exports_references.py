"""References: what a citation says about a paper, before any format writes it."""

from __future__ import annotations

import pytest
from exports_samples import SITE, catalog_of, sample

from generator.exports.references import Reference, collect_references, page_url
from generator.model.catalog import Catalog, Site, VenueInfo
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy


def refer(site: Site = SITE, **facts: object) -> Reference:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (reference,) = collect_references(catalog_of(paper, site=site)).values()
    return reference


@pytest.mark.parametrize(
    ("facts", "year", "date", "other"),
    [
        ({}, None, (), ()),
        ({"published": "2020-05-06"}, 2020, (2020, 5, 6), ()),
        ({"published": "2020-05"}, 2020, (2020, 5), ()),
        ({"published": "2020"}, 2020, (2020,), ()),
        # at a venue in that year, it is the date of the issue, unless there is a preprint
        ({"published": "2020-05", "venue": "Journal of Crust & Crumb"}, 2020, (2020, 5), ()),
        ({"published": "2020-05", "venue": "Kneading Conference"}, 2020, (2020, 5), ()),
        (
            {"published": "2020-05", "venue": "Kneading Conference", "links": {"arxiv": "2005.00001"}},
            2020,
            (2020,),
            (2020, 5),
        ),
        (
            {
                "published": "2020-05-06",
                "venue": "Journal of Crust & Crumb",
                "links": {"other": "https://www.biorxiv.org/content/10.1101/2020.05.06.000001v1"},
            },
            2020,
            (2020,),
            (2020, 5, 6),
        ),
        (
            {"published": "2020-05", "venue": "Kneading Conference", "venue_year": 2021},
            2021,
            (2021,),
            (2020, 5),
        ),
        ({"venue": "Journal of Crust & Crumb", "venue_year": 2021}, 2021, (2021,), ()),
        ({"published": "2020-05", "venue": "arXiv", "venue_year": 2021}, 2021, (2021,), (2020, 5)),
        ({"published": "2020-05", "venue": "arXiv"}, 2020, (2020, 5), ()),
    ],
)
def test_the_date_of_a_citation(
    facts: dict[str, object], year: int | None, date: tuple[int, ...], other: tuple[int, ...]
) -> None:
    reference = refer(**facts)
    assert (reference.year, reference.date_parts, reference.other_published_parts) == (year, date, other)


@pytest.mark.parametrize(
    ("facts", "type_"),
    [
        ({}, "document"),
        ({"links": {"arxiv": "2001.00001"}}, "article"),
        ({"venue": "arXiv"}, "article"),
        ({"venue": "bioRxiv"}, "article"),
        ({"venue": "Gazette", "links": {"arxiv": "2001.00001"}}, "document"),
        ({"venue": "Kneading Conference"}, "paper-conference"),
        ({"venue": "Workshop on Steam"}, "paper-conference"),
        ({"venue": "Journal of Crust & Crumb"}, "article-journal"),
    ],
)
def test_the_type_depends_on_the_venue_or_else_on_arxiv(facts: dict[str, object], type_: str) -> None:
    assert refer(**facts).type == type_


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ({}, ""),
        ({"code": "https://c.example/"}, "https://c.example/"),
        ({"code": "https://c.example/", "other": "https://o.example/"}, "https://o.example/"),
        ({"other": "https://o.example/", "project": "https://p.example/"}, "https://p.example/"),
        (
            {"project": "https://p.example/", "doi": "10.1000/a_b"},
            "https://doi.org/10.1000/a_b",
        ),
        ({"doi": "10.1000/a", "openreview": "x&y"}, "https://openreview.net/forum?id=x%26y"),
        ({"openreview": "x", "arxiv": "2001.00001"}, "https://arxiv.org/abs/2001.00001"),
    ],
)
def test_the_address_is_where_the_paper_can_be_read(links: dict[str, str], url: str) -> None:
    assert refer(links=links).url == url


def test_authors_come_before_the_organization_and_the_count() -> None:
    known = refer(authors=("Ann Old",), author_count=3, organization={"name": "Bakers"})
    assert (known.creators, known.organization, known.author_count) == (("Ann Old",), "", None)
    unknown = refer(author_count=3, organization={"name": "Bakers"})
    assert (unknown.creators, unknown.organization, unknown.author_count) == (("Bakers",), "Bakers", 3)
    assert refer().creators == ()


def test_notes_label_every_fact_without_a_field() -> None:
    links = {
        "arxiv": "2001.00001",
        "openreview": "x",
        "code": ["https://c.example/", "https://d.example/"],
        "project": "https://p.example/",
        "other": "https://o.example/",
    }
    paper = refer(
        links=links,
        author_count=3,
        kind=("method",),
        tldr="Rises.",
        published="2020-05",
        venue="Workshop on Steam",
    )
    assert paper.extras == (
        ("arXiv", "2001.00001"),
        ("OpenReview", "x"),
        ("Published", "2020-05"),
        ("Authors", "3"),
        ("Source code", "https://c.example/"),
        ("Source code", "https://d.example/"),
        ("Project", "https://p.example/"),
        ("Link", "https://o.example/"),
        ("Kind", "method"),
        ("TL;DR", "Rises."),
    )
    assert refer().extras == ()


def test_topics_have_their_titles_and_unknown_ones_their_ids() -> None:
    paper = refer(topics=("tea", "no-such-topic"))
    assert paper.topic_ids == ("tea", "no-such-topic")
    assert paper.topics == ("Tea, green & black", "no-such-topic")


def test_a_new_arxiv_identifier_has_no_category() -> None:
    assert refer(links={"arxiv": "2001.00001"}).arxiv_category == ""
    assert refer(links={"arxiv": "math.GT/0309136"}).arxiv_category == "math.GT"


def test_a_page_has_an_address_if_the_site_has_one() -> None:
    assert refer().page == "https://kitchen.example/list/papers/rye/"
    assert refer(site=Site(name="Draft")).page == ""
    assert (
        page_url("https://a.example", "x/") == page_url("https://a.example/", "x/") == "https://a.example/x/"
    )
    assert page_url("", "x/") == "x/"


def test_references_are_in_the_order_of_the_slugs() -> None:
    slugs = list(collect_references(sample()))
    assert slugs == sorted(slugs)
    assert refer(added="2026-01-05").added == "2026-01-05"


def replace(catalog: Catalog, **parts: object) -> Catalog:
    """Return a catalog with other parts, and without what was cached for the old ones."""
    same = {name: getattr(catalog, name) for name in Catalog.model_fields}
    return Catalog.model_validate(same | parts)


def test_references_are_used_again_where_nothing_changed() -> None:
    before = sample()
    references = collect_references(before)
    slug = next(iter(before.papers))
    changed = before.papers[slug].model_copy(update={"title": "Another title"})
    after = replace(before, papers={**before.papers, slug: changed})
    again = collect_references(after, before=(before, references))
    assert again == collect_references(after)
    assert {one for one in again if again[one] is references[one]} == {*references} - {slug}


def test_references_are_made_anew_where_topics_venues_or_address_changed() -> None:
    before = sample()
    references = collect_references(before)
    for changes in (
        {"site": before.site.model_copy(update={"url": "https://moved.example.org/"})},
        {"venues": (VenueInfo(name="ICLR", type="workshop"),)},
        {"taxonomy": Taxonomy(groups=())},
    ):
        after = replace(before, **changes)
        assert collect_references(after, before=(before, references)) == collect_references(after)


def test_stored_key_that_another_record_had_by_its_slug() -> None:
    """A record without a stored key is cited by its slug until another one stores that as its key."""
    one, other = Paper(slug="a", title="A"), Paper(slug="b", title="B")
    before = catalog_of(one, other)
    after = catalog_of(one, other.model_copy(update={"citation_key": "a"}))
    again = collect_references(after, before=(before, collect_references(before)))
    assert [reference.key for reference in again.values()] == ["a-2", "a"]
