"""What is true of the site of any list, checked on the site as it was built."""

from __future__ import annotations

import json
import re
import struct
from collections import Counter
from itertools import chain

from built_pages import BuiltPage, BuiltSite, find_broken_links, list_xml_links

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.paper_sites import leads_to_paper

__all__ = ["CHECKS", "find_paper_pages"]


def quote(text: str) -> str:
    """Return a text as a literal of XPath, which has no escapes."""
    return f"'{text}'" if "'" not in text else f'"{text}"'


def find_paper_pages(site: BuiltSite, catalog: Catalog) -> dict[str, BuiltPage]:
    return {slug: site.pages[f"papers/{slug}/"] for slug in catalog.papers}


def known_authors(paper: Paper) -> list[str]:
    """What a card must show of the authors: a name, the organization or the number of authors."""
    if paper.authors:
        return [paper.authors[0]]
    number = f"{paper.author_count} author" if paper.author_count else ""
    return [part for part in (paper.organization.name if paper.organization else "", number) if part]


def list_redirects(catalog: Catalog) -> set[str]:
    """The addresses of papers and topics that have moved."""
    return {
        *(f"papers/{slug}/" for slug in catalog.redirects),
        *(f"topics/{id_}/" for id_ in catalog.taxonomy.aliases),
    }


def check_paper_pages(site: BuiltSite, catalog: Catalog) -> None:
    """Every paper, and every paper that moved, has a page."""
    built = {path.parent.name for path in (site.folder / "papers").glob("*/index.html")}
    assert built == set(catalog.papers) | set(catalog.redirects)
    for slug, page in find_paper_pages(site, catalog).items():
        paper = catalog.papers[slug]
        assert page.text("//h1").removesuffix("#") == paper.title
        assert paper.abstract == "" or page.text("//*[@class='rl-paper__abstract']") == paper.abstract


def cards(page: BuiltPage) -> dict[str, tuple[str, str, str]]:
    """Slug -> title, text and link of each card on a page."""
    found = {}
    for card in page.root.xpath("//article[@data-slug]"):
        (link,) = card.xpath("./*[starts-with(@class, 'rl-card__title')]/a")
        text = " ".join(card.text_content().split())
        found[card.get("data-slug")] = (link.text_content(), text, link.get("href"))
    return found


def compare_cards(page: BuiltPage, papers: list[Paper]) -> None:
    shown = cards(page)
    assert set(shown) == {paper.slug for paper in papers}
    for paper in papers:
        title, text, link = shown[paper.slug]
        assert title == paper.title
        assert link == f"../../papers/{paper.slug}/"
        for known in known_authors(paper):
            assert known in text, f"{page.address} does not say {known} of {paper.slug}"
        assert not paper.tldr or paper.tldr in text


def check_topic_pages(site: BuiltSite, catalog: Catalog) -> None:
    """Each topic page has the cards of its papers."""
    for topic, papers in catalog.by_topic.items():
        page = site.pages[f"topics/{topic}/"]
        compare_cards(page, list(papers))
        # the abstract is a click away
        primary = [paper for paper in papers if paper.primary_topic == topic and paper.abstract]
        assert len(page.root.xpath("//details[@class='rl-abstract rl-js']")) == len(primary)


def check_year_pages(site: BuiltSite, catalog: Catalog) -> None:
    """Each year page has the cards of its papers."""
    for year, papers in catalog.by_year.items():
        compare_cards(site.pages[f"years/{year or 'unknown'}/"], list(papers))


def check_author_pages(site: BuiltSite, catalog: Catalog) -> None:
    """Authors of several papers have a page with all of them; names on papers' pages lead there."""
    papers = Counter(name for paper in catalog.papers.values() for name in set(paper.authors))
    for name in (name for name, count in papers.items() if count > 1):
        mine = [paper for paper in catalog.papers.values() if name in paper.authors]
        links = {
            site.pages[f"papers/{paper.slug}/"].attributes(f"//a[.={quote(name)}]/@href")[0] for paper in mine
        }
        assert len(links) == 1, name
        page = site.pages[links.pop().removeprefix("../../")]
        assert {paper.slug for paper in mine} <= set(cards(page)), name
    for slug, author in catalog.authors.by_slug.items():
        compare_cards(site.pages[f"authors/{slug}/"], list(author.papers))
        bibtex = (site.folder / f"exports/authors/{slug}.bib").read_text(encoding="utf-8")
        assert bibtex.count("\n@") + bibtex.startswith("@") == len(author.papers)
        feed = (site.folder / f"feeds/authors/{slug}.xml").read_text(encoding="utf-8")
        assert feed.count("<entry>") == len(author.papers)


