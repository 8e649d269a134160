"""Links from a paper to other sites."""

from __future__ import annotations

from generator.model.paper import Links, Paper
from generator.pages.outside_links import list_links, list_searches


def make_paper(**links: object) -> Paper:
    return Paper(slug="rye", title="Rye", links=Links.model_validate(links))


def test_a_page_at_a_known_site_is_labeled_and_replaces_searches() -> None:
    paper = make_paper(other="https://aclanthology.org/2020.acl-main.1/")
    (link,) = list_links(paper)
    assert (link.kind, link.label) == ("paper", "ACL Anthology")
    assert list_searches(paper) == ()


def test_a_pdf_replaces_searches() -> None:
    paper = make_paper(other="https://bread.example/rye.pdf")
    (link,) = list_links(paper)
    assert (link.kind, link.label) == ("pdf", "PDF")
    assert list_searches(paper) == ()


def test_a_blog_post_is_just_a_link_next_to_searches() -> None:
    paper = make_paper(other="https://bread.example/blog")
    (link,) = list_links(paper)
    assert (link.kind, link.label) == ("data", "Link")
    assert len(list_searches(paper)) == 3
