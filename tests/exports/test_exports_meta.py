"""Metadata in the head of a paper's page."""

from __future__ import annotations

import json

from exports_samples import PAPERS, catalogue_of, papers, sample
from hypothesis import given

from generator.exports import collect_references, meta
from generator.model.paper import Paper


def test_citation_tags_name_title_authors_dates_and_addresses() -> None:
    references = collect_references(sample())
    tags = meta.make_citation_tags(references["crust-forms-early"])
    assert tags[0] == ("citation_title", PAPERS[0].title)
    assert [content for name, content in tags if name == "citation_author"] == list(PAPERS[0].authors)
    table = dict(tags)
    assert table["citation_publication_date"] == "2020"
    assert table["citation_online_date"] == "2019/08/30"
    assert table["citation_conference_title"] == "Kneading Conference"
    assert table["citation_pdf_url"] == "https://arxiv.org/pdf/1908.11512"
    assert table["citation_abstract_html_url"] == "https://kitchen.example/list/papers/crust-forms-early/"
    preprint = dict(meta.make_citation_tags(references["a-preprint"]))
    assert "citation_journal_title" not in preprint
    assert preprint["citation_publication_date"] == "2022/12/01"


@given(papers())
def test_json_ld_is_safe_inside_a_script(paper: Paper) -> None:
    (ref,) = collect_references(catalogue_of(paper)).values()
    article = meta.describe_article(ref)
    text = meta.embed_json(article)
    assert json.loads(text) == article
    assert not set("<>&") & set(text)
    assert article["@type"] == "ScholarlyArticle"
    assert article["headline"] == ref.title


def test_json_ld_distinguishes_people_and_organizations() -> None:
    references = collect_references(sample())
    people = meta.describe_article(references["crust-forms-early"])
    assert people["author"][1] == {
        "@type": "Person",
        "name": "Aäron van den Oord",
        "givenName": "Aäron",
        "familyName": "van den Oord",
    }
    assert people["datePublished"] == "2019-08-30"
    organization = meta.describe_article(references["by-an-organization"])
    assert organization["author"] == [{"@type": "Organization", "name": "Bakers & Sons, Ltd."}]
