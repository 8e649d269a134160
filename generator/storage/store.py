"""YAML to values and back; the only module that reads and writes YAML (https://yaml.org/spec/1.1/).

Loading is strict: unknown and repeated keys, tags, anchors and aliases are refused with their line.
Plain scalars are text unless the field wants a number, so that a title may be ``No`` or ``1984``.
Writing is careful: a file is replaced as a whole or not at all, and a record that a person may have
edited is changed only in the lines of the fields that were filled.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue, SearchWords, Site, VenueInfo
from generator.model.fields import SLUG, Record, Slug
from generator.model.history import Change, Decision, Exclusion
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.storage.transactions import settle

__all__ = [
    "SITE_OPTIONS",
    "Folder",
    "Locator",
    "append_change",
    "append_record",
    "check_page",
    "dump_changes",
    "dump_decisions",
    "dump_exclusions",
    "dump_paper",
    "dump_redirects",
    "dump_taxonomy",
    "find_line",
    "find_option",
    "load_catalogue",
    "load_list",
    "load_paper",
    "load_papers",
    "load_search_words",
    "load_site",
    "load_taxonomy",
    "make_site",
    "parse_taxonomy",
    "read_bytes",
    "update_list",
    "update_mapping",
    "update_paper",
    "write_text",
]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_Model = TypeVar("_Model", bound=BaseModel)

SCHEMA_LINE = "# yaml-language-server: $schema=../../generator/schemas/paper.schema.json\n"
TOPICS_SCHEMA_LINE = "# yaml-language-server: $schema=../generator/schemas/topics.schema.json\n"
WIDTH = 100
CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "seq", "map")
)
"""Kinds of values that stand in content without a tag."""
NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")


# ------------------------------------------------------------------------------------------ the folder


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of a list stand on disk.

    Attributes:
        root: the folder that holds ``mkdocs.yml`` and ``content/``.
        content: name of the content folder below it.
    """

    root: Path
    content: str = "content"

    @property
    def base(self) -> Path:
        """The content folder."""
        return self.root / self.content

    @property
    def captures(self) -> Path:
        """The captures, byte for byte."""
        return self.base / "captures"

    @property
    def papers(self) -> Path:
        """The records."""
        return self.base / "papers"

    @property
    def pages(self) -> Path:
        """The hand-written pages."""
        return self.base / "pages"

    def file(self, name: str) -> Path:
        """Return the path of a file of the content folder, such as ``topics.yml``."""
        return self.base / name

    def label(self, path: Path) -> str:
        """Return how messages name ``path``: relative to the list's folder, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()


# -------------------------------------------------------------------------------------------- reading

Where = tuple[str | int, ...]


@dataclass(slots=True)
class _Document:
    """Plain values of a YAML document, and the line of each by its path."""

    file: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)

    def place(self, path: Where) -> Place:
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def _parse(text: str, file: str) -> _Document:
    """Parse one YAML document of mappings, sequences and text.

    Raises:
        ContentError: the text is not YAML, or uses tags, anchors, aliases or a key twice.
    """
    document = _Document(file)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Place(file, mark.line + 1 if mark else None)
        detail = " ".join(part for part in (error.context, error.problem) if part)
        raise ContentError(Problem(where, f"expected YAML ({detail})")) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
        detail = str(getattr(error, "reason", "") or error).partition("\n")[0]
        raise ContentError(Problem(Place(file, line), f"expected YAML ({detail})")) from None
    except (RecursionError, ValueError) as error:
        raise ContentError(Problem(Place(file), f"expected YAML ({str(error)[:120]})")) from None
    problems: list[Problem] = []
    seen: set[int] = set()

    def build(node: yaml.Node, path: Where) -> Any:
        line = node.start_mark.line + 1
        document.lines.setdefault(path, line)
        if id(node) in seen:
            problems.append(Problem(Place(file, line), "expected no YAML alias (got one)"))
            return None
        seen.add(id(node))
        if node.tag not in CORE_TAGS:
            problems.append(Problem(Place(file, line), f"expected no YAML tag (got {node.tag!r})"))
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and NULL.match(node.value) else node.value
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*path, number)) for number, item in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                problems.append(Problem(Place(file, key_line), "expected a plain key (got a collection)"))
                continue
            key = str(key_node.value)
            if key in result:
                first = document.lines[(*path, key)]
                problems.append(
                    Problem(
                        Place(file, key_line),
                        f"expected each key once (got {key!r} again, first in line {first})",
                    )
                )
                continue
            document.lines[(*path, key)] = key_line
            result[key] = build(value_node, (*path, key))
        return {key: value for key, value in result.items() if value is not None}

    try:
        document.data = build(node, ()) if node is not None else None
    except RecursionError:
        raise ContentError(Problem(Place(file), "expected YAML that is not nested this deeply")) from None
    if problems:
        raise ContentError(problems)
    return document


def _describe(error: Any, document: _Document, *, start: Where = ()) -> Problem:
    path = (*start, *tuple(error["loc"]))
    known = [
        part for part in path if not (isinstance(part, str) and ("[" in part or part in ("str", "tuple")))
    ]
    name = ".".join(str(part) for part in known)
    found = error.get("input")
    kind = error["type"]
    place = document.place(tuple(known))
    if kind == "extra_forbidden":
        return Problem(place, f"expected a known key (got {name!r})")
    if kind == "missing":
        return Problem(document.place(tuple(known[:-1])), f"expected the key {name!r} (got none)")
    shown = repr(found) if len(repr(found)) <= 80 else repr(found)[:77] + "…"
    message = error["msg"].removeprefix("Value error, ")
    if kind == "literal_error":
        message = f"expected {error['ctx']['expected']}"
    elif kind.startswith("string_type"):
        message = "expected text"
    elif kind in ("tuple_type", "list_type"):
        message = "expected a list"
    elif kind in ("model_type", "mapping_type", "dict_type", "model_attributes_type"):
        message = "expected keys with values"
    elif kind.startswith("int"):
        message = "expected a whole number"
    elif kind == "string_too_short":
        message = "expected some text"
    elif not message.startswith("expected"):
        message = f"expected: {message[0].lower()}{message[1:]}"
    got = "" if "(got" in message else f" (got {shown})"
    return Problem(place, f"{name}: {message}{got}" if name else f"{message}{got}")


def _validate(model: type[_Model], data: Any, document: _Document, *, start: Where = ()) -> _Model:
    if data is None:
        data = {}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = [_describe(item, document, start=start) for item in error.errors()]
        problems.sort(key=lambda problem: (problem.place.line or 0) if problem.place else 0)
        raise ContentError(problems) from None


def _read_text(path: Path, label: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = error.object[error.start]
        raise ContentError(
            Problem(Place(label, line), f"expected text in UTF-8 (got the byte 0x{found:02x})")
        ) from None
    except OSError as error:
        raise ContentError(
            Problem(Place(label), f"expected a file that can be read ({error.strerror})")
        ) from None


def load_paper(text: str, *, slug: str, label: str) -> Paper:
    """Return the record that ``text`` holds.

    Args:
        text: YAML of one record.
        slug: the record's slug, which is its file's name.
        label: how messages name the file.

    Raises:
        ContentError: with the line of each fault.
    """
    document = _parse(text, label)
    if not isinstance(document.data, dict):
        raise ContentError(Problem(Place(label, 1), "expected keys such as title and abstract (got none)"))
    if "slug" in document.data:
        raise ContentError(
            Problem(document.place(("slug",)), "expected no key 'slug': the file's name is the slug")
        )
    if not SLUG.match(slug):
        raise ContentError(
            Problem(
                Place(label),
                f"expected a file name of lower-case letters, digits and single hyphens (got {slug!r})",
            )
        )
    return _validate(Paper, {"slug": slug, **document.data}, document)


def load_papers(folder: Folder) -> dict[str, Paper]:
    """Return every record below ``folder.papers`` by slug.

    Raises:
        ContentError: with all faults of all records together.
    """
    papers: dict[str, Paper] = {}
    problems: list[Problem] = []
    for path in sorted(folder.papers.glob("*")) if folder.papers.is_dir() else ():
        if path.name.startswith(".") or not path.is_file():
            continue
        label = folder.label(path)
        if path.suffix != ".yml":
            problems.append(Problem(Place(label), f"expected records to end in .yml (got {path.name!r})"))
            continue
        try:
            papers[path.stem] = load_paper(_read_text(path, label), slug=path.stem, label=label)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return papers


def load_taxonomy(folder: Folder) -> Taxonomy:
    """Return the taxonomy of ``topics.yml``.

    Raises:
        ContentError: it is missing or faulty.
    """
    path = folder.file("topics.yml")
    label = folder.label(path)
    return parse_taxonomy(_read_text(path, label), label=label)


def parse_taxonomy(text: str, *, label: str) -> Taxonomy:
    """Return the taxonomy that the YAML ``text`` holds.

    Raises:
        ContentError: it is faulty.
    """
    document = _parse(text, label)
    return _validate(Taxonomy, document.data, document)


def load_list(folder: Folder, name: str, model: type[_Model]) -> tuple[_Model, ...]:
    """Return the records of a file of the content folder that is a list, such as ``changes.yml``.

    Raises:
        ContentError: it is faulty; a missing file is an empty one.
    """
    return _load_list(folder, name, model)


def _load_list(folder: Folder, name: str, model: type[_Model]) -> tuple[_Model, ...]:
    path = folder.file(name)
    if not path.exists():
        return ()
    label = folder.label(path)
    document = _parse(_read_text(path, label), label)
    if document.data is None:
        return ()
    if not isinstance(document.data, list):
        raise ContentError(Problem(Place(label, 1), "expected a list (each item begins with '- ')"))
    problems: list[Problem] = []
    items: list[_Model] = []
    for number, data in enumerate(document.data):
        try:
            items.append(_validate(model, data, document, start=(number,)))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(items)


def load_redirects(folder: Folder, name: str) -> dict[str, str]:
    """Return a file of the content folder that maps slugs to slugs, such as ``redirects.yml``.

    Raises:
        ContentError: it is faulty; a missing file is an empty one.
    """
    path = folder.file(name)
    if not path.exists():
        return {}
    label = folder.label(path)
    document = _parse(_read_text(path, label), label)
    try:
        return TypeAdapter(dict[Slug, Slug]).validate_python(document.data or {})
    except ValidationError as error:
        raise ContentError([_describe(item, document) for item in error.errors()]) from None


# ---\ntitle: About\n---
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def check_page(path: Path, label: str) -> None:
    """Refuse a hand-written page that is not text, or whose front matter is not YAML with keys.

    Raises:
        ContentError: with file and line.
    """
    match = FRONT_MATTER.match(_read_text(path, label))
    if not match:
        return
    try:
        data = yaml.load(match["yaml"], Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise ContentError(
            Problem(Place(label, line), f"expected front matter in YAML ({error.problem or error.context})")
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(
            Problem(Place(label, 1), f"expected front matter in YAML ({str(error)[:120]})")
        ) from None
    if data is not None and not isinstance(data, dict):
        raise ContentError(Problem(Place(label, 2), "expected front matter of keys with values"))


def find_line(path: Path, pattern: re.Pattern[str]) -> int | None:
    """Return the first line of the file at ``path`` that begins with ``pattern``, counted from 1."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)


