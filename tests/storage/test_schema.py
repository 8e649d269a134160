"""The JSON Schemas that editors check content by: in step with the models, and as strict as the store."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.errors import ContentError
from generator.storage.json_schemas import FOLDER, render_schemas
from generator.storage.loading import load_paper

FILES = {
    "topics": "topics.yml",
    "changes": "changes.yml",
    "excluded": "excluded.yml",
    "venues": "venues.yml",
    "search": "search.yml",
}
LISTS = ("content", "tests/data/site/content")


def read_as_an_editor(text: str) -> Any:
    """Scalars typed as YAML 1.2 types them: days stay text, `No` is text, 2024 is a number."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


PAPER = validator("paper")


def faults(text: str) -> list[str]:
    return [error.message for error in PAPER.iter_errors(read_as_an_editor(text))]


def test_committed_schemas_are_in_step_with_the_models() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert committed == render_schemas(), "run `reading-list schema` and commit what it writes"


@pytest.mark.parametrize("folder", LISTS)
def test_every_record_fits(repository: Path, folder: str) -> None:
    paths = sorted((repository / folder / "papers").glob("*.yml"))
    assert paths
    for path in paths:
        assert faults(path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.parametrize("folder", LISTS)
@pytest.mark.parametrize("name", FILES)
def test_other_files_fit(repository: Path, folder: str, name: str) -> None:
    path = repository / folder / FILES[name]
    if path.exists():
        content = read_as_an_editor(path.read_text(encoding="utf-8"))
        assert [error.message for error in validator(name).iter_errors(content)] == []


TAKEN = [
    "title: A plain one",
    "title: 1984",
    "title: No",
    "title: 3.14",
    "title: x\npublished: 2024",
    "title: x\npublished: 2024-07",
    "title: x\npublished: 2024-07-04",
    "title: x\npublished: '2024'",
    "title: x\nlinks:\n  arxiv: 2410.05434",
    "title: x\nlinks:\n  arxiv: math/0211159",
    "title: x\nlinks:\n  code: https://github.com/a/b",
    "title: x\nlinks:\n  code: [https://github.com/a/b, https://gitlab.com/c/d]",
    "title: x\nlinks:\n  doi: 10.1145/3357384.3357879",
    "title: x\nauthor_count: 3",
    "title: x\nauthor_count: '3'",
    "title: x\nvenue_year: 2024",
    "title: x\nauthors:\n- Ada\n- 1984",
    "title: x\norganization:\n  name: 42",
    "title: x\nkind: empirical study",
    "title: x\nkind:\ntldr:\ntopics:\nlinks:\nauthors:\norganization:\npublished:\nauthor_count:\ncaptures:",
    "title: x\nlinks:\n  arxiv:\n  code:",
    "title: x\ntopics: [a, b-2]",
    "title: x\nevidence:\n  venue: reference lists",
    "title: x\ncomparison:\n  problem: Sticky dough\n  scale: 3\n  result:",
    "title: x\ncaptures:\n- {capture: first.txt, position: 1}",
]

REFUSED = [
    "tldr: no title",
    "title:",
    "title: x\ntitel: y",
    "title: x\nslug: x",
    "title: x\ntype: essay",
    "title: x\npublished: July 2024",
    "title: x\nlinks:\n  arxiv: 2410.05434v2",
    "title: x\nlinks:\n  arxive: 2410.05434",
    "title: x\nlinks:\n  code: ftp://github.com/a/b",
    "title: x\nlinks:\n  code: [github.com/a/b]",
    "title: x\nlinks:\n  doi: https://doi.org/10.1145/3357384",
    "title: x\nauthor_count: many",
    "title: x\nauthor_count: 0",
    "title: x\nauthors: Ada Krume",
    "title: x\nauthors:\n-",
    "title: x\ntopics: [A Topic]",
    "title: x\ntopics: [a, a]",
    "title: x\ncaptures:\n- {capture: first.txt}",
    "title: x\ncomparison: better than others",
    "title: x\ncomparison:\n  method: no such column",
    "title: x\ncaptures:\n- {capture: first.txt, position: 0}",
    "title: [x]",
    "- title: x",
]


@pytest.mark.parametrize("text", TAKEN)
def test_schema_takes_what_the_store_takes(text: str) -> None:
    load_paper(text, slug="x", label="x.yml")
    assert faults(text) == []


@pytest.mark.parametrize("text", REFUSED)
def test_schema_refuses_what_the_store_refuses(text: str) -> None:
    with pytest.raises(ContentError):
        load_paper(text, slug="x", label="x.yml")
    assert faults(text) != []


def test_fields_are_explained() -> None:
    """An editor shows what each field is for."""
    schema = json.loads((FOLDER / "paper.schema.json").read_text(encoding="utf-8"))
    assert [name for name, field in schema["properties"].items() if not field.get("description")] == []
    assert "at most 30 words" in schema["properties"]["tldr"]["description"]
    assert "article-journal" in schema["properties"]["type"]["enum"]


def test_day_stays_text_for_an_editor() -> None:
    """What the tests above stand on: an editor's reader gives a day as text, PyYAML's own as a date."""
    assert read_as_an_editor("published: 2024-07-04") == {"published": "2024-07-04"}
    assert yaml.safe_load("published: 2024-07-04") == {"published": datetime.date(2024, 7, 4)}
