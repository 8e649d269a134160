"""Pairs of records that a person is asked about, and pairs that nobody need look at."""

from __future__ import annotations

from typing import Any

import pytest
from bread_records import RYE, STEAM, make_abstracts, make_paper

from generator.duplicates.possible_duplicates import find_possible_duplicates
from generator.model.paper import Links, Paper
from generator.model.publication import Publication


def _report(volume: str, pages: str) -> dict[str, Any]:
    publication = Publication(volume=volume, pages=pages)
    return {"venue": "Mitteilungen", "publication": publication}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a preprint renamed for its publication
        (
            make_paper("Why Rye Collapses", "a", abstract=RYE),
            make_paper("On the Swelling of Pentosans", "b", abstract=RYE + " Code is there."),
        ),
        # one word changed, nothing else known
        (
            make_paper("Delaying the Crust with Steam in Deck Ovens", "a"),
            make_paper("Delaying the Crust with Steam in Rack Ovens", "b"),
        ),
        # one word changed, authors shared
        (
            make_paper("Delaying Crusts with Steam", "a", authors=("Ada Baker", "Bo Miller")),
            make_paper("Delaying the Crust with Steam", "b", authors=("A. Baker", "B. Miller")),
        ),
        # the same words in another order
        (make_paper("Acid and Salt in Rye Doughs", "a"), make_paper("Rye Doughs in Salt and Acid", "b")),
        # renamed, which one of the records knows
        (
            make_paper("On the Swelling of Pentosans", "a", aliases=("Why Rye Collapses in Deck Ovens",)),
            make_paper("Why Rye Collapses in a Deck Oven", "b"),
        ),
        # written together
        (make_paper("Hyper Ovens for Rye", "a"), make_paper("HyperOvens for Rye", "b")),
        # the same name before the colon, abstracts alike in part
        (
            make_paper("A-RYE: Faster Rye Doughs by Acid", "a", abstract=RYE),
            make_paper(
                "A-RYE: Faster Rye Doughs by Salt", "b", abstract=RYE.split(". ")[1] + STEAM.split(". ")[0]
            ),
        ),
    ],
)
def test_similar_records_are_found(one: Paper, other: Paper) -> None:
    (miss,) = find_possible_duplicates([one, other])
    assert miss.slugs == {"a", "b"}
    assert 0.3 < miss.score <= 1
    assert find_possible_duplicates([one, other], decided=[frozenset({"a", "b"})]) == ()
    assert find_possible_duplicates([one, other], among={"c"}) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # reports in a series, by the same author
        (
            make_paper("Dritter Bericht über die Grabungen in der Bäckerei", "a", authors=("Ada Baker",)),
            make_paper("Vierter Bericht über die Grabungen in der Bäckerei", "b", authors=("Ada Baker",)),
        ),
        (
            make_paper("Die Grabung in Bäckereien", "a", authors=("Ada Baker",), **_report("41", "127–133")),
            make_paper("Grabungen in Bäckereien", "b", authors=("Ada Baker",), **_report("42", "100–104")),
        ),
        (make_paper("Sourdough", "a", abstract=RYE), make_paper("Sourdough", "b", abstract=STEAM)),
        (
            make_paper("Sourdough", "a", authors=("Ada Baker",)),
            make_paper("Sourdough", "b", authors=("Bo Miller",)),
        ),
        (
            make_paper("Rye Breads of the North, Part I", "a"),
            make_paper("Rye Breads of the North, Part II", "b"),
        ),
        (
            make_paper("Delaying the Crust with Steam in Deck Ovens", "a", abstract=RYE),
            make_paper("Delaying the Crust with Steam in Rack Ovens", "b", abstract=STEAM),
        ),
        (make_paper("Rye", "a"), make_paper("Steam", "b")),
    ],
)
def test_what_is_plainly_two_papers_is_not_asked_about(one: Paper, other: Paper) -> None:
    assert find_possible_duplicates([one, other]) == ()


def test_records_that_share_an_identifier_are_asked_about_first() -> None:
    shared = [
        make_paper("Rye", "a", links=Links(doi="10.1000/a")),
        make_paper("Steam", "b", links=Links(doi="10.1000/A")),
    ]
    (miss,) = find_possible_duplicates(shared)
    assert (miss.reason, miss.score) == ("both are DOI 10.1000/a", 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rye Breads, Part I", "Rye Breads, Part II"),
        ("Rye Breads Part 1", "Rye Breads Part 2"),
        ("Rye Breads: Part One", "Rye Breads: Part Two"),
        ("Appendix to Rye, Volume A", "Appendix to Rye, Volume B"),
        ("OvenNet v2: Better Baking", "OvenNet v3: Better Baking"),
        ("OvenNet2", "OvenNet3"),
        ("OvenNet", "OvenNet 2"),
        ("OvenNet", "OvenNet II"),
        ("One Hundred Loaves in 10 Minutes", "One Hundred Loaves in 12 Minutes"),
        ("First-Order Proofing", "Second-Order Proofing"),
        ("Henry V", "Henry IV"),
        ("Baking²", "Baking³"),
    ],
)
@pytest.mark.parametrize("abstract", ["", RYE])
def test_titles_with_different_numbers_are_not_asked_about(one: str, other: str, abstract: str) -> None:
    pair = [make_paper(one, "a", abstract=abstract), make_paper(other, "b", abstract=abstract)]
    assert find_possible_duplicates(pair) == ()


