"""Related papers: the most similar ones first, words that explain them, and never the same work again."""

import re
import subprocess
import sys

import pytest

from generator.analysis.map_layout import Frame, place_papers
from generator.analysis.related import find_related, vectorize
from generator.model.catalog import Catalog, Site
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


def make_list(*papers: Paper) -> Catalog:
    topics = (
        Topic(id="bread", title="Bread", scope="Bread."),
        Topic(id="coffee", title="Coffee", scope="Coffee."),
    )
    return Catalog(
        site=Site(name="Kitchen"),
        taxonomy=Taxonomy(groups=(Group(id="food", title="Food", topics=topics),)),
        papers={one.slug: one for one in papers},
    )


@pytest.fixture(scope="module")
def kitchen() -> Catalog:
    return make_list(*(paper(*row) for row in BREAD))


def test_most_similar_paper_is_on_the_same_subject(kitchen):
    near = find_related(kitchen)
    assert [near[slug][0][0] for slug in ("sourdough-at-home", "rye", "espresso")] == [
        "wild-yeast",
        "rye-crumb",
        "filter",
    ]


def test_shared_words_are_shown_as_printed(kitchen):
    near = find_related(kitchen)
    assert "wild yeast" in near["sourdough-at-home"][0][1]
    for slug, neighbors in near.items():
        for _, words in neighbors:
            assert 1 <= len(words) <= 5
            texts = [
                re.sub(r"\W+", " ", f"{kitchen.papers[one].title} {kitchen.papers[one].abstract}".lower())
                for one in kitchen.papers
            ]
            for word in words:
                assert any(re.sub(r"\W+", " ", word.lower()) in text for text in texts), (slug, word)
                assert word.lower() not in GENERIC_WORDS


def test_phrases_replace_their_parts():
    near = find_related(
        make_list(
            paper("a", "One", "Message passing on meshes."),
            paper("b", "Two", "Message-passing over meshes and rivers."),
            paper("c", "Three", "Rivers and mills."),
        )
    )
    words = near["a"][0][1]
    assert any(word in ("message passing", "message-passing") for word in words)
    assert "message" not in words and "passing" not in words


def test_parts_of_different_compounds_explain_nothing():
    near = find_related(
        make_list(
            paper("a", "A", "Stone-lined ovens bake loaves."),
            paper("b", "B", "Tin-lined ovens bake loaves."),
            paper("c", "C", "Fruit."),
        )
    )
    assert not any("lined" in word for word in near["a"][0][1])


def test_words_of_half_the_list_explain_nothing():
    rows = [paper(f"p{n}", f"Title {n}", f"Flour recipe{n // 2}x in bowl{n}z.") for n in range(12)]
    near = find_related(make_list(*rows))
    assert all("flour" not in words for found in near.values() for _, words in found)
    assert near["p0"][0][0] == "p1"


def test_another_record_of_the_same_work_is_never_related():
    text = "Wild yeast and lactic acid bacteria leaven a sourdough starter over several warm days in spring."
    near = find_related(
        make_list(
            paper("one", "Sourdough at Home", text),
            paper("two", "Sourdough at home.", f"{text} Extended."),
            paper("three", "Sourdough at Homes", f"{text} Extended."),
            paper("four", "Another Name", "Of the wild yeast.", links=Links(arxiv="2401.00001")),
            paper("five", "Its Preprint", "Wild yeast is described.", links=Links(arxiv="2401.00001")),
            paper("six", "Rye", "Wild yeast and rye."),
            *(paper(f"other-{n}", f"Fruit {n}", f"Apples{n} and pears{n}.") for n in range(20)),
        )
    )
    assert not {"two", "three"} & dict(near["one"]).keys()
    assert "five" not in dict(near["four"])
    assert "six" in dict(near["one"])


@pytest.mark.parametrize("size", [0, 1, 2])
def test_short_lists(size):
    near = find_related(make_list(*(paper(*row) for row in BREAD[4 : 4 + size])))
    assert len(near) == size
    if size == 2:
        assert list(dict(near["filter"])) == ["espresso"]
    else:
        assert not any(near.values())


def test_papers_without_informative_words_have_no_neighbors():
    near = find_related(make_list(paper("a", "We"), paper("b", "The"), paper("c", "12")))
    assert not any(near.values())


def test_changes_count_at_once(kitchen):
    before = find_related(kitchen)
    changed = {
        **kitchen.papers,
        "rye": paper("rye", "Ground Coffee", "Ground coffee extraction in an espresso machine."),
    }
    after = find_related(kitchen.model_copy(update={"papers": changed}))
    assert before["rye"][0][0] == "rye-crumb"
    assert after["rye"][0][0] in {"espresso", "filter"}
    assert vectorize(kitchen.papers.values()) is vectorize(kitchen.model_copy().papers.values())


IN_A_PROCESS = """
import sys
from pathlib import Path
from generator.analysis.map_layout import Frame, place_papers
from generator.analysis.related import find_related, vectorize
from generator.model.catalog import Site
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

catalog = load_catalog(Folder(Path("tests/data/site")), Site(name="Bread"))
print(find_related(catalog))
frame = Frame(width=400, height=300, margin=10, spacing=9)
print(place_papers(vectorize(catalog.papers.values()), ("",) * len(catalog.papers), frame))
print({"scipy", "sklearn"} & set(sys.modules))
"""


def test_results_are_the_same_in_every_process(repository, made_up):
    """Hashes of strings, and with them the order of sets, differ from this process."""
    output = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS],
        capture_output=True,
        text=True,
        check=True,
        cwd=repository,
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": str(repository)},
    ).stdout
    frame = Frame(width=400, height=300, margin=10, spacing=9)
    positions = place_papers(vectorize(made_up.papers.values()), ("",) * len(made_up.papers), frame)
    slow_to_import = set()
    assert output.splitlines() == [str(find_related(made_up)), str(positions), str(slow_to_import)]
