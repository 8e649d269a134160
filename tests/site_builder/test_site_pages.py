"""The built site as a reader meets it: every paper in its places, no broken link, nothing left of LaTeX."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from built_pages import BuiltPage, BuiltSite, read_built_site, xml_links

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper

# $x$, \cdot, {em, ``quoted'': none of it may be read on a page
LATEX = re.compile(
    r"\$\S[^$]*\$|\\[A-Za-z]+|\\[\"'`^~=.%&{}_$#]|[{}]|``|''|\^[{\w]|(?<=\d)times(?=\s|\d|[A-Z])"
)


@pytest.fixture(scope="session")
def site(site_folder: Path, real: Catalogue) -> BuiltSite:
    return read_built_site(site_folder, real.site.url)


def paper_pages(site: BuiltSite, catalogue: Catalogue) -> dict[str, BuiltPage]:
    return {slug: site.pages[f"papers/{slug}/"] for slug in catalogue.papers}


def known_authors(paper: Paper) -> list[str]:
    """What must be read on a card of the paper: a name, the organization or the number of authors."""
    if paper.authors:
        return [paper.authors[0]]
    number = f"{paper.author_count} author" if paper.author_count else ""
    return [part for part in (paper.organization.name if paper.organization else "", number) if part]


def test_every_paper_has_its_page(site: BuiltSite, real: Catalogue) -> None:
    built = {path.parent.name for path in (site.folder / "papers").glob("*/index.html")}
    assert built == set(real.papers) | set(real.redirects)
    assert len(real.papers) >= 354
    for slug, page in paper_pages(site, real).items():
        paper = real.papers[slug]
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


def check_cards(page: BuiltPage, papers: list[Paper]) -> None:
    shown = cards(page)
    assert set(shown) == {paper.slug for paper in papers}
    for paper in papers:
        title, text, link = shown[paper.slug]
        assert title == paper.title
        assert link == f"../../papers/{paper.slug}/"
        for known in known_authors(paper):
            assert known in text, f"{page.address} does not say {known} of {paper.slug}"
        assert not paper.tldr or paper.tldr in text


def test_each_topic_page_holds_its_papers(site: BuiltSite, real: Catalogue) -> None:
    assert len(real.taxonomy.topics) == 23
    for topic, papers in real.by_topic.items():
        assert papers, f"the topic {topic} is empty"
        page = site.pages[f"topics/{topic}/"]
        check_cards(page, list(papers))
        # the abstract is a click away
        primary = [paper for paper in papers if paper.primary_topic == topic and paper.abstract]
        assert len(page.root.xpath("//details[@class='rl-abstract']")) == len(primary)


def test_each_year_page_holds_its_papers(site: BuiltSite, real: Catalogue) -> None:
    for year, papers in real.by_year.items():
        check_cards(site.pages[f"years/{year or 'unknown'}/"], list(papers))


def test_no_internal_link_is_broken(site: BuiltSite) -> None:
    faults = {
        f"{page.address or 'home'}: {fault}"
        for page in site.pages.values()
        for link in page.links()
        if not link.startswith(("mailto:", "data:")) and (fault := site.fault(link, page.address))
    }
    assert sorted(faults) == []


@pytest.mark.parametrize("name", ["sitemap.xml", "feeds.opml", "feed.xml"])
def test_addresses_in_files_lead_somewhere(site: BuiltSite, name: str) -> None:
    links = [link for link in xml_links(site.folder / name) if link.startswith(site.url)]
    assert links
    assert [fault for link in links if (fault := site.fault(link, name))] == []


def test_sitemap_names_every_page_once(site: BuiltSite, real: Catalogue) -> None:
    listed = [link.removeprefix(site.url) for link in xml_links(site.folder / "sitemap.xml")]
    moved = {f"papers/{slug}/" for slug in real.redirects}
    assert sorted(listed) == sorted(set(site.pages) - {"404.html"} - moved)


def test_nothing_is_left_of_latex(site: BuiltSite, real: Catalogue) -> None:
    left = []
    for slug, page in paper_pages(site, real).items():
        for text in (page.text("//h1").removesuffix("#"), *page.texts("//*[@class='rl-paper__abstract']")):
            # an address may hold anything
            bare = re.sub(r"https?://\S+", "", text)
            left += [f"{slug}: {match[0]}" for match in LATEX.finditer(bare)]
    assert left == []


def test_papers_are_not_in_the_navigation(site: BuiltSite) -> None:
    for page in site.pages.values():
        links = page.attributes("//nav[not(ancestor::article)]//a/@href")
        inside = [
            link
            for link in links
            if "papers/" in link and not link.startswith(("#", "http")) and page.address != "papers/"
        ]
        assert inside == [], page.address


def test_every_page_is_whole(site: BuiltSite) -> None:
    titles: dict[str, str] = {}
    for page in site.pages.values():
        assert page.attributes("/html/@lang") == ["en"], page.address
        assert len(page.texts("//h1")) == 1, page.address
        (title,) = page.texts("//head/title")
        assert title, page.address
        assert titles.setdefault(title, page.address) == page.address, f"two pages are called {title!r}"
        ids = page.attributes("//@id")
        assert len(ids) == len(set(ids)), f"{page.address} has an id twice"


def test_every_page_describes_itself(site: BuiltSite, real: Catalogue) -> None:
    moved = {f"papers/{slug}/" for slug in real.redirects}
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
        assert site.fault(properties["og:image"], page.address) is None


def test_paper_pages_carry_their_facts_for_programs(site: BuiltSite, real: Catalogue) -> None:
    for slug, page in paper_pages(site, real).items():
        paper = real.papers[slug]
        assert page.attributes("//meta[@property='og:title']/@content") == [paper.title]
        assert page.attributes("//meta[@name='citation_title']/@content") == [paper.title]
        creators = len(paper.authors) or (1 if paper.organization else 0)
        assert len(page.attributes("//meta[@name='citation_author']/@content")) == creators
        (script,) = page.root.xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)
        assert data["@type"] == "ScholarlyArticle"
        assert data["headline"] == paper.title
        assert len(data.get("author", ())) == creators
        assert len(page.attributes("//span[@class='Z3988']/@title")) == 1


def test_lists_carry_coins(site: BuiltSite, real: Catalogue) -> None:
    for topic, papers in real.by_topic.items():
        spans = site.pages[f"topics/{topic}/"].attributes("//article//span[@class='Z3988']/@title")
        assert len(spans) == len(papers)
        assert all(span.startswith("url_ver=Z39.88-2004&") for span in spans)


def test_nothing_is_loaded_from_elsewhere(site: BuiltSite) -> None:
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


def test_searches_stand_where_no_identifier_is_known(site: BuiltSite, real: Catalogue) -> None:
    for slug, page in paper_pages(site, real).items():
        paper = real.papers[slug]
        searches = page.root.xpath("//*[@class='rl-searches']//a")
        if paper.links.arxiv or paper.links.doi:
            assert searches == [], slug
            continue
        hosts = {link.get("href").split("/")[2] for link in searches}
        assert hosts == {"huggingface.co", "arxiv.org", "www.semanticscholar.org"}, slug
        assert all("earch" in link.get("title") for link in searches)
        assert "Search by title" in page.text("//*[@class='rl-searches__label']")


def test_edit_link_leads_to_the_record(site: BuiltSite, real: Catalogue, repository: Path) -> None:
    for slug, page in paper_pages(site, real).items():
        (link,) = page.attributes("//a[normalize-space()='Edit this record']/@href")
        base, _, path = link.partition("/edit/main/")
        assert base == real.site.repo_url
        assert path == f"content/papers/{slug}.yml"
        assert (repository / path).is_file()


def test_not_found_page_works_at_any_depth(site: BuiltSite) -> None:
    path = site.url.partition("//")[2].partition("/")[2]
    for address in (*site.pages["404.html"].links(), *site.pages["404.html"].fetched()):
        assert address.startswith((f"/{path}", "http", "#", "data:")), address
