"""The parts of a list item: title, authors, venue, date, links and comment."""

import re
from collections.abc import Iterable
from itertools import islice

from generator.readers.markdown.drafts import Draft, read_property, trim_title
from generator.readers.markdown.labels import is_label, is_paper_address, is_pdf
from generator.readers.markdown.links import read_citation
from generator.readers.markdown.marked import (
    EM,
    EM_END,
    GONE,
    LINK,
    LINK_END,
    MARKS,
    STRONG,
    STRONG_END,
    MarkedText,
    mark,
    plain,
)
from generator.readers.markdown.parts import (
    EDGES,
    LINKED,
    find_reference,
    is_firm,
    read_before,
    read_rest,
    take_sure,
)
from generator.readers.references.names import parse_authors, take_authors
from generator.readers.references.parsing import PLACE_LAST, SENTENCE_END, split_names
from generator.readers.references.places import names_venue, parse_place

SPACE = rf"[\s{MARKS}]*"
# [CVPR 2021]  ·  (EMNLP'23)  ·  【2023】 at the beginning of an item
TAG = re.compile(
    rf"\A{SPACE}(?:\[(?P<a>[^\[\]\n]{{1,80}})\]|\((?P<b>[^()\n]{{1,80}})\)"
    rf"|【(?P<c>[^【】\n]{{1,80}})】){SPACE}[:|,–—-]?{SPACE}"
)
# 2023.05 |  ·  NeurIPS 2021:  ·  2016-03 -
LEADING = re.compile(
    rf"\A{SPACE}(?P<place>[^\n|:–—,(\s{MARKS}][^\n|:–—,(]{{1,39}}?){SPACE}(?:[|:,]|\s[–—-]|\s[–—-]\s){SPACE}(?=\S)"
)
# a cell's end: " | " and the like, outside of words
PIPE = re.compile(rf"(?:(?<=[\s{MARKS}])|^)\|+(?=[\s{MARKS}]|$)")
BOLD = re.compile(f"{STRONG}(?P<text>[^{STRONG}{STRONG_END}]*){STRONG_END}")
QUOTE = re.compile(r"[\"“”„](?P<text>[^\"“”„\n]{8,600})[\"”“]")
# where a plain title ends: marked text, a new line, a dash, or brackets at the end
TITLE_END = re.compile(rf"[{EM}{STRONG}{GONE}{LINK}\n]|\s[–—-]{{1,2}}\s|\s\|\s|;\s")
IN_BRACKETS = re.compile(r"\s[(\[](?P<place>[^()\[\]\n]{2,60})[)\]]")
# arXiv:2401.00001v2 in place of a title
IDENTIFIER = re.compile(
    r"(?:arxiv\s?:\s?)?(?P<arxiv>\d{4}\.\d{4,5}|[a-z-]{2,20}/\d{7})(?:v\d{1,3})?\b"
    r"|(?:doi\s?:\s?)?(?P<doi>10\.\d{4,9}/\S+)",
    re.I,
)
SEPARATOR = re.compile(r",\s+|\sby\s")
MOST_CANDIDATES = 20
"""Links and bold or quoted texts of an item that may be its title."""
LONGEST_TAIL = 400
"""Most characters of authors or a venue after an unmarked title."""
NAMED = re.compile(rf"[^\n{MARKS}]{{2,60}}?\s[–—-]\s")
# labels that also name a venue: [bioRxiv](…)  ·  [NeurIPS 2022](…)
NAMES_NO_VENUE = re.compile(
    r"[\W\d]*(?:(?:the|official|full|paper|pdf|preprint|conference|journal|report|tech|technical"
    r"|thesis|press|proceedings?|publication|article|acm|ieee|springer|arxiv|hal|openreview"
    r"|version|workshop|link|slides|code|project|page)[\W\d]*)+",
    re.I,
)
FEWEST_TITLE_WORDS = 2
LONGEST_SHORT_NAME = 3
"""Most words in what may be the name of a method rather than a title."""


