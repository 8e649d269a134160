"""Suggested topics: what is learned, what is said for them, and that nothing is known in advance."""

from __future__ import annotations

import random

import pytest

from generator.analysis.topic_suggestions import Suggester
from generator.model.catalogue import Catalogue, Site
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic


@pytest.fixture(scope="module")
def bread(made_up: Catalogue) -> Suggester:
    return Suggester.train(made_up)


def new_paper(title: str, abstract: str = "") -> Paper:
    return Paper(slug="new", title=title, abstract=abstract)


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
def test_topic_is_learned_and_words_of_the_paper_speak_for_it(
    bread: Suggester, title: str, abstract: str, topic: str, word: str
) -> None:
    paper = new_paper(title, abstract)
    suggestion = bread.suggest(paper)
    assert suggestion.topics[0] == topic
    assert suggestion.reason.startswith(f"{topic} (")
    spoken = suggestion.reason.partition("(")[2].partition(")")[0].split(", ")
    assert word in [part for expression in spoken for part in expression.split()]
    text = f"{title} {abstract}".lower()
    for expression in spoken:
        for part in expression.split():
            assert part in text, "only words of the paper itself can speak for a topic"


def test_words_are_named_as_they_are_printed(bread: Suggester) -> None:
    paper = new_paper("OvenPilot at Home", "OvenPilot and its ovens: crusts, steaming, SteamNet.")
    words = bread.rank(paper, count=3)
    spoken = {word for ranked in words for expression in ranked.words for word in expression.split()}
    assert "ovens" in spoken
    assert not spoken & {"crust", "steam", "oven"}, "a stem is not what the paper says"


def test_paper_of_two_topics_gets_both(bread: Suggester) -> None:
    paper = new_paper(
        "Bran, Flour and the Oven: How Milled Grain Shapes the Crust",
        "Milled flour with its bran is baked with steam in a hot oven; the crust depends on the mill.",
    )
    assert set(bread.suggest(paper).topics[:2]) == {"flour-milling", "oven-crust"}


def test_nothing_is_suggested_where_no_word_is_known(bread: Suggester) -> None:
    assert bread.suggest(new_paper("Żółć")).topics == ()
    assert bread.suggest(new_paper("Żółć")).reason == ""


def test_topics_without_papers_are_suggested_by_their_description(made_up: Catalogue) -> None:
    """So does the first import of a new list get topics."""
    empty = made_up.model_copy(update={"papers": {}})
    suggester = Suggester.train(empty)
    assert (
        suggester.suggest(made_up.papers["crumb2vec-naive-embeddings-of-starter-genomes"]).topics[0]
        == "sourdough"
    )
    hits = sum(suggester.suggest(paper).topics[:1] == paper.topics[:1] for paper in made_up.papers.values())
    assert hits >= 6


def test_list_without_topics_gives_none() -> None:
    catalogue = Catalogue(site=Site(name="Nothing"), taxonomy=Taxonomy(groups=()), papers={})
    assert Suggester.train(catalogue).suggest(new_paper("Anything")).topics == ()


def test_one_topic_alone() -> None:
    topics = (Topic(id="all", title="Everything", scope="All that there is."),)
    taxonomy = Taxonomy(groups=(Group(id="g", title="G", topics=topics),))
    catalogue = Catalogue(site=Site(name="One"), taxonomy=taxonomy, papers={})
    assert Suggester.train(catalogue).suggest(new_paper("Everything there is")).topics == ("all",)


def test_what_a_new_paper_does_not_have_makes_no_difference(made_up: Catalogue) -> None:
    """Kind, notes, venue and names are never looked at; question and summary only of records learned from."""
    spare = {
        slug: Paper(
            slug=slug,
            title=paper.title,
            abstract=paper.abstract,
            topics=paper.topics,
            question=paper.question,
            tldr=paper.tldr,
        )
        for slug, paper in made_up.papers.items()
    }
    one, other = Suggester.train(made_up), Suggester.train(made_up.model_copy(update={"papers": spare}))
    for paper in made_up.papers.values():
        bare = new_paper(paper.title, paper.abstract)
        assert one.scores(paper) == other.scores(paper) == one.scores(bare)


@pytest.mark.parametrize("field", ["question", "tldr"])
def test_question_and_summary_of_a_record_teach(made_up: Catalogue, field: str) -> None:
    """Words that no abstract has, but the summary of a record, lead to its topic and are not named for it."""
    slug = min(slug for slug, paper in made_up.papers.items() if paper.primary_topic == "oven-crust")
    record = made_up.papers[slug].model_copy(update={field: "Blistering and charring."})
    taught = Suggester.train(made_up.model_copy(update={"papers": {**made_up.papers, slug: record}}))
    paper = new_paper("Flour", "Charring and blistering.")
    before = dict(Suggester.train(made_up).scores(paper))
    after = dict(taught.scores(paper))
    assert after["oven-crust"] > before["oven-crust"]


def test_unconfirmed_records_teach_nothing(made_up: Catalogue) -> None:
    """Else a wrong suggestion would be the reason for the next one."""
    wrong = Paper(
        slug="wrong",
        title="Rye Starters",
        abstract="rye starters " * 30,
        topics=("oven-crust",),
        review="Look.",
    )
    with_it = made_up.model_copy(update={"papers": {**made_up.papers, "wrong": wrong}})
    paper = new_paper("Rye Starters")
    assert Suggester.train(with_it).scores(paper) == Suggester.train(made_up).scores(paper)


def test_order_of_records_makes_no_difference(made_up: Catalogue) -> None:
    slugs = list(made_up.papers)
    random.Random(1).shuffle(slugs)
    mixed = made_up.model_copy(update={"papers": {slug: made_up.papers[slug] for slug in slugs}})
    paper = new_paper("Flour, Steam and Starters", "Bran and yeast in the oven.")
    assert Suggester.train(mixed).suggest(paper) == Suggester.train(made_up).suggest(paper)


def test_shares_add_up_and_fall(bread: Suggester) -> None:
    shares = [share for _, share in bread.scores(new_paper("Flour"))]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == 3


def test_words_of_a_topic_speak_for_it(made_up: Catalogue) -> None:
    """What the curator writes into topics.yml counts before there is any paper."""
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
    taught = Suggester.train(made_up.model_copy(update={"taxonomy": taxonomy, "papers": {}}))
    assert taught.suggest(paper).topics == ("sourdough",)


def test_suggestions_on_this_list_are_mostly_right(real: Catalogue) -> None:
    """One fold of what `make bench` does in full: far above chance and the largest topic."""
    slugs = sorted(real.papers)
    random.Random(7).shuffle(slugs)
    held = slugs[:70]
    known = {slug: paper for slug, paper in real.papers.items() if slug not in held}
    suggester = Suggester.train(real.model_copy(update={"papers": known}))
    first = three = 0
    for slug in held:
        paper = real.papers[slug]
        ranked = [id_ for id_, _ in suggester.scores(new_paper(paper.title, paper.abstract))]
        first += ranked[0] == paper.primary_topic
        three += paper.primary_topic in ranked[:3]
    assert first / len(held) >= 0.7
    assert three / len(held) >= 0.85
