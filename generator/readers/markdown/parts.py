"""The parts of an item besides its title: names, places, and everything else."""

import re

from generator.readers.markdown.drafts import Draft
from generator.readers.markdown.labels import find_role, is_label
from generator.readers.markdown.marked import GONE, LINK, LINK_END, MARK, MARKS, mark, plain
from generator.readers.references.names import Authors, parse_authors, take_authors
from generator.readers.references.parsing import SENTENCE_END, Reference, parse_reference
from generator.readers.references.places import (
    DISTINCTIONS,
    Place,
    has_venue_words,
    names_venue,
    parse_place,
)

# ends of parts: bold, italics, links, lines, dashes, bullets
PART = re.compile(rf"[{MARKS}\n]+|\s[–—-]{{1,2}}\s|[|•·]|;\s")
LINKED = re.compile(f"{LINK}(?P<text>[^{LINK}{LINK_END}]*){LINK_END}")
BRACKETS = re.compile(r"[(\[](?P<text>[^()\[\]\n]{1,200})[)\]]")
# "(Google)" in "Tu Vu (Google) et al."
AFFILIATION = re.compile(r"\s*\([^()\n]{1,200}\)(?=\s*(?:,|et\b|and\b|&|\Z))")
# by Ada Rye
BY = re.compile(r"\Aby:?\s+(?=[^\W\d_a-z])", re.ASCII)
# Oven Research  ·  Bread AI
GROUP = re.compile(
    r"\b(?:research|labs?|university|institute|college|team|group|brain|AI|Google|Microsoft|Meta)\b", re.I
)
EDGES = " \t\n.,;:|–—-*_~•·/\\"
FEWEST_COMMENT_WORDS = 3


def is_firm(place: Place, text: str) -> bool:
    """Return whether a text is clearly a place; an acronym alone may be that of a method."""
    return bool(place.date or place.arxiv or (place.venue and has_venue_words(text)) or not place.venue)


def take_sure(text: str) -> bool:
    """Return whether a text is clearly names, or at least two names."""
    found = take_authors(text.strip(EDGES))
    return bool(found and (found.sure or len(found.names) > 1))


def find_reference(text: str, *, lenient: bool = False) -> Reference | None:
    """Return the reference that a marked text is, if it begins with authors.

    Without ``lenient``, the names must be clearly names, or the venue or year must be known.
    """
    words = plain(text.replace(GONE, " ").replace("\n", " "))
    found = take_authors(words)
    rest = words[found.end :].lstrip() if found else ""
    if not found or (not found.sure and len(found.names) == 1 and rest[:1] == ":" and not lenient):
        return None  # "Deep Bread: A Study", which a name could begin as well
    reference = parse_reference(words)
    listed = len(found.names) > 2 and not (reference and reference.guessed)
    if reference and (
        lenient
        or listed
        or found.sure
        or (reference.sure and (reference.venue or reference.date or reference.arxiv))
    ):
        return reference
    return None


def read_rest(text: str, draft: Draft) -> None:
    """Add what a text other than the title contains: authors, venue and date, or else a comment."""
    text = LINKED.sub(lambda match: match[0] if _may_be_told(plain(match["text"])) else " ", text)
    text = BRACKETS.sub(
        lambda match: "\n" if _read_part(match["text"], draft, brackets=True) else match[0], text
    )
    for part in PART.split(text):
        if part.strip(EDGES) and not _read_part(part, draft, brackets=part.strip(EDGES)[:1] in ("(", "[")):
            _read_sentences(part.lstrip(EDGES), draft)


def read_before(text: str, draft: Draft) -> None:
    """Read the text before the title: no comments, and no venue that may be the name of a method."""
    comments, venue, date = list(draft.comments), draft.venue, draft.date
    read_rest(text, draft)
    draft.comments = comments
    if draft.date == date and not has_venue_words(draft.venue):
        draft.venue = venue


def _may_be_told(label: str) -> bool:
    """Return whether the text of a link may be names or a place rather than a label."""
    return bool(parse_place(label)) or take_sure(label)


