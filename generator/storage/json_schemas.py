"""JSON Schemas of the content files (https://json-schema.org/draft/2020-12), made from the models.

Editors check and complete records with them as one types. They take what :mod:`generator.storage` takes
when a YAML reader has given scalars their types: a year is a number there and a title may be one, where
the store reads text; a key without a value is a key that is not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.catalogue import SearchWords, VenueInfo
from generator.model.history import Change, Exclusion
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy

__all__ = ["FOLDER", "SCHEMAS", "render_schemas"]

FOLDER = Path(__file__).parents[1] / "schemas"
"""Where the schemas stand."""

SCHEMAS: dict[str, tuple[Any, str]] = {
    "paper": (Paper, "One paper of the list: content/papers/<slug>.yml"),
    "topics": (Taxonomy, "Topics in groups, and reading paths across them: content/topics.yml"),
    "changes": (tuple[Change, ...], "What changed on the list when, oldest first: content/changes.yml"),
    "excluded": (tuple[Exclusion, ...], "Entries kept off the list on purpose: content/excluded.yml"),
    "venues": (tuple[VenueInfo, ...], "How venues are called: content/venues.yml"),
    "search": (SearchWords, "Words by which papers are looked for: content/search.yml"),
}
"""Name of each schema -> the model of the file and what the file is."""

Node = dict[str, Any]


def _convert(node: Node) -> Node:
    """Return a schema as pydantic makes it in the form that fits typed scalars, without names of classes."""
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
        # what a model says in words of its own about one value or many stands in place of the list
        for key in ("type", "items"):
            found.pop(key, None)
        found = _without_null(found)
    if found.get("type") == "string" and "enum" not in found:
        # 2024 and 2410.05434 are numbers to a YAML reader, true is a truth value
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
        # the slug is the file's name and no key of the file
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
