r"""Hugging Face Papers listings that a program turned into Markdown or into text with addresses.

Four habits are read, alone or mixed:

* links around titles and abstracts, headings, backslashes at line ends, images, votes as a linked number
  (``[101](https://huggingface.co/login?next=%2Fpapers%2F2606.00683)``), comments glued to the date
  (``May 29[6](https://huggingface.co/papers/2606.00683#community)``);
* reader mode: each address on a line of its own behind the text it belongs to;
* numbered references (``[title][32]`` … ``[32]: https://…``), with ``[`` and ``][33]`` on lines of their
  own around abstracts that are broken to a width; where the definitions were cut off, the titles are still
  marked as headings;
* headings alone, with ``[LINK: GitHub 11.3k](https://github.com/…)`` below them.

Links here reach over lines and paragraphs, which CommonMark does not allow; so this is a scanner of its
own, in one pass, and not a Markdown library.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.readers.base import Collector, ReadResult, Source
from generator.readers.huggingface import plain as huggingface_text
from generator.readers.huggingface.listing import (
    ANCHOR,
    Piece,
    blank_preamble,
    is_furniture,
    is_meta,
    join_wrapped,
    read_marked,
    read_plain,
    target_of,
)

__all__ = ["LOOKED_FOR", "NAME", "pieces", "read", "recognise"]

NAME = "Hugging Face listing (Markdown or text with addresses)"
LOOKED_FOR = "a listing as Markdown or with addresses: huggingface.co/papers links, or '### ' titles"

# https://huggingface.co/papers/2410.05434
PAPER_ADDRESS = re.compile(r"(?:huggingface\.co|\]\()/papers/\d{4}\.\d{4,5}")
HEADING = re.compile(r"^#{1,6} ", re.M)
LINK = re.compile(r"\]\([^)\s]|\]\[\d+\]")
# [32]: https://huggingface.co/papers/2410.05434
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]\n]{1,40})\]:[ \t]*<?(?P<href>[^\s<>]{1,2000})>?[^\n]{0,200}$", re.M
)
_TAGS = (
    "a|br|div|span|img|p|sup|sub|mark|em|strong|b|i|u|code|h[1-6]|ul|ol|li|svg|path|picture|source|hr|small"
)
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?"
_URL = r"(?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\[^\n]|\([^()\s]{0,300}\)){0,2000})"
# Backslashes before \" or \& are of LaTeX: no program escapes these for Markdown
TOKEN = re.compile(
    r"(?P<break>\\{1,9}(?=[ \t]{0,99}(?:\n|\Z)))"
    r"|(?P<gap>\\[ ]{1,4})"
    r"|\\(?P<escaped>[\\*_\[\]#+!()<>|{}`-]|(?<=\d\\)\.)"
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\(" + _URL + _TITLE + r"\))"
    r"|(?P<close>\]\((?P<href>" + _URL + r")" + _TITLE + r"\))"
    r"|(?P<refer>\]\[(?P<name>[^\[\]\n]{1,40})\])"
    r"|(?P<open>\[)"
    r"|(?P<shut>\])"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?P<tag></?(?:" + _TAGS + r")\b[^<>\n]{0,1000}>|<!--[^<>\n]{0,1000}-->)"
    r"|(?P<line>\n)"
    r"|(?P<plain>[^\\\[\]!<\n]+|.)",
    re.I,
)
ADDRESS_LINE = re.compile(r"https?://\S{1,2000}\Z")
LIST_MARK = re.compile(r"(?:[-*+•>](?:[ \t]+|\Z))+")
HASHES = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+|\Z)")
UNDERLINE = re.compile(r"(?:={3,}|-{3,})\Z")
STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?![\w*])")
LONGEST_LINK = 400
"""Lines beyond which an opened bracket is no link any more."""


def recognise(text: str) -> bool:
    """Return whether ``text`` looks like a listing with links or headings."""
    if text.lstrip()[:1] in ("<", "{", "@") and not text.lstrip().startswith("<a "):
        return False
    if len(PAPER_ADDRESS.findall(text[:400_000])) > 1 and ("login?next" in text or "#community" in text):
        return True
    listing = bool(huggingface_text.HEAD_MARK.search(text[:20_000])) or bool(
        huggingface_text.AUTHORS_MARK.search(text[:200_000])
    )
    return listing and bool(
        PAPER_ADDRESS.search(text) or HEADING.search(text) or len(LINK.findall(text[:100_000])) > 2
    )


# --------------------------------------------------------------------------------------------- scanner


@dataclass(slots=True)
class _Run:
    line: int
    text: str
    href: str = ""


@dataclass(slots=True)
class _Open:
    run: int
    line: int
    leading: bool
    alone: bool = False


def _scan(text: str, definitions: dict[str, str]) -> list[_Run]:
    """Return the text in runs, each with the address it is linked to; line breaks are runs of ``\\n``."""
    runs: list[_Run] = []
    opened: list[_Open] = []
    line = 1
    leading = True  # nothing but marks of lists and headings since the line began
    linked_to = 0  # runs before this one are inside a link already
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "line":
            runs.append(_Run(line, "\n"))
            line += 1
            leading = True
            if opened:
                if text.startswith("#", match.end()):
                    opened.clear()
                elif opened[-1].run == len(runs) - 2:
                    opened[-1].alone = True
            continue
        if kind in ("break", "image", "tag"):
            if kind == "tag" and match[0][:3].lower() in ("<br", "<p>", "</p", "<li", "</l", "<di", "</d"):
                runs.append(_Run(line, " "))
            continue
        if kind == "open":
            opened.append(_Open(len(runs), line, leading))
            runs.append(_Run(line, "["))
        elif kind in ("close", "refer"):
            href = match["href"] if kind == "close" else definitions.get(match["name"].lower())
            if kind == "refer" and href is None:
                # a reference whose definition was cut off still marks what it stands behind
                href = "" if match["name"].isdigit() and opened else None
            first = text[match.start() - 1 : match.start()] in ("", "\n")
            begin = _opening(opened, line, first=first) if href is not None else None
            if begin is None:
                runs.append(_Run(line, match[0]))
                if opened:
                    opened.pop()
            else:
                runs[begin].text = ""
                address = html.unescape((href or "").strip("<>").replace("\\", ""))
                for run in runs[max(begin, linked_to) :]:
                    run.href = run.href or address or "#"
                linked_to = len(runs)
        elif kind == "shut":
            if opened:
                opened.pop()
            runs.append(_Run(line, "]"))
        elif kind == "auto":
            runs.append(_Run(line, match["auto"]))
        else:
            value = match["escaped"] or (" " if kind == "gap" else match[0])
            runs.append(_Run(line, value))
            if leading and value.strip(" \t#>*-+•"):
                leading = False
            continue
        leading = leading and kind == "open"
    return runs


def _opening(opened: list[_Open], line: int, *, first: bool) -> int | None:
    """Return the run of the bracket that a link closing here was opened by, and forget those inside it.

    An abstract can hold brackets of its own that the program did not escape: then the bracket at the
    beginning of the line is the one; for a link that closes at the beginning of a line (``first``), the
    bracket that is alone on its line.
    """
    if not opened:
        return None
    last = len(opened) - 1
    chosen = last
    alone = next((place for place in range(last, max(last - 20, -1), -1) if opened[place].alone), None)
    if first and alone is not None:
        chosen = alone
    elif not opened[last].leading:
        for place in range(last - 1, max(last - 20, -1), -1):
            if opened[place].leading and (opened[place].alone or opened[place].line == opened[last].line):
                chosen = place
                break
    if line - opened[chosen].line > LONGEST_LINK:
        opened.clear()
        return None
    begin = opened[chosen].run
    del opened[chosen:]
    return begin


@dataclass(slots=True)
class _Line:
    number: int
    segments: list[_Run] = field(default_factory=list)


def _lines(runs: list[_Run]) -> Iterator[_Line]:
    """Yield the lines of the page: a link is part of the line it begins on, however long it is."""
    current: _Line | None = None
    parts: list[str] = []

    def close(line: _Line) -> None:
        if parts:
            line.segments[-1].text = "".join(parts)
            parts.clear()

    for run in runs:
        if current is None:
            current = _Line(run.line)
        if run.text == "\n" and not run.href:
            close(current)
            yield current
            current = None
            continue
        if not current.segments or current.segments[-1].href != run.href:
            close(current)
            current.segments.append(_Run(run.line, "", run.href))
        parts.append(run.text)
    if current is not None:
        close(current)
        yield current


def _tidy(text: str) -> str:
    """Return a text as read on the page: entities resolved, marks of emphasis and lists taken out."""
    if "&" in text:
        text = html.unescape(text)
    if "**" in text:
        text = STRONG.sub(r"\1", text)
    return text


def _link_text(text: str) -> str:
    """Return the text of a link: its lines joined, paragraphs apart, bare list marks left out."""
    if "\n" not in text:
        stripped = text.strip()
        bare = LIST_MARK.sub("", stripped, count=1)
        return bare if is_meta(bare) and bare else stripped
    paragraphs: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = raw.strip()
        bare = LIST_MARK.sub("", line, count=1)
        if not line:
            paragraphs.append([])
        elif bare and (line == bare or is_meta(bare)):
            paragraphs[-1].append(bare)
        elif bare:
            paragraphs[-1].append(line)
    return "\n\n".join(join_wrapped(lines) for lines in paragraphs if lines)


# ---------------------------------------------------------------------------------------------- pieces

_APART = ("paper", "comments", "vote", "account")


def _line_pieces(line: _Line) -> Iterator[Piece]:
    """Yield what stands on one line: each link of the site apart, other links as part of their sentence."""
    segments = line.segments
    heading = 0
    if segments and not segments[0].href:
        first = segments[0].text.lstrip()
        first = LIST_MARK.sub("", first, count=1) if first[:1] in "-*+•>" else first
        if match := HASHES.match(first):
            heading, first = len(match["hashes"]), first[match.end() :]
        segments = [_Run(segments[0].line, first), *segments[1:]]
    unlinked = "".join(run.text for run in segments if not run.href)
    only_links = not re.sub(r"[\s·•|,;\[\]()*+-]", "", unlinked)
    pending: list[_Run] = []

    def flush() -> Iterator[Piece]:
        text = _tidy("".join(run.text for run in pending)).strip()
        if text:
            yield Piece(
                line=pending[0].line, text=text.rstrip("#").rstrip() if heading else text, heading=heading
            )
        pending.clear()

    for run in segments:
        kind = target_of(run.href)[0] if run.href else ""
        apart = run.href and (
            only_links
            or heading
            or kind in _APART[:3]
            or (kind == "account" and len("".join(part.text for part in pending)) <= 40)
            or run.href == "#"
        )
        if apart:
            yield from flush()
            yield Piece(line=run.line, text=_tidy(_link_text(run.text)), href=run.href, heading=heading)
        else:
            text = " ".join(run.text.split("\n")) if run.href else run.text
            pending.append(_Run(run.line, text))
    yield from flush()


def pieces(text: str) -> list[Piece]:
    """Return the texts of a listing with what they are linked to."""
    definitions: dict[str, str] = {}

    def define(match: re.Match[str]) -> str:
        definitions.setdefault(match["name"].lower(), match["href"])
        return ""

    if "]:" in text:
        text = DEFINITION.sub(define, text)
    found: list[Piece] = []
    paragraph: list[Piece] = []
    blank = True

    def flush() -> None:
        if paragraph:
            joined = join_wrapped([piece.text for piece in paragraph])
            found.append(Piece(line=paragraph[0].line, text=joined, heading=paragraph[0].heading))
            paragraph.clear()

    for line in _lines(_scan(text, definitions)):
        raw = "".join(run.text for run in line.segments)
        if not raw.strip():
            flush()
            blank = True
            continue
        here = list(_line_pieces(line))
        stripped = raw.strip()
        if len(here) == 1 and not here[0].href and not here[0].heading and ADDRESS_LINE.match(stripped):
            kind = target_of(stripped)[0]
            previous = paragraph[-1] if paragraph else (found[-1] if found else None)
            mine = kind in ("paper", "comments", "vote") or (
                kind == "account" and blank and previous is not None and len(previous.text) <= 120
            )
            if mine or (kind == "menu" and blank):
                flush()
                _attach(found, stripped)
                blank = False
                continue
            if kind in ("arxiv", "code") and blank and not is_blank_text(previous):
                flush()
                if found and len(found[-1].text) < 40 and not found[-1].href and not found[-1].heading:
                    _attach(found, stripped)
                    blank = False
                    continue
        if UNDERLINE.match(stripped) and not blank and len(paragraph) == 1:
            paragraph[0] = Piece(
                line=paragraph[0].line, text=paragraph[0].text, heading=1 if stripped[0] == "=" else 2
            )
            flush()
            blank = True
            continue
        single = here[0] if len(here) == 1 and not here[0].href else None
        if single is None:
            flush()
            found += here
        elif paragraph and paragraph[0].heading and raw[:1] in " \t":
            paragraph.append(single)  # a title that goes on below its heading, moved in
        elif single.heading:
            flush()
            paragraph.append(single)
        elif _stands_alone(single.text) or LIST_MARK.match(stripped):
            flush()
            if not _stands_alone(single.text):
                paragraph.append(single)
            else:
                found.append(single)
        elif paragraph and paragraph[0].heading:
            flush()
            paragraph.append(single)
        else:
            paragraph.append(single)
        blank = False
    flush()
    return found


def is_blank_text(piece: Piece | None) -> bool:
    """Return whether there is no text that an address could belong to."""
    return piece is None or not piece.text


def _stands_alone(text: str) -> bool:
    return is_meta(text) or is_furniture(text) or bool(ANCHOR.match(text)) or text.startswith("· ")


def _attach(found: list[Piece], address: str) -> None:
    """Link the text before to the address on its own line, where it has no address yet."""
    if found and not found[-1].href and not found[-1].heading and found[-1].text:
        last = found[-1]
        found[-1] = Piece(line=last.line, text=last.text, href=address, heading=last.heading)


def read(source: Source) -> ReadResult:
    """Return the entries of a listing; what is neither the page's furniture nor part of one is a problem."""
    collector = Collector(source=source)
    found = pieces(blank_preamble(source.text))
    marked = sum(
        1
        for piece in found
        if target_of(piece.href)[0] == "paper"
        or (piece.heading >= 2 and not is_furniture(piece.text) and not ANCHOR.match(piece.text))
    )
    if marked:
        read_marked(found, source, collector)
    else:
        plain = [piece for piece in found if target_of(piece.href)[0] in ("", "other", "code")]
        read_plain(plain, source, collector)
    return collector.result(NAME)
