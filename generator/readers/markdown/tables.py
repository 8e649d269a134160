"""Table rows, read by the names of their columns."""

import re

from generator.readers.markdown.drafts import Draft, set_property
from generator.readers.markdown.items import FEWEST_TITLE_WORDS, parse_item
from generator.readers.markdown.labels import is_label
from generator.readers.markdown.marked import mark, plain
from generator.readers.references.places import Place, parse_place

COLUMNS = {
    "title": re.compile(
        r"(?:paper |article |work )?titles?"
        r"|(?:papers?|articles?|publications?|works?|references?|literature)(?: name| titles?)?", re.I
    ),
    "authors": re.compile(r"authors?(?:\(s\))?|by|first author", re.I),
    "place": re.compile(
        r"venues?(?:/.*)?|conf(?:erence)?s?(?:/.*| & .*| or journal)?|journals?(?:/.*)?|venue.*"
        r"|published(?: in| at| on)?|where|publishers?|proceedings|publications?(?: venue| date| year)?"
        r"|sources?|pub\.?|years?|dates?|time|when|release(?:d| date)?|months?", re.I
    ),
    "code": re.compile(
        r"(?:source |official )?codes?(?:/.*)?|github.*|repo(?:sitory)?s?|implementations?|code .*", re.I
    ),
    "project": re.compile(r"projects?(?: pages?)?|web ?(?:site|page)s?|home ?pages?|demos?|pages?", re.I),
    "slides": re.compile(r"slides?|presentations?", re.I),
    "video": re.compile(r"videos?|talks?|recordings?|youtube", re.I),
    "poster": re.compile(r"posters?", re.I),
    "blog": re.compile(r"blogs?(?: ?posts?)?", re.I),
    "comments": re.compile(
        r"comments?|notes?|descriptions?|summary|tl;?dr|remarks?|highlights?|contributions?|details|abstract"
        r"|main idea|key ?points?", re.I
    ),
    "tags": re.compile(r"keywords?|tags?|topics?|categor(?:y|ies)|areas?|fields?|tasks?|themes?", re.I),
}  # fmt: skip
"""What columns contain, by their names."""
OF_LINKS = ("code", "project", "slides", "video", "poster", "blog")
"""Columns of links."""


def _find_columns(columns: tuple[str, ...]) -> dict[int, str]:
    """Return what each known column contains, by its position."""
    names = [plain(mark(column).text).strip(" :*_") for column in columns]
    roles: dict[int, str] = {}
    for place, name in enumerate(names):
        found = next((role for role, pattern in COLUMNS.items() if pattern.fullmatch(name)), "")
        if found:
            roles[place] = found
    titled = [place for place, role in roles.items() if role == "title"]
    best = next(
        (place for place in titled if re.search(r"title", names[place], re.I)), titled[0] if titled else -1
    )
    for place in titled:
        if place != best:
            roles[place] = "place" if re.match(r"publication", names[place], re.I) else "links"
    return roles


def parse_row(columns: tuple[str, ...], cells: tuple[str, ...], line: int) -> Draft | None:
    """Return the paper in a table row, or None if no column contains titles."""
    roles = _find_columns(columns)
    place = next((place for place, role in roles.items() if role == "title"), -1)
    if not 0 <= place < len(cells):
        return None
    draft = parse_item(cells[place], line)
    if len(draft.title.split()) < FEWEST_TITLE_WORDS:
        # the name of the column does not match its contents
        others = (
            parse_item(cell, line) for number, cell in enumerate(cells) if number != place and "](" in cell
        )
        draft = next((each for each in others if each.title_href and len(each.title.split()) > 3), draft)
    draft.marking = "cell"
    for number, cell in enumerate(cells):
        role = roles.get(number, "")
        if number == place or not cell.strip():
            continue
        marked = mark(cell)
        text = plain(marked.text).strip(" -–—/")
        for label, address in marked.resources:
            name = role if role in OF_LINKS and (not label or is_label(label)) else label or "paper"
            draft.add_link(name if name != "title" else "paper", address)
        for address in marked.hrefs:
            draft.add_link(role if role in OF_LINKS else "", address)
        _read_cell(draft, role, text)
    return draft


def _read_cell(draft: Draft, role: str, text: str) -> None:
    if not text:
        return
    if role == "place":
        found = parse_place(text)
        draft.add_place(found or Place(venue=text if len(text.split()) <= 14 else ""))
    elif role in ("authors", "tags", "comments"):
        set_property(draft, role, text)