def load_search_words(folder: Folder) -> SearchWords:
    """Return the words of ``search.yml`` by which papers are looked for.

    Raises:
        ContentError: it is faulty; a missing file is an empty one.
    """
    path = folder.file("search.yml")
    if not path.exists():
        return SearchWords()
    label = folder.label(path)
    document = _parse(_read_text(path, label), label)
    return SearchWords() if document.data is None else _validate(SearchWords, document.data, document)


class _SiteLoader(_Loader):  # type: ignore[misc]
    """Reads ``mkdocs.yml``: tags of MkDocs and its plugins are passed over, never constructed."""


_SiteLoader.add_multi_constructor("", lambda loader, suffix, node: None)


SITE_OPTIONS = ("edit_uri", "unreviewed", "preview", "contact")
"""Options of the MkDocs plugin ``reading-list`` in ``mkdocs.yml``."""


def load_site(path: Path) -> Site:
    """Return what ``mkdocs.yml`` says about the site.

    Raises:
        ContentError: the file cannot be read, has no ``site_name``, or sets a wrong option of the plugin.
    """
    label = path.name
    try:
        data = yaml.load(_read_text(path, label), Loader=_SiteLoader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError(Problem(Place(label, line), f"expected YAML ({error.problem})")) from None
    if not isinstance(data, dict) or not data.get("site_name"):
        raise ContentError(Problem(Place(label), "expected the key 'site_name' (got none)"))
    options = _find_plugin_options(data.get("plugins"))
    if problems := list(_check_options(data, options, path)):
        raise ContentError(problems)
    return make_site(data, options)


def _find_plugin_options(plugins: Any) -> Mapping[str, Any]:
    """Return the options of the plugin ``reading-list``; MkDocs takes plugins as a list or as a mapping."""
    for item in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(item, Mapping) and isinstance(item.get("reading-list"), Mapping):
            return cast("Mapping[str, Any]", item["reading-list"])
    return {}


def find_option(path: Path, key: str) -> Place:
    """Return the file and line at which ``mkdocs.yml`` sets an option of a plugin."""
    # "    unreviewed: show", "- reading-list: {unreviewed: show}", but not "unreviewed: show"
    return Place(path.name, find_line(path, re.compile(rf"[\s-]+(?:[^#]*[\s{{,])?{re.escape(key)}\s*:")))


def _check_options(data: Mapping[str, Any], options: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    def problem(key: str, message: str) -> Problem:
        return Problem(find_option(path, key), message)

    extra = data.get("extra")
    if isinstance(extra, Mapping) and "reading_list" in extra:
        message = "expected these settings below 'plugins: - reading-list:', not below 'extra:'"
        yield problem("reading_list", message)
    for key, value in options.items():
        if key not in SITE_OPTIONS:
            known = ", ".join(SITE_OPTIONS)
            yield problem(str(key), f"plugins.reading-list: expected one of {known} (got {key!r})")
        elif not isinstance(value, str | None):
            yield problem(key, f"plugins.reading-list.{key}: expected text (got {value!r})")
        elif key == "unreviewed" and value and value not in ("show", "hide", "refuse"):
            yield problem(key, f"plugins.reading-list.{key}: expected show, hide or refuse (got {value!r})")


def make_site(config: Mapping[str, Any], options: Mapping[str, Any]) -> Site:
    """Return the site that an MkDocs configuration describes.

    Args:
        config: the content of ``mkdocs.yml``, or MkDocs' own object.
        options: those of the plugin ``reading-list``, already checked.
    """
    text = {
        key: str(config.get(name) or "")
        for key, name in {
            "url": "site_url",
            "description": "site_description",
            "repo_url": "repo_url",
            "author": "site_author",
        }.items()
    }
    text |= {key: options[key] for key in ("edit_uri", "contact", "unreviewed") if options.get(key)}
    return Site.model_validate({"name": str(config["site_name"]), **text})


def load_catalogue(folder: Folder, site: Site | None = None) -> Catalogue:
    """Return everything on the list.

    Args:
        folder: where the list stands.
        site: name and addresses of the site; read from ``mkdocs.yml`` where None.

    Raises:
        ContentError: with the faults of all files together.
    """
    settle(folder.base)
    problems: list[Problem] = []
    parts: dict[str, Any] = {}

    def take(name: str, load: Callable[[], Any]) -> None:
        try:
            parts[name] = load()
        except ContentError as error:
            problems.extend(error.problems)

    take("site", lambda: site or load_site(folder.root / "mkdocs.yml"))
    take("taxonomy", lambda: load_taxonomy(folder))
    take("papers", lambda: load_papers(folder))
    take("exclusions", lambda: _load_list(folder, "excluded.yml", Exclusion))
    take("changes", lambda: _load_list(folder, "changes.yml", Change))
    take("redirects", lambda: load_redirects(folder, "redirects.yml"))
    take("venues", lambda: _load_list(folder, "venues.yml", VenueInfo))
    take("search", lambda: load_search_words(folder))
    take("decisions", lambda: _load_list(folder, "decisions.yml", Decision))
    if problems:
        raise ContentError(problems)
    return Catalogue(**parts)


class Locator:
    """Finds the line of a key in a file of the list; reads a file only once it is asked about it.

    Values do not know where they were written, so that they stay plain; a fault that shows only when
    values are compared is located by reading its file again.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._read: dict[str, tuple[_Document, list[str]]] = {}

    def _document(self, name: str) -> tuple[_Document, list[str]]:
        if name not in self._read:
            path = self.folder.file(name)
            label = self.folder.label(path)
            try:
                text = _read_text(path, label)
                self._read[name] = _parse(text, label), text.split("\n")
            except ContentError:
                self._read[name] = _Document(label), []
        return self._read[name]

    def find(self, name: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value, or of the innermost thing around it that has a line.

        Args:
            name: the file, relative to the content folder: ``topics.yml``, ``papers/x.yml``.
            where: keys and places in lists that lead to the value: ``"groups", 0, "topics", 2``.
            text: what stands in the line that is meant, for values of several lines.
        """
        document, lines = self._document(name)
        if not document.lines:
            return Place(document.file)
        place = document.place(where)
        if text and place.line is not None and where:
            deeper = [line for path, line in document.lines.items() if line > place.line]
            ends = [line for line in deeper if not _inside(document, line, where)]
            for number in range(place.line, min(ends, default=len(lines) + 1)):
                if text in lines[number - 1]:
                    return Place(document.file, number)
        return place

    def paper(self, slug: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value in the record ``slug``, as :meth:`find`."""
        return self.find(f"papers/{slug}.yml", *where, text=text)

    def capture(self, name: str, line: int | None = None) -> Place:
        """Return a place in a capture."""
        return Place(self.folder.label(self.folder.captures / name), line)


def _inside(document: _Document, line: int, where: Where) -> bool:
    return any(at == line and path[: len(where)] == where for path, at in document.lines.items())


# -------------------------------------------------------------------------------------------- writing


class _Folded(str):
    """Text that is written folded over several lines."""

    __slots__ = ()


class _Literal(str):
    """Text that keeps its lines."""

    __slots__ = ()


class _Flow(list):  # type: ignore[type-arg]
    """A list that is written on one line."""

    __slots__ = ()


class _FlowMap(dict):  # type: ignore[type-arg]
    """A mapping that is written on one line."""

    __slots__ = ()


class _RecordDumper(_Dumper):  # type: ignore[misc]
    """Writes records: no anchors, no tags but those of the core schema."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: Any, value: str) -> Any:
    # a plain scalar that YAML would read as a number, a date or a truth value is quoted
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


_RecordDumper.add_representer(
    _Folded, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=">")
)
_RecordDumper.add_representer(
    _Literal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|")
)
_RecordDumper.add_representer(
    _Flow,
    lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", list(value), flow_style=True),
)
_RecordDumper.add_representer(
    _FlowMap,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)


class _Plain(str):
    """A date: written without quotes, since it is read as text."""

    __slots__ = ()


_RecordDumper.add_representer(
    _Plain, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))
)
# so that 2024-07-04 and 2024-07 stand in a record without quotes
_DATE_RESOLVER = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z")
_RecordDumper.add_implicit_resolver("tag:yaml.org,2002:timestamp", _DATE_RESOLVER, list("0123456789"))