def check_citations(site: BuiltSite, catalog: Catalog) -> None:
    """Papers that cite each other link to each other, and missing works are listed with the charts."""
    pages = find_paper_pages(site, catalog)
    for citing, slugs in catalog.cites.items():
        for cited in slugs:
            for heading, here, there in (("cited-here", citing, cited), ("cited-by", cited, citing)):
                listed = pages[here].attributes(f"//h2[@id='{heading}']/following-sibling::ul[1]//a/@href")
                assert f"../{there}/" in listed, (heading, here, there)
    for work in catalog.citations.missing:
        path = f"//ol[@class='rl-missing']/li[contains(., {quote(work.title)})]"
        (item,) = site.pages["pictures/"].root.xpath(path)
        assert f"cited by {work.cited_by} papers" in item.text_content()
        assert item.xpath("./a/@href") == ([f"https://doi.org/{work.doi}"] if work.doi else [])


def check_internal_links(site: BuiltSite, catalog: Catalog) -> None:
    """No link within the site is broken."""
    assert find_broken_links(site) == []


def check_links_in_files(site: BuiltSite, catalog: Catalog) -> None:
    """Links in the sitemap, the feed and the list of feeds lead somewhere."""
    for name in ("sitemap.xml", "feeds.opml", "feed.xml"):
        links = [link for link in list_xml_links(site.folder / name) if link.startswith(site.url)]
        assert links
        assert [problem for link in links if (problem := site.describe_broken(link, name))] == []


def check_sitemap(site: BuiltSite, catalog: Catalog) -> None:
    """The sitemap has every page once, except for the reader's library."""
    listed = [link.removeprefix(site.url) for link in list_xml_links(site.folder / "sitemap.xml")]
    moved = list_redirects(catalog)
    assert sorted(listed) == sorted(set(site.pages) - {"404.html", "library/"} - moved)


def check_navigation_has_no_papers(site: BuiltSite, catalog: Catalog) -> None:
    """The navigation does not grow with the list."""
    for page in site.pages.values():
        links = page.attributes("//nav[not(ancestor::article)]//a/@href")
        inside = [
            link
            for link in links
            if "papers/" in link and not link.startswith(("#", "http")) and page.address != "papers/"
        ]
        assert inside == [], page.address


def check_page_structure(site: BuiltSite, catalog: Catalog) -> None:
    """Every page has a language, one heading, a title of its own, and unique ids."""
    titles: dict[str, str] = {}
    for page in site.pages.values():
        assert page.attributes("/html/@lang") == ["en"], page.address
        assert len(page.texts("//h1")) == 1, page.address
        (title,) = page.texts("//head/title")
        assert title, page.address
        assert titles.setdefault(title, page.address) == page.address, f"two pages are called {title!r}"
        ids = page.attributes("//@id")
        assert len(ids) == len(set(ids)), f"{page.address} has an id twice"


def check_descriptions(site: BuiltSite, catalog: Catalog) -> None:
    """Every page describes itself to search engines and to sites that preview links."""
    moved = list_redirects(catalog)
    for page in site.pages.values():
        if page.address == "404.html" or page.address in moved:
            continue
        assert page.attributes("//head/link[@rel='canonical']/@href") == [site.url + page.address]
        (description,) = page.attributes("//head/meta[@name='description']/@content")
        assert description.strip(), page.address
        properties = dict(
            zip(
                page.attributes("//head/meta[starts-with(@property, 'og:')]/@property"),
                page.attributes("//head/meta[starts-with(@property, 'og:')]/@content"),
                strict=True,
            )
        )
        assert properties["og:url"] == site.url + page.address
        assert properties["og:description"].strip() == description.strip()
        assert properties["og:title"].strip(), page.address
        if "og:image" in properties:
            assert site.describe_broken(properties["og:image"], page.address) is None


def check_metadata_of_papers(site: BuiltSite, catalog: Catalog) -> None:
    """Pages of papers have metadata for reference managers and search engines."""
    for slug, page in find_paper_pages(site, catalog).items():
        paper = catalog.papers[slug]
        assert page.attributes("//meta[@property='og:title']/@content") == [paper.title]
        assert page.attributes("//meta[@name='citation_title']/@content") == [paper.title]
        creators = len(paper.authors) or (1 if paper.organization else 0)
        assert len(page.attributes("//meta[@name='citation_author']/@content")) == creators
        scripts = page.root.xpath("//script[@type='application/ld+json']")
        assert len(scripts) == bool(creators), slug
        for script in scripts:
            data = json.loads(script.text)
            assert data["@type"] == "ScholarlyArticle"
            assert data["headline"] == paper.title
            assert len(data["author"]) == creators
        # Zotero would take it instead of the tags, which say more
        assert page.attributes("//span[@class='Z3988']/@title") == []


