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


def test_identifiers_come_from_the_first_entry_that_has_one() -> None:
    merged = merge_entries(
        [
            make_entry("Rye", 1, doi="10.5281/zenodo.1"),
            make_entry("Rye", 2, capture="b.bib", doi="10.48550/arXiv.2401.00001"),
            make_entry("Rye", 3, capture="c.bib", arxiv="2401.00002", doi="10.1000/rye", openreview="abcd"),
            make_entry("Rye", 4, capture="d.bib", arxiv="2401.00003", doi="10.1000/wheat", openreview="efgh"),
        ],
        slug="rye",
    )
    links = merged.links
    assert (links.arxiv, links.doi, links.openreview) == ("2401.00001", "10.1000/rye", "abcd")
    assert set(links.other) == {
        "https://arxiv.org/abs/2401.00002",
        "https://arxiv.org/abs/2401.00003",
        "https://doi.org/10.1000/wheat",
        "https://doi.org/10.5281/zenodo.1",
    }
    assert dict(merged.evidence) == {"arxiv": "b.bib", "doi": "c.bib", "openreview": "c.bib"}


def test_a_preprints_doi_is_better_than_none() -> None:
    entries = [
        make_entry("Rye", 1, doi="10.48550/arXiv.2401.00001"),
        make_entry("Rye", 2, doi="10.5281/zenodo.1"),
    ]
    assert merge_entries(entries[:1], slug="rye").links.doi is None
    assert merge_entries(entries, slug="rye").links.doi == "10.5281/zenodo.1"


def test_links_in_abstracts_are_kept_with_their_sources() -> None:
    merged = merge_entries(
        [
            make_entry("Rye", 1, abstract="See https://rye.example.org/ and https://github.com/ada/rye."),
            make_entry("Rye", 2, capture="b.bib", project=("https://bread.example.org/",)),
            make_entry("Rye", 3, capture="c.bib"),
        ],
        slug="rye",
    )
    assert merged.links.code == ("https://github.com/ada/rye",)
    assert merged.links.project == ("https://bread.example.org/", "https://rye.example.org/")
    assert dict(merged.evidence) == {"code": "a.txt", "project": "a.txt, b.bib"}


def test_names_are_made_readable() -> None:
    entry = make_entry("Rye", authors=('Bj{\\"o}rn Baker', "Ada Miller"), organization="Caf{\\'e}")
    merged = merge_entries([entry], slug="rye")
    assert merged.authors == ("Björn Baker", "Ada Miller")
    assert merged.organization is not None
    assert merged.organization.name == "Café"


def test_authors_are_counted_only_if_their_names_are_unknown() -> None:
    counted = [make_entry("Rye", 1, author_count=3), make_entry("Rye", 2, capture="b.bib", author_count=4)]
    merged = merge_entries(counted, slug="rye")
    assert (merged.author_count, dict(merged.evidence)) == (4, {"author_count": "b.bib"})
    named = make_entry("Rye", 3, authors=("Ada Baker",))
    assert merge_entries([*counted, named], slug="rye").author_count is None


def test_the_title_of_the_published_version_wins_or_the_most_frequent_one() -> None:
    titles = ["Rye!", "Rye", "Rye"]
    entries = [make_entry(title, number) for number, title in enumerate(titles, 1)]
    assert merge_entries(entries, slug="rye").title == "Rye"
    preprint, published = make_entry("RYE", 4, venue="CoRR"), make_entry("Rye?", 5, venue="Bread Days")
    assert merge_entries([*entries, preprint, published], slug="rye").title == "Rye?"
    assert merge_entries(entries[:2], slug="rye").title == "Rye!"


def test_the_longest_abstract_and_the_most_precise_earliest_date_win() -> None:
    merged = merge_entries(
        [
            make_entry("Rye", 1, published="2023", abstract="Rye."),
            make_entry("Rye", 2, capture="b.bib", published="2024-02-01", abstract=RYE),
            make_entry("Rye", 3, capture="c.bib", published="2024-01-05"),
        ],
        slug="rye",
    )
    assert (merged.published, merged.abstract) == ("2024-01-05", RYE)
    assert dict(merged.evidence) == {"published": "c.bib", "abstract": "b.bib"}


def test_initials_are_spelled_out_from_another_source() -> None:
    merged = merge_entries(
        [
            make_entry("Rye", 1, authors=("A. Gupta", "J.-P. Serre", "B. Lee", "Cy Young")),
            make_entry("Rye", 2, capture="b.bib", authors=("Abhinav Gupta", "Jean-Pierre Serre", "Ann Lee")),
        ],
        slug="rye",
    )
    assert merged.authors == ("Abhinav Gupta", "Jean-Pierre Serre", "B. Lee", "Cy Young")
    assert merged.evidence["authors"] == "a.txt, b.bib"


def test_names_are_spelled_out_whichever_source_comes_first() -> None:
    entries = [
        make_entry("Rye", 1, authors=("Abhinav Gupta",)),
        make_entry("Rye", 2, authors=("A. Gupta", "Bo Kim")),
    ]
    assert merge_entries(entries, slug="rye").authors == ("Abhinav Gupta", "Bo Kim")