ONE_LINE_LISTS = ("topics", "aliases", "sources", "papers", "citation_key_aliases", "citation_keys")
LONG = 90
"""Characters from which on a text is folded."""


def _value(value: Any, name: str = "") -> Any:
    """Return a field's value in the form in which it is written."""
    if isinstance(value, Record):
        return _mapping(value)
    if isinstance(value, Mapping):
        return {str(key): _value(item, str(key)) for key, item in value.items()}
    if isinstance(value, tuple | list):
        if name in ("code", "project", "other") and len(value) == 1:
            return value[0]
        if name == "captures":
            return [_FlowMap(item.model_dump()) for item in value]
        items = [_value(item) for item in value]
        return _Flow(items) if name in ONE_LINE_LISTS and all(isinstance(i, str) for i in items) else items
    if isinstance(value, str):
        if name in ("published", "added", "date") and re.match(r"\d{4}-\d{2}(?:-\d{2})?\Z", value):
            return _Plain(value)
        if "\n" in value:
            return _Literal(value)
        return _Folded(value) if len(value) > LONG else value
    return value


def _mapping(record: Record, *, leave: Sequence[str] = ()) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if (
            name in leave
            or value is None
            or value == ""
            or value == ()
            or (isinstance(value, Mapping) and not value)
        ):
            continue
        if isinstance(value, Record) and not _mapping(value):
            continue
        written[name] = _value(value, name)
    return written


