"""Which entries are the same paper: by identifier, by title, with guards; possible duplicates; merging."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.duplicates.clustering import cluster_entries
from generator.duplicates.filling import fill_blanks, merge_papers
from generator.duplicates.identifiers import all_identifiers, primary_identifiers
from generator.duplicates.merging import merge_entries
from generator.duplicates.possible_duplicates import find_possible_duplicates
from generator.duplicates.titles import find_numbers
from generator.duplicates.venues import map_venue_names, use_listed_venue_name
from generator.model.catalogue import VenueInfo
from generator.model.entry import Entry
from generator.model.paper import Links, Paper
from generator.text.preprints import is_preprint_venue
from generator.text.slugs import choose_slug

RYE = (
    "Rye flour holds more water than wheat, yet doughs of pure rye collapse in the oven. We measure how the"
    " pentosans swell over forty hours and give a schedule of acid"
    " and salt under which the crumb keeps its pores."
)
STEAM = (
    "Steam injected during the first minutes delays crust formation. A thermal camera follows twelve loaves"
    " and shows that surface temperature, not humidity, decides when the crust sets and how far the"
    " loaf expands."
)


def entry(title: str, number: int = 1, **facts: Any) -> Entry:
    return Entry(title=title, **{"capture": "a.txt", "position": number, **facts})


def paper(title: str, slug: str, **facts: Any) -> Paper:
    return Paper(slug=slug, title=title, **facts)


def groups(entries: Sequence[Entry]) -> set[frozenset[int]]:
    return {frozenset(entry.position for entry in found.entries) for found in cluster_entries(entries)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rye Bread at Home", "RYE BREAD AT HOME"),
        ("Crème Pâtissière: A Study", "Creme Patissiere - A Study"),
        ("Rye: A Study", "Rye -- A Study"),
        ("Rye: A Study", "Rye — A Study"),
        (r"Na\"ive Doughs", "Naïve doughs"),
        ("$k$-Means of Loaves", "k-means of loaves"),
        ("“Seed” Breads", "``Seed'' breads"),
        ("Spatial Baking*", "Spatial Baking"),
    ],
)
def test_two_prints_of_one_title_are_one_paper(one: str, other: str) -> None:
    assert groups([entry(one, 1), entry(other, 2)]) == {frozenset({1, 2})}


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
def test_a_title_with_another_number_is_another_paper(one: str, other: str, abstract: str) -> None:
    assert groups([entry(one, 1, abstract=abstract), entry(other, 2, abstract=abstract)]) == {
        frozenset({1}),
        frozenset({2}),
    }
    assert (
        find_possible_duplicates([paper(one, "a", abstract=abstract), paper(other, "b", abstract=abstract)])
        == ()
    )


@pytest.mark.parametrize(
    ("one", "other"), [("LightOven+", "LightOven"), ("Baking in C++", "Baking in C#"), ("?", "!")]
)
def test_a_sign_makes_another_name(one: str, other: str) -> None:
    assert groups([entry(one, 1), entry(other, 2)]) == {frozenset({1}), frozenset({2})}


def test_numbers_of_a_title() -> None:
    assert find_numbers("YOvenv2, Part II: One Step") == ("1", "2", "2")
    assert find_numbers("I, Baker") == ()
    assert find_numbers("X-Ray Images of Loaves") == ()
    assert find_numbers("Rye, Vol. XIV") == ("14",)
    assert find_numbers("0" * 5000 + "7 Loaves") == ("7",)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"authors": ("Ada Baker",)}, {"authors": ("Bo Miller",)}),
        ({"abstract": RYE}, {"abstract": STEAM}),
        ({"arxiv": "2401.00001"}, {"arxiv": "2401.00002"}),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
    ],
)
def test_works_of_one_generic_title_are_two_papers(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    two = [entry("Sourdough", 1, **mine), entry("Sourdough", 2, **theirs)]
    assert groups(two) == {frozenset({1}), frozenset({2})}


def test_a_bare_title_joins_one_work_but_not_one_of_two() -> None:
    rye, steam = entry("Sourdough", 1, abstract=RYE), entry("Sourdough", 2, abstract=STEAM)
    assert groups([rye, entry("Sourdough", 3)]) == {frozenset({1, 3})}
    assert groups([rye, steam, entry("Sourdough", 3)]) == {frozenset({1}), frozenset({2}), frozenset({3})}


def test_identifiers_link_through_a_third_entry() -> None:
    three = [
        entry("Rye", 1, arxiv="2401.00001"),
        entry("Rye, Published", 2, arxiv="2401.00001", doi="10.1000/RYE"),
        entry("Quite Another Name", 3, doi="10.1000/rye"),
    ]
    assert groups(three) == {frozenset({1, 2, 3})}
    assert cluster_entries(three)[0].reasons == ("arXiv 2401.00001", "DOI 10.1000/rye")


def test_the_doi_of_a_preprint_is_its_arxiv_identifier() -> None:
    assert groups(
        [entry("Rye", 1, doi="10.48550/arXiv.2401.00001"), entry("Rye at Last", 2, arxiv="2401.00001")]
    ) == {frozenset({1, 2})}
    assert primary_identifiers(entry("Rye", doi="10.48550/arXiv.2401.00001")) == {"arxiv": "2401.00001"}


ENTRIES = st.builds(
    entry,
    st.sampled_from(
        ["Sourdough", "sourdough:", "Rye, Part I", "Rye, Part II", "Rye", "Steam and Crust", "?", "!"]
    ),
    arxiv=st.sampled_from([None, None, "2401.00001", "2401.00002"]),
    doi=st.sampled_from([None, None, "10.1000/a", "10.1000/B", "10.1000/b", "10.48550/arxiv.2401.00001"]),
    authors=st.sampled_from([(), (), ("Ada Baker",), ("Bo Miller", "A. Baker")]),
    abstract=st.sampled_from(["", "", RYE, STEAM]),
)


@given(st.lists(ENTRIES, max_size=9), st.randoms(use_true_random=False))
def test_what_comes_together_does_not_depend_on_the_order(
    entries: list[Entry], shuffle: random.Random
) -> None:
    entries = [one.model_copy(update={"position": number}) for number, one in enumerate(entries, 1)]
    mixed = list(entries)
    shuffle.shuffle(mixed)
    assert groups(entries) == groups(mixed)
    merged = {
        frozenset(e.position for e in c.entries): merge_entries(c.entries, slug="x")
        for c in cluster_entries(entries)
    }
    again = {
        frozenset(e.position for e in c.entries): merge_entries(c.entries, slug="x")
        for c in cluster_entries(mixed)
    }
    assert merged == again
    for found in cluster_entries(entries):
        for kind, value in all_identifiers(found.entries[0]):
            outside = [e for e in entries if e not in found.entries]
            assert not any((kind, value) in all_identifiers(e) for e in outside)


def test_a_title_borne_by_thousands_is_done_in_time() -> None:
    entries = [entry("Sourdough", n, abstract=f"{RYE} {n}") for n in range(1, 3001)]
    assert len(cluster_entries(entries)) == 1
    different = [
        entry("Sourdough", n, abstract=" ".join(f"w{n}x{word}" for word in range(20))) for n in range(1, 2001)
    ]
    assert len(cluster_entries(different)) == 2000


# ---------------------------------------------------------------------------------------- possible duplicates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a preprint renamed for its publication
        (
            paper("Why Rye Collapses", "a", abstract=RYE),
            paper("On the Swelling of Pentosans", "b", abstract=RYE + " Code is there."),
        ),
        # one word changed, nothing else known
        (
            paper("Delaying the Crust with Steam in Deck Ovens", "a"),
            paper("Delaying the Crust with Steam in Rack Ovens", "b"),
        ),
        # one word changed, authors shared
        (
            paper("Delaying Crusts by Steam", "a", authors=("Ada Baker", "Bo Miller")),
            paper("Delaying the Crust with Steam", "b", authors=("A. Baker", "B. Miller")),
        ),
        # written together
        (paper("Hyper Ovens for Rye", "a"), paper("HyperOvens for Rye", "b")),
        # the same name before the colon, abstracts alike in part
        (
            paper("A-RYE: Faster Rye Doughs by Acid", "a", abstract=RYE),
            paper(
                "A-RYE: Faster Rye Doughs by Salt", "b", abstract=RYE.split(". ")[1] + STEAM.split(". ")[0]
            ),
        ),
    ],
)
def test_near_misses_are_found(one: Paper, other: Paper) -> None:
    (miss,) = find_possible_duplicates([one, other])
    assert miss.slugs == {"a", "b"}
    assert 0.3 < miss.score <= 1
    assert find_possible_duplicates([one, other], decided=[frozenset({"a", "b"})]) == ()
    assert find_possible_duplicates([one, other], among={"c"}) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper("Sourdough", "a", abstract=RYE), paper("Sourdough", "b", abstract=STEAM)),
        (paper("Sourdough", "a", authors=("Ada Baker",)), paper("Sourdough", "b", authors=("Bo Miller",))),
        (paper("Rye Breads of the North, Part I", "a"), paper("Rye Breads of the North, Part II", "b")),
        (
            paper("Delaying the Crust with Steam in Deck Ovens", "a", abstract=RYE),
            paper("Delaying the Crust with Steam in Rack Ovens", "b", abstract=STEAM),
        ),
        (paper("Rye", "a"), paper("Steam", "b")),
    ],
)
def test_what_is_plainly_two_papers_is_not_asked_about(one: Paper, other: Paper) -> None:
    assert find_possible_duplicates([one, other]) == ()


def test_records_that_share_an_identifier_are_asked_about_first() -> None:
    shared = [
        paper("Rye", "a", links=Links(doi="10.1000/a")),
        paper("Steam", "b", links=Links(doi="10.1000/A")),
    ]
    (miss,) = find_possible_duplicates(shared)
    assert (miss.reason, miss.score) == ("both are DOI 10.1000/a", 1.0)


def test_the_real_list_has_few_possible_duplicates(real: Any) -> None:
    misses = find_possible_duplicates(real.papers.values())
    assert len(misses) <= 3


# -------------------------------------------------------------------------------------------- merging


def test_merging_keeps_the_best_of_each_and_says_where_it_comes_from() -> None:
    merged = merge_entries(
        [
            entry(
                "Rye", 1, published="2024", venue="arXiv preprint arXiv:2401.00001", authors=("Ada Baker",)
            ),
            entry(
                "Rye",
                2,
                capture="b.bib",
                published="2024-01-05",
                authors=("Ada Baker", "Bo Miller"),
                arxiv="2401.00001",
                code=("https://github.com/ada/rye",),
            ),
            entry(
                "Rye: Acid and Salt",
                3,
                capture="c.ris",
                venue="Journal of Bread",
                venue_year=2025,
                doi="10.1000/rye",
                code=("https://github.com/ada/rye.git", "https://github.com/bo/salt"),
                abstract=RYE,
            ),
        ],
        slug="rye",
    )
    assert merged.title == "Rye: Acid and Salt"
    assert merged.published == "2024-01-05"
    assert merged.authors == ("Ada Baker", "Bo Miller")
    assert (merged.venue, merged.venue_year) == ("Journal of Bread", 2025)
    assert merged.links.code == ("https://github.com/ada/rye", "https://github.com/bo/salt")
    assert (merged.links.arxiv, merged.links.doi) == ("2401.00001", "10.1000/rye")
    assert dict(merged.evidence) == {
        "authors": "b.bib",
        "published": "b.bib",
        "venue": "c.ris",
        "arxiv": "b.bib",
        "doi": "c.ris",
        "code": "b.bib, c.ris",
    }
    assert [str(ref) for ref in merged.captures] == ["a.txt#1", "b.bib#2", "c.ris#3"]


def test_an_identifier_without_a_place_becomes_another_link() -> None:
    merged = merge_entries(
        [
            entry("Rye", 1, doi="10.1000/a", arxiv="2401.00001"),
            entry("Rye", 2, doi="10.1000/a", arxiv="2401.00002"),
        ],
        slug="rye",
    )
    assert merged.links.other == ("https://arxiv.org/abs/2401.00002",)
    assert ("arxiv", "2401.00002") in all_identifiers(merged)


def test_filling_never_overwrites_what_a_person_wrote() -> None:
    mine = paper(
        "Rye", "rye", authors=("A. Baker",), published="2023-12", venue="Bread Days", abstract="Mine.",
        links=Links(code=("https://github.com/mine/rye",)), notes="N", kind="survey",
    )  # fmt: skip
    theirs = paper(
        "Rye!", "rye", authors=("Ada Baker", "Bo Miller"), published="2024-01-05", venue="Journal of Bread",
        abstract=RYE, links=Links(arxiv="2401.00001", code=("https://github.com/ada/rye",)), kind="theory",
        evidence={"authors": "b.bib", "arxiv": "b.bib"},
    )  # fmt: skip
    filled = fill_blanks(mine, theirs)
    assert filled == mine.model_copy(
        update={
            "links": Links(arxiv="2401.00001", code=("https://github.com/mine/rye",)),
            "evidence": {"arxiv": "b.bib"},
        }
    )
    assert fill_blanks(filled, theirs) == filled


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "result"),
    [
        ("published", "2024", "2024-01-05", "2024-01-05"),
        ("published", "2024-01", "2024-02-05", "2024-01"),
        ("venue", "CoRR", "Journal of Bread", "Journal of Bread"),
        ("venue", "Journal of Bread", "arXiv", "Journal of Bread"),
        ("abstract", "", RYE, RYE),
    ],
)
def test_facts_become_more_precise(field: str, mine: str, theirs: str, result: str) -> None:
    filled = fill_blanks(paper("Rye", "rye", **{field: mine}), paper("Rye", "rye", **{field: theirs}))
    assert getattr(filled, field) == result


def test_joining_two_records_loses_nothing_a_person_wrote() -> None:
    kept = paper(
        "Rye",
        "rye",
        published="2023-05",
        notes="First.",
        topics=("doughs",),
        links=Links(doi="10.1000/a"),
        added="2024-02",
    )
    gone = paper(
        "Rye, Renamed", "rye-renamed", published="2024-06-07", notes="Second.", kind="survey",
        authors=("Ada Baker",),
        links=Links(doi="10.1000/b", arxiv="2401.00001"), added="2024-01",
    )  # fmt: skip
    joined = merge_papers(kept, gone)
    assert joined.slug == "rye"
    assert joined.published == "2023-05"
    assert joined.notes == "First.\n\nSecond."
    assert (joined.kind, joined.topics, joined.added) == ("survey", ("doughs",), "2024-01")
    assert joined.links == Links(doi="10.1000/a", arxiv="2401.00001", other=("https://doi.org/10.1000/b",))


@pytest.mark.parametrize(
    ("venue", "preprint"),
    [("arXiv", True), ("CoRR abs/2401.00001", True), ("bioRxiv", True), ("SSRN Electronic Journal", True),
     ("Journal of Bread", False), ("Halle Symposium", False), ("Corrosion Letters", False)],
)  # fmt: skip
def test_preprint_servers_are_told_from_venues(venue: str, preprint: bool) -> None:
    assert is_preprint_venue(venue) is preprint


def test_venues_get_the_name_used_on_the_list() -> None:
    names = map_venue_names([VenueInfo(name="Bread Days", aliases=("Annual Days of Bread (BD)",))])
    assert (
        use_listed_venue_name(paper("Rye", "rye", venue="annual days of bread, BD"), names).venue
        == "Bread Days"
    )
    assert use_listed_venue_name(paper("Rye", "rye", venue="Elsewhere"), names).venue == "Elsewhere"


def test_slugs_are_given_once_and_fast() -> None:
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for _ in range(5000):
        taken.add(choose_slug("Rye", taken, counts))
    assert len(taken) == 5000
    assert {"rye", "rye-2", "rye-5000"} <= taken
