"""Atom feeds and OPML: valid, newest first, with stable ids."""

from __future__ import annotations

import html
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest
from exports_samples import PAPERS, catalog_of, sample

from generator.exports import collect_references, feeds
from generator.exports.files import Exports
from generator.model.catalog import Site
from generator.model.entry import Organization
from generator.model.history import Change
from generator.model.paper import Links, Paper

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(Exports(sample(), collect_references(sample())).make_all())


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


def test_markup_in_the_data_is_escaped(files: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(files["feed.xml"])
    (entry,) = [
        e for e in root.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}id", "").endswith("/nobody-knows/")
    ]
    assert entry.findtext(f"{ATOM}title") == PAPERS[4].title
    content = entry.findtext(f"{ATOM}content") or ""
    assert "<img" not in content
    assert "&lt;img src=x onerror=alert(1)&gt;" in content


def test_every_topic_has_a_feed_even_an_empty_one(files: dict[str, bytes]) -> None:
    tea = feedparser.parse(files["feeds/tea.xml"])
    assert tea.feed.title == "Tea, green & black – Kitchen papers & more"
    assert {entry.id.split("/")[-2] for entry in tea.entries} == {
        paper.slug for paper in PAPERS if "tea" in paper.topics
    }
    cheese = feedparser.parse(files["feeds/cheese.xml"])
    assert not cheese.bozo
    assert cheese.entries == []


def test_the_feed_of_a_topic_has_an_abstract_only_where_there_is_no_summary(files: dict[str, bytes]) -> None:
    tea = {entry.title: entry for entry in feedparser.parse(files["feeds/tea.xml"]).entries}
    summarized, other = tea[PAPERS[0].title], tea[PAPERS[1].title]
    assert "Crusts come" in summarized.summary
    assert "content" not in summarized
    assert "We study ε-steam." in other.content[0].value


def test_a_list_without_an_address_has_stable_ids() -> None:
    catalog = sample().model_copy(update={"site": Site(name="Draft")})
    references = collect_references(catalog)
    feed = feedparser.parse(feeds.Feeds(catalog, references).write().encode())
    assert not feed.bozo
    assert feed.entries[0].id.startswith("urn:uuid:")
    assert feed.entries[0].link == "/papers/old-style/"
    again = feedparser.parse(feeds.Feeds(catalog, references).write().encode())
    assert [entry.id for entry in again.entries] == [entry.id for entry in feed.entries]


@pytest.mark.parametrize(
    ("paper", "logged", "time"),
    [
        ({"added": "2026-02-03", "published": "2020-05"}, "2026-03-02", "2026-02-03T00:00:00Z"),
        ({"published": "2020-05"}, "2026-03-02", "2026-03-02T00:00:00Z"),
        ({"published": "2020-05"}, "", "2020-05-01T00:00:00Z"),
        ({"published": "1843"}, "", "1990-01-01T00:00:00Z"),
        ({}, "", "1990-01-01T00:00:00Z"),
    ],
)
def test_entries_have_the_date_of_the_record_of_the_change_log_or_of_publication(
    paper: dict[str, str], logged: str, time: str
) -> None:
    changes = [Change(date=logged, added=("a",))] if logged else []
    references = collect_references(catalog_of(Paper(slug="a", title="A", **paper)))  # type: ignore[arg-type]
    assert feeds.find_added_times(changes, references.values()) == {"a": time}


def add(*slugs: str, day: str = "2026-01-02") -> Change:
    return Change(date=day, added=slugs)


def list_entries(*changes: Change) -> dict[str, str]:
    """Slug -> time of the entries in the feed of a list with these changes."""
    papers = [Paper(slug=slug, title=slug) for change in changes for slug in change.added]
    catalog = catalog_of(*papers, site=Site(name="Rye", url="https://a.example"))
    catalog = catalog.model_copy(update={"changes": changes})
    feed = feedparser.parse(feeds.Feeds(catalog, collect_references(catalog)).write().encode())
    return {entry.link.split("/")[-2]: entry.updated for entry in feed.entries}


def test_papers_added_on_one_day_have_different_times_newest_first() -> None:
    entries = list_entries(add("e", "f", day="2026-01-01"), add("b", "c"), add("a", "d"))
    assert list(entries) == ["a", "d", "b", "c", "e", "f"]
    assert list(entries.values()) == [
        "2026-01-02T00:00:03Z",
        "2026-01-02T00:00:02Z",
        "2026-01-02T00:00:01Z",
        "2026-01-02T00:00:00Z",
        "2026-01-01T00:00:01Z",
        "2026-01-01T00:00:00Z",
    ]


def test_an_import_changes_no_times_of_papers_added_before_it() -> None:
    before, after = list_entries(add("b", "c")), list_entries(add("b", "c"), add("a", "d"))
    assert after.items() >= before.items()


