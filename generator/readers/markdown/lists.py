"""Reading lists in Markdown: READMEs of awesome lists, tables, and lists in notes.

The text is split into list items, table rows and paragraphs (:mod:`blocks`), and each is read on its own
(:mod:`items`). This module decides which of them are papers, and what belongs to the paper above.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.readers.markdown.blocks import Block, Heading
from generator.readers.markdown.drafts import Draft, read_property
from generator.readers.markdown.items import parse_item
from generator.readers.markdown.labels import MEDIA_HOST, get_host, is_code_address, is_paper_address, is_pdf
from generator.readers.markdown.links import is_contents, split_links
from generator.readers.markdown.marked import mark, plain
from generator.readers.markdown.parts import EDGES, find_reference, read_detail
from generator.readers.markdown.tables import parse_row
from generator.readers.markdown.topics import SectionKind, find_heading_title, find_section_kind

FEWEST_WORDS = 2
FEWEST_SURE_WORDS = 4
MOST_WORDS_OF_GROUP = 12
MOST_WORDS_OF_REMARK = 60


@dataclass(slots=True, kw_only=True)
class Found:
    """An entry of a list, and what it was judged to be.

    Attributes:
        groups: the items in which it is nested, which become topics like headings.
        verdict: "paper"; "maybe" if it depends on the neighbors; "untitled" for a link to a paper without a
            title; "other" for links to anything else; "" for text.
    """

    draft: Draft
    headings: tuple[Heading, ...]
    groups: tuple[str, ...] = ()
    verdict: Literal["paper", "maybe", "untitled", "other", ""] = ""
    text: str = ""


def judge(
    draft: Draft, kind: SectionKind, *, in_table: bool = False
) -> Literal["paper", "maybe", "untitled", "other", ""]:
    """Return whether an item is a paper, judging by its links, its parts and its section."""
    words = len(draft.title.split())
    strong = draft.has_paper_address or draft.labeled
    if kind == "furniture":
        return ""
    if words < FEWEST_WORDS:
        return "untitled" if strong and kind != "others" else "other" if draft.links else ""
    known = draft.authors and (draft.venue or draft.date)
    href = draft.title_href
    is_home = bool(href) and not is_paper_address(href) and not is_pdf(href)
    if kind == "others":
        told = words > FEWEST_WORDS or draft.authors
        named = len(draft.authors) > 1 and draft.venue and draft.date
        cited = draft.authors and (draft.labeled or named)
        known_as = draft.is_identified or cited
        is_home = is_home and not (draft.authors and draft.venue and draft.date)
        return "paper" if known_as and told and not is_home else "other"
    if is_home:
        return "paper" if _is_paper_at_home(draft, kind, words, in_table=in_table) else "other"
    if strong or (
        (draft.paper_links or draft.local_files) and (words > FEWEST_WORDS or draft.venue or draft.authors)
    ):
        return "paper"
    if known and (words > FEWEST_WORDS or draft.is_reference):
        return "paper"
    if in_table and words > FEWEST_WORDS and (known or draft.venue or draft.date or draft.authors):
        return "paper"
    return "maybe" if words >= FEWEST_SURE_WORDS or draft.marking else ("other" if draft.links else "")


def _is_paper_at_home(draft: Draft, kind: SectionKind, words: int, *, in_table: bool) -> bool:
    """Return whether a title that links to a repository or another web page is that of a paper."""
    if words < FEWEST_SURE_WORDS or MEDIA_HOST.search(get_host(draft.title_href)):
        return False
    said = bool(draft.authors) + bool(draft.venue) + bool(draft.date)
    if (
        draft.has_paper_address
        or draft.labeled
        or said > 1
        or (said and not is_code_address(draft.title_href))
    ):
        return True
    return in_table and (kind == "papers" or said > 0)


@dataclass(slots=True)
class Walker:
    """Goes through the blocks of a text and collects the entries of the list."""

    found: list[Found] = field(default_factory=list)
    headed: dict[int, Draft] = field(default_factory=dict)
    """Papers whose titles are headings, by the lines of these."""

    def walk(self, blocks: list[Block]) -> list[Found]:
        """Return all entries of the list, in the order of the text."""
        for block in blocks:
            kind = find_section_kind(block.headings)
            if block.kind == "item":
                self._walk_item(block, kind, ())
            elif block.kind == "row":
                self._walk_row(block, kind)
            else:
                self._walk_paragraph(block, kind)
        return self.found

    def _add(self, draft: Draft, block: Block, verdict: str, groups: tuple[str, ...] = ()) -> None:
        headings = block.headings
        if not draft.title and headings and (draft.has_paper_address or draft.labeled):
            title, place = find_heading_title(headings[-1])
            if first := self.headed.get(headings[-1].line):
                first.links += [link for link in draft.links if link not in first.links]
                return
            if title:
                self.headed[headings[-1].line] = draft
                draft.title, headings, verdict = title, headings[:-1], "paper"
                draft.add_place(place)
        self.found.append(
            Found(draft=draft, headings=headings, groups=groups, verdict=verdict, text=block.text)  # type: ignore[arg-type]
        )

    def _walk_row(self, block: Block, kind: SectionKind) -> None:
        draft = parse_row(block.columns, block.cells, block.line)
        if draft is None:
            block.text = " | ".join(block.cells)
            for cell in block.cells:
                each = parse_item(cell, block.line)
                if (
                    each.title
                    and each.has_paper_address
                    and len(each.title.split()) >= FEWEST_SURE_WORDS
                    and each.title_href
                ):
                    self._add(each, block, judge(each, kind))
            return
        block.text = " | ".join(block.cells)
        self._add(draft, block, judge(draft, kind, in_table=True))

    def _walk_paragraph(self, block: Block, kind: SectionKind) -> None:
        """Add paragraphs, or single lines of them, that are papers; the rest is prose."""
        if is_contents(block.text):
            return
        lines = block.text.split("\n")
        drafts = [parse_item(line, block.line + number) for number, line in enumerate(lines)]
        if (
            len(lines) > 1
            and sum(self._heads_paper(draft, line, kind) for draft, line in zip(drafts, lines, strict=True))
            > 1
        ):
            for draft, line in zip(drafts, lines, strict=True):
                if self._heads_paper(draft, line, kind):
                    self._add(draft, block, judge(draft, kind))
            return
        draft = parse_item(block.text, block.line)
        verdict = judge(draft, kind)
        if self._heads_paper(draft, block.text, kind) or (draft.marking == "line" and verdict == "maybe"):
            self._add(draft, block, verdict)

    def _heads_paper(self, draft: Draft, text: str, kind: SectionKind) -> bool:
        """Return whether a paragraph is about one paper: it begins with the title and has little else."""
        remarks = sum(len(comment.split()) for comment in draft.comments)
        if judge(draft, kind) != "paper" or remarks > MOST_WORDS_OF_REMARK:
            return False
        cited = bool(draft.authors and (draft.venue or draft.date))
        if draft.is_reference:
            return cited
        begins = plain(mark(text).text).lstrip(' [(*"“').startswith(draft.title[:30])
        linked = draft.has_paper_address or draft.labeled or (cited and bool(draft.paper_links))
        return bool(draft.marking) and (begins or bool(draft.date)) and linked

    def _walk_item(self, block: Block, kind: SectionKind, groups: tuple[str, ...]) -> None:
        several = split_links(block.text, block.line)
        if several or is_contents(block.text):
            for each in several:
                self._add(each, block, judge(each, kind), groups)
            for child in block.children:
                self._walk_item(child, kind, groups)
            return
        draft = parse_item(block.text, block.line)
        is_label = self._is_label(block, draft)
        if is_label:
            _hand_down_links(block, draft)
            draft = Draft(line=block.line, title=draft.title)
            papers, verdict = block.children, ""
        else:
            papers = self._read_children(block, draft, kind)
            verdict = judge(draft, kind)
            if verdict == "maybe" and "![" in block.text:
                verdict = ""
        if verdict == "paper" or (verdict == "maybe" and not papers):
            self._add(draft, block, verdict, groups)
            inner = groups
        elif papers and not draft.links and not is_label:
            name = plain(mark(block.text).text).split("\n")[0].strip(EDGES)
            inner = (*groups, name) if name and len(name.split()) <= MOST_WORDS_OF_GROUP else groups
        else:
            if not papers:
                self._add(draft, block, verdict, groups)
            inner = groups
        for child in papers:
            self._walk_item(child, kind, inner)

    def _read_children(self, block: Block, draft: Draft, kind: SectionKind) -> list[Block]:
        """Add the details in nested items to an item; return the nested items that are papers."""
        papers: list[Block] = []
        comments: list[str] = []
        for child in block.children:
            lines = child.text.split("\n")
            if not child.children and all(map(str.strip, lines)) and self._is_detail(lines, draft):
                continue
            each = parse_item(child.text, child.line)
            told = not draft.paper_links or len(each.title.split()) >= FEWEST_SURE_WORDS
            has_file = is_pdf(each.title_href) and told
            is_linked = has_file or each.has_paper_address or each.labeled or (each.links and each.authors)
            verdict = judge(each, kind)
            is_paper = verdict == "paper" and (each.is_reference or is_linked)
            if (
                is_paper
                or (child.children and list(self._find_papers(child, kind)))
                or (verdict == "maybe" and not draft.links and each.links)
            ):
                papers.append(child)
            elif not draft.paper_links and each.title_href:
                self._add(each, child, "other")
            else:
                marked = mark(child.text)
                nested = marked.hrefs if draft.paper_links else ()
                for label, address in (*marked.resources, *(("", href) for href in nested)):
                    draft.add_link(label, address)
                comments += [plain(mark(child.text).text).strip(" -–—;")]
        draft.comments += [comment for comment in comments if len(comment.split()) > FEWEST_WORDS]
        return papers

    def _is_detail(self, lines: list[str], draft: Draft) -> bool:
        if read_property(lines[0], draft):
            return all(read_property(line, draft) or True for line in lines[1:])
        return read_detail("\n".join(lines), draft)

    def _find_papers(self, block: Block, kind: SectionKind) -> Iterator[Block]:
        for child in block.children:
            each = parse_item(child.text, child.line)
            if judge(each, kind) == "paper" and not read_detail(child.text, Draft(line=0)):
                yield child
            yield from self._find_papers(child, kind)

    def _is_label(self, block: Block, draft: Draft) -> bool:
        """Return whether an item is not a paper but a label for the ones below it, which are full references.

        ``* Tilburg [[Paper](…)]`` above ``* Grzegorz Chrupala, …, Learning language through pictures``.
        """
        if not block.children or len(draft.authors) > 1 or draft.marking or not draft.labeled:
            return False
        for child in block.children:
            each = parse_item(child.text, child.line)
            marked = mark(child.text)
            reference = find_reference(marked.text, lenient=True)
            if reference and reference.guessed and reference.title not in draft.title:
                reference = None
            if (
                reference
                and len(draft.title.split()) >= FEWEST_SURE_WORDS
                and not (reference.venue or reference.date)
            ):
                reference = None
            titled = (
                not read_detail(child.text, Draft(line=0))
                and len(each.title.split()) >= FEWEST_SURE_WORDS
                and (each.venue or each.date or each.arxiv)
            )
            if (
                child.children
                or each.links
                or not (reference or (titled and len(draft.title.split()) < FEWEST_SURE_WORDS))
            ):
                return False
        return True


def _hand_down_links(block: Block, draft: Draft) -> None:
    """Add a label's links to the references below it: all to a single one, or one paper link to each."""
    addresses = draft.paper_links
    if len(block.children) == 1:
        links = [("pdf" if role == "paper" else role, address) for role, address in draft.links]
        block.children[0].text += "".join(f" [[{role}]]({address})" for role, address in links)
    elif len(addresses) == len(block.children):
        for child, address in zip(block.children, addresses, strict=True):
            child.text += f" [[pdf]]({address})"
