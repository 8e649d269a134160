"""Filling blanks, and merging two records."""

from __future__ import annotations

import pytest
from bread_records import RYE, make_paper

from generator.duplicates.filling import fill_blanks, map_venue_names, merge_papers, use_listed_venue_name
from generator.model.catalog import VenueInfo
from generator.model.entry import Organization
from generator.model.paper import Links


def test_filling_never_overwrites_what_a_person_wrote() -> None:
    mine = make_paper(
        "Rye", "rye", authors=("A. Baker",), published="2023-12", venue="Bread Days", abstract="Mine.",
        links=Links(code=("https://github.com/mine/rye",)), notes="N", kind=("survey",),
    )  # fmt: skip
    theirs = make_paper(
        "Rye!", "rye", authors=("Ada Baker", "Bo Miller"), published="2024-01-05", venue="Journal of Bread",
        abstract=RYE, links=Links(arxiv="2401.00001", code=("https://github.com/ada/rye",)), kind=("theory",),
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


def test_an_organization_that_is_the_author_is_not_named_twice() -> None:
    mine = make_paper("Rye", "rye", authors=("The Rye Collaboration",))
    theirs = make_paper("Rye", "rye", organization=Organization(name="The Rye Collaboration"))
    assert fill_blanks(mine, theirs) == mine


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
    filled = fill_blanks(
        make_paper("Rye", "rye", **{field: mine}), make_paper("Rye", "rye", **{field: theirs})
    )
    assert getattr(filled, field) == result


def test_joining_two_records_loses_nothing_a_person_wrote() -> None:
    kept = make_paper(
        "Rye",
        "rye",
        published="2023-05",
        notes="First.",
        topics=("doughs",),
        links=Links(doi="10.1000/a"),
        added="2024-02",
    )
    gone = make_paper(
        "Rye, Renamed", "rye-renamed", published="2024-06-07", notes="Second.", kind=("survey",),
        authors=("Ada Baker",),
        links=Links(doi="10.1000/b", arxiv="2401.00001"), added="2024-01",
    )  # fmt: skip
    joined = merge_papers(kept, gone)
    assert joined.slug == "rye"
    assert joined.published == "2023-05"
    assert joined.notes == "First.\n\nSecond."
    assert (joined.kind, joined.topics, joined.added) == (("survey",), ("doughs",), "2024-01")
    assert joined.aliases == ("Rye, Renamed",)
    assert joined.links == Links(doi="10.1000/a", arxiv="2401.00001", other=("https://doi.org/10.1000/b",))


def test_merging_keeps_every_wording_but_only_one_advice() -> None:
    kept = make_paper("Rye", "rye", aliases=("On Rye",), also_asked=("sour bread",), why_read="It is short.")
    gone = make_paper(
        "Rye!",
        "rye-2",
        aliases=("On rye", "Secale"),
        also_asked=("sour bread", "acid"),
        who_can_skip="Millers.",
    )
    joined = merge_papers(kept, gone)
    assert joined.aliases == ("On Rye", "Secale")
    assert joined.also_asked == ("sour bread", "acid")
    assert (joined.why_read, joined.who_can_skip) == ("It is short.", None)
    assert merge_papers(make_paper("Rye", "rye"), gone).who_can_skip == "Millers."


def test_a_date_replaces_the_month_of_an_identifier_from_its_first_day() -> None:
    rough = make_paper(
        "Rye", "rye", published="2024-06", links=Links(arxiv="2406.00123"),
        evidence={"published": "arXiv identifier"},
    )  # fmt: skip
    exact = make_paper("Rye", "rye", published="2024-05-31", evidence={"published": "arxiv.org"})
    filled = fill_blanks(rough, exact)
    assert (filled.published, filled.evidence["published"]) == ("2024-05-31", "arxiv.org")
    later = rough.model_copy(update={"links": Links(arxiv="2406.00700")})
    assert fill_blanks(later, exact).published == "2024-06"


def test_an_empty_record_changes_nothing() -> None:
    full = make_paper(
        "Rye", "rye", authors=("Ada Baker",), published="2024", venue="Bread Days", venue_year=2024,
        abstract=RYE, links=Links(arxiv="2401.00001", code=("https://github.com/ada/rye",)),
    )  # fmt: skip
    assert fill_blanks(full, make_paper("Rye", "rye")) == full
    assert fill_blanks(full, full) == full


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        ((None, None), ("Bread Days", 2025), ("Bread Days", 2025)),
        ((None, 2024), ("Bread Days", 2025), ("Bread Days", 2024)),
        (("Bread Days", None), ("Bread Days", 2025), ("Bread Days", 2025)),
        (("Bread Days", 2024), ("Bread Days", 2025), ("Bread Days", 2024)),
        (("Bread Days", None), ("Oven Days", 2025), ("Bread Days", None)),
        (("CoRR", 2024), ("Bread Days", 2025), ("Bread Days", 2025)),
        (("CoRR", 2024), ("Bread Days", None), ("Bread Days", 2024)),
    ],
)
def test_a_venue_and_its_year_are_filled_together(
    mine: tuple[str | None, int | None],
    theirs: tuple[str | None, int | None],
    result: tuple[str | None, int | None],
) -> None:
    one, other = (
        make_paper("Rye", "rye", venue=venue, venue_year=year, evidence={"venue": name} if venue else {})
        for (venue, year), name in ((mine, "mine"), (theirs, "theirs"))
    )
    filled = fill_blanks(one, other)
    assert (filled.venue, filled.venue_year) == result
    assert filled.evidence["venue"] == ("mine" if filled.venue == one.venue else "theirs")
    year_from_other = filled.venue == one.venue and filled.venue_year != one.venue_year
    assert filled.evidence.get("venue_year") == ("theirs" if year_from_other else None)