def _dump(data: Any) -> str:
    return str(
        yaml.dump(
            data,
            Dumper=_RecordDumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=WIDTH,
        )
    )


def dump_paper(paper: Paper) -> str:
    """Return the YAML of one record, its fields in the order in which a person reads them."""
    return SCHEMA_LINE + _dump(_mapping(paper, leave=("slug",)))


def dump_taxonomy(taxonomy: Taxonomy) -> str:
    """Return the YAML of ``topics.yml``."""
    return TOPICS_SCHEMA_LINE + _dump(_mapping(taxonomy))


def dump_changes(changes: Iterable[Change]) -> str:
    """Return the YAML of ``changes.yml``, oldest first."""
    return _dump([_mapping(change) for change in changes])


def append_change(text: str, change: Change, *, label: str) -> str:
    """Return the YAML ``text`` of ``changes.yml`` with ``change`` at its end; what is there stays as it is.

    Raises:
        ContentError: the text is laid out in a way in which nothing can be appended.
    """
    return append_record(text, change, label=label)


def append_record(text: str, record: Record, *, label: str) -> str:
    """Return the YAML ``text`` of a list with ``record`` at its end; what is there stays as it is.

    Raises:
        ContentError: the text is laid out in a way in which nothing can be appended.
    """
    before = _parse(text, label).data or []
    item = _dump([_mapping(record)])
    # an empty list may be written as [] below its comments
    head = re.sub(r"^\[\]\s*$", "", text, flags=re.MULTILINE).rstrip()
    after = f"{head}\n{item}" if head else item
    if not isinstance(before, list) or _parse(after, label).data != [*before, *_parse(item, label).data]:
        raise ContentError(
            Problem(Place(label), "expected a list whose items begin with '- ' (got another layout)")
        )
    return after