def check_coins_in_lists(site: BuiltSite, catalog: Catalog) -> None:
    """Every card in a topic has its ContextObject."""
    for topic, papers in catalog.by_topic.items():
        spans = site.pages[f"topics/{topic}/"].attributes("//article//span[@class='Z3988']/@title")
        assert len(spans) == len(papers)
        assert all(span.startswith("ctx_ver=Z39.88-2004&") for span in spans)


def check_nothing_is_loaded_from_elsewhere(site: BuiltSite, catalog: Catalog) -> None:
    """Pages and stylesheets load nothing from other sites."""
    outside = {
        (page.address, address)
        for page in site.pages.values()
        for address in page.fetched()
        if re.match(r"(?:[a-z]+:)?//", address) and not address.startswith(site.url)
    }
    assert outside == set()
    for sheet in site.folder.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"]*", text) == [], sheet.name


def check_searches_for_papers_without_identifier(site: BuiltSite, catalog: Catalog) -> None:
    """A paper without an identifier or a page at a known site has links to searches; no other has."""
    for slug, page in find_paper_pages(site, catalog).items():
        paper = catalog.papers[slug]
        searches = page.root.xpath("//*[@class='rl-searches']//a")
        links = paper.links
        at_site = any(map(leads_to_paper, links.other))
        if links.arxiv or links.doi or links.openreview or at_site:
            assert searches == [], slug
            continue
        hosts = {link.get("href").split("/")[2] for link in searches}
        providers = chain(*catalog.site.link_providers.values())
        assert hosts == {url.split("/")[2] for url in providers if "{title}" in url}, slug
        assert all("earch" in link.get("title") for link in searches)
        assert "Search by title" in page.text("//*[@class='rl-searches__label']")


def check_edit_links(site: BuiltSite, catalog: Catalog) -> None:
    """Every paper has a link to edit its record."""
    for slug, page in find_paper_pages(site, catalog).items():
        (link,) = page.attributes("//a[normalize-space()='Edit this record']/@href")
        assert link == f"{catalog.site.repo_url}/edit/main/content/papers/{slug}.yml"


def check_not_found_page(site: BuiltSite, catalog: Catalog) -> None:
    """The 404 page works at any depth: its links do not depend on its address."""
    path = site.url.partition("//")[2].partition("/")[2]
    for address in (*site.pages["404.html"].links(), *site.pages["404.html"].fetched()):
        assert address.startswith((f"/{path}", "http", "#", "data:")), address


def check_security_policy(site: BuiltSite, catalog: Catalog) -> None:
    """Every page allows only scripts of the site before it loads anything, and has no others."""
    for page in site.pages.values():
        governed = page.root.xpath(
            "//meta[@http-equiv='Content-Security-Policy'] | //script | //link | //img"
        )
        policy = governed[0].get("content") or ""
        assert "script-src 'self';" in policy, page.address
        assert "default-src 'none';" in policy, page.address
        inline = page.root.xpath("//script[not(@src) and not(contains(@type, 'json'))] | //style")
        assert inline == [], page.address


def check_preview_images(site: BuiltSite, catalog: Catalog) -> None:
    """The image that links to a page show elsewhere is on the site, and a topic has its own."""
    for page in site.pages.values():
        for address in page.attributes("//meta[@property='og:image']/@content"):
            assert address.startswith(site.url), address
            assert (site.folder / address.removeprefix(site.url)).is_file(), page.address
    for id_ in catalog.taxonomy.topics:
        images = site.pages[f"topics/{id_}/"].attributes("//meta[@property='og:image']/@content")
        assert images == [f"{site.url}topics/{id_}/preview.png"]
        image = (site.folder / f"topics/{id_}/preview.png").read_bytes()
        assert struct.unpack(">II", image[16:24]) == (1200, 630)


CHECKS = (
    check_paper_pages,
    check_topic_pages,
    check_year_pages,
    check_author_pages,
    check_citations,
    check_internal_links,
    check_links_in_files,
    check_sitemap,
    check_navigation_has_no_papers,
    check_page_structure,
    check_descriptions,
    check_metadata_of_papers,
    check_coins_in_lists,
    check_nothing_is_loaded_from_elsewhere,
    check_searches_for_papers_without_identifier,
    check_edit_links,
    check_not_found_page,
    check_security_policy,
    check_preview_images,
)
"""Functions that take a built site and its list, and fail an assertion."""
