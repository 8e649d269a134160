"""Merging entries into one record."""

from __future__ import annotations

from bread_records import RYE, make_entry

from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.merging import merge_entries


def test_merging_keeps_the_best_of_each_and_says_where_it_comes_from() -> None:
    merged = merge_entries(
        [
            make_entry(
                "Rye", 1, published="2024", venue="arXiv preprint arXiv:2401.00001", authors=("Ada Baker",)
            ),
            make_entry(
                "Rye",
                2,
                capture="b.bib",
                published="2024-01-05",
                authors=("Ada Baker", "Bo Miller"),
                arxiv="2401.00001",
                code=("https://github.com/ada/rye",),
            ),
            make_entry(
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
            make_entry("Rye", 1, doi="10.1000/a", arxiv="2401.00001"),
            make_entry("Rye", 2, doi="10.1000/a", arxiv="2401.00002"),
        ],
        slug="rye",
    )
    assert merged.links.other == ("https://arxiv.org/abs/2401.00002",)
    assert ("arxiv", "2401.00002") in all_identifiers(merged)
