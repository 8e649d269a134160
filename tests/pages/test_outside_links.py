"""Links from a paper to other sites."""

from __future__ import annotations

from generator.model.paper import Links, Paper
from generator.model.settings import LINK_PROVIDERS
from generator.pages.outside_links import list_links, list_searches


def make_paper(**links: object) -> Paper:
    return Paper(slug="rye", title="Rye", links=Links.model_validate(links))


def test_a_page_at_a_known_site_is_labeled_and_replaces_searches() -> None:
    paper = make_paper(other="https://aclanthology.org/2020.acl-main.1/")
    (link,) = list_links(paper, LINK_PROVIDERS)
    assert (link.kind, link.label) == ("paper", "ACL Anthology")
    assert list_searches(paper, LINK_PROVIDERS) == ()


def test_a_pdf_replaces_searches() -> None:
    paper = make_paper(other="https://bread.example/rye.pdf")
    (link,) = list_links(paper, LINK_PROVIDERS)
    assert (link.kind, link.label) == ("pdf", "PDF")
    assert list_searches(paper, LINK_PROVIDERS) == ()


def test_a_blog_post_is_just_a_link_next_to_searches() -> None:
    paper = make_paper(other="https://bread.example/blog")
    (link,) = list_links(paper, LINK_PROVIDERS)
    assert (link.kind, link.label) == ("data", "Link")
    searches = list_searches(paper, LINK_PROVIDERS)
    assert [search.label for search in searches] == ["Google Scholar", "Semantic Scholar"]


def test_providers_are_shown_where_a_paper_has_what_they_need_and_escaped() -> None:
    providers = {
        "Bakers": ("https://bakers.example/{doi}/talk", "https://bakers.example/search?q={title}&x=1"),
        "Preprints": ("https://preprints.example/{arxiv}",),
    }
    with_doi = Paper(slug="rye", title="Rye", links=Links(doi="10.1234/a?b&c#d"))
    (link,) = (link for link in list_links(with_doi, providers) if link.label != "DOI")
    assert (link.label, link.url) == ("Bakers", "https://bakers.example/10.1234/a%3Fb%26c%23d/talk")
    assert list_searches(with_doi, providers) == ()
    unknown = Paper(slug="rye", title='Salt & "rye": 100% {doi}?')
    (search,) = list_searches(unknown, providers)
    assert (
        search.url == "https://bakers.example/search?q=Salt%20%26%20%22rye%22%3A%20100%25%20%7Bdoi%7D%3F&x=1"
    )
