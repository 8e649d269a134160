"""`reading-list suggest`, and the suggestions of an import."""

from __future__ import annotations

from bread_list import run

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.writing import dump_paper

NEW = Paper(
    slug="rye-in-winter",
    title="Rye in Winter",
    abstract="A sourdough starter of rye sleeps in a cold kitchen. Feeding wakes its yeasts and bacteria.",
    review="Topics are suggested. Look at them.",
    topics=("oven-crust",),
)


def test_suggestions_show_words_and_write_nothing(made_up_copy: Folder) -> None:
    before = {path: path.read_bytes() for path in made_up_copy.papers.iterdir()}
    output = run(made_up_copy, "suggest", "no").output
    assert "current topics: sourdough" in output
    assert "* " in output
    assert "sourdough: " in output
    assert {path: path.read_bytes() for path in made_up_copy.papers.iterdir()} == before


def test_only_unconfirmed_records_are_written(made_up_copy: Folder, made_up: Catalog) -> None:
    path = made_up_copy.papers / "rye-in-winter.yml"
    path.write_text(dump_paper(NEW) + "# my remark\n", encoding="utf-8")
    result = run(made_up_copy, "suggest", "--all-unreviewed", "no", "--write")
    assert result.output.endswith("1 record updated\n"), result.output
    papers = load_catalog(made_up_copy).papers
    assert papers["rye-in-winter"].topics[0] == "sourdough"
    assert "sourdough (" in str(papers["rye-in-winter"].review)
    assert path.read_text(encoding="utf-8").endswith("# my remark\n")
    assert {slug: paper for slug, paper in papers.items() if slug != "rye-in-winter"} == dict(made_up.papers)


def test_an_unknown_or_missing_slug_is_an_error(made_up_copy: Folder) -> None:
    result = run(made_up_copy, "suggest", "soking-bran")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert run(made_up_copy, "suggest").exit_code == 2


def test_an_import_suggests_topics_for_new_papers(made_up_copy: Folder) -> None:
    text = (
        "Get trending papers in your email inbox!\n\nRye in Winter\n\n"
        + (NEW.abstract + " ") * 3
        + "\n\n  • 2 authors\n·\nJan 8, 2031\n"
    )
    capture = made_up_copy.root / "third.txt"
    capture.write_text(text, encoding="utf-8")
    result = run(made_up_copy, "import", str(capture))
    assert result.exit_code == 0, result.output
    paper = load_catalog(made_up_copy).papers["rye-in-winter"]
    assert paper.topics[0] == "sourdough"
    assert paper.review
    assert "sourdough" in paper.review
    assert "starter" in paper.review or "yeasts" in paper.review
