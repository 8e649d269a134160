"""What the search engine finds on made-up lists, in a real browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from search_page import SearchPage, open_index, open_search

from generator.analysis.search import build_index
from generator.model.catalog import Catalog, SearchWords, Site
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOPICS = ("t", "u", "v")


def make_catalog(*papers: Paper, search: SearchWords | None = None) -> Catalog:
    topics = tuple(Topic(id=id_, title=id_.upper(), scope="S") for id_ in TOPICS)
    return Catalog(
        site=Site(name="List"),
        taxonomy=Taxonomy(groups=(Group(id="g", title="G", topics=topics),)),
        papers={paper.slug: paper for paper in papers},
        search=search or SearchWords(),
    )


def make_papers(count: int = 40) -> list[Paper]:
    """Papers with all combinations of facets, unknown values among them."""
    return [
        Paper(
            slug=f"paper-{number:02}",
            title=f"Study {number} of w{number % 7}x and v{number % 5}x",
            abstract=f"It is about u{number % 3}x and w{number % 11}x.",
            topics=[(), ("t",), ("u", "t"), ("v",)][number % 4],
            published=[None, "2022-05", "2023"][number % 3],
            kind=[("method",), (), ("survey", "theory"), ("method",), ("theory",)][number % 5],
            authors=[(), ("Ada Krume",), ("Bo Mehl", "Ada Krume", "C. Rot", "Di Ei")][number % 3],
            venue=[None, "Crumb", "Crust"][number % 7 % 3],
            venue_year=[None, 2022, 2023, 2024][number % 4],
            tags=[(), ("for students",), ("old", "for students")][number % 3],
            level=[None, "advanced", "introductory", None][number % 4],
            must_read=[None, "It began here.", True, None, None][number % 5],
            links=Links(arxiv=f"2401.{number:05}", code=("https://github.com/a/b",) if number % 2 else ()),
        )
        for number in range(count)
    ]


@pytest.fixture
def open_list(browser: Browser) -> Iterator[Any]:
    """Opens the engine on a list."""
    with ExitStack() as stack:
        yield lambda catalog: stack.enter_context(open_search(browser, catalog))


@pytest.fixture(scope="module")
def study(browser: Browser) -> Iterator[SearchPage]:
    """The engine on forty papers with all kinds of facets."""
    with open_search(browser, make_catalog(*make_papers())) as page:
        yield page


@pytest.fixture(scope="module")
def small(browser: Browser) -> Iterator[SearchPage]:
    """The engine on a few papers about bread."""
    words = SearchWords(synonyms=(("sourdough", "wild yeast"),), found_by={"oven": ("hot box",)})
    catalog = make_catalog(
        Paper(
            slug="crumb",
            title="CrumbNet: Reading the Crumb",
            authors=("Łucja Großmann", "José Álvarez"),
            published="2021-03",
            venue="Journal of Bread",
            kind=("method",),
            topics=("t",),
            links=Links(arxiv="2103.01234", doi="10.1000/Crumb.7", code=("https://github.com/a/b",)),
            abstract="We look at re-basin holes. Dough Rising Time (DRT) matters.",
        ),
        Paper(
            slug="starter",
            title="Keeping a sourdough alive",
            published="2023",
            kind=("survey", "theory"),
            aliases=("The Immortal Levain",),
            also_asked=("why does my jar of goo smell",),
            abstract="A mixture-of-flours keeps it well. DRT is long.",
        ),
        Paper(slug="oven", title="The oven of once-for-all baking", topics=("t",), abstract="Heat."),
        Paper(
            slug="time",
            title="A dough rising time study",
            published="2022",
            abstract="Dough Rising Time (DRT).",
        ),
        search=words,
    )
    with open_search(browser, catalog) as page:
        yield page


def test_synonyms_find_the_paper_that_uses_the_other_word(small: SearchPage) -> None:
    assert small.slugs("wild yeast")[0] == "starter"
    assert small.slugs("hot box")[0] == "oven"


def test_explained_abbreviations_and_their_long_forms_find_each_other(small: SearchPage) -> None:
    assert "starter" in small.slugs("dough rising time")
    assert set(small.slugs("DRT")) >= {"crumb", "starter", "time"}


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("crumbnet", "crumb"),
        ("CRUMB NET", "crumb"),
        ("crumnet", "crumb"),
        ("grossmann", "crumb"),
        ("Großmann", "crumb"),
        ("lucja", "crumb"),
        ("lucja Gro\u00dfmann A\u0301lvarez", "crumb"),
        ("alvarez jose", "crumb"),
        ("rebasin", "crumb"),
        ("2103.01234", "crumb"),
        ("https://arxiv.org/abs/2103.01234v2", "crumb"),
        ("doi:10.1000/crumb.7", "crumb"),
        ("mixture of flours", "starter"),
        ("sourdoughs", "starter"),
        ("soudrough", "starter"),
        ("sourd", "starter"),
        ("once for all", "oven"),
        ("immortal levain", "starter"),
        ("smelly jar of goo", "starter"),
        ("survey theory", "starter"),
        ("journal of bread 2021", "crumb"),
    ],
)
def test_queries_as_people_type_them_find_the_paper(small: SearchPage, query: str, slug: str) -> None:
    assert small.slugs(query)[0] == slug


def test_unknown_words_are_corrected_and_known_words_are_not(small: SearchPage) -> None:
    assert small.search("soudrough ")["corrections"] == [{"typed": "soudrough", "used": "sourdough"}]
    assert small.search("sourdough")["corrections"] == []


def test_unknown_words_without_similar_ones_find_nothing(small: SearchPage) -> None:
    found = small.search("qqqqzzzz")
    assert (found["total"], found["hits"]) == (0, [])
    assert all(value["count"] == 0 for values in found["facets"].values() for value in values)


def test_empty_queries_list_every_paper_newest_first_and_undated_ones_last(small: SearchPage) -> None:
    found = small.search("  ")
    assert [hit["slug"] for hit in found["hits"]] == ["starter", "time", "crumb", "oven"]
    assert found["order"] == "date"
    assert small.slugs("", sort="title") == ["time", "crumb", "starter", "oven"]


@pytest.fixture(scope="module")
def loaves(browser: Browser) -> Iterator[SearchPage]:
    """The engine on loaves with long abstracts."""
    filler = "It is baked in the morning and sold before noon. " * 8
    catalog = make_catalog(
        Paper(slug="rye", title="Rye bread", published="2020", authors=("Ann B. Miller",), abstract=filler),
        Paper(
            slug="spelt",
            title="Spelt bread",
            published="2021",
            authors=("Ann Baker",),
            abstract=f"{filler}The <b>caraway</b> seeds are ground with rye flour. {filler}",
        ),
        Paper(slug="oat", title="Oat bread", published="2022", tldr="Moist with rye and caraway."),
        Paper(slug="corn", title="Corn bread", published="2023", authors=("Jo Miller",)),
    )
    with open_search(browser, catalog) as page:
        yield page


@pytest.mark.parametrize(
    "query", ["delete the movie", "deleting movies", "erase films", "discarding a movie that broke"]
)
def test_everyday_words_find_papers_that_use_others(open_list: Any, query: str) -> None:
    papers = [
        Paper(slug="clip", title="Removing a video after failures"),
        Paper(slug="other", title="Deploying a mob"),
        Paper(slug="rye", title="Rye bread"),
    ]
    found = open_list(make_catalog(*papers)).search(query)
    assert found["hits"][0]["slug"] == "clip"
    assert found["corrections"] == [], "they are no typing errors"


def test_an_edition_of_a_venue_comes_before_other_papers_of_its_year(open_list: Any) -> None:
    papers = [
        Paper(slug=f"p{number}", title=f"Loaf {number}", venue="Crumb", venue_year=year, published=published)
        for number, (year, published) in enumerate([(2022, "2021"), (2023, "2022"), (2022, "2022")])
    ]
    slugs = open_list(make_catalog(*papers)).slugs("Crumb 2022")
    assert (set(slugs[:2]), slugs[2]) == ({"p0", "p2"}, "p1")


def test_a_list_without_a_query_needs_no_dictionary(browser: Browser) -> None:
    with open_index(browser, build_index(make_catalog(*make_papers(5)))) as opened:
        opened.search("", filter={"topic": ["t"]})
        assert not [path for path in opened.sizes if path.endswith(("words.json", "search-words.js"))]
        assert opened.search("study 3")["hits"][0]["slug"] == "paper-03"


@pytest.mark.parametrize(
    ("query", "strong"),
    [
        ("rye bread", {"rye", "spelt", "oat"}),
        ("rye caraway bread", {"spelt", "oat"}),
        ("the best caraway", {"spelt", "oat"}),
        ("carawey", {"spelt", "oat"}),
        ("Ann Miller", {"rye"}),
        ("A. B. Miller", {"rye", "corn"}),
        ("Ann Miller 2020", {"rye"}),
        ("", {"rye", "spelt", "oat", "corn"}),
    ],
)
def test_strong_matches_have_all_important_words_and_come_first(
    loaves: SearchPage, query: str, strong: set[str]
) -> None:
    for sort in ("relevance", "date", "title"):
        found = loaves.search(query, sort=sort)
        assert {hit["slug"] for hit in found["hits"][: found["strong"]]} == strong, sort
    assert found["strong"] <= found["total"]


def test_without_strong_matches_left_by_the_filter_all_are_shown(loaves: SearchPage) -> None:
    found = loaves.search("Ann Miller", filter={"year": [2023]})
    assert (found["strong"], found["total"]) == (1, 1)
    assert loaves.search("qqqqzzzz")["strong"] == 0


def test_snippets_show_what_only_the_abstract_says(loaves: SearchPage) -> None:
    hits = loaves.search("rye caraway", snippets=True)["hits"]
    snippets = {hit["slug"]: hit["snippet"] for hit in hits}
    assert snippets["rye"] is snippets["oat"] is None, "their titles and summaries show the words"
    text = snippets["spelt"]["text"]
    assert "The <b>caraway</b> seeds are ground with rye flour" in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 180
    assert {"caraway", "rye"} <= set(snippets["spelt"]["words"])


def test_abstracts_are_fetched_for_snippets_alone(browser: Browser) -> None:
    papers = [
        Paper(slug=f"p{number:02}", title=f"Loaf {number}", abstract=f"With grain{number}x.")
        for number in range(40)
    ]
    with open_index(browser, build_index(make_catalog(*papers))) as opened:
        opened.search("loaf", snippets=True)
        opened.search("grain7x")
        assert not [path for path in opened.sizes if path.rpartition("/")[2].startswith("a")]
        assert (
            opened.search("grain7x", limit=1, snippets=True)["hits"][0]["snippet"]["text"] == "With grain7x."
        )
        assert len([path for path in opened.sizes if path.rpartition("/")[2].startswith("a")]) == 1


def test_a_compound_written_as_one_word_is_what_the_title_says(open_list: Any) -> None:
    one = Paper(slug="one", title="Layer-Wise Bread Baking", abstract="Loaves.")
    other = Paper(
        slug="other",
        title="Surveying Bread Baking",
        tldr="Bread baking, layer-wise.",
        question="Is bread baking for bread bakers?",
        abstract="Bread baking is layerwise baking of bread.",
    )
    assert open_list(make_catalog(one, other)).slugs("layerwise bread baking") == ["one", "other"]


def test_hits_have_what_a_list_shows(small: SearchPage) -> None:
    hit = small.search("crumbnet")["hits"][0]
    assert hit["authors"] == ["Łucja Großmann", "José Álvarez"]
    assert (hit["year"], hit["venue"], hit["kind"], hit["topics"]) == (
        2021,
        "Journal of Bread",
        "Method",
        ["t"],
    )
    assert (hit["code"], hit["authorCount"], hit["published"], hit["tldr"]) == (True, 2, "2021-03", None)
    assert "crumbnet" in hit["words"]


def test_aborted_searches_reject_and_leave_the_next_one_alone(study: SearchPage) -> None:
    outcome = study.page.evaluate(
        """async () => {
            const stop = new AbortController();
            const first = engine.search("study", { signal: stop.signal })
                .then(() => "done", (error) => error.name);
            const second = engine.search("study 7");
            stop.abort();
            return [await first, (await second).hits[0].slug];
        }"""
    )
    assert outcome == ["AbortError", "paper-07"]


def test_names_are_found_however_their_accents_are_encoded(open_list: Any) -> None:
    """ "ü" is one character in some sources and "u" with a combining diaeresis in others."""
    decomposed, composed = "Mu\u0308ller", "M\u00fcller"
    papers = [Paper(slug="a", title="Ovens", authors=(f"Ann {decomposed}",)), Paper(slug="b", title="Rye")]
    opened = open_list(make_catalog(*papers))
    for query in (decomposed, composed, "muller", "müll"):
        found = opened.search(query)
        assert [hit["slug"] for hit in found["hits"]] == ["a"], query
        assert found["corrections"] == []
    assert opened.slugs("ller ") == [], "half a name is not a word of the list"


def test_words_of_every_script_are_found(open_list: Any) -> None:
    titles = {
        "深度学习": "深度学习 指南",
        "시장": "시장 분석",
        "गहन": "गहन शिक्षण",
        "الشبكات": "الشَّبَكَات العَصَبِيَّة",
        "เรียนรู้": "เรียนรู้ เชิงลึก",
    }
    papers = [Paper(slug=f"p{number}", title=title) for number, title in enumerate(titles.values())]
    opened = open_list(make_catalog(*papers))
    for query, title in titles.items():
        assert [hit["title"] for hit in opened.search(query)["hits"]] == [title]


def test_segments_mark_whole_words_regardless_of_case_and_accents(small: SearchPage) -> None:
    parts = small.page.evaluate("segments('Ein GROẞES <b>Brot</b>, groß!', ['gross', 'brot'])")
    assert "".join(part["text"] for part in parts) == "Ein GROẞES <b>Brot</b>, groß!"
    assert [part["text"] for part in parts if part["hit"]] == ["Brot", "groß"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        # without a letter or a digit a query is empty, and matches every paper
        ("(((", 4),
        ("*", 4),
        ("\\", 4),
        ("--", 4),
        ("😀😀", 4),
        ("\ud800", 4),
        # stop words and words of nobody match none
        ("the of", 0),
        ("a" * 5000, 0),
        ("1" * 400, 0),
        ("__proto__ toString", 0),
        ("10.1000/__proto__", 0),
        ("crumbnet \u0000 '\"<b>", 1),
    ],
)
def test_strange_queries_are_no_errors(small: SearchPage, query: str, total: int) -> None:
    assert small.search(query)["total"] == total


def test_hostile_titles_are_found_and_returned_unchanged(open_list: Any) -> None:
    titles = {
        "zebra": "<img src=x onerror=alert(1)> zebra",
        "constructor": "constructor __proto__ toString",
        "quagga": "]]></script> \u00a0 quagga",
        "backslash": 'A"\\n backslash',
    }
    papers = [Paper(slug=f"p{number}", title=title) for number, title in enumerate(titles.values())]
    hostile = open_list(make_catalog(*papers))
    for query, paper in zip(titles, papers, strict=True):
        assert hostile.search(query)["hits"][0]["title"] == paper.title


def test_engine_opens_the_new_index_after_the_site_was_rebuilt(open_list: Any) -> None:
    papers = make_papers()
    opened = open_list(make_catalog(*papers))
    added = Paper(slug="new", title="Wholly new paper on rye")
    opened.files = build_index(make_catalog(*papers, added))
    assert opened.slugs("study rye")[0] == "new"


def test_papers_are_found_by_their_slug_and_by_former_ones(open_list: Any) -> None:
    papers = make_papers(5)
    catalog = make_catalog(*papers).model_copy(update={"redirects": {"old": "older", "older": "paper-03"}})
    found = open_list(catalog).page.evaluate(
        """async (slugs) => {
            const docs = await engine.find(slugs);
            const papers = await engine.load([...docs.values()]);
            return Object.fromEntries([...docs.keys()].map((slug, i) => [slug, papers[i].slug]));
        }""",
        ["paper-01", "old", "unknown", "__proto__"],
    )
    assert found == {"paper-01": "paper-01", "old": "paper-03"}


def read_facets(paper: Paper) -> dict[str, set[Any]]:
    return {
        "topic": set(paper.topics) or {None},
        "year": {paper.year},
        "kind": set(paper.kind or (None,)),
        "venue": {paper.venue}
        | ({f"{paper.venue} {paper.venue_year}"} if paper.venue and paper.venue_year else set()),
        "author": set(paper.authors) or {None},
        "code": {bool(paper.links.code)},
        "must-read": {bool(paper.must_read)},
        "level": {paper.level},
        "tag": set(paper.tags) or {None},
    }


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"topic": ["t"]},
        {"topic": ["t", "v"], "code": [True]},
        {"year": [2022, None], "kind": ["method"]},
        {"venue": [None], "topic": ["u", None], "year": [2023]},
        {"venue": ["Crumb 2023", "Crust"], "author": ["Ada Krume"]},
        {"topic": ["no-such-topic"]},
        {"must-read": [True], "tag": ["old", None], "level": ["advanced", None]},
    ],
)
def test_facets_widen_within_themselves_and_narrow_each_other(
    study: SearchPage, chosen: dict[str, list[Any]]
) -> None:
    def count(papers: list[dict[str, set[Any]]], but: str | None = None) -> list[dict[str, set[Any]]]:
        return [
            paper
            for paper in papers
            if all(paper[facet] & set(chosen[facet]) for facet in chosen if facet != but)
        ]

    papers = [read_facets(paper) for paper in make_papers()]
    study.page.evaluate("engine.loadAuthors()")
    found = study.search("", filter=chosen, limit=5)
    for facet, values in found["facets"].items():
        expected = Counter(value for paper in count(papers, facet) for value in paper[facet])
        assert {value["value"]: value["count"] for value in values if value["count"]} == dict(expected)
    assert found["total"] == len(count(papers)) == len(found["docs"])


def test_a_range_of_years_says_how_many_undated_papers_it_leaves_out(study: SearchPage) -> None:
    papers = make_papers()
    undated = sum(paper.year is None for paper in papers)
    since = study.search("", filter={"from": 2023})
    assert {hit["year"] for hit in since["hits"]} == {2023, 2024}
    assert since["total"] == sum(bool(paper.year and paper.year >= 2023) for paper in papers)
    assert since["undated"] == undated > 0
    both = study.search("", filter={"from": 2022, "to": 2022, "year": [None]})
    assert (both["total"], both["undated"]) == (undated + sum(paper.year == 2022 for paper in papers), 0)
    assert study.search("", filter={"from": 2030})["total"] == 0
    assert study.search("", filter={"kind": ["method"]})["undated"] == 0


def test_papers_can_be_required_to_have_all_topics_chosen(study: SearchPage) -> None:
    both = [paper for paper in make_papers() if {"t", "u"} <= set(paper.topics)]
    found = study.search("", filter={"topic": ["t", "u"], "match": "all"})
    assert found["total"] == len(both)
    left = {topic["value"]: topic["count"] for topic in found["facets"]["topic"]}
    assert left == {"t": len(both), "u": len(both), "v": 0, None: 0}
    assert study.search("", filter={"topic": ["t", "gone"], "match": "all"})["total"] == 0


def test_a_search_without_results_tells_which_filter_to_drop(study: SearchPage) -> None:
    papers = make_papers()
    none = study.search("", filter={"topic": ["t", "v"], "match": "all", "code": [True]})
    assert (none["total"], none["hits"]) == (0, [])
    assert {(drop["name"], *drop["values"]): drop["total"] for drop in none["relaxed"]} == {
        ("topic", "t"): sum(bool("v" in paper.topics and paper.links.code) for paper in papers),
        ("topic", "v"): sum(bool("t" in paper.topics and paper.links.code) for paper in papers),
    }
    none = study.search("xyzzyx", filter={"year": [2023]})
    assert none["relaxed"] == [
        {"name": "q", "values": [], "total": sum(paper.year == 2023 for paper in papers)}
    ]
    none = study.search("study 7", filter={"from": 2030, "code": [True]})
    assert [drop["name"] for drop in none["relaxed"]] == ["year"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("Anna B. Meyer", ["two", "one"]),
        ("meyer, anna", ["two", "one"]),
        ("Anna C. Meyer", ["two"]),
    ],
)
def test_a_whole_name_finds_the_papers_of_its_author(open_list: Any, query: str, slugs: list[str]) -> None:
    many = ("A Krume", "Bo Mehl", "Cy Rot", "Anna B. Meyer")
    opened = open_list(
        make_catalog(
            Paper(slug="one", title="Steam", authors=many),
            Paper(slug="two", title="Crust", authors=("Anna Meyer",)),
            Paper(slug="rye", title="Anna likes rye", authors=("Kim Meyer",)),
            Paper(slug="other", title="Spelt", authors=("Anna Krume", "Tom Meyer")),
        )
    )
    assert not [path for path in opened.sizes if path.endswith("authors.json")]
    found = opened.search(query)
    strong = found["hits"][: found["strong"]]
    assert sorted(hit["slug"] for hit in strong) == sorted(slugs)
    assert all(hit["matchedAuthors"] == ["Anna B. Meyer"] for hit in strong if hit["slug"] == "one")
    assert {author for hit in strong for author in hit["matchedAuthors"]} == set(found["authors"])


def test_pages_of_hits_follow_one_another(study: SearchPage) -> None:
    whole = study.slugs("study", limit=30)
    assert len(set(whole)) == 30
    assert study.slugs("study", limit=10) + study.slugs("study", limit=20, offset=10) == whole
