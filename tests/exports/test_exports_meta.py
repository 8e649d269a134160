"""Metadata in the head of a paper's page."""

from __future__ import annotations

import json
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from exports_samples import PAPERS, catalog_of, papers, sample
from hypothesis import given

from generator.exports import collect_references, meta
from generator.model.catalog import Site
from generator.model.paper import Paper


def test_citation_tags_name_title_authors_dates_and_addresses() -> None:
    references = collect_references(sample())
    tags = meta.make_citation_tags(references["crust-forms-early"])
    assert tags[0] == ("citation_title", PAPERS[0].title)
    assert [content for name, content in tags if name == "citation_author"] == [
        "Åsa Ünal",
        "van den Oord, Aäron",
        "Martin Luther King Jr.",
        "van Beethoven, Ludwig",
    ]
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
    (ref,) = collect_references(catalog_of(paper)).values()
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


@pytest.mark.parametrize(
    ("slug", "tag", "content"),
    [
        ("crust-forms-early", "citation_conference_title", "Kneading Conference"),
        ("steamy-workshop", "citation_conference_title", "Workshop on Steam"),
        ("greek-steam", "citation_journal_title", "Journal of Crust & Crumb"),
        # without a venue, Zotero would take these for journal articles
        ("a-preprint", "DC.type", "preprint"),
        ("old-style", "DC.type", "document"),
        ("nobody-knows", "DC.type", "document"),
    ],
)
def test_one_tag_tells_zotero_the_type(slug: str, tag: str, content: str) -> None:
    tags = dict(meta.make_citation_tags(collect_references(sample())[slug]))
    names = (
        "citation_conference_title",
        "citation_journal_title",
        "citation_technical_report_institution",
        "DC.type",
    )
    assert {name: tags[name] for name in names if name in tags} == {tag: content}


def _tags_of(**facts: object) -> dict[str, str]:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    return dict(meta.make_citation_tags(ref))


def test_a_preprint_names_its_server_its_address_and_its_pdf() -> None:
    tags = dict(meta.make_citation_tags(collect_references(sample())["a-preprint"]))
    assert tags["citation_publisher"] == "arXiv"
    assert tags["citation_public_url"].startswith("https://arxiv.org/abs/")
    linked = _tags_of(links={"pdf": ["https://oven.example/download?id=7"]})
    assert linked["citation_pdf_url"] == "https://oven.example/download?id=7"
    other = _tags_of(links={"other": ["https://oven.example/rye/", "https://oven.example/rye.pdf"]})
    assert other["citation_pdf_url"] == "https://oven.example/rye.pdf"


def test_zotero_keeps_the_particle_of_a_single_author() -> None:
    """With plain spaces on both sides of a single comma, Zotero sees two people."""
    written = _tags_of(authors=["Ann Bo van Ny"])["citation_author"]
    assert (written, written.split()) == ("van Ny, Ann\N{NO-BREAK SPACE}Bo", ["van", "Ny,", "Ann", "Bo"])


def test_search_engines_get_no_article_without_an_author() -> None:
    references = collect_references(sample())
    assert "ld+json" in meta.write_head(references["by-an-organization"])
    head = meta.write_head(references["nobody-knows"])
    assert "ld+json" not in head
    assert "citation_title" in head


def test_an_organization_among_the_authors_is_named_as_printed() -> None:
    paper = Paper(slug="rye", title="Rye", authors=("The ATLAS Collaboration", "Ann Old"))
    (ref,) = collect_references(catalog_of(paper)).values()
    assert ("citation_author", "The ATLAS Collaboration") in meta.make_citation_tags(ref)
    assert meta.describe_article(ref)["author"][0] == {
        "@type": "Organization",
        "name": "The ATLAS Collaboration",
    }


def test_an_article_contains_what_is_known_and_nothing_else() -> None:
    references = collect_references(sample())
    assert meta.describe_article(references["steamy-workshop"]) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://kitchen.example/list/papers/steamy-workshop/",
        "headline": "Steam by Night",
        "author": [{"@type": "Person", "name": "Madonna"}],
        "datePublished": "2018",
        "isPartOf": {"@type": "PublicationVolume", "name": "Workshop on Steam"},
        "keywords": ["Tea, green & black"],
    }
    journal = meta.describe_article(references["greek-steam"])
    assert journal["isPartOf"] == {"@type": "Periodical", "name": "Journal of Crust & Crumb"}
    assert "isPartOf" not in meta.describe_article(references["a-preprint"])
    assert "datePublished" not in meta.describe_article(references["nobody-knows"])


def test_an_article_without_a_page_has_the_address_of_the_paper() -> None:
    catalog = sample().model_copy(update={"site": Site(name="Draft")})
    article = meta.describe_article(collect_references(catalog)["old-style"])
    assert article["url"] == "https://arxiv.org/abs/hep-th/9901001"
    assert "@id" not in article


