"""Which record the entries of an import belong to."""

from __future__ import annotations

import pytest
from bread_records import RYE, STEAM, make_entry, make_paper

from generator.curation.matching import Matches, match_entries
from generator.model.catalog import Catalog, Site
from generator.model.entry import CaptureRef, Entry
from generator.model.history import Decision, Exclusion
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Taxonomy


def match(*entries: Entry, papers: tuple[Paper, ...] = (), **facts: object) -> Matches:
    taxonomy = Taxonomy(groups=())
    by_slug = {paper.slug: paper for paper in papers}
    return match_entries(
        Catalog.model_validate({"site": Site(name="B"), "taxonomy": taxonomy, "papers": by_slug, **facts}),
        entries,
    )


PLACE = CaptureRef(capture="a.txt", position=1)


@pytest.mark.parametrize(
    ("paper", "entry"),
    [
        (make_paper("Rye Doughs", "rye"), make_entry("RYE doughs.")),
        (make_paper("Rye", "rye", aliases=("Rye, Wheat", "Rye Doughs")), make_entry("Rye doughs")),
        (make_paper("Rye", "rye", links=Links(arxiv="2401.00001")), make_entry("Other", arxiv="2401.00001")),
        (make_paper("Rye", "rye", links=Links(doi="10.1000/Rye")), make_entry("Other", doi="10.1000/rye")),
        (
            make_paper("Doughs", "rye", abstract=RYE, captures=(PLACE,)),
            make_entry("Rye", abstract=RYE),
        ),
    ],
)
def test_an_entry_belongs_to_a_record_with_its_title_identifier_or_place(paper: Paper, entry: Entry) -> None:
    assert match(entry, papers=(paper,)) == Matches(known={"rye": [entry]}, new=[], excluded=[])


@pytest.mark.parametrize(
    ("paper", "entry"),
    [
        (make_paper("Rye Doughs I", "rye"), make_entry("Rye Doughs II")),
        (make_paper("Doughs", "rye", abstract=RYE), make_entry("Doughs", abstract=STEAM)),
        (make_paper("Steam", "rye", captures=(PLACE,)), make_entry("Rye Doughs")),
    ],
)
def test_a_contradiction_makes_an_entry_a_new_paper(paper: Paper, entry: Entry) -> None:
    matches = match(entry, papers=(paper,))
    assert (dict(matches.known), [list(group) for group in matches.new]) == ({}, [[entry]])


def test_entries_of_one_new_paper_form_a_group() -> None:
    one, other = make_entry("Rye Doughs", 1), make_entry("Rye doughs", 2)
    assert [list(group) for group in match(one, other).new] == [[one, other]]


def test_excluded_titles_are_neither_known_nor_new() -> None:
    entry = make_entry("Rye DOUGHS")
    matches = match(entry, exclusions=(Exclusion(title="Rye Doughs", reason="x"),))
    assert (matches.known, list(matches.new), list(matches.excluded)) == ({}, [], [entry])


def test_the_title_of_a_merged_record_still_belongs_to_the_kept_one() -> None:
    entry = make_entry("Acid in Rye")
    decision = Decision(verdict="same", papers=("rye", "acid"), titles=("Rye Doughs", "Acid in Rye"))
    matches = match(entry, papers=(make_paper("Rye Doughs", "rye"),), decisions=(decision,))
    assert dict(matches.known) == {"rye": [entry]}


def test_identifiers_of_two_records_in_one_entry_are_a_conflict_until_decided() -> None:
    papers = (
        make_paper("Rye", "rye", links=Links(arxiv="2401.00001")),
        make_paper("Steam", "steam", links=Links(doi="10.1000/rye")),
    )
    entry = make_entry("Rye", arxiv="2401.00001", doi="10.1000/rye")
    (conflict,) = match(entry, papers=papers).conflicts
    assert (conflict.one.slug, conflict.other.slug) == ("rye", "steam")
    assert conflict.reason == "one entry has identifiers of both (a.txt#1)"
    decision = Decision(verdict="different", papers=("steam", "rye"))
    assert match(entry, papers=papers, decisions=(decision,)).conflicts == ()


def test_an_identifier_of_another_paper_does_not_join_the_two() -> None:
    rye = make_entry("Rye Doughs", 1, authors=("Ada Baker",), doi="10.1000/rye")
    steam = make_entry("Steam in Ovens", 2, authors=("Bo Miller",), doi="10.1000/RYE")
    matches = match(rye, steam)
    assert [[entry.title, entry.doi] for (entry,) in matches.new] == [
        ["Rye Doughs", "10.1000/rye"],
        ["Steam in Ovens", None],
    ]
    (problem,) = matches.problems
    assert "expected an identifier of 'Steam in Ovens' (got DOI 10.1000/rye" in problem.message
    again = match(
        steam,
        papers=(make_paper("Rye Doughs", "rye", authors=["Ada Baker"], links=Links(doi="10.1000/rye")),),
    )
    assert not again.known


def test_a_title_that_changed_on_publication_is_still_the_same_paper() -> None:
    preprint = make_entry("Rye Doughs", 1, authors=("Ada Baker",), doi="10.1000/rye")
    published = make_entry("On Sour Grains", 2, authors=("A. Baker", "Bo Miller"), doi="10.1000/rye")
    assert [len(group) for group in match(preprint, published).new] == [2]
    assert [
        len(group) for group in match(preprint, make_entry("On Sour Grains", 2, doi="10.1000/rye")).new
    ] == [2]
