"""Values as YAML."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from generator.model.fields import Record
from generator.model.paper import LISTS_OF_LINKS, NO_REASON, Paper

SCHEMA_LINE = "# yaml-language-server: $schema=../../generator/schemas/paper.schema.json\n"
"""First line of new records, for editors, if the list is in the repository of the generator."""
WIDTH = 100
LONG = 90
"""Texts with more characters are folded."""
DATES = ("published", "added", "date")
# 2024-07-04 or 2024-07; a year alone is quoted
PRECISE_DATE = re.compile(r"\d{4}(?:-\d{2}){1,2}")
ONE_LINE_LISTS = (
    "topics",
    "kind",
    "tags",
    "keywords",
    "aliases",
    "words",
    "sources",
    "removed",
    "papers",
    "citation_key_aliases",
    "citation_keys",
)
ONE_OR_MANY = (*LISTS_OF_LINKS, "kind")
"""Lists whose only item stands for them."""
MAPPINGS_OF_LISTS = ("cites",)
"""Mappings whose lists are on one line each."""

STR = "tag:yaml.org,2002:str"
TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Folded(str):
    """Text that is folded over several lines."""

    __slots__ = ()


class _Literal(str):
    """Text that keeps its lines."""

    __slots__ = ()


class _Date(str):
    """A date, which is written without quotes."""

    __slots__ = ()


class _FlowList(list):  # type: ignore[type-arg]
    """A list on one line."""

    __slots__ = ()


class _FlowMapping(dict):  # type: ignore[type-arg]
    """A mapping on one line."""

    __slots__ = ()


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes records: no anchors, no tags."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(_Folded, lambda dumper, value: dumper.represent_scalar(STR, str(value), style=">"))
_Dumper.add_representer(_Literal, lambda dumper, value: dumper.represent_scalar(STR, str(value), style="|"))
_Dumper.add_representer(_Date, lambda dumper, value: dumper.represent_scalar(TIMESTAMP, str(value)))
_Dumper.add_representer(
    _FlowList,
    lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True),
)
_Dumper.add_representer(
    _FlowMapping,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)
# without this, YAML would quote 2024-07, which it does not read as a timestamp
_Dumper.add_implicit_resolver(TIMESTAMP, re.compile(r"\d{4}(?:-\d{2}){0,2}\Z"), list("0123456789"))


def _value(value: Any, name: str = "") -> Any:
    """Return the value of the field ``name`` in the form in which it is written."""
    if isinstance(value, Record):
        return as_mapping(value)
    if isinstance(value, Mapping):
        one_line = "papers" if name in MAPPINGS_OF_LISTS else ""
        return {str(key): _value(item, one_line or str(key)) for key, item in value.items()}
    if isinstance(value, tuple | list):
        if name in ONE_OR_MANY and len(value) == 1:
            return value[0]
        if name == "captures":
            return [_FlowMapping(item.model_dump()) for item in value]
        items = [_value(item) for item in value]
        is_flow = name in ONE_LINE_LISTS and all(isinstance(item, str) for item in items)
        if name == "aliases" and sum(map(len, items)) > LONG:
            is_flow = False
        return _FlowList(items) if is_flow else items
    if isinstance(value, str):
        if name == "must_read" and value == NO_REASON:
            return True
        if name in DATES and PRECISE_DATE.fullmatch(value):
            return _Date(value)
        if name == "review":
            return value
        if "\n" in value:
            return _Literal(value)
        return _Folded(value) if len(value) > LONG else value
    return value


def as_mapping(record: Record) -> dict[str, Any]:
    """Return the fields of a record as they are written, without empty ones and the slug."""
    fields = {name: getattr(record, name) for name in type(record).model_fields if name != "slug"}
    written = {name: _value(value, name) for name, value in fields.items()}
    return {name: value for name, value in written.items() if value is not None and value not in ("", [], {})}


def dump(data: Any) -> str:
    """Return plain values as YAML.

    The note ``review`` is on one line, however long: a part left behind would be added to the text above it.
    """
    if isinstance(data, dict) and isinstance(data.get("review"), str):
        return "".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}\n" if name == "review" else _dump({name: value})
            for name, value in data.items()
        )
    return _dump(data)


def _dump(data: Any) -> str:
    return str(
        yaml.dump(
            data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=WIDTH
        )
    )


def dump_paper(paper: Paper) -> str:
    """Return the YAML of one record, its fields in the order in which a person reads them."""
    return dump(as_mapping(paper))


def dump_records(records: Iterable[Record]) -> str:
    """Return the YAML of a list of records, such as ``changes.yml``."""
    return dump([as_mapping(record) for record in records])