def test_a_paper_has_the_same_time_in_every_feed(files: dict[str, bytes]) -> None:
    times: dict[str, set[str]] = {}
    for path, content in files.items():
        if path.startswith("feed") and path.endswith(".xml"):
            for entry in feedparser.parse(content).entries:
                times.setdefault(entry.id, set()).add(entry.updated)
    assert {len(found) for found in times.values()} == {1}
    assert len(set.union(*times.values())) == len(times)


def test_even_a_hundred_thousand_papers_of_one_day_have_different_times_in_order() -> None:
    reference = next(
        iter(collect_references(catalog_of(Paper(slug="a", title="A", added="2026-01-02"))).values())
    )
    many = (replace(reference, slug=f"p-{number:06}") for number in range(100_000))
    times = list(feeds.find_added_times([], many).values())
    assert len(set(times)) == 100_000
    assert times == sorted(times)
    assert times[-1] == "2026-01-02T00:01:39.999Z"


SHORT_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/css" href="assets/css/feed.css"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>https://a.example/feed.xml</id>
  <title>Rye</title>
  <subtitle>On rye</subtitle>
  <updated>2026-02-03T00:00:00Z</updated>
  <author><name>Ann</name></author>
  <link rel="self" href="https://a.example/feed.xml" type="application/atom+xml"/>
  <link rel="alternate" href="https://a.example/" type="text/html"/>
  <div xmlns="http://www.w3.org/1999/xhtml">\
<p>This is a feed. Paste its address into a feed reader to see new papers there.</p>\
<p><a href="https://a.example/">Read it on the site</a> \
<a href="https://a.example/feeds/">More ways to follow</a></p></div>
  <entry>
    <id>https://a.example/papers/full/</id>
    <title>Full</title>
    <published>2026-02-03T00:00:00Z</published>
    <updated>2026-02-03T00:00:00Z</updated>
    <link rel="alternate" href="https://a.example/papers/full/" type="text/html"/>
    <link rel="related" href="https://arxiv.org/abs/2001.00001"/>
    <author><name>Bakers</name></author>
    <category term="bread" label="Bread"/>
    <summary>It rises.</summary>
    <content type="html">\
&lt;p&gt;&lt;em&gt;Gazette 2020&lt;/em&gt;&lt;/p&gt;\
&lt;p&gt;&lt;strong&gt;It rises.&lt;/strong&gt;&lt;/p&gt;\
&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;\
&lt;p&gt;&lt;a href="https://arxiv.org/abs/2001.00001"&gt;Paper&lt;/a&gt; · \
&lt;a href="https://c.example/"&gt;Code&lt;/a&gt;&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://a.example/papers/bare/</id>
    <title>Bare</title>
    <published>2026-01-01T00:00:00Z</published>
    <updated>2026-01-01T00:00:00Z</updated>
    <link rel="alternate" href="https://a.example/papers/bare/" type="text/html"/>
    <content type="html">&lt;p&gt;Bare&lt;/p&gt;</content>
  </entry>
</feed>
"""


def test_a_feed_contains_what_is_known_and_nothing_else() -> None:
    full = Paper(
        slug="full",
        title="Full",
        organization=Organization(name="Bakers"),
        published="2020",
        venue="Gazette",
        links=Links(arxiv="2001.00001", code=("https://c.example/",)),
        topics=("bread",),
        tldr="It rises.",
        abstract="One.\n\nTwo.",
        added="2026-02-03",
    )
    bare = Paper(slug="bare", title="Bare", added="2026")
    site = Site(name="Rye", url="https://a.example", description="On rye", author="Ann")
    catalog = catalog_of(full, bare, site=site)
    assert feeds.Feeds(catalog, collect_references(catalog)).write() == SHORT_FEED


def test_a_feed_has_the_newest_100_papers_and_the_author_of_a_site_is_its_name_by_default() -> None:
    papers = [Paper(slug=f"p-{number}", title="P", added="2026-01-02") for number in range(100)]
    catalog = catalog_of(Paper(slug="a", title="A", added="2026-01-01"), *papers, site=Site(name="Rye"))
    text = feeds.Feeds(catalog, collect_references(catalog)).write()
    assert text.count("<entry>") == 100
    assert "<title>A</title>" not in text
    assert "<author><name>Rye</name></author>" in text
    assert "<subtitle>" not in text


def test_opml_lists_every_feed() -> None:
    catalog = sample()
    root = ElementTree.fromstring(feeds.write_opml(catalog).encode())
    found = {node.get("text"): node.get("xmlUrl") for node in root.iter("outline") if node.get("xmlUrl")}
    assert found == {
        "Kitchen papers & more": "https://kitchen.example/list/feed.xml",
        "Tea, green & black": "https://kitchen.example/list/feeds/tea.xml",
        "Bread": "https://kitchen.example/list/feeds/bread.xml",
        "Cheese": "https://kitchen.example/list/feeds/cheese.xml",
    }