def _is_title(text: str) -> bool:
    """Return whether marked text may be a title: words that are not a venue, names or a label."""
    text = plain(text).strip(EDGES)
    words = text.split()
    if len(words) < FEWEST_TITLE_WORDS or is_label(text):
        return False
    place = parse_place(text)
    if place and is_firm(place, text) and (place.date or len(words) <= 3):
        return False
    found = take_authors(text)
    are_names = found and (found.sure or len(found.names) > 2) and parse_authors(text)
    return len(words) > 20 or not are_names


def _take_tags(text: str, draft: Draft) -> str:
    """Take dates, venues and short names from the beginning of an item's text; return the rest."""
    for _ in range(6):
        if match := TAG.match(text):
            inner = plain(match["a"] or match["b"] or match["c"])
            place = parse_place(inner)
            rest = text[match.end() :]
            if place and not is_firm(place, inner):
                place = None
            if not place and (len(inner.split()) > 4 or not rest.strip(EDGES + MARKS)):
                break
            opened = text[: match.end()]
            if LINK in opened and LINK_END not in opened:
                break  # the link's text goes on
            if place:
                draft.add_place(place)
            text = "".join(_open_marks(opened)) + rest
        elif match := LEADING.match(text):
            place = parse_place(plain(match["place"]))
            firm = place and place.date and (not place.venue or names_venue(place.venue))
            if not place or not firm or LINK in match[0]:
                break
            draft.add_place(place)
            text = "".join(_open_marks(match[0])) + text[match.end() :]
        else:
            break
    return text


def _open_marks(text: str) -> Iterable[str]:
    """Return the marks that are opened but not closed in ``text``."""
    for begin, end in ((STRONG, STRONG_END), (EM, EM_END), (LINK, LINK_END)):
        if text.count(begin) > text.count(end):
            yield begin


def _choose_title(text: str, draft: Draft, marked: MarkedText) -> tuple[int, int] | None:
    """Set the title to the marked text that looks like one; return its position, or None."""
    hrefs = iter(marked.hrefs)
    links = [(match, next(hrefs, "")) for match in islice(LINKED.finditer(text), MOST_CANDIDATES)]
    found = [
        *(
            (match, "link", href)
            for match, href in links
            if _is_title(match["text"]) or _is_short_title(match, href, text)
        ),
        *(
            (match, marking, "")
            for marking, pattern in (("bold", BOLD), ("quote", QUOTE))
            for match in islice(pattern.finditer(text), MOST_CANDIDATES)
            if LINK not in match["text"] and _is_title(match["text"])
        ),
    ]
    ordered = sorted(found, key=lambda each: (each[0].start(), -each[0].end()))
    if len(ordered) > 1 and ordered[0][1] == "bold" and _count_words(ordered[0][0]) <= LONGEST_SHORT_NAME:
        # **Habitat 2.0**: "Habitat 2.0: Training Home Assistants to …"
        longer = (each for each in ordered[1:] if _count_words(each[0]) > LONGEST_SHORT_NAME)
        ordered = [*longer, ordered[0]]
    for match, marking, href in ordered:
        before = plain(text[: match.start()]).strip(EDGES + '"“')
        if len(before.split()) > 3 and not (parse_place(before) or _list_names(before)):
            continue  # in the middle of a sentence
        begin, end = match.span()
        if marking == "bold" and (inner := re.match(rf"{SPACE}\[[^\[\]]{{1,40}}\]{SPACE}", match["text"])):
            draft.title = trim_title(match["text"][inner.end() :])
        else:
            draft.title = trim_title(match["text"])
        if len(draft.title) < 2:
            draft.title = ""
            continue
        draft.marking, draft.title_href = marking, href
        _split_citation(match["text"], draft)
        return begin, end
    return None


def _count_words(match: re.Match[str]) -> int:
    return len(plain(match["text"]).split())


