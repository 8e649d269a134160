"""The search of this list: every paper can be found, and queries as people type them find the right one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from search_page import SearchPage, open_index, open_search

from generator.analysis.search.fields import weigh_tokens
from generator.model.catalog import Catalog
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.topics import make_topic_page, summarize_groups

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def engine(browser: Browser, real: Catalog) -> Iterator[SearchPage]:
    with open_search(browser, real) as page:
        yield page


def read_number(text: str) -> int:
    return int(re.sub(r"\D", "", re.findall(r"<b>(.*?)</b>", text)[-1]))


def test_numbers_of_a_topic_are_those_of_the_papers_that_their_links_show(
    engine: SearchPage, real: Catalog
) -> None:
    renderer, cards = Renderer(), Cards(real)
    links: list[tuple[str, int]] = []
    numbers: dict[str, int] = {}
    for topic in real.taxonomy.topics.values():
        body = renderer.render(make_topic_page(cards, topic)).write()
        facts = "".join(re.findall(r'<p class="rl-hero__facts.*?</p>', body, re.S))
        found = re.findall(r'<a href="[^"]*browse/(\?[^"]*)">(.*?)</a>', facts)
        links += [(unescape(query), read_number(text)) for query, text in found]
        numbers[topic.id] = read_number(found[0][1])
        below, _, also = body.partition("{ #also }")
        sections = {"papers": below.partition("{ #papers }")[2], "also": also}
        parts = re.findall(r'<a href="#(papers|also)">(.*?)</a>', facts)
        assert [(part, sections[part].count("<article ")) for part, _ in parts] == [
            (part, read_number(text)) for part, text in parts
        ]
        assert not parts or sum(read_number(text) for _, text in parts) == numbers[topic.id]
    shown = engine.page.evaluate(
        """async (queries) => {
            const { readAddress, toFilter } = await import("/assets/js/browse-address.js");
            const filters = queries.map((query) => toFilter(readAddress(new Map(), query).chosen));
            const found = filters.map((filter) => engine.search("", { filter, limit: 0 }));
            return (await Promise.all(found)).map(({ total }) => total);
        }""",
        [query for query, _ in links],
    )
    assert len(links) > 3 * len(real.taxonomy.topics)
    assert links == [(query, total) for (query, _), total in zip(links, shown, strict=True)]
    groups = summarize_groups(cards)
    assert {topic.link.id: topic.count for group in groups for topic in group.topics} == numbers
    for group in groups:
        ids = {topic.link.id for topic in group.topics}
        assert group.count == sum(1 for paper in real.papers.values() if ids & set(paper.topics))


def test_every_paper_is_found_by_the_rarest_word_of_its_abstract(engine: SearchPage, real: Catalog) -> None:
    owners: Counter[str] = Counter()
    shown: dict[str, set[str]] = {}
    for slug, paper in real.papers.items():
        texts = (paper.title, paper.tldr, paper.question, *paper.also_asked, *paper.authors)
        text = " ".join(filter(None, texts))
        shown[slug] = {word for word, _ in weigh_tokens(text)}
        owners.update({word for word, _ in weigh_tokens(paper.abstract)} | shown[slug])
    wanted: list[tuple[str, str, int]] = []
    for slug, paper in real.papers.items():
        words = {word for word, _ in weigh_tokens(paper.abstract) if len(word) > 2} - shown[slug]
        rarest = min(words, key=lambda word: (owners[word], word))
        # a word that several papers have may find the others first
        wanted.append((slug, rarest, max(3, 2 * owners[rarest])))
    assert sum(owners[word] == 1 for _, word, _ in wanted) > 300
    missed = engine.page.evaluate(
        """async (wanted) => {
            const missed = [];
            for (const [slug, word, limit] of wanted) {
                const { hits } = await engine.search(word + " ", { limit });
                if (!hits.some((hit) => hit.slug === slug)) missed.push([slug, word]);
            }
            return missed;
        }""",
        wanted,
    )
    assert missed == []


def test_every_paper_is_among_the_first_two_for_its_own_title(engine: SearchPage, real: Catalog) -> None:
    late = engine.page.evaluate(
        """async (wanted) => {
            const late = [];
            for (const [slug, title] of wanted) {
                const { hits } = await engine.search(title, { limit: 2 });
                if (!hits.some((hit) => hit.slug === slug)) late.push(slug);
            }
            return late;
        }""",
        [[paper.slug, paper.title] for paper in real.papers.values()],
    )
    assert late == []


LEAST_QUALITY = {
    "title": (0.99, 0.99),
    "author": (0.99, 0.99),
    "phrase": (0.99, 0.99),
    "typo": (0.99, 0.99),
    "venue": (0.99, 0.99),
    "method": (0.97, 0.99),
    "question": (0.93, 0.98),
    "everyday": (0.77, 0.79),
}
"""Mean reciprocal rank and recall at 10 of each kind of query: a little below what they are."""


def test_queries_as_people_type_them_find_their_papers(engine: SearchPage, repository: Path) -> None:
    lines = (repository / "tests" / "data" / "search_queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line) for line in lines]
    ranks = engine.page.evaluate(
        """async (queries) => {
            const ranks = [];
            for (const { query, papers } of queries) {
                const { hits } = await engine.search(query, { limit: 50 });
                ranks.push(hits.map((hit, i) => (papers.includes(hit.slug) ? i + 1 : 0)).filter(Boolean));
            }
            return ranks;
        }""",
        queries,
    )
    assert {query["kind"] for query in queries} == set(LEAST_QUALITY)
    for kind, least in LEAST_QUALITY.items():
        chosen = [
            (query, found) for query, found in zip(queries, ranks, strict=True) if query["kind"] == kind
        ]
        reciprocal = sum(1 / found[0] if found else 0 for _, found in chosen) / len(chosen)
        recall = sum(
            sum(rank <= 10 for rank in found) / len(query["papers"]) for query, found in chosen
        ) / len(chosen)
        assert (reciprocal >= least[0], recall >= least[1]) == (True, True), (kind, reciprocal, recall)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        (
            "make a chatbot run on a phone",
            "smallthinker-a-family-of-efficient-large-language-models-natively",
        ),
        (
            "choose which experts to delete from a model",
            "a-provably-effective-method-for-pruning-experts-in-fine-tuned-sparse",
        ),
    ],
)
def test_everyday_wording_finds_the_paper_first(engine: SearchPage, query: str, slug: str) -> None:
    assert engine.slugs(query)[0] == slug


@pytest.mark.parametrize("query", ["lotery ticket", "pruning", "train one model across slow internet links"])
def test_first_result_of_a_new_page_needs_less_than_200_kilobytes(
    browser: Browser, engine: SearchPage, query: str
) -> None:
    with open_index(browser, engine.files) as page:
        assert page.search(query)["hits"]
        assert sum(page.sizes.values()) < 200_000, page.sizes


def test_queries_name_papers_of_the_list(repository: Path, real: Catalog) -> None:
    for line in (repository / "tests" / "data" / "search_queries.jsonl").read_text("utf-8").splitlines():
        assert set(json.loads(line)["papers"]) <= set(real.papers)
