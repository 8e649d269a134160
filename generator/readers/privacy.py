"""Removes private parts from a file: local paths, private notes, attachments, user names.

Facts about the papers stay, even in notes (``Code: https://…``), as do the layout of everything else and the
order of the entries.
"""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.readers import (
    bibtex,
    csl_json,
    csv_table,
    endnote_xml,
    refer,
    ris,
    zotero_json,
    zotero_rdf,
)
from generator.readers.bibliography import ARXIV_ANYWHERE
from generator.readers.bibtex_parser import Parser
from generator.readers.csv_columns import normalize
from generator.readers.labeled_notes import JOINED_LINE, NOTE_LINE
from generator.readers.markdown import notes
from generator.readers.ris_fields import PROCITE_TITLE, split_note
from generator.text.identifiers import parse_doi

# file:///C:/bread.pdf  ·  /Users/ada/bread.pdf  ·  /home/ada/bread.pdf  ·  C:\Users\ada\bread.pdf
LOCAL_PATH = re.compile(
    r"(?:file:/{1,3}(?=[^\s/])|(?<![\w.~/\\-])(?:/(?:Users|home)/|[A-Za-z]\\?:[\\/]{1,4}Users[\\/]{1,4}))"
    r"[^\s\"'<>{}|;,()]{1,1000}(?<!\\)"
)
# a value that is a path: file:…, ~/bread.pdf, /Users/ada/Bread and Rye.pdf, C:\bread.pdf, \\server\bread.pdf
PATH_FIRST = re.compile(r"[\s{\"]*(?:file:|internal-pdf:|~/|/(?:Users|home)/|[A-Za-z]\\?:\\|\\\\\w)")

BIBTEX_FIELDS: Final = frozenset(
    {
        "file", "files", "localfile", "local-url", "attachments", "owner", "username", "timestamp",
        "creationdate", "modificationdate", "date-added", "date-modified", "added-at", "__markedentry",
        "review", "comment", "comments", "ranking", "rating", "priority", "readstatus", "read",
        "qualityassured", "relevance", "printed",
    }
)  # fmt: skip
"""Fields in which JabRef, BibDesk, Zotero and others keep files, opinions, and who did what when."""
BIBTEX_PREFIXES = ("bdsk-file-", "comment-", "local-zo-url-")
BIBTEX_NOTES = ("annote", "annotation")
# @Comment{jabref-meta: fileDirectory-ada-laptop:/Users/ada/papers;}  ·  an entry in a comment
PRIVATE_COMMENT = re.compile(
    r"@comment\s*\{\s*jabref-meta:\s*[\w-]*filedirectory|\b(?:annote|annotation|review|comment)\s*=\s*[{\"]",
    re.I,
)
GROUPS = re.compile(r"@comment\s*\{\s*(?:jabref-meta:\s*group|bibdesk)", re.I)
AFTER_FIELD = re.compile(r"[ \t]*,(?:[ \t]*\n[ \t]*)?")

ZOTERO_KEYS = (
    "attachments", "notes", "note", "annotationText", "annotationComment", "annotationAuthorName", "path",
    "localPath", "uri", "select", "relations", "library", "links", "createdByUser", "lastModifiedByUser",
    "preferences",
)  # fmt: skip
CSL_KEYS = ("annote", "attachments", "file")
CSV_FILES = frozenset({"file attachments", "attachments", "file", "files", "file path", "pdf path"})
CSV_NOTES = frozenset({"notes", "note", "my notes", "comments"})
CSV_PEOPLE = frozenset({"owner", "created by", "last edited by"})
WEB = ("http://", "https://")
MOST_BROKEN = 20
"""Malformed values after which the rest of a JSON file is left as it is."""

Cleaner = Callable[[str, Counter[str]], str]
"""Returns a text without its private parts, and counts them by the name of their field."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its private parts, and how many were removed by the name of their field."""

    text: str
    removed: Mapping[str, int]


def remove_private_parts(text: str, format_: str) -> Cleaned:
    """Return ``text`` without its private parts.

    Args:
        text: the content of a file.
        format_: its format, as the reader names it.
    """
    removed: Counter[str] = Counter()
    cleaned = CLEANERS[format_](text, removed) if format_ in CLEANERS else text
    cleaned, paths = LOCAL_PATH.subn("", cleaned)
    removed["local path"] += paths
    return Cleaned(cleaned, {name: count for name, count in sorted(removed.items()) if count})


def _keep_facts(note: str) -> str:
    """Return the lines of a note that state facts about a paper, such as ``Code: https://…``."""
    lines = [found[0] for found in NOTE_LINE.finditer(JOINED_LINE.sub("\n", note))]
    found = (*PROCITE_TITLE.finditer(note), *ARXIV_ANYWHERE.finditer(note))
    lines += [match[0] for match in found if not any(match[0] in line for line in lines)]
    return "\n".join(line for line in lines if not LOCAL_PATH.search(line))