def _split_citation(text: str, draft: Draft) -> None:
    """Read a link whose text is a whole reference: ``[Ada Rye. "Deep Bread." Nature 1 (2020).](…)``."""
    reference = find_reference(text) if len(draft.title.split()) > 2 * LONGEST_SHORT_NAME else None
    if reference and not reference.guessed and (reference.venue or reference.date or reference.arxiv):
        draft.title, draft.is_reference = "", True
        draft.add_reference(reference)


def _list_names(text: str) -> tuple[str, ...]:
    """Return the names before a title, in any form, since the title makes it clear that they are names."""
    found = take_authors(text)
    if found and (found.sure or len(found.names) > 1) and not text[found.end :].strip(EDGES):
        return found.names
    return parse_authors(text) or split_names(re.sub(r",?\s*\bet al\b.*|\(\d{4}\)", "", text))


def _is_short_title(match: re.Match[str], href: str, text: str) -> bool:
    """Return whether a one-word link is a title: it leads to a paper, and only tags precede it."""
    word = plain(match["text"]).strip(EDGES)
    before = plain(text[: match.start()]).strip(EDGES)
    short = (
        len(word) > 3
        and not is_label(word)
        and not parse_place(word)
        and (not before or bool(parse_place(before)))
    )
    return short and (is_paper_address(href) or is_pdf(href))


def _take_plain_title(text: str, draft: Draft) -> str:
    """Read the title and what directly follows it from unmarked text; return the rest."""
    start = TITLE_END.search(text.lstrip(MARKS + " \n"))
    stripped = text.lstrip(MARKS + " \n")
    head = stripped[: start.start()] if start else stripped
    reference = find_reference(stripped)
    if not reference and (label := NAMED.match(stripped)):
        # "StarCraft II - Oriol Vinyals et al., Grandmaster level in …"
        reference = find_reference(stripped[label.end() :])
        reference = None if reference and reference.guessed else reference
    if reference and (not reference.guessed or draft.paper_links):
        draft.add_reference(reference)
        draft.is_reference = True
        return ""
    rest = stripped[len(head) :]
    head_text = head.strip()
    # Title (2015), K. Gregor et al.
    year = next((match for match in IN_BRACKETS.finditer(head_text) if _names_place(match["place"])), None)
    if year and len(head_text[: year.start()].split()) >= FEWEST_TITLE_WORDS:
        return _set_plain_title(draft, head_text, year.start(), year.start(), rest)
    for match in SENTENCE_END.finditer(head_text):
        end = match.start() + (match[0] != ".")
        if len(head_text[:end].split()) >= FEWEST_TITLE_WORDS and head_text[match.end() :].strip():
            return _set_plain_title(draft, head_text, end, match.end(), rest)
    for match in SEPARATOR.finditer(head_text, max(0, len(head_text) - LONGEST_TAIL)):
        tail = head_text[match.end() :]
        names = take_authors(tail)
        place = parse_place(tail) if len(tail) < 100 and match[0][0] == "," else None
        if (names and names.sure and not tail[names.end :].strip(EDGES)) or (
            place and place.date and place.sure
        ):
            return _set_plain_title(draft, head_text, match.start(), match.end(), rest)
    return _set_plain_title(draft, head_text, len(head_text), len(head_text), rest)


def _names_place(text: str) -> bool:
    place = parse_place(text)
    return bool(place and is_firm(place, text))


def _set_plain_title(draft: Draft, head: str, end: int, begin: int, rest: str) -> str:
    draft.title = trim_title(head[:end])
    return f"{head[begin:]} {rest}"