def test_an_abbreviation_is_not_a_number() -> None:
    pair = [
        make_paper("VI for Bayesian Networks", "a", abstract=RYE),
        make_paper("Variational Inference for Bayesian Networks", "b", abstract=RYE),
    ]
    assert len(find_possible_duplicates(pair)) == 1


RELATED = "Delaying Crusts by Steam", "Delaying the Crust with Steam"
UNRELATED = "Why Rye Collapses", "On the Swelling of Pentosans"


@pytest.mark.parametrize(
    ("titles", "shared", "asked"),
    [(RELATED, 44, False), (RELATED, 45, True), (UNRELATED, 59, False), (UNRELATED, 60, True)],
)
def test_the_abstracts_of_related_titles_need_less_in_common(
    titles: tuple[str, str], shared: int, asked: bool
) -> None:
    abstracts = make_abstracts(100, shared=shared)
    pair = [
        make_paper(title, f"p-{n}", abstract=abstract)
        for n, (title, abstract) in enumerate(zip(titles, abstracts, strict=True))
    ]
    assert bool(find_possible_duplicates(pair)) is asked


@pytest.mark.parametrize(
    ("authors", "asked"), [(("A. Baker", "Cy Cook"), True), (("A. Baker", "Cy Cook", "Dee Wright"), False)]
)
def test_half_of_the_authors_support_a_similar_title(authors: tuple[str, ...], asked: bool) -> None:
    pair = [
        make_paper("Delaying Crusts by Steam", "a", authors=("Ada Baker", "Bo Miller", "Eve Smith")),
        make_paper("Delaying a Crust with Steam", "b", authors=authors),
    ]
    assert bool(find_possible_duplicates(pair)) is asked


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"venue": "Bread Letters", "venue_year": 2020, "publication": {"pages": "7–12"}}, True),
        ({"venue": "Bread Letters", "venue_year": 2020, "publication": {"pages": "30–41"}}, False),
        ({"venue": "Bread Letters", "venue_year": 2021}, False),
        ({"venue": "Bread Letters", "publication": {"volume": "4"}}, False),
        ({"venue": "Crumb", "publication": {"volume": "4"}}, True),
        ({"venue": "arXiv", "venue_year": 2019}, True),
        ({"published": "2019"}, True),
        ({"published": "2001"}, False),
        ({"links": {"doi": "10.1000/b"}}, False),
        ({}, True),
    ],
)
def test_year_and_pages_tell_papers_with_similar_titles_apart(facts: dict[str, object], asked: bool) -> None:
    authors = ("Ada Baker", "Bo Miller")
    one = Paper(
        slug="a",
        title="Delaying Crusts with Steam",
        authors=authors,
        venue="Bread Letters",
        venue_year=2020,
        publication=Publication(volume="3", pages="7–12"),
        links=Links(doi="10.1000/a"),
    )
    title = "Delaying the Crust with Steam"
    other = Paper.model_validate({"slug": "b", "title": title, "authors": authors, **facts})
    assert bool(find_possible_duplicates([one, other])) is asked


def test_a_misprint_in_the_title_outweighs_other_pages() -> None:
    pair = [
        make_paper(title, slug, venue="Bread Letters", publication=Publication(pages=pages))
        for title, slug, pages in (
            ("Delaying the Crust of Rye with Steam", "a", "7–12"),
            ("Delaying the Crustt of Rye with Steam", "b", "8"),
        )
    ]
    assert len(find_possible_duplicates(pair)) == 1


def test_pairs_are_ordered_by_score_and_begin_with_the_older_record() -> None:
    papers = [
        make_paper("Delaying the Crust with Steam in Rack Ovens", "c", added="2024-01-02"),
        make_paper("Delaying the Crust with Steam in Deck Ovens", "d", added="2024-01-01"),
        make_paper("Rye Doughs", "a", abstract=RYE, added="2024-01-01"),
        make_paper("Rye Doughs", "b", abstract=RYE),
    ]
    pairs = find_possible_duplicates(papers)
    assert [(pair.one.slug, pair.other.slug) for pair in pairs] == [("a", "b"), ("d", "c")]
    (pair,) = find_possible_duplicates(papers, among={"c"})
    assert pair.slugs == {"c", "d"}
