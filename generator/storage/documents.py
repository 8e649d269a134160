"""YAML documents and front matter with line numbers (https://yaml.org/spec/1.1/).

Parsing is strict: repeated keys, tags, anchors and aliases are errors. Plain scalars are text, so that a
title may be ``No`` or ``1984``.
"""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import yaml

from generator.errors import ContentError, Place, Problem
from generator.storage.files import LARGEST_PAGE, read_text
from generator.storage.folder import Folder

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
YAML_ERRORS = (yaml.YAMLError, ValueError)
"""What PyYAML raises about a text that is not YAML."""

DEEPEST = 50
"""Most levels of nested lists and mappings; records have four."""

CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "seq", "map")
)
"""Types that YAML assigns to values without a tag; writing them out makes no difference."""


class ShallowLoader(LOADER):  # type: ignore[misc]  # LOADER is one of two classes
    """A safe loader that refuses deep nesting, which would crash libyaml.

    PyYAML calls ``descend_resolver`` before and ``ascend_resolver`` after the nodes inside each node.
    """

    _depth = 0

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        """Enter a node."""
        self._depth += 1
        if self._depth > DEEPEST and parent is not None:
            message = f"nested more than {DEEPEST} levels deep"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self._depth -= 1


class _TextLoader(ShallowLoader):
    """Composes nodes without looking at every scalar for a number or a date: all are text here."""

    TAGS: ClassVar = {
        yaml.ScalarNode: "tag:yaml.org,2002:str",
        yaml.SequenceNode: "tag:yaml.org,2002:seq",
        yaml.MappingNode: "tag:yaml.org,2002:map",
    }

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        return self.TAGS[kind]


NULLS = frozenset(("~", "null", "Null", "NULL", ""))
"""How a plain scalar says that there is no value."""

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

Where = tuple[str | int, ...]
"""The keys and list positions that lead to a value: ``("links", "code", 0)``."""