def parse_item(text: str, line: int) -> Draft:
    """Return the parts of one list item that its form reveals; the title may be empty.

    Args:
        text: the item in Markdown, without its list mark and nested items.
        line: its line, counted from 1.
    """
    draft = Draft(line=line)
    lines = text.split("\n")
    kept = [lines[0], *(each for each in lines[1:] if not read_property(each, draft))]
    marked = mark("\n".join(kept))
    for label, address in marked.resources:
        draft.add_link(label, address)
    _read_parts(marked, draft)
    if len(kept) == 1 < len(lines) and draft.links:
        # Deep Bread ⏎ PDF: <https://…>
        draft.marking = draft.marking or "line"
    if match := IDENTIFIER.match(draft.title):
        draft.arxiv, draft.doi = draft.arxiv or match["arxiv"] or "", draft.doi or match["doi"] or ""
        draft.comments.insert(0, draft.title[match.end() :].strip(EDGES + "#"))
        draft.title = ""
    for label, _ in marked.resources:
        label = re.sub(r"\A\W*(?:paper|pdf)\W+", "", label, flags=re.I)
        place = None if not label or NAMES_NO_VENUE.fullmatch(label) else parse_place(label)
        if place and not (draft.venue and draft.date) and is_firm(place, label):
            draft.add_place(place)
    return draft


def _read_parts(marked: MarkedText, draft: Draft) -> None:
    body = _take_tags(marked.text, draft)
    cells = [cell for cell in PIPE.split(body) if cell.strip(EDGES + MARKS)]
    if len(cells) > 1:
        _read_cells(cells, draft, marked)
    else:
        _read_body(body, draft, marked)


def _read_body(body: str, draft: Draft, marked: MarkedText) -> None:
    hrefs = list(marked.hrefs)
    cited = read_citation(body, draft)
    chosen = None if cited is not None else _choose_title(body, draft, marked)
    if cited is not None:
        read_rest(cited, draft)
    elif chosen:
        begin, end = chosen
        before, after = body[:begin], body[end:]
        read_rest(after, draft)
        read_before(before, draft)
        if not draft.authors and "," in before:
            draft.authors = _list_names(plain(before).strip(EDGES + '"“'))
    else:
        rest = _take_plain_title(body, draft)
        read_rest(rest, draft)
    for match, href in zip(LINKED.finditer(body), hrefs, strict=False):
        label = plain(match["text"])
        draft.add_link(label if is_label(label) else "", href)
    _take_place_first(draft)
    if last := PLACE_LAST.search(draft.title):
        place = parse_place(last["place"])
        if place and is_firm(place, last["place"]):
            draft.add_place(place)
            draft.title = trim_title(draft.title[: last.start()])


def _take_place_first(draft: Draft) -> None:
    """Move a venue and year in brackets at the beginning of a title to where they belong."""
    match = TAG.match(draft.title)
    inner = (match["a"] or match["b"] or match["c"]) if match else ""
    title = trim_title(draft.title[match.end() :]) if match else ""
    if title and (place := parse_place(inner)) and place.date and is_firm(place, inner):
        draft.add_place(place)
        draft.title = title


def _read_cells(cells: list[str], draft: Draft, marked: MarkedText) -> None:
    """Read parts separated by pipes: the first that is neither a date nor names is the title."""
    hrefs = list(marked.hrefs)
    for cell in cells:
        cell_hrefs = [hrefs.pop(0) for _ in range(cell.count(LINK)) if hrefs]
        cell = _take_tags(cell, draft)
        words = plain(cell).strip(EDGES)
        if (
            not draft.title
            and words
            and not parse_place(words)
            and not (parse_authors(words) and take_sure(words))
        ):
            part = MarkedText(text=cell, hrefs=cell_hrefs)
            _read_body(cell, draft, part)
            draft.marking = draft.marking or "cell"
            continue
        for href in cell_hrefs:
            draft.add_link("", href)
            if (
                not draft.venue
                and draft.title
                and not parse_place(words)
                and len(words.split()) <= 8
                and is_paper_address(href)
            ):
                draft.venue = words
                words = ""
        if words:
            read_rest(cell if len(words) == len(plain(cell).strip(EDGES)) else words, draft)
