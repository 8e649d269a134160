"""Finds the files to read in a folder, each with what another program reads from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from peers import parsers, zotero
from peers.items import Item

__all__ = ["SUFFIXES", "Case", "find_cases"]

SUFFIXES = frozenset((
    ".atom", ".bib", ".biblatex", ".bibtex", ".ciw", ".csv", ".enl", ".enw", ".htm", ".html", ".isi", ".js",
    ".json", ".jsonl", ".md", ".medline", ".mods", ".nbib", ".opml", ".rdf", ".ref", ".ris", ".tsv", ".txt",
    ".wos", ".xml",
))  # fmt: skip
"""The endings of files that are read."""
BIBTEX = frozenset((".bib", ".bibtex", ".biblatex"))
# % pandoc -f biblatex -t csljson … ^D …, a test of pandoc
PANDOC_TEST = re.compile(
    r"^% pandoc (?=[^\n]*-f (?:bibtex|biblatex|ris|endnotexml|csljson)\b)"
    r"(?=[^\n]*-t (?:csljson|markdown -s)\b)"
    r"[^\n]*\n(?P<input>.*?)^\^D\n(?P<output>.*?)(?=^```|\Z)",
    re.M | re.S,
)
# [Archipelagoes]{.nocase}
PANDOC_MARKUP = re.compile(r"\[([^\[\]]{1,200})\]\{\.\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file to read.

    Attributes:
        name: what messages call it.
        peer: the program to compare with; empty if there is none.
        expected: the items found by the peer.
    """

    name: str
    data: bytes
    peer: str = ""
    expected: tuple[Item, ...] = ()


def find_cases(folder: Path) -> Iterator[Case]:
    """Yield the files in a folder (or a single file), sorted, each with the best available peer."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in paths:
        if path.suffix.lower() in SUFFIXES and path.is_file() and "node_modules" not in path.parts:
            name = path.name if path == folder else path.relative_to(folder).as_posix()
            yield from _make_cases(path, name)


def _make_cases(path: Path, name: str) -> Iterator[Case]:
    data = path.read_bytes()
    text = data.decode(errors="replace")
    if path.suffix == ".js":
        for number, (given, items) in enumerate(zotero.list_tests(text), 1):
            yield Case(name=f"{name}#{number}", data=given.encode(), peer="Zotero", expected=tuple(items))
    elif tests := list(PANDOC_TEST.finditer(text)) if path.suffix == ".md" else []:
        for number, test in enumerate(tests, 1):
            expected = _read_output(test["output"])
            yield Case(name=f"{name}#{number}", data=test["input"].encode(), peer="pandoc", expected=expected)
    elif path.suffix == ".json" and (body := _find_body(text)):
        yield _make_case(path, name, body, body.decode(errors="replace"))
    else:
        yield _make_case(path, name, data, text)


def _make_case(path: Path, name: str, data: bytes, text: str) -> Case:
    """Return a file with the reading of the first peer that can read it."""
    for peer, read in _list_peers(path, text):
        try:
            items = read()
        except Exception:
            continue
        if items is not None:
            return Case(name=name, data=data, peer=peer, expected=tuple(items))
    return Case(name=name, data=data)


Peer = tuple[str, Callable[[], list[Item] | None]]
"""The name of a peer and what it reads; None if it cannot read the file."""


def _list_peers(path: Path, text: str) -> Iterator[Peer]:
    suffix = path.suffix.lower()
    if suffix in BIBTEX:
        library = path.with_suffix(".json")
        if library.is_file():
            yield "Zotero", partial(_list_json, library, library.read_text("utf-8", "replace"))
        yield "pybtex", partial(parsers.list_bibtex, text)
        return
    if suffix == ".json":
        yield "json", partial(_list_json, path, text)
    for ending in sorted(BIBTEX):
        if (sibling := path.with_suffix(ending)).is_file():
            yield "pybtex", partial(parsers.list_bibtex, sibling.read_text("utf-8", "replace"))
    if suffix == ".ris":
        yield "rispy", partial(parsers.list_ris, text)
    if "<feed" in text[:1000]:
        yield "feedparser", partial(parsers.list_atom, text)


def _list_json(path: Path, text: str) -> list[Item] | None:
    """Return the items of a Zotero library, or of CSL data."""
    data: Any = json.loads(text)
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        return None
    if any("itemType" in item for item in items):
        return zotero.list_items(items)
    return parsers.list_csl(items) if all("type" in item for item in items) else None


def _find_body(text: str) -> bytes:
    """Return the arXiv response in a file of arxiv.py, which records it as Latin-1; empty for other files."""
    try:
        recorded = json.loads(text)
    except ValueError:
        return b""
    body = recorded.get("body") if isinstance(recorded, dict) and "status_code" in recorded else ""
    return body.encode("latin-1", errors="replace") if isinstance(body, str) else b""


def _read_output(output: str) -> tuple[Item, ...]:
    """Return the references that pandoc printed, as CSL-JSON or as front matter of Markdown."""
    output = PANDOC_MARKUP.sub(r"\1", output)
    data = yaml.safe_load(output.strip().removeprefix("---").rpartition("\n---")[0] or output)
    items = data.get("references", []) if isinstance(data, dict) else data
    return tuple(parsers.list_csl(map(_use_volume_title, items or ())))


def _use_volume_title(item: Mapping[str, str]) -> Mapping[str, str]:
    """Return an item with the title of its volume instead of the whole work, as in other formats."""
    place = "container-title" if "container-title" in item else "title"
    return {**item, place: item["volume-title"]} if "volume-title" in item else item
