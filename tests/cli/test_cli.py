"""The commands that look at the list as a whole, as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.schema import find_outdated
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.storage.json_schemas import render_schemas
from generator.storage.store import Folder, dump_paper, load_catalogue


def run(folder: Folder | Path, *arguments: str) -> Result:
    root = folder.root if isinstance(folder, Folder) else folder
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def replace(folder: Folder, name: str, old: str, new: str) -> None:
    path = folder.file(name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_check_of_a_sound_list(made_up_copy: Folder) -> None:
    result = run(made_up_copy, "check", "--strict")
    assert (result.exit_code, result.output) == (0, "No problems in 8 records\n")


def test_check_says_what_waits_for_a_person(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kind: theory\nreview: Is this a paper?")
    result = run(made_up_copy, "check")
    assert result.output == "No problems in 8 records; 1 still to review\n"


def test_check_groups_by_file_and_fails_on_errors(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory\n", "")
    replace(made_up_copy, "papers/no.yml", "published: 2022-11-30", "published: 2021-11-30")
    replace(made_up_copy, "topics.yml", "(paper:no)", "(paper:none)")
    result = run(made_up_copy, "check")
    assert result.exit_code == 1
    blocks = result.output.rstrip("\n").split("\n\n")
    assert [block.partition(":")[0] for block in blocks[:-1]] == [
        "content/papers/no.yml",
        "content/topics.yml",
    ]
    assert blocks[-1] == "2 errors, 2 warnings"
    assert "content/papers/no.yml:2: error: The paper has no kind.\n    Add 'kind:' with one of" in blocks[0]
    assert "content/papers/no.yml:4: warning: The date is 2021-11-30, but content/captures/first" in blocks[0]


def test_check_fails_on_warnings_only_when_asked(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "published: 2022-11-30", "published: 2022-11-29")
    assert run(made_up_copy, "check").exit_code == 0
    result = run(made_up_copy, "check", "--strict")
    assert result.exit_code == 1
    assert result.output.endswith("0 errors, 1 warning\n")


def test_check_as_json(made_up_copy: Folder) -> None:
    made_up_copy.file("papers/no.yml").unlink()
    result = run(made_up_copy, "check", "--json")
    problems = [json.loads(line) for line in result.output.splitlines()]
    missing = next(problem for problem in problems if problem["file"] == "content/captures/first.txt")
    assert missing["severity"] == "error"
    assert isinstance(missing["line"], int)
    assert "'No'" in missing["message"]
    assert missing["fix"]


def test_check_of_a_faulty_file_shows_no_traceback(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kind: [")
    result = run(made_up_copy, "check")
    assert result.exit_code == 1
    assert "content/papers/no.yml:" in result.output
    assert "Traceback" not in result.output


def test_stats_as_json(made_up_copy: Folder) -> None:
    counted = json.loads(run(made_up_copy, "stats", "--json").output)
    assert counted["papers"] == 8
    assert counted["topics"] == {
        "sourdough": {"primary": 3, "further": 0},
        "flour-milling": {"primary": 3, "further": 0},
        "oven-crust": {"primary": 2, "further": 1},
    }
    assert counted["kinds"]["method"] == 2
    assert sum(counted["kinds"].values()) == 8
    assert list(counted["years"]) == sorted(counted["years"], reverse=True)
    facts = counted["facts"]
    assert (facts["published"], facts["links.arxiv"], facts["links.doi"], facts["authors"]) == (8, 4, 2, 3)
    assert (facts["links.code"], counted["linked"], counted["in_review"]) == (3, 3, 0)


def test_stats_of_this_list(repository: Path) -> None:
    counted = json.loads(run(repository, "stats", "--json").output)
    assert counted["papers"] == 354
    for fact in ("topics", "kind", "tldr", "abstract", "captures"):
        assert counted["facts"][fact] == 354
    assert counted["linked"] >= 80


def test_stats_as_tables(made_up_copy: Folder) -> None:
    output = run(made_up_copy, "stats").output
    for words in ("8 papers", "Sourdough cultures", "empirical study", "2018", "arXiv identifier", "4 of 8"):
        assert words in output


def test_the_schemas_in_the_repository_are_up_to_date(made_up_copy: Folder) -> None:
    assert run(made_up_copy, "schema", "--check").output == "The schemas are up to date.\n"


def test_missing_and_changed_schemas_are_outdated(tmp_path: Path) -> None:
    for name, text in render_schemas().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert find_outdated(tmp_path) == {}
    (tmp_path / "paper.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "topics.schema.json").unlink()
    assert set(find_outdated(tmp_path)) == {"paper.schema.json", "topics.schema.json"}


NEW = Paper(
    slug="rye-in-winter",
    title="Rye in Winter",
    abstract="A sourdough starter of rye sleeps in a cold kitchen. Feeding wakes its yeasts and bacteria.",
    review="Topics are suggested. Look at them.",
    topics=("oven-crust",),
)


def test_suggest_says_which_words_spoke_and_writes_nothing(made_up_copy: Folder) -> None:
    before = {path: path.read_bytes() for path in made_up_copy.papers.iterdir()}
    output = run(made_up_copy, "suggest", "no").output
    assert "current topics: sourdough" in output
    assert "* " in output
    assert "sourdough: " in output
    assert {path: path.read_bytes() for path in made_up_copy.papers.iterdir()} == before


def test_suggest_writes_only_what_nobody_has_confirmed(made_up_copy: Folder, made_up: Catalogue) -> None:
    path = made_up_copy.papers / "rye-in-winter.yml"
    path.write_text(dump_paper(NEW) + "# my remark\n", encoding="utf-8")
    result = run(made_up_copy, "suggest", "--all-unreviewed", "no", "--write")
    assert result.output.endswith("1 record updated\n"), result.output
    papers = load_catalogue(made_up_copy).papers
    assert papers["rye-in-winter"].topics[0] == "sourdough"
    assert "sourdough (" in str(papers["rye-in-winter"].review)
    assert path.read_text(encoding="utf-8").endswith("# my remark\n")
    assert {slug: paper for slug, paper in papers.items() if slug != "rye-in-winter"} == dict(made_up.papers)


def test_suggest_names_the_nearest_record(made_up_copy: Folder) -> None:
    result = run(made_up_copy, "suggest", "soking-bran")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert run(made_up_copy, "suggest").exit_code == 2


def test_import_gives_new_papers_topics_to_confirm(made_up_copy: Folder) -> None:
    text = (
        "Get trending papers in your email inbox!\n\nRye in Winter\n\n"
        + (NEW.abstract + " ") * 3
        + "\n\n  • 2 authors\n·\nJan 8, 2031\n"
    )
    capture = made_up_copy.root / "third.txt"
    capture.write_text(text, encoding="utf-8")
    result = run(made_up_copy, "import", str(capture))
    assert result.exit_code == 0, result.output
    paper = load_catalogue(made_up_copy).papers["rye-in-winter"]
    assert paper.topics[0] == "sourdough"
    assert paper.review
    assert "sourdough" in paper.review
    assert "starter" in paper.review or "yeasts" in paper.review


def test_parse_prints_one_object_a_line(made_up_copy: Folder) -> None:
    result = CliRunner().invoke(main, ["parse", "--json", str(made_up_copy.captures / "first.txt")])
    entries = [json.loads(line) for line in result.stdout.splitlines()]
    assert [entry["position"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert (entries[0]["author_count"], entries[0]["published"], entries[0]["comments"]) == (
        2,
        "2024-01-09",
        4,
    )
    assert entries[2]["organization"] == "The Grain House"
    assert list(entries[0]) == [
        "title",
        "abstract",
        "authors",
        "author_count",
        "organization",
        "published",
        "venue",
        "arxiv",
        "doi",
        "code",
        "project",
        "upvotes",
        "comments",
        "capture",
        "position",
    ]


@pytest.mark.parametrize("command", ["check", "stats", "schema", "suggest", "parse", "import"])
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
