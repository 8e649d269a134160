"""Reads lists in Markdown, and reports the parts that are not papers."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from generator.model.paper import LISTS_OF_LINKS, MATERIAL
from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work
from generator.readers.collector import Collector
from generator.readers.markdown.blocks import FRONT_MATTER, Block, Heading, blank, blank_code, split_blocks
from generator.readers.markdown.drafts import Draft
from generator.readers.markdown.inline import resolve_links
from generator.readers.markdown.lists import Found, Walker
from generator.readers.markdown.topics import (
    Topics,
    clean_heading,
    find_section_kind,
    find_section_place,
    find_title,
)
from generator.text.identifiers import identify
from generator.text.plurals import count_nouns

NAME = "Markdown list"
SAMPLE = 400_000
"""Number of characters used to recognize the format."""
FEWEST_NEIGHBORS = 2
MOST_SECTIONS = 4
"""Most sections named in the message about what was left out."""
MOST_LINES = 3
"""Most lines named for each of them."""
NOT_FOR_PAPERS = "under headings for other things than papers (expected authors or a paper's identifier)"
NO_PAPER = "without a link to a paper, or authors with a venue or year"
# <!doctype html>  ·  <html …>  ·  <?xml …>
PAGE = re.compile(r"\A\s*<(?:!doctype|html|\?xml|opml|feed|rdf|records)\b|\A\s*<\?xml", re.I)
# @article{
BIBTEX = re.compile(r"^[ \t]*@(?!comment|string|preamble)[a-z]+\s*[{(]", re.M | re.I)
LINK = re.compile(r"\]\(\s*<?https?://|\]\[[^\]\n]{0,100}\]|<a\s[^>]*href", re.I)
# - arXiv:2401.00001  ·  12. https://doi.org/10.1145/…, as in a list of identifiers
BARE = re.compile(
    r"^[ \t]*(?:[-*+•>][ \t]+|\d{1,4}[.)][ \t]+)?"
    r"(?:https?://|(?:arxiv|doi)\s?:|10\.\d{4,9}/|\d{4}\.\d{4,5}\b|[a-z-]{2,20}/\d{7}\b)",
    re.M | re.I,
)
MARKED = re.compile(r"^[ \t]{0,12}(?:[-*+]|\d{1,4}[.)])[ \t]+.*(?:\*\*|__|\]\(|(?<!\w)[*_]\w)", re.M)


def recognizes(text: str) -> bool:
    """Return whether ``text`` is Markdown with at least one paper in a list, in a table, or on its own."""
    if PAGE.match(text) or text.lstrip()[:1] in ("{", "@") or text.lstrip()[:2] in ("[{", "[\n"):
        return False
    sample = blank_code(FRONT_MATTER.sub(blank, text, count=1)[:SAMPLE])
    links, entries = len(LINK.findall(sample)), len(BIBTEX.findall(sample))
    if entries > links / 2 or not (links or MARKED.search(sample) or "|" in sample or "\n#" in f"\n{sample}"):
        return False
    blocks = split_blocks(resolve_links(sample))
    papers = (each for block in blocks for each in Walker().walk([block]) if each.verdict == "paper")
    fewest = len(BARE.findall(sample)) // 2 + 1
    return sum(1 for _ in islice(papers, fewest)) == fewest


def read(text: str, collector: Collector) -> None:
    """Add the papers of a list, and report entries that look like papers but cannot be read."""
    text = FRONT_MATTER.sub(blank, text, count=1)
    blocks = split_blocks(resolve_links(text))
    found = Walker().walk(blocks)
    _decide(found)
    topics = Topics(_find_title(blocks, found))
    left_out: list[Found] = []
    for each in found:
        if each.verdict == "paper":
            add_draft(
                collector, each.draft, tags=topics.name(each.headings, each.groups), headings=each.headings
            )
        elif each.verdict == "untitled":
            _add_untitled(collector, each)
        elif each.verdict == "other":
            left_out.append(each)
    _report_left_out(collector, left_out)


def _report_left_out(collector: Collector, left_out: Sequence[Found]) -> None:
    """Report how many entries are not papers, why, and the lines of the first ones, by their headings."""
    groups: dict[str, dict[str, list[int]]] = {NOT_FOR_PAPERS: {}, NO_PAPER: {}}
    for each in left_out:
        reason = NOT_FOR_PAPERS if find_section_kind(each.headings) == "others" else NO_PAPER
        name = clean_heading(each.headings[-1].text) if each.headings else ""
        groups[reason].setdefault(name, []).append(each.draft.line)
    for reason, sections in groups.items():
        largest = sorted(sections.items(), key=lambda item: (-len(item[1]), item[1]))
        places = [_describe_lines(name, lines) for name, lines in largest[:MOST_SECTIONS]]
        if more := len(largest) - len(places):
            places.append(count_nouns(more, "more section"))
        if places:
            total = count_nouns(sum(map(len, sections.values())), "entry", "entries")
            first = min(min(lines) for lines in sections.values())
            message = f"left out {total} {reason}: {'; '.join(places)}"
            collector.report(first, message, severity="warning")


def _describe_lines(name: str, lines: list[int]) -> str:
    """Return the first lines of entries and the heading above: ``lines 4, 5, 6 and 2 more under 'News'``."""
    first = ", ".join(map(str, lines[:MOST_LINES]))
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    where = f" under {shorten(name, 40)!r}" if name else ""
    return f"{'lines' if len(lines) > 1 else 'line'} {first}{more}{where}"


def _decide(found: Sequence[Found]) -> None:
    """Settle each "maybe": entries without a link are papers if most of their neighbors are."""
    papers: Counter[tuple[Heading, ...]] = Counter()
    total: Counter[tuple[Heading, ...]] = Counter()
    marked: Counter[tuple[tuple[Heading, ...], str]] = Counter()
    for each in found:
        if each.verdict:
            total[each.headings] += 1
            papers[each.headings] += each.verdict == "paper"
            marked[(each.headings, each.draft.marking)] += each.verdict == "paper"
    for each in found:
        if each.verdict == "maybe":
            near, alike = papers[each.headings], marked[(each.headings, each.draft.marking)]
            likely = near >= FEWEST_NEIGHBORS and near * 2 > total[each.headings] and alike * 2 >= near
            if likely and find_section_kind(each.headings) != "others":
                each.verdict = "paper"
            else:
                each.verdict = "other" if each.draft.links else ""


def _find_title(blocks: Sequence[Block], found: Sequence[Found]) -> Heading | None:
    headings = sorted(
        {heading for block in blocks for heading in block.headings}, key=lambda heading: heading.line
    )
    if not headings:
        return None
    with_papers = frozenset(
        each.headings[-1].line for each in found if each.headings and each.verdict == "paper"
    )
    return find_title(headings, with_papers)


def _add_untitled(collector: Collector, found: Found) -> None:
    draft = found.draft
    for named in filter(None, (draft.arxiv, draft.doi, *draft.paper_links)):
        kind, value = identify(named) or ("", "")
        if kind in ("arxiv", "doi"):
            note = " ".join(filter(None, (draft.title, *draft.comments)))
            collector.add_identifier(draft.line, kind, value, note)
            return
    text = shorten(found.text or draft.title)
    collector.report(draft.line, f"expected the title of a paper next to its link (got {text!r})")


def add_draft(
    collector: Collector, draft: Draft, *, tags: Sequence[str] = (), headings: Sequence[Heading] = ()
) -> None:
    """Add a paper; venue and year come from its headings unless it has its own."""
    place = find_section_place(headings)
    has_arxiv = bool(draft.arxiv) or any("arxiv" in address.lower() for address in draft.paper_links)
    venue = draft.venue or ("" if has_arxiv and draft.date else place.venue)
    date = draft.date or ("" if has_arxiv and not venue else place.date)
    links = {role: [address for each, address in draft.links if each == role] for role in LISTS_OF_LINKS}
    work = Work(
        title=draft.title,
        abstract=draft.abstract,
        authors=draft.authors,
        organization=draft.organization or None,
        venues=[venue],
        cited=date or None,
        first=date if len(date) > len("2021") else None,
        type=draft.type or None,
        publication=draft.details,
        key=draft.key,
        tags=[*tags, *draft.tags],
        remark="\n\n".join(dict.fromkeys(draft.comments)).replace("](", "] ("),
        eprint=draft.arxiv,
        doi=draft.doi,
        addresses=[*draft.paper_links, *links["other"]],
        code=links["code"],
        project=links["project"],
        material={name: links[name] for name in MATERIAL},
    )
    add_work(collector, draft.line, work)
    if draft.local_files:
        got = ", ".join(shorten(repr(address), 80) for address in draft.local_files[:3])
        message = f"left out a link to a file next to the list: expected a web address (got {got})"
        collector.report(draft.line, message, severity="warning")
