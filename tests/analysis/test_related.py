"""Related papers: near ones first, words that explain them, never the paper itself again."""

import os
import re
import subprocess
import sys

import pytest

from generator.analysis.related import measure, related
from generator.model.catalogue import Catalogue, Site
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic
from generator.text.stop_words import GENERIC_WORDS

BREAD = [
    ("sourdough-at-home", "Sourdough at Home", "Wild yeast and lactic acid bacteria leaven sourdough."),
    ("wild-yeast", "Wild Yeast in Sourdough", "We sample wild yeast of sourdough and its bacteria."),
    ("rye", "Dense Rye Loaves", "Rye flour gives dense loaves; sour rye dough keeps its crumb moist."),
    ("rye-crumb", "The Crumb of Rye", "A moist crumb of rye flour loaves depends on the rye dough."),
    ("espresso", "Espresso Pressure", "Pressure of an espresso machine and extraction of ground coffee."),
    ("filter", "Filter Coffee", "Ground coffee and water: extraction without an espresso machine."),
]  # fmt: skip


def paper(slug: str, title: str, abstract: str = "", **more: object) -> Paper:
    return Paper.model_validate({"slug": slug, "title": title, "abstract": abstract, **more})


def listed(*papers: Paper) -> Catalogue:
    topics = (
        Topic(id="bread", title="Bread", scope="Bread."),
        Topic(id="coffee", title="Coffee", scope="Coffee."),
    )
    return Catalogue(
        site=Site(name="Kitchen"),
        taxonomy=Taxonomy(groups=(Group(id="food", title="Food", topics=topics),)),
        papers={one.slug: one for one in papers},
    )


@pytest.fixture(scope="module")
def kitchen() -> Catalogue:
    return listed(*(paper(*row) for row in BREAD))


def test_nearest_paper_is_the_one_that_says_the_same(kitchen):
    near = related(kitchen, count=2)
    assert [near[slug][0].slug for slug in ("sourdough-at-home", "rye", "espresso")] == [
        "wild-yeast",
        "rye-crumb",
        "filter",
    ]


def test_words_explain_and_read_as_printed(kitchen):
    near = related(kitchen)
    first = near["sourdough-at-home"][0]
    assert "wild yeast" in first.words
    for slug, neighbours in near.items():
        for neighbour in neighbours:
            assert 1 <= len(neighbour.words) <= 5
            texts = [
                re.sub(r"\W+", " ", f"{kitchen.papers[one].title} {kitchen.papers[one].abstract}".lower())
                for one in kitchen.papers
            ]
            for word in neighbour.words:
                assert any(re.sub(r"\W+", " ", word.lower()) in text for text in texts), (slug, word)
                assert word.lower() not in GENERIC_WORDS


def test_phrase_stands_for_its_parts():
    near = related(
        listed(
            paper("a", "One", "Message passing on meshes."),
            paper("b", "Two", "Message-passing over meshes and rivers."),
            paper("c", "Three", "Rivers and mills."),
        )
    )
    words = near["a"][0].words
    assert any(word in ("message passing", "message-passing") for word in words)
    assert "message" not in words and "passing" not in words


def test_part_of_different_compounds_explains_nothing():
    near = related(
        listed(
            paper("a", "A", "Stone-lined ovens bake loaves."),
            paper("b", "B", "Tin-lined ovens bake loaves."),
            paper("c", "C", "Fruit."),
        )
    )
    assert not any("lined" in word for word in near["a"][0].words)


def test_word_of_half_the_list_explains_nothing():
    rows = [paper(f"p{n}", f"Title {n}", f"Flour recipe{n // 2}x in bowl{n}z.") for n in range(12)]
    near = related(listed(*rows))
    assert all("flour" not in one.words for found in near.values() for one in found)
    assert near["p0"][0].slug == "p1"


def test_another_record_of_the_same_work_is_never_related():
    text = "Wild yeast and lactic acid bacteria leaven a sourdough starter over several warm days in spring."
    near = related(
        listed(
            paper("one", "Sourdough at Home", text),
            paper("two", "Sourdough at home.", f"{text} Extended."),
            paper("three", "Sourdough at Homes", f"{text} Extended."),
            paper("four", "Another Name", "Of the wild yeast.", links=Links(arxiv="2401.00001")),
            paper("five", "Its Preprint", "Wild yeast is told.", links=Links(arxiv="2401.00001")),
            paper("six", "Rye", "Wild yeast and rye."),
            *(paper(f"other-{n}", f"Fruit {n}", f"Apples{n} and pears{n}.") for n in range(20)),
        )
    )
    assert not {"two", "three"} & {found.slug for found in near["one"]}
    assert "five" not in {found.slug for found in near["four"]}
    assert "six" in {found.slug for found in near["one"]}


@pytest.mark.parametrize("size", [0, 1, 2])
def test_short_lists(size):
    near = related(listed(*(paper(*row) for row in BREAD[4 : 4 + size])))
    assert len(near) == size
    if size == 2:
        assert [found.slug for found in near["filter"]] == ["espresso"]
    else:
        assert not any(near.values())


def test_papers_without_telling_words_have_no_neighbours():
    near = related(listed(paper("a", "We"), paper("b", "The"), paper("c", "12")))
    assert not any(near.values())


def test_an_edit_is_seen_at_once(kitchen):
    before = related(kitchen)
    changed = {
        **kitchen.papers,
        "rye": paper("rye", "Ground Coffee", "Ground coffee extraction in an espresso machine."),
    }
    after = related(kitchen.model_copy(update={"papers": changed}))
    assert before["rye"][0].slug == "rye-crumb"
    assert after["rye"][0].slug in {"espresso", "filter"}
    assert measure(kitchen) is measure(kitchen.model_copy())


def test_same_result_in_every_process():
    code = (
        "from test_related import BREAD, listed, paper\n"
        "from generator.analysis.related import related\n"
        "print(dict(related(listed(*(paper(*row) for row in BREAD)))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f".{os.pathsep}tests/analysis"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