def _head_comment(text: str) -> str:
    lines = text.split("\n")
    count = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "\n".join(lines[:count]).strip("\n") + "\n" if any(lines[:count]) else ""


def update_list(text: str, records: Iterable[Record]) -> str:
    """Return the YAML of a list of ``records`` below the comment at the head of ``text``."""
    return _head_comment(text) + _dump([_mapping(record) for record in records])


def update_mapping(text: str, mapping: Mapping[str, str], *, label: str) -> str:
    """Return the YAML ``text`` of a mapping of text to text, changed to ``mapping``.

    Lines that stay keep their layout and comments; new ones come last.
    """
    left = dict(sorted(mapping.items()))
    lines: list[str] = []
    for line in text.rstrip("\n").split("\n") if text.strip() else ():
        # wild-levain: levain  # the first name
        match = re.match(r"([a-z0-9-]+):[ ]+([a-z0-9-]+)([ ]*(?:#.*)?)\Z", line)
        if match is None:
            if line.strip() not in ("{}", ""):
                lines.append(line)
        elif match[1] in left:
            lines.append(f"{match[1]}: {left.pop(match[1])}{match[3]}")
    after = "\n".join([*lines, *(_dump(left).rstrip("\n").split("\n") if left else ())]).strip("\n") + "\n"
    try:
        if TypeAdapter(dict[str, str]).validate_python(_parse(after, label).data or {}) == dict(mapping):
            return after if mapping or lines else ""
    except (ContentError, ValidationError):
        pass
    return _head_comment(text) + (dump_redirects(mapping) if mapping else "")


