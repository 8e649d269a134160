"""Statistics of a list."""

from generator.analysis.stats import count_list
from generator.model.catalog import Catalog, Site
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

TOPICS = (Topic(id="rye", title="Rye", scope="Rye."), Topic(id="oven", title="Ovens", scope="Ovens."))
PAPERS = (
    Paper(slug="a", title="A", topics=("rye", "oven"), kind=("survey",), published="2023-01"),
    Paper(
        slug="b", title="B", topics=("oven",), links=Links(code=("https://github.com/a/b",)), review="Look."
    ),
    Paper(slug="c", title="C", kind=("survey",), abstract="Crumb.", published="2024"),
)


def test_papers_are_counted_by_topic_kind_year_and_field():
    stats = count_list(
        Catalog(
            site=Site(name="Bread"),
            taxonomy=Taxonomy(groups=(Group(id="g", title="Baking", topics=TOPICS),)),
            papers={paper.slug: paper for paper in PAPERS},
        )
    )
    assert stats.papers == 3
    assert [(topic.id, topic.primary, topic.further) for topic in stats.topics] == [
        ("rye", 1, 0),
        ("oven", 1, 1),
    ]
    assert stats.kinds["survey"] == 2
    assert list(stats.kinds.items())[-1] == ("", 1)
    assert list(stats.years.items()) == [(2024, 1), (2023, 1), (None, 1)]
    assert (stats.facts["topics"], stats.facts["abstract"], stats.facts["links.code"]) == (2, 1, 1)
    assert (stats.linked, stats.in_review) == (1, 1)
    assert stats.to_json()["years"] == {"2024": 1, "2023": 1, "unknown": 1}


def test_empty_lists_have_statistics_too():
    stats = count_list(Catalog(site=Site(name="Bread"), taxonomy=Taxonomy(groups=()), papers={}))
    assert (stats.papers, stats.topics, stats.years, stats.in_review) == (0, (), {}, 0)
