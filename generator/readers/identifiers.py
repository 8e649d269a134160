"""Plain lists of arXiv identifiers, DOIs and links to papers, one per line; Markdown lists of links too.

A line gives an entry if the text of the link is a title (``[Title](https://arxiv.org/abs/…)``), otherwise
only an identifier, for which the rest has to be looked up. The rest of the line is a note.
"""

import re
from collections.abc import Iterator

from generator.readers.base import IdentifierKind, shorten
from generator.readers.collector import Collector
from generator.readers.huggingface.furniture import blank_preamble
from generator.text.identifiers import identify

NAME = "list of identifiers and links"

# [Deep Sets](https://arxiv.org/abs/1703.06114)
MARKDOWN_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,600})\]\((?P<href>[^()\s]{1,1000}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?)\)"
)
# https://arxiv.org/abs/1703.06114  ·  arXiv:1703.06114v2  ·  doi: 10.1145/3357384.3357879  ·  hep-th/9901001
CANDIDATE = re.compile(
    r"https?://[^\s<>\"]{1,1000}|(?:arxiv|doi)\s?:\s?[^\s,;<>\"]{1,300}|10\.\d{4,9}/[^\s<>\"]{1,300}"
    r"|(?<![\w./])(?:\d{4}\.\d{4,5}(?:v\d{1,3})?|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,3})?)(?![\w/])",
    re.I,
)
# "- "  ·  "12. "  ·  "[x] "
LIST_MARK = re.compile(r"(?:[-*+•>]|\d{1,4}[.)]|\[[ xX]?\])(?:[ \t]+|\Z)")
NOT_CONTENT = ("#", "//", "%", "|--", "---", "```")
# addresses of papers apart from arXiv and DOI: https://openreview.net/forum?id=8-8k3okjpY
PAPER_PAGE = re.compile(
    r"https?://(?:www\.)?(?:openreview\.net/(?:forum|pdf)\?id=|aclanthology\.org/|proceedings\.mlr\.press/v|papers\.nips\.cc/"
    r"|proceedings\.neurips\.cc/|openaccess\.thecvf\.com/|semanticscholar\.org/paper/|dl\.acm\.org/doi/)",
    re.I,
)
LONGEST_LINE = 5000
LONGEST_IDENTIFIER = 1200
FEWEST_TITLE_WORDS = 2
AROUND_NOTE = " -–—:,.;|"

Found = tuple[IdentifierKind, str]
"""What an identifier is, and the identifier."""


def identify_paper(text: str) -> Found | None:
    """Return the paper that ``text`` consists of, as kind and value; None for other web addresses."""
    found = identify(text.strip()[:LONGEST_IDENTIFIER].rstrip(".,;"))
    return None if found and found[0] == "url" and not PAPER_PAGE.match(found[1]) else found


def _list_content(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, without list marks, headings and comments."""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        while match := LIST_MARK.match(line):
            line = line[match.end() :]
        if line and not line.startswith(NOT_CONTENT):
            yield number, line


def _find_papers(line: str) -> list[tuple[re.Match[str], Found]]:
    """Return the papers that the Markdown links on a line lead to or, without any, that identifiers name."""
    links = [(match, identify_paper(match["href"])) for match in MARKDOWN_LINK.finditer(line)]
    bare = [(match, identify_paper(match[0].rstrip(").,;]"))) for match in CANDIDATE.finditer(line)]
    linked = [(match, found) for match, found in links if found]
    return linked or [(match, found) for match, found in bare if found]


def recognizes(text: str) -> bool:
    """Return whether at least half of the lines of ``text`` name a paper by identifier or address."""
    if text.lstrip().startswith(("<", "{", "[{")):
        return False
    lines = list(_list_content(blank_preamble(text)[:200_000]))[:2000]
    named = sum(bool(_find_papers(line[:LONGEST_LINE])) for _, line in lines)
    return named > 0 and named * 2 >= len(lines)


def read(text: str, collector: Collector) -> None:
    """Add the papers that a list names: entries if there is a title, otherwise identifiers."""
    seen: set[Found] = set()
    for number, line in _list_content(blank_preamble(text)):
        if len(line) > LONGEST_LINE:
            collector.report(
                number, f"expected a line of at most {LONGEST_LINE} characters (got {len(line)})"
            )
            continue
        papers = _find_papers(line)
        for match, found in papers:
            if found not in seen:
                seen.add(found)
                _add(collector, number, match, found)
        if not papers:
            collector.report(
                number,
                f"expected an arXiv identifier, a DOI or the address of a paper (got {shorten(line)!r})",
            )


def _add(collector: Collector, number: int, match: re.Match[str], found: Found) -> None:
    line = match.string
    if match.re is not MARKDOWN_LINK:
        note = (line[: match.start()] + line[match.end() :]).strip(AROUND_NOTE + "#()[]\t")
        collector.add_identifier(number, *found, note)
        return
    title = " ".join(match["text"].replace("\\", "").split())
    if len(title.split()) < FEWEST_TITLE_WORDS or identify_paper(title) is not None:
        collector.add_identifier(number, *found, MARKDOWN_LINK.sub("", line).strip(AROUND_NOTE))
    else:
        kind, value = found
        collector.add(number, title=title, **({kind: value} if kind != "url" else {}))