def test_an_article_names_identifiers_and_addresses() -> None:
    references = collect_references(sample())
    article = meta.describe_article(references["crust-forms-early"])
    assert article["identifier"] == [
        {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1145/3357384.3357879"},
        {"@type": "PropertyValue", "propertyID": "arXiv", "value": "1908.11512"},
        {"@type": "PropertyValue", "propertyID": "OpenReview", "value": "B1x_%&"},
    ]
    assert article["sameAs"] == [
        "https://doi.org/10.1145/3357384.3357879",
        "https://arxiv.org/abs/1908.11512",
    ]
    assert not {"author", "isPartOf", "identifier"} & meta.describe_article(references["nobody-knows"]).keys()


def test_embedded_json_keeps_letters_and_escapes_markup() -> None:
    assert meta.embed_json({"é": "</script>"}) == '{"é":"\\u003c/script\\u003e"}'


def _context(slug: str) -> dict[str, list[str]]:
    return parse_qs(meta.make_context_object(collect_references(sample())[slug]), strict_parsing=True)


def test_each_type_of_paper_has_its_own_format() -> None:
    conference = _context("crust-forms-early")
    assert conference["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert conference["rft.genre"] == ["proceeding"]
    assert conference["rft.btitle"] == ["Kneading Conference"]
    assert conference["rft.atitle"] == [PAPERS[0].title]
    assert conference["rft.au"][:2] == ["Åsa Ünal", "van den Oord, Aäron"]
    assert conference["rft_id"][0] == "info:doi/10.1145/3357384.3357879"
    journal = _context("greek-steam")
    assert (journal["rft.genre"], journal["rft.jtitle"]) == (["article"], ["Journal of Crust & Crumb"])
    preprint = _context("a-preprint")
    assert (preprint["rft.type"], preprint["rft.date"]) == (["preprint"], ["2022-12-01"])


def test_markup_in_the_data_is_escaped() -> None:
    span = meta.write_coins(collect_references(sample())["nobody-knows"])
    assert span.count("<") == 2
    root = ElementTree.fromstring(span)
    assert parse_qs(root.attrib["title"])["rft.title"] == [PAPERS[4].title]


def test_the_first_author_of_a_published_paper_is_split() -> None:
    assert (_context("crust-forms-early")["rft.aufirst"], _context("crust-forms-early")["rft.aulast"]) == (
        ["Åsa"],
        ["Ünal"],
    )


def test_the_source_of_an_unpublished_paper_is_arxiv_or_the_venue() -> None:
    assert _context("a-preprint")["rft.source"] == ["arXiv"]
    assert _context("old-style")["rft.source"] == ["Gazette of Ovens"]
    assert _context("old-style")["rft.type"] == ["document"]
    assert "rft.source" not in _context("nobody-knows")


@pytest.mark.parametrize(
    ("facts", "tags", "context"),
    [
        (
            {
                "type": "article-journal",
                "venue": "JCC",
                "publication": {
                    "container": "Journal of Crust",
                    "volume": "7",
                    "pages": "12–34",
                    "issn": "1",
                },
            },
            {
                "citation_journal_title": "Journal of Crust",
                "citation_volume": "7",
                "citation_firstpage": "12",
                "citation_lastpage": "34",
                "citation_issn": "1",
            },
            {"rft.jtitle": "Journal of Crust", "rft.volume": "7", "rft.pages": "12-34", "rft.issn": "1"},
        ),
        (
            {"type": "thesis", "publication": {"publisher": "Oven University"}},
            {"citation_dissertation_institution": "Oven University"},
            {"rft.genre": "dissertation", "rft.title": "Rye", "rft.inst": "Oven University"},
        ),
        (
            {"type": "chapter", "venue": "Bread", "publication": {"editors": ("Ed van Ny",)}},
            {"citation_inbook_title": "Bread", "citation_editor": "van Ny, Ed"},
            {"rft.genre": "bookitem", "rft.atitle": "Rye", "rft.btitle": "Bread"},
        ),
        (
            {"type": "report", "publication": {"publisher": "Oven Institute", "number": "7"}},
            {
                "citation_technical_report_institution": "Oven Institute",
                "citation_technical_report_number": "7",
            },
            {"rft.genre": "report", "rft.btitle": "Rye", "rft.pub": "Oven Institute"},
        ),
        (
            {"type": "book", "publication": {"publisher": "Bakers", "isbn": "2"}},
            {"citation_publisher": "Bakers", "citation_isbn": "2"},
            {"rft.genre": "book", "rft.btitle": "Rye", "rft.pub": "Bakers", "rft.isbn": "2"},
        ),
    ],
)
def test_publications_are_described_with_the_terms_of_their_type(
    facts: dict[str, object], tags: dict[str, str], context: dict[str, str]
) -> None:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    written = dict(meta.make_citation_tags(ref))
    assert {name: written.get(name) for name in tags} == tags
    pairs = parse_qs(meta.make_context_object(ref))
    assert {name: pairs[name][0] for name in context} == context
