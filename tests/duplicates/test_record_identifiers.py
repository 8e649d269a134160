"""The identifiers of entries and records."""

from __future__ import annotations

from bread_records import make_entry, make_paper

from generator.duplicates.identifiers import all_identifiers, label_identifier, primary_identifiers
from generator.model.paper import Links


def test_arxivs_own_doi_is_an_arxiv_identifier() -> None:
    entry = make_entry("Rye", doi="10.48550/arXiv.2401.00001")
    assert primary_identifiers(entry) == {"arxiv": "2401.00001"}
    assert all_identifiers(entry) == (("arxiv", "2401.00001"), ("doi", "10.48550/arxiv.2401.00001"))


def test_the_doi_of_a_preprint_server_is_not_primary() -> None:
    entry = make_entry("Rye", doi="10.5281/Zenodo.1")
    assert primary_identifiers(entry) == {}
    assert all_identifiers(entry) == (("doi", "10.5281/zenodo.1"),)


def test_other_links_hold_identifiers_too() -> None:
    other = (
        "https://arxiv.org/abs/2401.00002",
        "https://doi.org/10.1000/B",
        "https://doi.org/10.1000/c%5B1%5D2",
        "https://bread.example.org/10.1000/d",
    )
    paper = make_paper("Rye", "rye", links=Links(doi="10.1000/A", other=other))
    assert primary_identifiers(paper) == {"doi": "10.1000/a"}
    assert all_identifiers(paper) == (
        ("arxiv", "2401.00002"),
        ("doi", "10.1000/a"),
        ("doi", "10.1000/b"),
        ("doi", "10.1000/c[1]2"),
    )


def test_identifiers_in_messages() -> None:
    assert label_identifier("arxiv", "2401.00001") == "arXiv 2401.00001"
    assert label_identifier("doi", "10.1000/a") == "DOI 10.1000/a"
