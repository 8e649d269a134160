"""What exceeds a limit of length or number is reported at once, by file and line, in a short message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.errors import LONGEST_MESSAGE, ContentError, Problem
from generator.model import limits
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.storage.folder import Folder
from generator.storage.json_schemas import FOLDER
from generator.storage.loading import load_catalog
from tests.bread_list import make_list, run, write_record

LONG = "x" * 700_000

RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "title": ({"title": LONG}, "title: expected at most 1,000 characters (got 700,000)"),
    "author": ({"authors": ["Ada Baker", LONG]}, "authors.1: expected at most 300 characters"),
    "authors": ({"authors": ["Ada"] * 10_001}, "authors: expected at most 10,000 items (got 10,001)"),
    "organization": ({"organization": {"name": LONG}}, "organization.name: expected at most 300"),
    "date": (
        {"published": "1" * 700_000},
        "published: expected a date as YYYY, YYYY-MM or YYYY-MM-DD (got '11",
    ),
    "number": ({"author_count": "9" * 5_000}, "author_count: expected a whole number (got '99"),
    "venue": ({"venue": LONG}, "venue: expected at most 1,000 characters"),
    "tldr": ({"tldr": LONG}, "tldr: expected at most 2,000 characters"),
    "question": ({"question": LONG}, "question: expected at most 2,000 characters"),
    "abstract": ({"abstract": LONG}, "abstract: expected at most 50,000 characters"),
    "notes": ({"notes": LONG}, "notes: expected at most 20,000 characters"),
    "review": ({"review": LONG}, "review: expected at most 2,000 characters"),
    "key": ({"citation_key": LONG}, "citation_key: expected at most 200 characters"),
    "aliases": ({"citation_key_aliases": ["a"] * 101}, "citation_key_aliases: expected at most 100 items"),
    "evidence": ({"evidence": {"title": LONG}}, "evidence.title: expected at most 20,000 characters"),
    "facts": (
        {"evidence": {f"f{n}": "x" for n in range(101)}},
        "evidence: expected at most 100 items (got 101)",
    ),
    "arxiv": ({"links": {"arxiv": "a" * 700_000}}, "links.arxiv: expected at most 40 characters"),
    "doi": ({"links": {"doi": "10.1000/" + LONG}}, "links.doi: expected at most 300 characters"),
    "link": ({"links": {"code": "https://a.test/" + LONG}}, "links.code.0: expected at most 2,000"),
    "links": (
        {"links": {"code": [f"https://a.test/{n}" for n in range(3_000)]}},
        "links.code: expected at most 100 items (got 3,000)",
    ),
    "topics": ({"topics": [f"t{n}" for n in range(21)]}, "topics: expected at most 20 items (got 21)"),
    "kinds": ({"kind": ["a", "b", "c"]}, "kind: expected at most 2 items (got 3)"),
    "wordings": ({"also_asked": ["x"] * 21}, "also_asked: expected at most 20 items (got 21)"),
    "wording": ({"also_asked": ["x", LONG]}, "also_asked.1: expected at most 2,000 characters"),
    "title alias": ({"aliases": [LONG]}, "aliases.0: expected at most 1,000 characters"),
    "topic": ({"topics": ["t" * 121]}, "topics.0: expected at most 120 characters (got 121)"),
    "related": (
        {"related": [{"paper": "x", "why": "both rise"}] * 21},
        "related: expected at most 20 items (got 21)",
    ),
    "captures": (
        {"captures": [{"capture": "a.txt", "position": n + 1} for n in range(1_001)]},
        "captures: expected at most 1,000 items (got 1,001)",
    ),
    "unknown key": ({"x" * 900: "x"}, "expected a known key (got 'xxx"),
}


def list_problems(folder: Folder) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load_catalog(folder)
    return list(caught.value.problems)


@pytest.mark.parametrize(("facts", "expected"), RECORDS.values(), ids=RECORDS)
def test_a_record_beyond_a_limit_is_reported_with_its_line(
    facts: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    folder = make_list(tmp_path)
    folder.papers.mkdir(exist_ok=True)
    (folder.papers / "rye.yml").write_text(json.dumps({"title": "Rye", **facts}, indent=0))
    (problem,) = list_problems(folder)
    assert problem.message.startswith(expected)
    assert problem.place is not None
    assert problem.place.file == "content/papers/rye.yml"
    assert (problem.place.line or 0) >= (2 if "title" in facts else 3)
    assert len(str(problem)) < 500


FILES: dict[str, tuple[str, Any, str]] = {
    "changes": ("changes.yml", [{"date": "2024"}] * 10_001, "1: expected at most 10,000 items (got 10,001)"),
    "note": ("changes.yml", [{"date": "2024", "note": LONG}], "4: 0.note: expected at most 2,000"),
    "redirect": ("redirects.yml", {"a" * 121: "rye"}, "expected at most 120 characters (got 121)"),
    "redirect target": ("redirects.yml", {"a": "b" * 121}, "2: a: expected at most 120 characters (got 121)"),
    "venue": ("venues.yml", [{"name": LONG}], "3: 0.name: expected at most 1,000 characters"),
    "aliases": (
        "venues.yml",
        [{"name": "A", "aliases": ["b"] * 501}],
        "0.aliases: expected at most 500 items",
    ),
    "synonyms": (
        "search.yml",
        {"synonyms": [["a"] * 501]},
        "synonyms.0: expected at most 500 items (got 501)",
    ),
    "excluded": ("excluded.yml", [{"title": "A", "reason": LONG}], "4: 0.reason: expected at most 2,000"),
    "decision": (
        "decisions.yml",
        [{"verdict": "different", "papers": ["a", "b" * 251]}],
        "0.papers.1: expected at most 120 characters (got 251)",
    ),
}


@pytest.mark.parametrize(("name", "data", "expected"), FILES.values(), ids=FILES)
def test_a_file_beyond_a_limit_is_reported(name: str, data: Any, expected: str, tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    folder.file(name).write_text(json.dumps(data, indent=0))
    (problem,) = list_problems(folder)
    assert expected in str(problem)
    assert len(str(problem)) < 500


def test_topics_beyond_the_limits_are_reported(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    step = {"paper": "rye", "why": "First."}
    topic = {"id": "t", "title": "T", "scope": LONG, "words": ["w"] * 501, "introduction": LONG}
    group = {"id": "g", "title": "G", "topics": [{**topic, "path": [step] * 101}]}
    many = [{"id": f"t{n}", "title": "T", "scope": "S"} for n in range(101)]
    path = {"id": "s" * 121, "title": "P", "introduction": "I", "steps": [step]}
    data = {"groups": [group, {"id": "h", "title": "H", "topics": many}], "paths": [path]}
    folder.file("topics.yml").write_text(json.dumps(data))
    messages = "\n".join(problem.message for problem in list_problems(folder))
    for expected in (
        "groups.0.topics.0.scope: expected at most 2,000 characters",
        "groups.0.topics.0.words: expected at most 500 items (got 501)",
        "groups.0.topics.0.introduction: expected at most 20,000 characters",
        "groups.0.topics.0.path: expected at most 100 items (got 101)",
        "groups.1.topics: expected at most 100 items (got 101)",
        "paths.0.id: expected at most 120 characters (got 121)",
    ):
        assert expected in messages


def test_a_record_whose_slug_is_too_long_is_reported(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    write_record(folder, "a" * 120, topics=["doughs"])
    load_catalog(folder)
    (folder.papers / f"{'a' * 240}.yml").write_text("title: Rye\n")
    (problem,) = list_problems(folder)
    assert "expected a file name of lowercase letters, digits and single hyphens, at most 120" in str(problem)
    assert "240 characters" in problem.message


def test_commands_refuse_texts_that_are_too_long_and_write_nothing(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    write_record(folder, "rye", topics=["doughs"])
    write_record(folder, "oats", topics=["doughs"], notes="x" * 15_000)
    write_record(folder, "wheat", topics=["doughs"], notes="y" * 15_000)
    before = {path: path.read_bytes() for path in folder.root.rglob("*.yml")}
    cases = [
        (
            ("exclude", "rye", "--reason", "x" * 2_001),
            "reason: expected at most 2,000 characters (got 2,001)",
        ),
        (("log", "--note", "x" * 2_001), "note: expected at most 2,000 characters (got 2,001)"),
        (("rename", "rye", "x" * 251), "at most 120 characters (got 'xxx"),
        (("same", "oats", "wheat"), "notes: expected at most 20,000 characters (got 30,002)"),
        (("exclude", "x" * 100_000, "--reason", "x"), "No record or capture entry matches 'xxx"),
    ]
    for arguments, expected in cases:
        result = run(folder, *arguments)
        assert result.exit_code == 1
        assert expected in result.output
        assert len(result.output) < 500
    assert {path: path.read_bytes() for path in folder.root.rglob("*.yml")} == before


def test_any_message_is_short() -> None:
    problem = Problem(None, f"There is no paper {LONG!r} on the list.")
    assert len(str(problem)) <= LONGEST_MESSAGE + 3
    assert str(problem).startswith("There is no paper 'xx")
    assert str(problem).endswith("xx' on the list.")


def test_the_largest_real_papers_are_within_the_limits() -> None:
    """The paper with the most authors has 5,154: https://doi.org/10.1103/PhysRevLett.114.191803."""
    names = tuple(f"A. Physicist{number}" for number in range(5_154))
    entry = Entry(title="Higgs Boson", authors=names, capture="a.bib", position=1)
    assert len(Paper(slug="higgs", title="Higgs Boson", authors=entry.authors).authors) == 5_154


