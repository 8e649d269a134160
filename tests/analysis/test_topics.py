"""Suggested topics: what they are learned from, and the words named for them."""

from __future__ import annotations

import random

import pytest

from generator.analysis.topics.suggester import Suggester
from generator.model.catalog import Catalog, Site
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic


@pytest.fixture(scope="module")
def bread(made_up: Catalog) -> Suggester:
    return Suggester(made_up)


def new_paper(title: str, abstract: str = "") -> Paper:
    return Paper(slug="new", title=title, abstract=abstract)


def share_out(suggester: Suggester, paper: Paper) -> dict[str, float]:
    """The share of every topic, the largest first."""
    return {ranked.topic: ranked.share for ranked in suggester.rank(paper, 99)}


@pytest.mark.parametrize(
    ("title", "abstract", "topic", "word"),
    [
        (
            "Rye Starters through the Seasons",
            "We feed a sourdough starter in a cold kitchen and count its yeasts and bacteria.",
            "sourdough",
            "starter",
        ),
        (
            "Roller Mills Revisited",
            "Bran and germ of milled grain, and the ash of the flour.",
            "flour-milling",
            "flour",
        ),
        (
            "A Camera for the Oven",
            "We watch the crust of a loaf and set heat and steam.",
            "oven-crust",
            "crust",
        ),
    ],
)
def test_topics_are_learned_and_explained_with_words_of_the_paper(
    bread: Suggester, title: str, abstract: str, topic: str, word: str
) -> None:
    paper = new_paper(title, abstract)
    suggestion = bread.suggest(paper)
    assert suggestion.topics[0] == topic
    assert suggestion.reason.startswith(f"{topic} (")
    named = suggestion.reason.partition("(")[2].partition(")")[0].split(", ")
    assert word in [part for expression in named for part in expression.split()]
    text = f"{title} {abstract}".lower()
    for expression in named:
        for part in expression.split():
            assert part in text, "only words of the paper itself can be named"


def test_words_are_named_as_printed(bread: Suggester) -> None:
    paper = new_paper("OvenPilot at Home", "OvenPilot and its ovens: crusts, steaming, SteamNet.")
    words = bread.rank(paper, count=3)
    named = {word for ranked in words for expression in ranked.words for word in expression.split()}
    assert "ovens" in named
    assert not named & {"crust", "steam", "oven"}, "a stem is not a word of the paper"


def test_papers_on_two_topics_get_both(bread: Suggester) -> None:
    paper = new_paper(
        "Bran, Flour and the Oven: How Milled Grain Shapes the Crust",
        "Milled flour with its bran is baked with steam in a hot oven; the crust depends on the mill.",
    )
    assert set(bread.suggest(paper).topics[:2]) == {"flour-milling", "oven-crust"}


def test_papers_without_known_words_get_no_topics(bread: Suggester) -> None:
    assert bread.suggest(new_paper("Żółć")).topics == ()
    assert bread.suggest(new_paper("Żółć")).reason == ""


def test_topics_without_papers_are_suggested_by_their_description(made_up: Catalog) -> None:
    """This is how the first import of a new list gets topics."""
    empty = made_up.model_copy(update={"papers": {}})
    suggester = Suggester(empty)
    assert (
        suggester.suggest(made_up.papers["crumb2vec-naive-embeddings-of-starter-genomes"]).topics[0]
        == "sourdough"
    )
    hits = sum(suggester.suggest(paper).topics[:1] == paper.topics[:1] for paper in made_up.papers.values())
    assert hits >= 6


def test_lists_without_topics_suggest_none() -> None:
    catalog = Catalog(site=Site(name="Nothing"), taxonomy=Taxonomy(groups=()), papers={})
    assert Suggester(catalog).suggest(new_paper("Anything")).topics == ()


def test_lists_with_one_topic_suggest_it() -> None:
    topics = (Topic(id="all", title="Everything", scope="All there is."),)
    taxonomy = Taxonomy(groups=(Group(id="g", title="G", topics=topics),))
    catalog = Catalog(site=Site(name="One"), taxonomy=taxonomy, papers={})
    assert Suggester(catalog).suggest(new_paper("Everything there is")).topics == ("all",)


def test_only_title_abstract_and_topics_are_learned_from(made_up: Catalog) -> None:
    """A new paper has no summary, kind or notes yet."""
    bare = {
        slug: Paper(slug=slug, title=paper.title, abstract=paper.abstract, topics=paper.topics)
        for slug, paper in made_up.papers.items()
    }
    one, other = Suggester(made_up), Suggester(made_up.model_copy(update={"papers": bare}))
    for paper in made_up.papers.values():
        new = new_paper(paper.title, paper.abstract)
        assert share_out(one, paper) == share_out(other, paper) == share_out(one, new)


def test_papers_in_review_are_not_learned_from(made_up: Catalog) -> None:
    """Otherwise a wrong suggestion would lead to the next one."""
    wrong = Paper(
        slug="wrong",
        title="Rye Starters",
        abstract="rye starters " * 30,
        topics=("oven-crust",),
        review="Look.",
    )
    with_it = made_up.model_copy(update={"papers": {**made_up.papers, "wrong": wrong}})
    paper = new_paper("Rye Starters")
    assert share_out(Suggester(with_it), paper) == share_out(Suggester(made_up), paper)


def test_order_of_the_papers_makes_no_difference(made_up: Catalog) -> None:
    slugs = list(made_up.papers)
    random.Random(1).shuffle(slugs)
    mixed = made_up.model_copy(update={"papers": {slug: made_up.papers[slug] for slug in slugs}})
    paper = new_paper("Flour, Steam and Starters", "Bran and yeast in the oven.")
    assert Suggester(mixed).suggest(paper) == Suggester(made_up).suggest(paper)


def test_shares_add_up_to_one_in_descending_order(bread: Suggester) -> None:
    shares = list(share_out(bread, new_paper("Flour")).values())
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == 3


def test_words_of_a_topic_are_learned_from(made_up: Catalog) -> None:
    """What a curator writes in topics.yml counts even before there are papers."""
    paper = new_paper("Poolish and Biga Compared")
    groups = tuple(
        group.model_copy(
            update={
                "topics": tuple(
                    topic.model_copy(update={"words": ("poolish", "biga")})
                    if topic.id == "sourdough"
                    else topic
                    for topic in group.topics
                )
            }
        )
        for group in made_up.taxonomy.groups
    )
    taxonomy = Taxonomy(groups=groups)
    taught = Suggester(made_up.model_copy(update={"taxonomy": taxonomy, "papers": {}}))
    assert taught.suggest(paper).topics == ("sourdough",)
