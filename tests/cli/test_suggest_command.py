"""`reading-list suggest`, and the suggestions of an import."""

from __future__ import annotations

import json

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


KEYWORDS = [
    "Neural networks, pruning, /unread, notion",
    "neural network, Pruning, #nosource, Computer Science - Machine Learning",
    "pruning, neural-networks, cs.LG, Computer Science - Machine Learning",
    "Computer Science - Machine Learning, 2021",
]
COLLECTIONS = [
    *["Compression / Pruning"] * 3,
    *["Compression / Distillation / 2021", "Compression / Distillation", "Compression / Distillation"],
    *["Vision / Surveys"] * 3,
    *["Language / Surveys"] * 4,
]


TITLES = "Rye Oats Salt Water Steam Crust Crumb Malt Bran Germ Ash Milk Fat".split()  # noqa: SIM905


def import_tagged(folder: Folder, tags: list[str]) -> str:
    """Import papers with made-up titles and these keywords, and return what the import says."""
    texts = (
        f"@article{{k{number}, title={{{title}}}, author={{Lee, Ann}}, keywords={{{text}}}}}\n"
        for number, (title, text) in enumerate(zip(TITLES, tags, strict=False))
    )
    path = folder.root / "tagged.bib"
    path.write_text("".join(texts), encoding="utf-8")
    return run(folder, "import", str(path)).output


def import_collected(folder: Folder, collections: list[str]) -> None:
    """Import a library of Zotero with a paper in each of these collections."""
    found: dict[str, dict[str, object]] = {}
    for number, path in enumerate(collections):
        parent = ""
        for level in path.split(" / "):
            key = f"{parent}/{level}"
            found.setdefault(key, {"key": key, "name": level, "parent": parent, "items": []})
            parent = key
        items = found[parent]["items"]
        assert isinstance(items, list)
        items.append(number)
    papers = [
        {"itemID": number, "itemType": "book", "title": title}
        for number, title in enumerate(TITLES[: len(collections)])
    ]
    library = folder.root / "library.json"
    library.write_text(json.dumps({"collections": found, "items": papers}), encoding="utf-8")
    assert run(folder, "import", str(library)).exit_code == 0


def file_by_tags(folder: Folder) -> dict[str, set[str]]:
    """Suggest topics for all records again, and return the topics of the papers with each set of tags."""
    run(folder, "suggest", "--all-unreviewed", "--write")
    found: dict[str, set[str]] = {}
    for paper in load_catalog(folder).papers.values():
        found.setdefault(", ".join(paper.keywords), set()).update(paper.topics)
    return found


def test_keywords_become_topics_of_a_list_without_topics(bread: Folder) -> None:
    bread.file("topics.yml").write_text("groups: []\n", encoding="utf-8")
    assert "4 new papers have keywords that could become topics" in import_tagged(bread, KEYWORDS)
    result = run(bread, "suggest", "--topics")
    assert "These topics cover 4 papers." in result.stderr
    bread.file("topics.yml").write_text(result.stdout, encoding="utf-8")
    groups = load_catalog(bread).taxonomy.groups
    assert [group.title for group in groups] == ["Computer Science", "Other topics"]
    assert file_by_tags(bread) == {
        KEYWORDS[0]: {"neural-networks", "pruning"},
        KEYWORDS[1]: {"neural-networks", "pruning", "machine-learning"},
        KEYWORDS[2]: {"neural-networks", "pruning", "machine-learning"},
        KEYWORDS[3]: {"machine-learning"},
    }
    checked = run(bread, "check")
    assert checked.exit_code == 0, checked.output
    assert "The topic 'pruning' has no scope yet." in checked.output
    assert run(bread, "suggest", "--topics").stdout == ""


def test_nested_collections_become_groups_next_to_existing_ones(bread: Folder) -> None:
    path = bread.file("topics.yml")
    text = path.read_text("utf-8").replace("id: bread", "id: vision").replace("Bread", "Vision")
    path.write_text(text, encoding="utf-8")
    import_collected(bread, COLLECTIONS)
    result = run(bread, "suggest", "--topics")
    assert "# 4 papers" in result.stdout
    assert "# The list has a group 'vision'; you can move these topics there." in result.stdout
    path.write_text(text + result.stdout, encoding="utf-8")
    groups = {group.id: [topic.id for topic in group.topics] for group in load_catalog(bread).taxonomy.groups}
    assert groups == {
        "vision": ["doughs"],
        "compression": ["distillation", "pruning"],
        "language": ["surveys"],
        "vision-2": ["surveys-2"],
    }
    assert file_by_tags(bread) == {
        "Compression / Pruning": {"pruning"},
        "Compression / Distillation": {"distillation"},
        "Compression / Distillation / 2021": {"distillation"},
        "Vision / Surveys": {"surveys-2"},
        "Language / Surveys": {"surveys"},
    }
    checked = run(bread, "check").output
    assert "The topic 'doughs' has no papers." in checked
    assert "0 errors," in checked


def test_rare_tags_are_proposed_on_demand(bread: Folder) -> None:
    import_tagged(bread, KEYWORDS)
    assert "id: pruning" not in run(bread, "suggest", "--topics", "--least", "4").stdout
    assert "No keyword of at least 9 records" in run(bread, "suggest", "--topics", "--least", "9").stderr
    assert run(bread, "suggest", "--topics", "--write").exit_code == 2