def _read_part(part: str, draft: Draft, *, brackets: bool = False) -> bool:
    """Add a part of a text if it is names or a place; return whether it is."""
    part = MARK.sub(" ", part).strip(EDGES)
    if not part:
        return True
    place = parse_place(part)
    if is_label(part) and not (place and (place.date or not brackets)):
        return True
    part = AFFILIATION.sub("", part)
    part = BY.sub("", part)
    found = None if draft.authors else take_authors(part)
    if found and (after := _find_place_after(part, found)):
        draft.authors = found.names
        draft.add_place(after)
        return True
    found = None if brackets else found
    if found and not found.sure and place and place.venue.startswith(part[: found.end] + ","):
        place = None  # "Ada Rye, ICML 2020" is no venue
    sure_place = place and place.sure and (len(part.split()) <= 6 or place.date)
    names = () if draft.authors or (sure_place and place and place.date) else parse_authors(part)
    if names and (not brackets or take_sure(part)):
        draft.authors = names
        return True
    if place and (is_firm(place, part) if brackets else place):
        draft.add_place(place)
        return True
    is_group = found and GROUP.search(part[: found.end])
    if found and not is_group and (rest := part[found.end :].strip(EDGES)) and (after := parse_place(rest)):
        draft.authors = found.names
        draft.add_place(after)
        return True
    return False


def _find_place_after(part: str, found: Authors) -> Place | None:
    """Return the place that follows names, if it proves that they are names: ``Ada Rye, ICML 2020``."""
    rest = part[found.end :].strip(EDGES)
    place = parse_place(rest) if rest else None
    if not place or found.sure:
        return place
    names = part[: found.end]
    is_name = not (has_venue_words(names) or DISTINCTIONS.search(names) or GROUP.search(names))
    known = place.date and (not place.venue or names_venue(place.venue))
    listed = len(found.names) > 1 or (place.venue and part[found.end] == ",")
    return place if is_name and known and listed else None


def _read_sentences(part: str, draft: Draft) -> None:
    """Add sentences that are names or a place as such, and the others as comments."""
    kept: list[str] = []
    place = 0
    ends = [match.end() for match in SENTENCE_END.finditer(part)]
    for end in [*ends, len(part)]:
        sentence = part[place:end].strip()
        place = end
        if sentence and not (not kept and _read_part(sentence, draft)):
            kept.append(sentence)
    comment = " ".join(" ".join(kept).split()).strip(" ,;:|–—-*_~")
    if match := BRACKETS.fullmatch(comment):
        comment = match["text"]
    if not kept or (len(comment.split()) < FEWEST_COMMENT_WORDS and len(comment) < 20):
        return
    found = take_authors(comment) if not draft.authors else None
    if found and found.sure and len(found.names) > 1:
        draft.authors = found.names
        comment = comment[found.end :].strip(EDGES)
        if (rest := parse_place(comment)) or not comment:
            draft.add_place(rest or Place())
            return
    if comment:
        draft.comments.append(comment)


def read_detail(text: str, draft: Draft) -> bool:
    """Add a line below an item if it consists of authors, a place and labeled links only.

    Returns:
        Whether it does; otherwise nothing is added.
    """
    marked = mark(text)
    reference = find_reference(marked.text)
    linked = any(find_role(label, address) == "paper" for label, address in marked.resources)
    if marked.hrefs or (reference and (linked or not reference.guessed)):
        return False
    read = Draft(line=draft.line, authors=())
    words = BRACKETS.sub(
        lambda match: "\n" if _read_part(match["text"], read, brackets=True) else match[0], marked.text
    )
    for part in PART.split(words):
        if part.strip(EDGES) and not _read_part(part, read):
            for sentence in re.split(r"(?<!\b\w)\.\s", part):
                if not _read_part(sentence, read):
                    return False
    if not draft.authors:
        draft.authors = read.authors
    draft.add_place(Place(venue=read.venue, date=read.date, arxiv=read.arxiv))
    draft.comments += read.comments
    for label, address in marked.resources:
        draft.add_link(label, address)
    return True
