"""Edits of YAML text that preserve comments, order and layout."""

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.errors import ContentError, Place, Problem
from generator.model.fields import Record
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.storage.documents import ShallowLoader, parse_document
from generator.storage.loading import load_paper, parse_taxonomy
from generator.storage.writing import as_mapping, dump, dump_records

# an empty list below its comments
EMPTY_LIST = re.compile(r"^\[\]\s*$", re.MULTILINE)
# wild-levain: levain  # the first name
REDIRECT = re.compile(r"(?P<key>[a-z0-9-]+):[ ]+(?P<value>[a-z0-9-]+)(?P<comment>[ ]*(?:#.*)?)\Z")


def append_records(text: str, records: Sequence[Record], *, label: str) -> str:
    """Return the YAML list ``text`` with ``records`` at its end; the rest is unchanged.

    Raises:
        ContentError: ``text`` is not a block list.
    """
    before = parse_document(text, label).data or []
    items = dump_records(records)
    head = EMPTY_LIST.sub("", text).rstrip()
    after = f"{head}\n{items}" if head else items
    if not isinstance(before, list) or parse_document(after, label).data != [
        *before,
        *parse_document(items, label).data,
    ]:
        raise ContentError(
            Problem(Place(label), "expected a list whose items begin with '- ' (got another layout)")
        )
    return after


def _head_comment(text: str) -> str:
    lines = text.split("\n")
    count = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "\n".join(lines[:count]).strip("\n") + "\n" if any(lines[:count]) else ""


def update_list(text: str, records: Iterable[Record]) -> str:
    """Return the YAML list of ``records`` below the comment at the head of ``text``."""
    return _head_comment(text) + dump_records(records)


def update_mapping(text: str, mapping: Mapping[str, str], *, label: str) -> str:
    """Return the YAML mapping of slugs ``text`` changed to ``mapping``.

    Unchanged lines keep their layout and comments; new ones are in_order.
    """
    left = dict(sorted(mapping.items()))
    lines: list[str] = []
    for line in text.rstrip("\n").split("\n") if text.strip() else ():
        match = REDIRECT.match(line)
        if match is None:
            if line.strip() not in ("{}", ""):
                lines.append(line)
        elif match["key"] in left:
            lines.append(f"{match['key']}: {left.pop(match['key'])}{match['comment']}")
    after = "\n".join([*lines, *_dump_lines(left)]).strip("\n") + "\n"
    with contextlib.suppress(ContentError, ValidationError):
        data = parse_document(after, label).data or {}
        if TypeAdapter(dict[str, str]).validate_python(data) == dict(mapping):
            return after if mapping or lines else ""
    return _head_comment(text) + "\n".join([*_dump_lines(dict(sorted(mapping.items()))), ""])


def update_paper(text: str, old: Paper, new: Paper, *, label: str) -> str:
    """Return ``text``, the YAML of ``old``, changed to that of ``new``.

    Only the lines of changed values are written: the order, comments, line ends and layout of all others
    stay, also within mappings such as ``links``.

    Raises:
        ContentError: the layout of ``text`` does not allow the change.
    """
    before, after = as_mapping(old), as_mapping(new)
    changed = [name for name in Paper.model_fields if name != "slug" and before.get(name) != after.get(name)]
    if not changed:
        return text
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    body = text.replace("\r\n", "\n") if crlf else text
    tail = body[len(body.rstrip("\n")) :] or "\n"
    lines = body.rstrip("\n").split("\n")
    for name in changed:
        lines = _update_key(lines, (name,), before.get(name), after.get(name), list(Paper.model_fields))
    body = "\n".join(lines) + tail
    text = body.replace("\n", "\r\n") if crlf else body
    with contextlib.suppress(ContentError):
        if load_paper(text, slug=new.slug, label=label) == new:
            return text
    raise ContentError(
        Problem(
            Place(label),
            "The layout of this file does not allow the change to be written.",
            f"Change the fields {', '.join(changed)} by hand, each on lines of its own.",
        )
    )


def update_taxonomy(text: str, old: Taxonomy, new: Taxonomy, *, label: str) -> str:
    """Return ``text``, the YAML of ``old``, changed to that of ``new``; all other lines stay as they are.

    Raises:
        ContentError: the layout of ``text`` does not allow the change.
    """
    tail = text[len(text.rstrip("\n")) :] or "\n"
    lines = _update_tree(text.rstrip("\n").split("\n"), (), as_mapping(old), as_mapping(new))
    changed = "\n".join(lines) + tail
    with contextlib.suppress(ContentError):
        if parse_taxonomy(changed, label=label) == new:
            return changed
    raise ContentError(
        Problem(
            Place(label),
            "The layout of this file does not allow the change to be written.",
            "Write each topic and each of its fields on lines of its own.",
        )
    )