def dump_decisions(decisions: Iterable[Decision]) -> str:
    """Return the YAML of ``decisions.yml``, oldest first."""
    return _dump([_mapping(decision) for decision in decisions])


def dump_exclusions(exclusions: Iterable[Exclusion]) -> str:
    """Return the YAML of ``excluded.yml``."""
    return _dump([_mapping(exclusion) for exclusion in exclusions])


def dump_redirects(redirects: Mapping[str, str]) -> str:
    """Return the YAML of ``redirects.yml``."""
    return _dump(dict(sorted(redirects.items())))


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Return the first line and the line behind the last of each top-level key, counted from 0."""
    node = yaml.compose(text, Loader=_Loader)
    if not isinstance(node, yaml.MappingNode):
        return {}
    lines = text.split("\n")
    starts = [(str(key.value), key.start_mark.line) for key, _ in node.value]
    spans: dict[str, tuple[int, int]] = {}
    for number, (name, start) in enumerate(starts):
        end = starts[number + 1][1] if number + 1 < len(starts) else len(lines)
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        spans[name] = (start, end)
    return spans


def update_paper(text: str, old: Paper, new: Paper, *, label: str) -> str:
    """Return the YAML ``text`` of ``old`` with the fields in which ``new`` differs.

    Only the lines of those fields change: order, comments, line ends and layout of all others stay. In
    mappings and lists that grow, only the new items are written.

    Raises:
        ContentError: the text is laid out in a way in which the change cannot be made safely.
    """
    changed = [
        name for name in type(new).model_fields if name != "slug" and getattr(old, name) != getattr(new, name)
    ]
    if not changed:
        return text
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    lines = text.replace("\r\n", "\n") if crlf else text
    tail = lines[len(lines.rstrip("\n")) :] or "\n"
    for name in changed:
        lines = _update_field(lines, name, _mapping(old).get(name), _mapping(new).get(name))
    lines = lines.rstrip("\n") + tail
    text = lines.replace("\n", "\r\n") if crlf else lines
    with contextlib.suppress(ContentError):
        if load_paper(text, slug=new.slug, label=label) == new:
            return text
    raise ContentError(
        Problem(
            Place(label),
            "expected a layout in which new facts can be added (got one that cannot be kept)",
            f"Write the fields {', '.join(changed)} by hand, each in lines of its own.",
        )
    )


def _update_field(text: str, name: str, before: Any, after: Any) -> str:
    spans = _spans(text)
    lines = text.rstrip("\n").split("\n")
    block = _dump({name: after}).rstrip("\n").split("\n") if after is not None else []
    if name in spans:
        start, end = spans[name]
        here = lines[start:end]
        is_block = here[0].partition("#")[0].strip() == f"{name}:"
        if is_block and isinstance(before, dict) and isinstance(after, dict) and len(here) > 1:
            added = {key: value for key, value in after.items() if key not in before}
            if {**added, **before} == after:
                indent = here[1][: len(here[1]) - len(here[1].lstrip())]
                return (
                    "\n".join(
                        lines[:end]
                        + [indent + line for line in _dump(added).rstrip("\n").split("\n")]
                        + lines[end:]
                    )
                    + "\n"
                )
        if is_block and isinstance(before, list) and isinstance(after, list) and len(here) > 1:
            added_items = [item for item in after if item not in before]
            if [*before, *added_items] == after:
                indent = here[1][: len(here[1]) - len(here[1].lstrip())]
                return (
                    "\n".join(
                        lines[:end]
                        + [indent + line for line in _dump(added_items).rstrip("\n").split("\n")]
                        + lines[end:]
                    )
                    + "\n"
                )
        # a remark behind a key without a value stays, in a line of its own
        remark = [f"# {here[0].partition('#')[2].strip()}"] if before is None and "#" in here[0] else []
        return "\n".join(lines[:start] + remark + block + lines[end:]) + "\n"
    order = list(Paper.model_fields)
    earlier = [spans[other][1] for other in order[: order.index(name)] if other in spans]
    later = [spans[other][0] for other in order[order.index(name) + 1 :] if other in spans]
    at = max(earlier) if earlier else min(later) if later else len(lines)
    return "\n".join(lines[:at] + block + lines[at:]) + "\n"


def read_bytes(path: Path) -> bytes | None:
    """Return what a file holds, or None where there is none.

    Raises:
        ContentError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ContentError(
            Problem(Place(path.as_posix()), f"expected a file that can be read ({error.strerror})")
        ) from None


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def write_text(path: Path, text: str | bytes) -> None:
    """Replace the file at ``path`` as a whole: it holds either the old content or all of the new.

    Raises:
        ContentError: the file cannot be written.
    """
    data = text.encode("utf-8") if isinstance(text, str) else text
    try:
        with _temporary(path) as file:
            file.write(data)
    except OSError as error:
        raise ContentError(
            Problem(Place(path.as_posix()), f"expected a file that can be written ({error.strerror})")
        ) from None