@dataclass
class Document:
    """The plain values of a YAML document; their lines are found once somebody asks for them."""

    file: str
    text: str = ""
    data: Any = None

    @cached_property
    def lines(self) -> dict[Where, int]:
        """The line of each value by its path."""
        return _read_carefully(self.text, self.file)[1]

    def place(self, path: Where) -> Place:
        """Return the place of a value, or of the innermost value around it that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


class _UnexpectedError(Exception):
    """A document has something that only :class:`_Builder` can judge."""


def _read_node(node: yaml.Node) -> Any:
    """Convert a YAML node to plain values: what :class:`_Builder` does, at twice the speed."""
    if node.tag not in CORE_TAGS:
        raise _UnexpectedError
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_read_node(item) for item in node.value]
    result: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in result:
            raise _UnexpectedError
        result[key.value] = _read_node(value)
    return {key: value for key, value in result.items() if value is not None}


@dataclass(slots=True)
class _Builder:
    """Converts YAML nodes to plain values, recording lines and problems."""

    file: str
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def reject(self, line: int, message: str) -> None:
        self.problems.append(Problem(Place(self.file, line), message))

    def build(self, node: yaml.Node, path: Where) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self.seen:
            return self.reject(line, "expected the value itself (got a YAML alias)")
        self.seen.add(id(node))
        if node.tag not in CORE_TAGS:
            return self.reject(line, f"expected no YAML tag (got {node.tag!r})")
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in NULLS else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, number)) for number, item in enumerate(node.value)]
        return self.build_mapping(node, path)

    def build_mapping(self, node: yaml.Node, path: Where) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.reject(line, "expected a plain key (got a collection)")
                continue
            key = str(key_node.value)
            if key in result:
                first = self.lines[(*path, key)]
                self.reject(line, f"expected each key once (got {key!r} again, first in line {first})")
                continue
            self.lines[(*path, key)] = line
            result[key] = self.build(value_node, (*path, key))
        return {key: value for key, value in result.items() if value is not None}


def parse_document(text: str, file: str) -> Document:
    """Return the YAML document ``text``, made of mappings, lists and text; null values are left out.

    Args:
        text: the YAML.
        file: how messages name the file.

    Raises:
        ContentError: the text is not YAML, or uses tags, anchors, aliases or a key twice.
    """
    try:
        return Document(file, text, _read_text(text, file))
    except YAML_ERRORS as error:
        raise explain_yaml_error(error, text, file) from None


def _read_text(text: str, file: str) -> Any:
    if "&" not in text or "*" not in text:  # so there are no aliases
        node = yaml.compose(text, Loader=_TextLoader)
        with contextlib.suppress(_UnexpectedError):
            return None if node is None else _read_node(node)
    return _read_carefully(text, file)[0]


def _read_carefully(text: str, file: str) -> tuple[Any, dict[Where, int]]:
    """Return the plain values of a YAML document, and the line of each by its path."""
    builder = _Builder(file)
    node = yaml.compose(text, Loader=_TextLoader)
    data = None if node is None else builder.build(node, ())
    if builder.problems:
        raise ContentError(builder.problems)
    return data, builder.lines


def explain_yaml_error(error: Exception, text: str, file: str, *, lines_before: int = 0) -> ContentError:
    """Return one of :data:`YAML_ERRORS` about ``text`` with its line in ``file``."""
    line = 0
    position = getattr(error, "position", None)
    detail = str(getattr(error, "reason", "") or error).partition("\n")[0][:120]
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        detail = " ".join(part for part in (error.context, error.problem) if part)
    elif isinstance(position, int):
        line = text.count("\n", 0, position) + 1
    what = "front matter in YAML" if lines_before else "YAML"
    return ContentError(Problem(Place(file, lines_before + line or None), f"expected {what} ({detail})"))


def check_front_matter(path: Path, label: str) -> None:
    """Check that a hand-written page is text, and that its front matter is a YAML mapping.

    Raises:
        ContentError: with file and line.
    """
    # MkDocs treats a carriage return as a line break
    match = FRONT_MATTER.match(read_text(path, label, most=LARGEST_PAGE).replace("\r", "\n"))
    if not match:
        return
    try:
        if "*" in match["yaml"]:
            _check_aliases(match["yaml"], label)
        data = yaml.load(match["yaml"], Loader=ShallowLoader)  # noqa: S506 (a safe loader)
    except YAML_ERRORS as error:
        raise explain_yaml_error(error, match["yaml"], label, lines_before=1) from None
    if data is not None and not isinstance(data, dict):
        raise ContentError(Problem(Place(label, 2), "expected front matter of keys with values"))


def _check_aliases(text: str, label: str) -> None:
    """Check that front matter has no aliases, a few of which could expand to gigabytes."""
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 2 if event.start_mark else None
            raise ContentError(Problem(Place(label, line), "expected the value itself (got a YAML alias)"))


def check_pages(pages: Iterable[tuple[Path, str]]) -> None:
    """Check that hand-written pages are text, and that their front matter can be read.

    Args:
        pages: path of each page, and how messages name it.

    Raises:
        ContentError: with file and line of every error.
    """
    problems: list[Problem] = []
    for path, label in pages:
        try:
            check_front_matter(path, label)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)


class Locator:
    """Finds the line of a value by reading its file again, once per file.

    Values do not carry line numbers, so that they stay plain; this class serves problems found later, when
    values are compared.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._read: dict[str, tuple[Document, list[str]]] = {}

    def _document(self, name: str) -> tuple[Document, list[str]]:
        if name not in self._read:
            path = self.folder.file(name)
            label = self.folder.label(path)
            try:
                text = read_text(path, label)
                self._read[name] = parse_document(text, label), text.split("\n")
            except ContentError:
                self._read[name] = Document(label), []
        return self._read[name]

    def find(self, name: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value, or of the innermost value around it that has a line.

        Args:
            name: the file, relative to the content folder: ``topics.yml``, ``papers/x.yml``.
            where: keys and list positions that lead to the value: ``"groups", 0, "topics", 2``.
            text: a part of the line to find, for values of several lines.
        """
        document, lines = self._document(name)
        if not document.lines:
            return Place(document.file)
        place = document.place(where)
        if text and place.line is not None and where:
            inside = {line for path, line in document.lines.items() if path[: len(where)] == where}
            after = (line for line in document.lines.values() if line > place.line and line not in inside)
            for number in range(place.line, min(after, default=len(lines) + 1)):
                if text in lines[number - 1]:
                    return Place(document.file, number)
        return place

    def paper(self, slug: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value in the record ``slug``, as :meth:`find`."""
        return self.find(f"papers/{slug}.yml", *where, text=text)

    def lines(self, name: str) -> list[str]:
        """Return the lines of a file, or none if it cannot be read."""
        path = self.folder.file(name)
        try:
            return read_text(path, self.folder.label(path)).split("\n")
        except ContentError:
            return []

    def capture(self, name: str, line: int | None = None) -> Place:
        """Return a place in a capture."""
        return Place(self.folder.label(self.folder.captures / name), line)