def _is_more_than(note: str, facts: str) -> bool:
    return "".join(note.split()) != "".join(facts.split())


def _clean_bibtex(text: str, removed: Counter[str]) -> str:
    parser = Parser(text, lambda line, message, *, severity="error": None)
    for _ in parser.parse():
        pass
    edits: list[tuple[int, int, str]] = []
    for name, value, begin, end in parser.fields:
        facts = ""
        if name in BIBTEX_NOTES:
            facts = _keep_facts(value)
            if not _is_more_than(value, facts):
                continue
            facts = facts if facts.count("{") == facts.count("}") == 0 else ""
        elif not (
            name in BIBTEX_FIELDS
            or name.startswith(BIBTEX_PREFIXES)
            or PATH_FIRST.match(value)
            or (name == "pdf" and not value.strip().startswith(WEB))
        ):
            continue
        removed["comment" if name.startswith("comment-") else name] += 1
        after = AFTER_FIELD.match(text, end)
        if facts:
            edits.append((begin, end, f"{text[begin : text.index('=', begin) + 1]} {{{facts}}}"))
        elif after:
            edits.append((begin, after.end(), ""))
        else:  # the last field
            while text[begin - 1].isspace():
                begin -= 1
            edits.append((begin, end, ""))
    for begin, end in parser.comments:
        comment = text[begin:end]
        if PRIVATE_COMMENT.search(comment) or (LOCAL_PATH.search(comment) and not GROUPS.match(comment)):
            removed["comment"] += 1
            edits.append((begin, end + text.startswith("\n", end), ""))
    return _apply(text, edits)


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Return ``text`` with parts replaced, each given by its begin, its end and the new text."""
    parts: list[str] = []
    done = 0
    for begin, end, new in sorted(edits):
        if end > done:
            parts += [text[done:begin], new]
            done = end
    return "".join([*parts, text[done:]])


def _clean_tagged(tag: re.Pattern[str], ris_tags: Mapping[str, str]) -> Cleaner:
    def clean(text: str, removed: Counter[str]) -> str:
        values: list[tuple[str, str, list[str]]] = []
        for line in text.split("\n"):
            if match := tag.match(line):
                values.append((match["tag"], line[: match.start("value")], [match["value"]]))
            elif values:
                values[-1][2].append(line)
            else:
                values.append(("", "", [line]))
        return "\n".join(
            line
            for name, head, lines in values
            for line in _clean_value(ris_tags.get(name, name if not ris_tags else ""), head, lines, removed)
        )

    return clean


def _clean_value(tag: str, head: str, lines: list[str], removed: Counter[str]) -> list[str]:
    """Return the lines of a tagged value without its private parts."""
    value = "\n".join(lines).strip()
    kept = value
    if tag in ("N1", "RN"):
        kept = _keep_facts(split_note(value))
    elif (
        tag in ("L1", "L2", "L3", "L4") and not value.startswith(WEB) and not parse_doi(value)
    ) or PATH_FIRST.match(value):
        kept = ""
    if not _is_more_than(value, kept):
        return [head + lines[0], *lines[1:]]
    removed[tag] += 1
    blank = [""] * (len(lines) - len("\n".join(lines).rstrip().split("\n")))
    return [*([head + kept] if kept else []), *blank]


def _edit_elements(text: str, name: str, edit: Callable[[str, str], str | None]) -> str:
    """Return XML with the elements called ``name`` replaced.

    ``edit`` gets the tag and the content of an element, and returns the new element or None to keep it.
    """
    edits: list[tuple[int, int, str]] = []
    opening = re.compile(rf"<(?:[\w.-]{{1,60}}:)?{name}(?:\s[^<>]{{0,2000}})?(?<!/)>")
    closing = re.compile(rf"</(?:[\w.-]{{1,60}}:)?{name}\s{{0,20}}>")
    at = 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        new = edit(begin[0], text[begin.end() : end.start()])
        at = end.end()
        if new is not None:
            edits.append((begin.start(), at, f"{begin[0]}{new}{end[0]}" if new else ""))
    return _apply(text, edits)


def _clean_element(name: str, removed: Counter[str]) -> Callable[[str, str], str | None]:
    """Return an editor that leaves only the facts in a note."""

    def edit(tag: str, inner: str) -> str | None:
        # <style face="normal">, inside which the text is
        note = html.unescape(re.sub(r"<[^<>]{1,300}>", " ", inner)).strip()
        facts = _keep_facts(split_note(note))
        if not _is_more_than(note, facts):
            return None
        removed[name] += 1
        value = html.escape(facts, quote=False)
        return f"<rdf:value>{value}</rdf:value>" if name == "Memo" and facts else value

    return edit


def _clean_endnote(text: str, removed: Counter[str]) -> str:
    def edit_address(tag: str, inner: str) -> str | None:
        address = re.sub(r"<[^<>]{1,300}>", "", inner).strip()
        if address.startswith(WEB) or parse_doi(address):
            return None
        removed["pdf-urls"] += 1
        return ""

    def edit_addresses(tag: str, inner: str) -> str | None:
        left = _edit_elements(inner, "url", edit_address)
        return None if left == inner else left

    for name in ("notes", "research-notes"):
        text = _edit_elements(text, name, _clean_element(name, removed))
    text = _edit_elements(text, "pdf-urls", edit_addresses)
    # <database name="Bread.enl" path="C:\Users\ada\Bread.enl">
    text, paths = re.subn(r"(<database\s[^<>]{0,500}?)\spath=\"[^\"<>]{1,1000}\"", r"\1", text)
    removed["database path"] += paths
    return text


def _clean_zotero_rdf(text: str, removed: Counter[str]) -> str:
    def edit_attachment(tag: str, inner: str) -> str:
        removed["Attachment"] += 1
        return ""

    text = _edit_elements(text, "Attachment", edit_attachment)
    return _edit_elements(text, "Memo", _clean_element("Memo", removed))


def _clean_json(keys: tuple[str, ...]) -> Cleaner:
    # "attachments": [   quotes inside texts are escaped
    pattern = re.compile(rf"(?<!\\)\"(?P<key>{'|'.join(keys)})\"\s{{0,50}}:\s{{0,50}}(?=[\[{{\"])")

    def clean(text: str, removed: Counter[str]) -> str:
        decoder = json.JSONDecoder(strict=False)
        edits: list[tuple[int, int, str]] = []
        at = broken = 0
        while broken < MOST_BROKEN and (match := pattern.search(text, at)):
            at = match.end()
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                broken += 1
                continue
            kept = _keep_facts(split_note(value)) if isinstance(value, str) and value else type(value)()
            if value != kept and not (isinstance(value, str) and not _is_more_than(value, kept)):
                removed[match["key"]] += 1
                edits.append((at, end, json.dumps(kept, ensure_ascii=False)))
            at = end
        return _apply(text, edits)

    return clean


def _clean_csv(text: str, removed: Counter[str]) -> str:
    header = csv_table.find_header(text)
    if header is None:
        return text
    names = list(map(normalize, header.names))
    lines = text.split("\n")
    parts = lines[: header.line]
    done = header.line
    for begin, end, cells in csv_table.split_rows(text, header):
        parts += lines[done:begin]
        cleaned = [*_clean_cells(names, cells, removed), *cells[len(names) :]]
        parts += (
            lines[begin:end] if cleaned == cells else [_write_row(cleaned, lines[begin], header.delimiter)]
        )
        done = end
    return "\n".join([*parts, *lines[done:]])


def _clean_cells(names: list[str], cells: list[str], removed: Counter[str]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=False):
        kept = cell
        if name in CSV_NOTES:
            facts = _keep_facts(split_note(cell))
            kept = facts if _is_more_than(cell, facts) else cell
        elif name in CSV_PEOPLE or PATH_FIRST.match(cell) or (name in CSV_FILES and "://" not in cell):
            kept = ""
        removed[name] += kept != cell
        yield kept


def _write_row(cells: list[str], original: str, delimiter: str) -> str:
    written = io.StringIO()
    quote_all = original.startswith('"')
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="").writerow(cells)
    return written.getvalue()


def _clean_note(text: str, removed: Counter[str]) -> str:
    """Return the properties, the title and the abstract of a note about a paper."""
    kept = notes.find_read_parts(text)
    left = "\n".join(text[begin:end].strip("\n") for begin, end in kept) + "\n"
    if not _is_more_than(text, left):
        return text
    removed["text of notes"] += 1
    return left


CLEANERS: Final[Mapping[str, Cleaner]] = {
    bibtex.NAME: _clean_bibtex,
    ris.NAME: _clean_tagged(ris.LINE, {}),
    refer.NAME: _clean_tagged(refer.TAG, {**refer.RIS_TAGS, "<": "RN"}),
    endnote_xml.NAME: _clean_endnote,
    zotero_rdf.NAME: _clean_zotero_rdf,
    zotero_json.NAME: _clean_json(ZOTERO_KEYS),
    csl_json.NAME: _clean_json(CSL_KEYS),
    csv_table.NAME: _clean_csv,
    notes.NAME: _clean_note,
}
"""Format -> what removes the private parts of its files, besides local paths in texts."""
