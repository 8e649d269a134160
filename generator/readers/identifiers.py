"""Plain lists of arXiv identifiers, DOIs and links to papers, one a line; Markdown lists of links too.

A line gives an entry where the link has a title for its text (``[Title](https://arxiv.org/abs/…)``);
else only an identifier, of which the rest has to be looked up. What else stands on the line is a note.
"""

from __future__ import annotations

import re
from typing import Literal

from generator.readers.base import Collector, ReadResult, Source, shorten
from generator.readers.huggingface.listing import blank_preamble
from generator.text.identifiers import identify

__all__ = ["LOOKED_FOR", "NAME", "identify_paper", "read", "recognise"]

NAME = "list of identifiers and links"
LOOKED_FOR = "a list of arXiv identifiers, DOIs or links to papers, one a line"

# [Deep Sets](https://arxiv.org/abs/1703.06114)
MARKDOWN_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,600})\]\((?P<href>[^()\s]{1,1000}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?)\)"
)
# what can be an identifier within a line
CANDIDATE = re.compile(
    r"https?://[^\s<>\"]{1,1000}|(?:arxiv|doi)\s?:\s?[^\s,;<>\"]{1,300}|10\.\d{4,9}/[^\s<>\"]{1,300}"
    r"|(?<![\w./])(?:\d{4}\.\d{4,5}(?:v\d{1,3})?|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,3})?)(?![\w/])",
    re.I,
)
MARK = re.compile(r"(?:[-*+•>]|\d{1,4}[.)]|\[[ xX]?\])(?:[ \t]+|\Z)")
# the addresses of papers beyond arXiv and DOI
PAPER_PAGE = re.compile(
    r"https?://(?:www\.)?(?:openreview\.net/(?:forum|pdf)\?id=|aclanthology\.org/|proceedings\.mlr\.press/v|papers\.nips\.cc/"
    r"|proceedings\.neurips\.cc/|openaccess\.thecvf\.com/|semanticscholar\.org/paper/|dl\.acm\.org/doi/)",
    re.I,
)
LONGEST_LINE = 5000


def identify_paper(text: str) -> tuple[Literal["arxiv", "doi", "url"], str] | None:
    """Return what :func:`identify` finds in ``text``, or None for web addresses that are not paper pages."""
    found = identify(text.strip()[:1200].rstrip(".,;"))
    return None if found and found[0] == "url" and not PAPER_PAGE.match(found[1]) else found


def _content(text: str) -> list[tuple[int, str]]:
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        while match := MARK.match(line):
            line = line[match.end() :]
        if line and not line.startswith(("#", "//", "%", "|--", "---", "```")):
            lines.append((number, line))
    return lines


def _has_identifier(line: str) -> bool:
    return any(identify_paper(match[0].rstrip(").,;]")) for match in CANDIDATE.finditer(line[:LONGEST_LINE]))


def recognise(text: str) -> bool:
    """Return whether most lines of ``text`` name a paper by identifier or address."""
    if text.lstrip()[:1] in ("<", "{") or text.lstrip()[:2] == "[{":
        return False
    lines = _content(blank_preamble(text)[:200_000])[:2000]
    named = sum(_has_identifier(line) for _, line in lines)
    return named > 0 and named * 2 >= len(lines)


def read(source: Source) -> ReadResult:
    """Return the papers that a list names: entries where there is a title, else identifiers."""
    collector = Collector(source=source)
    seen: set[tuple[str, str]] = set()
    for number, line in _content(blank_preamble(source.text)):
        found = False
        if len(line) > LONGEST_LINE:
            collector.refuse(
                number, f"expected a line of at most {LONGEST_LINE} characters (got {len(line)})"
            )
            continue
        for match in MARKDOWN_LINK.finditer(line):
            hit = identify_paper(match["href"])
            title = " ".join(match["text"].replace("\\", "").split())
            if hit is None:
                continue
            found = True
            if hit in seen:
                continue
            seen.add(hit)
            if len(title.split()) < 2 or identify_paper(title) is not None:
                collector.add_identifier(number, *hit, MARKDOWN_LINK.sub("", line).strip(" -–—:,.;|"))
            else:
                fields = {hit[0]: hit[1]} if hit[0] in ("arxiv", "doi") else {}
                collector.add(number, title=title, **fields)
        if not found:
            for match in CANDIDATE.finditer(line):
                hit = identify_paper(match[0].rstrip(").,;]"))
                if hit is None:
                    continue
                found = True
                if hit not in seen:
                    seen.add(hit)
                    note = (line[: match.start()] + line[match.end() :]).strip(" -–—:,.;|#()[]\t")
                    collector.add_identifier(number, *hit, note)
        if not found:
            collector.refuse(
                number,
                f"expected an arXiv identifier, a DOI or the address of a paper (got {shorten(line)!r})",
            )
    return collector.result(NAME)
