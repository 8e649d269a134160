"""Atom, OPML, COinS, the tags in a page's head, and where the files stand."""

from __future__ import annotations

import html
import json
from urllib.parse import parse_qs
from xml.etree import ElementTree

import feedparser
import pytest
from exports_samples import PAPERS, SITE, catalogue_of, papers, sample
from hypothesis import given

from generator.exports import FORMATS, atom, coins, collect_references, meta, opml, paths
from generator.exports.files import export_files
from generator.model.catalogue import Catalogue, Site
from generator.model.history import Change
from generator.model.paper import Paper

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return export_files(sample())


def test_the_feed_is_valid_and_newest_first(files: dict[str, bytes]) -> None:
    feed = feedparser.parse(files["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "Kitchen papers & more"
    assert feed.feed.id == "https://kitchen.example/list/feed.xml"
    assert feed.feed.updated == "2026-02-04T00:00:00Z"
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("self", "https://kitchen.example/list/feed.xml"),
        ("alternate", "https://kitchen.example/list/"),
    }
    assert [entry.link.split("/")[-2] for entry in feed.entries] == [
        "old-style",
        "by-an-organization",
        "nobody-knows",
        "steamy-workshop",
        "a-preprint",
        "greek-steam",
        "crust-forms-early",
    ]
    assert len({entry.id for entry in feed.entries}) == len(PAPERS)
    crust = feed.entries[-1]
    assert crust.id == "https://kitchen.example/list/papers/crust-forms-early/"
    assert html.unescape(crust.title) == PAPERS[0].title
    assert html.unescape(crust.summary) == "Crusts come <early>, at 100% & with -- dashes."
    assert crust.published == crust.updated == "2026-01-05T00:00:00Z"
    assert [author.name for author in crust.authors] == list(PAPERS[0].authors)
    assert [tag.term for tag in crust.tags] == ["bread", "tea"]
    assert "@second of it = {?} $x_1$." in crust.content[0].value


def test_what_the_data_hold_is_no_markup_in_the_feed(files: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(files["feed.xml"])
    (entry,) = [
        e for e in root.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}id", "").endswith("/nobody-knows/")
    ]
    assert entry.findtext(f"{ATOM}title") == PAPERS[4].title
    content = entry.findtext(f"{ATOM}content") or ""
    assert "<img" not in content
    assert "&lt;img src=x onerror=alert(1)&gt;" in content


def test_a_topic_has_its_feed_and_an_empty_one_too(files: dict[str, bytes]) -> None:
    tea = feedparser.parse(files["feeds/tea.xml"])
    assert tea.feed.title == "Tea, green & black – Kitchen papers & more"
    assert {entry.id.split("/")[-2] for entry in tea.entries} == {
        paper.slug for paper in PAPERS if "tea" in paper.topics
    }
    cheese = feedparser.parse(files["feeds/cheese.xml"])
    assert not cheese.bozo
    assert cheese.entries == []


def test_a_list_without_an_address_has_ids_all_the_same() -> None:
    catalogue = sample().model_copy(update={"site": Site(name="Draft")})
    references = collect_references(catalogue)
    feed = feedparser.parse(atom.write_feed(catalogue, references).encode())
    assert not feed.bozo
    assert feed.entries[0].id.startswith("urn:uuid:")
    assert feed.entries[0].link == "/papers/old-style/"
    again = feedparser.parse(atom.write_feed(catalogue, references).encode())
    assert [entry.id for entry in again.entries] == [entry.id for entry in feed.entries]


def test_entries_without_a_date_take_it_from_the_log() -> None:
    paper = Paper(slug="a", title="A", published="2020-05")
    log = Change(date="2026-03-02", added=("a",))
    assert atom.find_added_dates(catalogue_of(paper, changes=(log,))) == {"a": "2026-03-02"}
    assert atom.find_added_dates(catalogue_of(paper)) == {"a": "2020-05-01"}
    assert atom.find_added_dates(catalogue_of(Paper(slug="a", title="A"))) == {"a": "1970-01-01"}


def test_opml_lists_every_feed() -> None:
    catalogue = sample()
    root = ElementTree.fromstring(opml.write_opml(catalogue).encode())
    feeds = {node.get("text"): node.get("xmlUrl") for node in root.iter("outline") if node.get("xmlUrl")}
    assert feeds == {
        "Kitchen papers & more": "https://kitchen.example/list/feed.xml",
        "Tea, green & black": "https://kitchen.example/list/feeds/tea.xml",
        "Bread": "https://kitchen.example/list/feeds/bread.xml",
        "Cheese": "https://kitchen.example/list/feeds/cheese.xml",
    }


def _context(slug: str) -> dict[str, list[str]]:
    return parse_qs(coins.make_context_object(collect_references(sample())[slug]), strict_parsing=True)


def test_coins_tell_conference_journal_and_preprint_apart() -> None:
    conference = _context("crust-forms-early")
    assert conference["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert conference["rft.genre"] == ["proceeding"]
    assert conference["rft.btitle"] == ["Kneading Conference"]
    assert conference["rft.atitle"] == [PAPERS[0].title]
    assert conference["rft.au"] == list(PAPERS[0].authors)
    assert conference["rft_id"][0] == "info:doi/10.1145/3357384.3357879"
    journal = _context("greek-steam")
    assert (journal["rft.genre"], journal["rft.jtitle"]) == (["article"], ["Journal of Crust & Crumb"])
    preprint = _context("a-preprint")
    assert (preprint["rft.type"], preprint["rft.date"]) == (["preprint"], ["2022-12-01"])


def test_a_coins_span_holds_no_markup_of_the_data() -> None:
    span = coins.write_span(collect_references(sample())["nobody-knows"])
    assert span.count("<") == 2
    root = ElementTree.fromstring(span)
    assert parse_qs(root.attrib["title"])["rft.title"] == [PAPERS[4].title]


def test_citation_tags() -> None:
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


def test_json_ld_names_people_and_organizations() -> None:
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


def test_every_file_stands_at_its_address(files: dict[str, bytes]) -> None:
    for extension in paths.LIST_EXTENSIONS:
        assert paths.list_file(extension) in files
        for topic in ("tea", "bread", "cheese"):
            assert paths.topic_file(topic, extension) in files
        for year in (2019, 2021, 2022, 2023, 2018, 1999, None):
            assert paths.year_file(year, extension) in files
    for paper in PAPERS:
        for extension in paths.PAPER_EXTENSIONS:
            assert paths.paper_file(paper.slug, extension) in files
    assert "exports/years/unknown.bib" in files
    assert paths.FEEDS_OPML in files
    assert list(files) == sorted(files)
    assert not any(part in ("", ".", "..") for path in files for part in path.split("/"))


def test_files_hold_the_papers_of_their_topic_and_year(files: dict[str, bytes]) -> None:
    references = collect_references(sample())
    tea = [references[slug] for slug in sorted(p.slug for p in PAPERS if "tea" in p.topics)]
    assert files["exports/topics/tea.bib"].decode() == FORMATS["bib"].write(tea)
    assert json.loads(files["exports/years/2019.json"])[0]["id"] == "unal2019crust"
    assert files["papers/old-style/old-style.bib"].decode() == FORMATS["bib"].write([references["old-style"]])
    assert len(json.loads(files["papers/old-style/old-style.json"])) == 1


def test_the_shards_hold_every_paper_in_every_format() -> None:
    many = {
        f"paper-{number}": Paper(slug=f"paper-{number}", title=f"Paper {number}", topics=("tea",))
        for number in range(120)
    }
    catalogue = Catalogue(site=SITE, taxonomy=sample().taxonomy, papers=many)
    files = export_files(catalogue)
    index = json.loads(files[paths.CITE_INDEX])
    assert index["shards"] == 3
    for extension, format_ in index["formats"].items():
        entries: dict[str, str] = {}
        for shard in range(3):
            found = json.loads(files[paths.cite_shard(extension, shard, 3)])
            assert {paths.shard_of(slug, 3) for slug in found} <= {shard}
            entries |= found
        assert entries.keys() == many.keys()
        if extension in FORMATS:
            joined = format_["separator"].join(entries[slug] for slug in sorted(entries))
            text = f"{format_['head']}{joined}{format_['tail']}"
            assert (
                text.encode()
                == files[paths.list_file(extension)]
                == files[paths.topic_file("tea", extension)]
            )


def test_the_same_list_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert export_files(catalogue_of(*reversed(PAPERS))) == files
