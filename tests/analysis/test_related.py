"""Related papers: the most similar ones first, words that explain them, and never the same work again."""

import subprocess
import sys

import pytest

from generator.analysis.map_layout import Frame, place_papers
from generator.analysis.related import find_related, vectorize
from generator.model.catalog import Catalog, Site
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

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


def explain(*papers: Paper) -> str:
    """The term that explains why the first two of some papers are related."""
    others = [paper(f"other-{n}", f"Fruit {n}", f"Apples{n} and pears{n}.") for n in range(4)]
    return dict(find_related(make_list(*papers, *others))[papers[0].slug])[papers[1].slug]


@pytest.mark.parametrize(
    ("title", "summary", "term"),
    [
        ("Wild Yeast in the Cold", "", "wild yeast"),
        ("Cold Kitchens", "It leavens loaves with wild yeast.", "wild yeast"),
        # of two terms, the longer one
        ("Wild Yeast of the Bronze Age in Cold Rye Doughs", "", "cold rye doughs"),
        # a word alone, part of a longer term, a compound that is an adjective, and everyday words
        ("Yeast Is Wild", "", ""),
        ("Wild Yeast Extract", "", ""),
        ("Wild-Yeast Loaves", "", ""),
        ("The Main Reason", "", ""),
    ],
)
def test_a_term_of_title_or_summary_explains(title: str, summary: str, term: str) -> None:
    text = "We keep wild yeast extract and find the main reason: wild yeast and cold rye doughs."
    one = paper("one", "Wild Yeast and the Main Reason: A Study of Cold Rye Doughs", text)
    other = paper("two", title, "Wild yeast in kitchens.", tldr=summary or None)
    assert explain(one, other) == term


def test_a_term_is_shown_as_printed() -> None:
    one = paper("one", "A LoafNet Oven", "We bake in a LoafNet oven.")
    assert explain(one, paper("two", "LoafNet Ovens", "Two LoafNet ovens bake.")) == "LoafNet ovens"


def test_what_is_in_neither_title_explains_nothing() -> None:
    texts = "Wild yeast rises in rye.", "Cold wild yeast sleeps until morning."
    one, other = (paper(f"in-{n}", f"Loaf {n}", text) for n, text in enumerate(texts))
    assert explain(one, other) == ""
    one, other = (paper(f"in-{n}", f"Loaf {n}", tldr=text) for n, text in enumerate(texts))
    assert explain(one, other) == ""


@pytest.mark.parametrize(("topic", "term"), [("bread", "wild yeast"), ("coffee", "")])
def test_terms_of_different_topics_may_mean_different_things(topic: str, term: str) -> None:
    one, other = (paper(slug, f"Wild Yeast {slug}", topics=["bread"]) for slug in ("in", "on"))
    other = other.model_copy(update={"topics": (topic,)})
    latte = paper("latte", "Latte", "Milk.", topics=["coffee"])
    assert explain(one, other, latte, paper("rye", "Rye", "Rye.", topics=["bread"])) == term


def test_terms_of_many_papers_explain_nothing() -> None:
    kinds = ("rye", "wheat", "spelt", "barley", "oats", "millet")
    many = [
        paper(kind, f"Wild Yeast and {kind}", f"Bowl{n // 2}x of {kind}.") for n, kind in enumerate(kinds)
    ]
    assert explain(*many[:2]) == "wild yeast"
    assert explain(*many) == ""


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