def test_schemas_and_documentation_name_the_limits() -> None:
    paper = json.loads((FOLDER / "paper.schema.json").read_text(encoding="utf-8"))["properties"]
    assert paper["title"]["maxLength"] == limits.LONGEST_TITLE
    assert paper["authors"]["maxItems"] == limits.MOST_AUTHORS
    assert paper["authors"]["items"]["maxLength"] == limits.LONGEST_NAME
    code = next(kind for kind in paper_links()["code"]["anyOf"] if kind.get("type") == "array")
    assert (code["maxItems"], code["items"]["maxLength"]) == (limits.MOST_LINKS, limits.LONGEST_ADDRESS)
    page = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    for name, value in vars(limits).items():
        if name.startswith(("LONGEST_", "MOST_")):
            assert f"{value:,}" in page, f"docs/limits.md does not name {name}"


def paper_links() -> dict[str, Any]:
    schema = json.loads((FOLDER / "paper.schema.json").read_text(encoding="utf-8"))
    links: dict[str, Any] = schema["$defs"]["Links"]["properties"]
    return links


def test_the_number_of_groups_is_limited() -> None:
    groups = [{"id": f"g{n}", "title": "G", "topics": []} for n in range(51)]
    with pytest.raises(ValueError, match="at most 50 items"):
        Taxonomy.model_validate({"groups": groups})
