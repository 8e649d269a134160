"""Keywords as topics: those that match a topic, and those that could become one."""

from __future__ import annotations

import pytest

from generator.analysis.topics.clusters import describe_topics
from generator.analysis.topics.keywords import TopicNames, split_keyword
from generator.analysis.topics.proposals import ProposedTopic, propose_topics
from generator.analysis.topics.suggester import Suggester
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

NO_TOPICS = Taxonomy(groups=())


def topic(id_: str, title: str, *words: str) -> Topic:
    return Topic(id=id_, title=title, scope=f"All about {title}.", words=words)


KITCHEN = Taxonomy(
    groups=(
        Group(id="doughs", title="Doughs", topics=(topic("sour", "Sourdough", "wild yeast"),)),
        Group(id="heat", title="Heat", topics=(topic("ovens", "Stone ovens"), topic("tips", "Baking tips"))),
    )
)


def tagged(*tags: str, title: str = "Crumbs") -> Paper:
    return Paper(slug="new", title=title, keywords=tags)


def propose(tags: dict[str, int], taxonomy: Taxonomy = NO_TOPICS) -> dict[str, list[tuple[str, int]]]:
    """Group -> proposed topics with their numbers of papers, given the number of papers with each tag."""
    papers = [
        Paper(slug=f"p{place}-{number}", title="P", keywords=(tag,))
        for place, (tag, count) in enumerate(tags.items())
        for number in range(count)
    ]
    return {
        group.title: [(one.title, len(one.papers)) for one in group.topics]
        for group in propose_topics(taxonomy, papers)
    }


@pytest.mark.parametrize(
    ("tag", "levels"),
    [
        ("Pruning", ("Pruning",)),
        ("Compression / Pruning", ("Compression", "Pruning")),
        ("#pruning", ("pruning",)),
        ("Computer Science - Machine Learning", ("Computer Science", "Machine Learning")),
        ("Sourdough - a survey", ("Sourdough - a survey",)),
        ("Compression / 2021", ("Compression",)),
        ("Papers / Pruning / Other", ("Pruning",)),
        ("Models / More", ("Models",)),
        ("Milestone Papers / milestone papers", ("Milestone Papers",)),
        ("3D vision", ("3D vision",)),
        ("パン", ("パン",)),
        ("/unread", ()),
        ("#nosource", ()),
        ("_tablet_modified", ()),
        ("notion", ()),
        ("📖 To read", ()),
        ("cs.LG", ()),
        ("68T07", ()),
        ("I.2.6", ()),
        ("⭐", ()),
    ],
)
def test_levels_of_a_tag_are_those_that_may_name_a_topic(tag: str, levels: tuple[str, ...]) -> None:
    assert split_keyword(tag) == levels


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("Sourdough", "sour"),
        ("SOURDOUGHS", "sour"),
        ("sour", "sour"),
        ("Wild-Yeasts", "sour"),
        ("stone oven", "ovens"),
        ("Kitchen / Stone Ovens", "ovens"),
        ("Kitchen / Stone Ovens / Repair", "ovens"),
        ("Stone Ovens / Sourdough", "sour"),
        ("Baking / Tips", "tips"),
        ("Ovens of stone", None),
        ("Heat", None),
        ("/unread", None),
    ],
)
def test_a_tag_matches_a_topic_by_title_id_or_word(tag: str, found: str | None) -> None:
    assert list(TopicNames(KITCHEN).find_all([tag])) == ([found] if found else [])


def test_a_topic_that_matches_a_tag_is_suggested_first(made_up: Catalog) -> None:
    suggester = Suggester(made_up)
    text = "Rye Starters: a sourdough starter in a cold kitchen"
    assert suggester.suggest(tagged(title=text)).topics[0] == "sourdough"
    suggestion = suggester.suggest(tagged("unknown", "Oven & crust", title=text))
    assert suggestion.topics[:2] == ("oven-crust", "sourdough")
    assert suggestion.reason.startswith("oven-crust (keyword 'Oven & crust'); sourdough (")


def test_papers_without_a_known_word_in_the_title_are_filed_by_their_tags(made_up: Catalog) -> None:
    suggestion = Suggester(made_up).suggest(tagged("flour-milling", title="Żółć"))
    assert (suggestion.topics, suggestion.reason) == (
        ("flour-milling",),
        "flour-milling (keyword 'flour-milling')",
    )


