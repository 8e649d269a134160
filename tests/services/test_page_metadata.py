"""What a paper's web page says about it."""

from __future__ import annotations

import json

from generator.services.page_metadata import PageMetadata, read_page_metadata

ADDRESS = "https://review.example.org/forum"
PAGE = """<html><head><meta name="citation_title" content="Steam &amp; Crust">
<meta name="citation_author" content="Cook, Cy"><meta name="citation_author" content="Dee Wright">
<meta name="citation_author" content="Plato"><meta name="citation_author" content="">
<meta name="citation_publication_date" content="2024/05/06"><meta name="citation_date" content="2020">
<meta name="citation_conference_title" content="Bread Days"><meta name="description" content="Crust.">
<meta property="citation_abstract" content="Steam delays the crust.">
{more}</head><body><script>alert(1)</script></body></html>"""


def test_the_citation_tags_of_a_page_become_csl_json() -> None:
    page = read_page_metadata(PAGE.format(more=""), ADDRESS)
    assert (page.arxiv, page.doi) == (None, None)
    assert page.csl is not None
    assert json.loads(page.csl) == [
        {
            "type": "paper-conference",
            "title": "Steam & Crust",
            "URL": ADDRESS,
            "author": [
                {"family": "Cook", "given": "Cy"},
                {"family": "Wright", "given": "Dee"},
                {"family": "Plato"},
            ],
            "issued": {"raw": "2024-05-06"},
            "container-title": "Bread Days",
            "note": f"Link: {ADDRESS}",
            "abstract": "Steam delays the crust.",
        }
    ]


def test_identifiers_are_found_even_without_a_title() -> None:
    tags = (
        '<meta name="citation_arxiv_id" content="2401.00001v2">'
        '<meta name="citation_doi" content="doi:10.1000/RYE">'
    )
    assert read_page_metadata(tags, ADDRESS) == PageMetadata(arxiv="2401.00001", doi="10.1000/rye")
    page = read_page_metadata(PAGE.format(more=tags), ADDRESS)
    assert page.csl is not None
    assert json.loads(page.csl)[0]["DOI"] == "10.1000/rye"


def test_a_page_without_tags_says_nothing() -> None:
    assert read_page_metadata("<html><head></head><p>Steam", ADDRESS) == PageMetadata()