def _update_tree(
    lines: list[str], path: tuple[str | int, ...], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Return ``lines`` with the mapping at ``path`` changed, and the items of its lists one by one."""
    for name in dict.fromkeys((*after, *before)):
        was, is_ = before.get(name), after.get(name)
        if was == is_:
            continue
        if isinstance(was, list) and isinstance(is_, list) and len(was) == len(is_) and _has_mappings(was):
            for number, (one, other) in enumerate(zip(was, is_, strict=True)):
                lines = _update_tree(lines, (*path, name, number), one, other)
        else:
            lines = _update_key(lines, (*path, name), was, is_, [*after, *before])
    return lines


def _has_mappings(items: Sequence[Any]) -> bool:
    return all(isinstance(item, Mapping) for item in items)


@dataclass(frozen=True, slots=True)
class _Block:
    """A mapping in block style.

    Attributes:
        spans: the first line of each key and the line after its last, counted from 0.
        values: the node of each value.
        column: the indentation of the keys.
    """

    spans: Mapping[str, tuple[int, int]]
    values: Mapping[str, yaml.Node]
    column: int


def _find_block(lines: Sequence[str], path: tuple[str | int, ...]) -> _Block | None:
    """Return the mapping at ``path``, keys and numbers of items, or None if it is not in block style."""
    node, end = yaml.compose("\n".join(lines), Loader=ShallowLoader), len(lines)
    for step in path:
        if isinstance(step, int):
            if not isinstance(node, yaml.SequenceNode) or node.flow_style:
                return None
            starts = [item.start_mark.line for item in node.value]
            node, end = node.value[step], starts[step + 1] if step + 1 < len(starts) else end
            continue
        block = _read_block(node, lines, end)
        if block is None or step not in block.values:
            return None
        node, end = block.values[step], block.spans[step][1]
    return _read_block(node, lines, end)


def _read_block(node: yaml.Node | None, lines: Sequence[str], end: int) -> _Block | None:
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return None
    column = node.value[0][0].start_mark.column
    starts = [key.start_mark.line for key, _ in node.value]
    ends = [
        _trim_comments(lines, start, stop, column)
        for start, stop in zip(starts, [*starts[1:], end], strict=True)
    ]
    names = [str(key.value) for key, _ in node.value]
    return _Block(
        spans=dict(zip(names, zip(starts, ends, strict=True), strict=True)),
        values={name: value for name, (_, value) in zip(names, node.value, strict=True)},
        column=column,
    )


def _trim_comments(lines: Sequence[str], start: int, end: int, column: int) -> int:
    """Return ``end`` before the blank lines and comments that end the span but belong to what follows.

    A line with ``#`` that is indented deeper than ``column`` can be part of a text.
    """
    while end > start + 1:
        line = lines[end - 1]
        stripped = line.lstrip()
        if stripped and not (stripped.startswith("#") and len(line) - len(stripped) <= column):
            break
        end -= 1
    return end


def _update_key(
    lines: list[str], path: tuple[str | int, ...], before: Any, after: Any, order: Sequence[str]
) -> list[str]:
    """Return ``lines`` with the value at ``path`` changed; ``order`` is the order of the keys around it."""
    *parents, last = path
    name = str(last)
    block = _find_block(lines, tuple(parents))
    if block is None:
        return lines
    if name not in block.spans:
        earlier = [block.spans[key][1] for key in order[: order.index(name)] if key in block.spans]
        later = [block.spans[key][0] for key in order[order.index(name) :] if key in block.spans]
        last = max(end for _, end in block.spans.values())
        at = max(earlier, default=min(later, default=last))
        return [*lines[:at], *_indent(_dump_lines({name: after}), block.column), *lines[at:]]
    if isinstance(before, dict) and isinstance(after, dict) and _find_block(lines, path):
        # removals last, so that the mapping never gets empty on the way
        for key in [key for key in {**after, **before} if before.get(key) != after.get(key)]:
            lines = _update_key(lines, (*path, key), before.get(key), after.get(key), list(after))
        return lines
    start, end = block.spans[name]
    value = block.values[name]
    if isinstance(before, list) and isinstance(after, list):
        kept = [item for item in before if item in after]
        in_order = kept and after[: len(kept)] == kept
        if in_order and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            gone = [item not in after for item in before]
            return _update_items(lines, value, end, gone, after[len(kept) :])
    if after is None:
        return [*lines[:start], *lines[end:]]
    new = _indent(_dump_lines({name: after}), block.column)
    # the first key of an item stands behind a dash
    new[0] = lines[start][: block.column] + new[0].lstrip()
    comments = _find_comments(lines, start, end)
    if len(comments) == len(new) == end - start == 1 and before is not None:
        new = [new[0] + comments[0]]
    else:
        new = [*_indent([comment.strip() for comment in comments], block.column), *new]
    return [*lines[:start], *new, *lines[end:]]


def _update_items(
    lines: list[str], node: yaml.SequenceNode, end: int, gone: Sequence[bool], new: Sequence[Any]
) -> list[str]:
    """Return ``lines`` with the items of the block list that ends at ``end`` removed or appended."""
    column = node.start_mark.column
    starts = [item.start_mark.line for item in node.value]
    lines = [*lines[:end], *_indent(_dump_lines(list(new)), column), *lines[end:]]
    for start, stop, is_gone in reversed(list(zip(starts, [*starts[1:], end], gone, strict=True))):
        if is_gone:
            del lines[start : _trim_comments(lines, start, stop, column)]
    return lines


def _find_comments(lines: Sequence[str], start: int, end: int) -> list[str]:
    """Return the comments in a span of lines, each with the white space before it."""
    scalars = [
        (token.start_mark, token.end_mark)
        for token in yaml.scan("\n".join(lines), Loader=ShallowLoader)
        if isinstance(token, yaml.ScalarToken)
    ]

    def is_text(line: int, column: int) -> bool:
        return any(
            (first.line, first.column) <= (line, column) < (last.line, last.column) for first, last in scalars
        )

    found = []
    for number in range(start, end):
        # "  # by hand" of "code: https://a.example.org/b  # by hand"
        for match in re.finditer(r"(?:^|(?<=\s))\s*#", lines[number]):
            column = match.end() - 1
            if not is_text(number, column):
                rest = lines[number][:column]
                found.append(rest[len(rest.rstrip()) :] + lines[number][column:])
                break
    return found


def _dump_lines(data: Any) -> list[str]:
    return dump(data).rstrip("\n").split("\n") if data else []


def _indent(lines: Sequence[str], column: int) -> list[str]:
    return [" " * column + line if line else line for line in lines]
