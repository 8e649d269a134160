"""JSON Schemas of the content files (https://json-schema.org/draft/2020-12), made from the models.

Editors use them to check and complete records. Editors read ``2024`` as a number and ``true`` as a truth
value, where :mod:`generator.storage.documents` reads text, so the schemas allow both. A key without a value
counts as missing.
"""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from generator.model.catalog import SearchWords, VenueInfo
from generator.model.history import Change, Exclusion
from generator.model.limits import MOST_LINES, MOST_PAPERS
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy

FOLDER = Path(__file__).parents[1] / "schemas"
"""The folder of the schemas."""

SCHEMAS: dict[str, tuple[Any, str]] = {
    "paper": (Paper, "One paper of the list: content/papers/<slug>.yml"),
    "topics": (Taxonomy, "Topics in groups, and reading paths across them: content/topics.yml"),
    "changes": (
        Annotated[tuple[Change, ...], Field(max_length=MOST_LINES)],
        "What changed on the list when, oldest first: content/changes.yml",
    ),
    "excluded": (
        Annotated[tuple[Exclusion, ...], Field(max_length=MOST_PAPERS)],
        "Entries kept off the list on purpose: content/excluded.yml",
    ),
    "venues": (
        Annotated[tuple[VenueInfo, ...], Field(max_length=MOST_LINES)],
        "How venues are called: content/venues.yml",
    ),
    "search": (SearchWords, "Words by which papers are looked for: content/search.yml"),
}
"""Name of each schema -> the model of the file and what the file is."""

Node = dict[str, Any]


def _convert(node: Node) -> Node:
    """Return one of pydantic's schemas changed to fit typed scalars, without names of classes."""
    found: Node = {}
    for key, value in node.items():
        if key in ("title", "default"):
            continue
        if key in ("properties", "$defs"):
            found[key] = {name: _convert(item) for name, item in value.items()}
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            found[key] = _convert(value)
        elif key in ("anyOf", "prefixItems"):
            found[key] = [_convert(item) for item in value]
        else:
            found[key] = value
    if "anyOf" in found:
        # the model describes one value or many itself, which replaces pydantic's description of the list
        for key in ("type", "items"):
            found.pop(key, None)
        found = _without_null(found)
    if found.get("type") == "string" and "enum" not in found:
        # editors read 2024 and 2410.05434 as numbers, and true as a truth value
        found["type"] = ["string", "number", "boolean"]
    elif found.get("type") == "integer":
        found["type"] = ["integer", "string"]
        found["pattern"] = "^[0-9]+$"
    for name in {*found.get("properties", ())} - {*found.get("required", ())}:
        found["properties"][name] = _or_blank(found["properties"][name])
    return found


def _without_null(node: Node) -> Node:
    choices = [item for item in node["anyOf"] if item != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**choices[0], **rest} if len(choices) == 1 else {**rest, "anyOf": choices}


def _or_blank(node: Node) -> Node:
    """Return the schema of a value that may be left blank."""
    if "enum" in node:
        return {**node, "type": ["string", "null"], "enum": [*node["enum"], None]}
    if "anyOf" in node:
        return {**node, "anyOf": [*node["anyOf"], {"type": "null"}]}
    if "$ref" in node:
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {**rest, "anyOf": [{"$ref": node["$ref"]}, {"type": "null"}]}
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return {**node, "type": [*types, "null"]}


def _schema(name: str, model: Any, description: str) -> Node:
    schema = TypeAdapter(model).json_schema()
    if name == "paper":
        # the slug is the file's name, not a key in the file
        del schema["properties"]["slug"]
        schema["required"].remove("slug")
        schema["properties"]["topics"]["uniqueItems"] = True
    schema = _convert(schema)
    schema.pop("description", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": description, **schema}


def render_schemas() -> dict[str, str]:
    """Return the text of every schema by its file name, such as ``paper.schema.json``."""
    return {
        f"{name}.schema.json": json.dumps(_schema(name, model, text), indent=2, ensure_ascii=False) + "\n"
        for name, (model, text) in SCHEMAS.items()
    }