@pytest.mark.parametrize(
    ("theirs", "grows"),
    [
        (("A. Baker", "Bo Miller", "Cy Cook"), True),
        (("A. Baker", "Cy Cook", "Bo Miller"), False),
        (("A. Baker", "B. Miller"), False),
        (("A. Baker",), False),
    ],
)
def test_a_list_of_authors_written_by_an_import_grows_at_its_end(
    theirs: tuple[str, ...], grows: bool
) -> None:
    mine = make_paper("Rye", "rye", authors=("Ada Baker", "Bo Miller"), evidence={"authors": "a.txt"})
    other = make_paper("Rye", "rye", authors=theirs, evidence={"authors": "b.bib"})
    filled = fill_blanks(mine, other)
    assert filled.authors == (theirs if grows else mine.authors)
    assert filled.evidence["authors"] == ("b.bib" if grows else "a.txt")
    by_hand = mine.model_copy(update={"evidence": {}})
    assert fill_blanks(by_hand, other).authors == mine.authors


def test_the_number_of_authors_is_filled_if_there_are_no_names() -> None:
    counted = make_paper("Rye", "rye", author_count=3, evidence={"author_count": "b.bib"})
    filled = fill_blanks(make_paper("Rye", "rye"), counted)
    assert (filled.author_count, dict(filled.evidence)) == (3, {"author_count": "b.bib"})
    assert fill_blanks(make_paper("Rye", "rye", authors=("Ada Baker",)), counted).author_count is None
    assert fill_blanks(make_paper("Rye", "rye", author_count=2), counted).author_count == 2


def test_an_abstract_is_filled_with_its_capture_as_source() -> None:
    other = make_paper("Rye", "rye", abstract=RYE, captures=[{"capture": "b.bib", "position": 1}])
    filled = fill_blanks(make_paper("Rye", "rye"), other)
    assert (filled.abstract, dict(filled.evidence)) == (RYE, {"abstract": "b.bib"})
    assert [str(ref) for ref in filled.captures] == ["b.bib#1"]


def test_links_are_added_to_a_list_only_if_asked_for() -> None:
    mine = make_paper(
        "Rye", "rye", links=Links(code=("https://github.com/ada/rye",)), evidence={"code": "a.txt"}
    )
    other = make_paper(
        "Rye", "rye", evidence={"code": "a.txt, b.bib"},
        links=Links(code=("http://www.github.com/Ada/rye.git/", "https://github.com/bo/rye")),
    )  # fmt: skip
    assert fill_blanks(mine, other) == mine
    joined = fill_blanks(mine, other, join_links=True)
    assert joined.links.code == ("https://github.com/ada/rye", "https://github.com/bo/rye")
    assert joined.evidence["code"] == "a.txt, b.bib"


def test_merging_prefers_the_longer_list_of_authors_and_the_kept_record() -> None:
    kept = make_paper(
        "Rye", "rye", authors=("Ada Baker",), topics=("doughs",), kind=("survey",), added="2024-01"
    )
    removed = make_paper(
        "Rye", "rye-2", authors=("A. Baker",), topics=("ovens",), kind=("theory",), added="2024-02"
    )
    merged = merge_papers(kept, removed)
    assert (merged.authors, merged.topics, merged.kind) == (("Ada Baker",), ("doughs",), ("survey",))
    assert (merged.added, merged.notes) == ("2024-01", None)
    assert merged.citation_key_aliases == ("rye-2",)
    longer = removed.model_copy(update={"authors": ("A. Baker", "Bo Miller"), "notes": "N"})
    merged = merge_papers(kept, longer)
    assert (merged.authors, merged.notes) == (("Ada Baker", "Bo Miller"), "N")
    assert merged.evidence["authors"] == "record rye-2"
    assert merge_papers(longer, longer).notes == "N"


def test_venues_get_the_name_used_on_the_list() -> None:
    names = map_venue_names([VenueInfo(name="Bread Days", aliases=("Annual Days of Bread (BD)",))])
    assert (
        use_listed_venue_name(make_paper("Rye", "rye", venue="annual days of bread, BD"), names).venue
        == "Bread Days"
    )
    assert use_listed_venue_name(make_paper("Rye", "rye", venue="Elsewhere"), names).venue == "Elsewhere"


def test_initials_from_an_import_are_spelled_out_but_handwritten_ones_stay() -> None:
    theirs = make_paper("Rye", "rye", authors=("Ada Baker", "Bo Miller"), evidence={"authors": "b.bib"})
    imported = make_paper("Rye", "rye", authors=("A. Baker", "Bo Miller"), evidence={"authors": "a.bib"})
    filled = fill_blanks(imported, theirs)
    assert (filled.authors, filled.evidence["authors"]) == (("Ada Baker", "Bo Miller"), "b.bib")
    typed = imported.model_copy(update={"evidence": {}})
    assert fill_blanks(typed, theirs).authors == typed.authors