def test_until_a_paper_is_confirmed_only_tags_count_if_there_are_any(made_up: Catalog) -> None:
    empty = made_up.model_copy(update={"papers": {}})
    text = "Rye Starters: a sourdough starter in a cold kitchen"
    topics = Suggester(empty).suggest(tagged("oven-crust", "flour-milling", title=text)).topics
    assert topics == ("oven-crust", "flour-milling")


def test_a_paper_with_many_tags_gets_a_review_line_within_its_limit() -> None:
    topics = tuple(topic(f"t{number}-{'x' * 90}", f"Title {number}") for number in range(60))
    taxonomy = Taxonomy(groups=(Group(id="g", title="G", topics=topics),))
    papers = {"new": tagged(*(f"{'y' * 200} / Title {number}" for number in range(60)))}
    catalog = Catalog(site={"name": "Many"}, taxonomy=taxonomy, papers={})  # type: ignore[arg-type]
    suggestion = Suggester(catalog).suggest(papers["new"])
    assert len(suggestion.topics) == 8
    assert len(suggestion.reason) < 1900


@pytest.mark.parametrize(
    ("tags", "topics"),
    [
        pytest.param(
            {"pruning": 3, "Quantization": 4, "rare": 2},
            {"": [("Quantization", 4), ("Pruning", 3)]},
            id="flat tags, most frequent first",
        ),
        pytest.param(
            {"Neural network": 1, "neural networks": 2, "Neural-Networks": 1},
            {"": [("Neural networks", 4)]},
            id="spellings are joined",
        ),
        pytest.param(
            {"Compression / Pruning": 3, "Compression / Distillation": 5, "Yeast": 9},
            {"Compression": [("Distillation", 5), ("Pruning", 3)], "": [("Yeast", 9)]},
            id="nested tags are in the group of the outer tag",
        ),
        pytest.param(
            {"Compression / Pruning": 3, "Compression / Rare": 1, "Compression": 2},
            {"Compression": [("Compression", 3), ("Pruning", 3)]},
            id="rare tags count toward the outer one",
        ),
        pytest.param(
            {"Thesis / Compression / Pruning": 3, "Thesis / Yeast": 3, "Thesis": 9},
            {"Compression": [("Pruning", 3)], "": [("Yeast", 3)]},
            id="a shared root is dropped",
        ),
        pytest.param(
            {"Doughs / Wild yeast": 5, "Doughs / Rye": 3, "sourdough": 4},
            {"Doughs": [("Rye", 3)]},
            id="existing topics are not proposed again",
        ),
        pytest.param(
            {"Library / Pruning": 19, "Salt": 3, "Library": 20},
            {"Library": [("Library", 20), ("Pruning", 19)], "": [("Salt", 3)]},
            id="papers directly in a collection become a topic of its group",
        ),
        pytest.param({"Bread": 19, "Salt": 1}, {}, id="tags on nearly all papers are left out"),
        pytest.param(
            {"ELECTRON MICROSCOPY": 3, "electron microscopy": 1, "RLHF": 2, "rlhf": 1},
            {"": [("Electron microscopy", 4), ("RLHF", 3)]},
            id="long titles are not in capitals",
        ),
        pytest.param({"/unread": 9, "notion": 9, "2021": 9}, {}, id="marks are not topics"),
    ],
)
def test_tags_of_several_papers_are_proposed_as_topics(
    tags: dict[str, int], topics: dict[str, list[tuple[str, int]]]
) -> None:
    assert propose(tags, KITCHEN) == topics


def test_topics_with_the_same_title_are_distinguished_by_the_whole_tag() -> None:
    tags = {"Vision / Surveys": 3, "Language / Surveys": 4}
    papers = [
        Paper(slug=f"p{n}", title="P", keywords=(tag,))
        for n, tag in enumerate(t for t in tags for _ in "abc")
    ]
    words = {group.title: group.topics[0].words for group in propose_topics(NO_TOPICS, papers)}
    assert words == {"Vision": ("Vision / Surveys",), "Language": ("Language / Surveys",)}


def test_articles_of_other_languages_do_not_describe_a_topic() -> None:
    titles = ("Sauerteig, das Mehl aus Roggen", "Mehl aus der Mühle", "Brot, das backt", "Hefe im Sauerteig")
    german = [Paper(slug=f"g{n}", title=title) for n, title in enumerate(titles)]
    english = [Paper(slug=f"e{n}", title=f"Salt in ovens of town {n}") for n in range(9)]
    topic = ProposedTopic(title="Mehl", papers=frozenset(paper.slug for paper in german))
    (scope,) = describe_topics([*german, *english], [topic])
    assert "Sauerteig" in scope
    assert not {"das", "aus"} & set(scope.lower().rstrip(".").replace(",", "").split())
