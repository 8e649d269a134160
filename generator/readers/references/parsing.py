"""The parts of a formatted reference: APA, IEEE, Chicago, ACM, MLA, Nature, LNCS, or typed by hand."""

import re
from dataclasses import dataclass, field

from generator.readers.references.details import KIND_NOTE, read_publication
from generator.readers.references.names import take_authors
from generator.readers.references.places import Place, names_venue, parse_place
from generator.text.identifiers import parse_doi
from generator.text.links import trim_address

LONGEST_REFERENCE = 5_000
# [12]  ·  12.  ·  (3)  ·  •
NUMBER = re.compile(r"\A\s*(?:\[[\w+.-]{1,20}\]|\(\d{1,4}\)|\d{1,4}[.)]|[-*+•])\s+")
# https://doi.org/10.1038/nature14539  ·  doi:10.1038/…
DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|\bdoi(?:\.org/|\s?[:=]\s?|\s))\s?(?P<doi>10\.\d{4,9}/\S+)"
    r"|(?<![\w/])(?P<bare>10\.\d{4,9}/\S+)",
    re.I,
)
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
AVAILABLE = re.compile(
    r"\b(?:available(?: (?:at|from|online))?|retrieved(?: on)?(?: [\w ,]{4,30})?(?: from)?"
    r"|accessed(?: on)?:?|url|\[online\]|online|last accessed|pdf)"
    r"(?:[:.,]|(?=\s*$)|\s(?=https?:))[^\n]{0,60}$",
    re.I,
)
# (2015).  ·  (2017, June 3),  ·  2017.
YEAR_FIRST = re.compile(
    r"\A[\s.,:]*(?:\((?P<date>[^()]{0,12}(?:1[6-9]|20)\d\d[a-z]?[^()]{0,20})\)|(?P<year>(?:1[6-9]"
    r"|20)\d\d)[a-z]?\.)[\s.,:]*"
)
# “Attention is all you need,”  ·  "Deep Sets."
QUOTED = re.compile(r"(?:[\"“”„]|``|(?<!\w)['‘])(?P<title>[^\"“”„\n]{3,1000}?)(?P<end>[\"”“]|''|['’](?!\w))")
# the period between two sentences, not that of an initial or "vs."
SENTENCE_END = re.compile(
    r"(?<!\b\w)(?<!\bvs)(?<!\bet al)(?<!\bNo)(?<!\bvol)(?<!\bSt)(?<!\bDr)(?<!\bInt)(?<!\bProc)(?<!\bConf)"
    r"(?<!\bTrans)(?:\.(?=\s|\Z)|[?!](?=\s+[^\W\d_a-zß-öø-ÿ]|\Z))"
)
COMMA = re.compile(r",\s+")
# (AAAI 2004) at the end of a title
PLACE_LAST = re.compile(r"\s*[(\[](?P<place>[^()\[\]]{2,120})[)\]]\Z")
# OpenAI. (2023).
ORGANIZATION = re.compile(r"(?P<name>[^().\"“]{2,80}?)\.?\s*(?=\((?:1[6-9]|20)\d\d[a-z]?\b)")
EDITOR_MARK = re.compile(r"\A\s*\((?:eds?\.?|\d\s?)\)")
EDGES = " \t\n.,;:"
FEWEST_TITLE_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The parts of a reference; ``date`` is ISO 8601, and ``details`` are fields of a publication.

    ``sure`` is whether its authors are clearly names, or the venue or year is known; ``guessed`` is whether
    what looks like the last author was taken as the title.
    """

    title: str
    authors: tuple[str, ...] = ()
    organization: str = ""
    venue: str = ""
    date: str = ""
    doi: str = ""
    arxiv: str = ""
    remark: str = ""
    addresses: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)
    type: str = ""
    sure: bool = False
    guessed: bool = False


def _take_links(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a text without its DOIs and addresses, the first DOI, and the addresses."""
    dois = (parse_doi(trim_address(match["doi"] or match["bare"])) for match in DOI.finditer(text))
    doi = next(filter(None, dois), "")
    text = DOI.sub(" ", text)
    addresses = tuple(dict.fromkeys(trim_address(match[0]) for match in ADDRESS.finditer(text)))
    text = ADDRESS.sub(" ", text)
    text = AVAILABLE.sub("", text.rstrip(" .,;<>("))
    return text.rstrip(" ,;(<"), doi, addresses


def _find_title_end(text: str, fewest: int, *, commas: bool) -> tuple[int, int]:
    """Return where the title at the beginning of a text ends, and where the rest begins."""
    for match in SENTENCE_END.finditer(text):
        end = match.start() + (match[0] != ".")
        if len(text[:end].split()) >= fewest or not text[match.end() :].strip():
            break
    else:
        end, match = len(text), None
    if commas:
        for comma in COMMA.finditer(text[:end]):
            rest = text[comma.end() : end + 200]
            if _begins_with_venue(rest) and text[: comma.start()].strip():
                return comma.start(), comma.end()
    return end, match.end() if match else end


def _begins_with_venue(text: str) -> bool:
    """Return whether a text is a venue or a date, at least up to its first comma."""
    first = re.split(r"[,.;(]\s|$", text, maxsplit=1)[0]
    if re.match(r"(?:in:?|proc|proceedings|arxiv)\b", first, re.I):
        return True
    sentence = re.split(r"\.\s|[(\[;]", text, maxsplit=1)[0]
    whole = (
        parse_place(sentence.replace(",", " ")) if len(sentence) < 120 and sentence.count(",") <= 2 else None
    )
    if whole and whole.sure and (whole.date or whole.arxiv) and len(whole.venue.split()) <= 9:
        return True
    return _is_firm_venue(first)


def _is_firm_venue(text: str) -> bool:
    place = parse_place(text)
    return bool(place and place.sure and (not place.venue or names_venue(place.venue)))


def split_names(text: str) -> tuple[str, ...]:
    """Return the names between commas, whatever their case; empty if the parts are too long for names."""
    parts = [part.strip(EDGES) for part in re.split(r",|;|\band\b|&", text)]
    parts = [part for part in parts if part]
    return tuple(parts) if parts and all(len(part.split()) <= 4 for part in parts) else ()


@dataclass(slots=True)
class _Parts:
    """The parts of a reference found so far; ``rest`` is the text still to be read."""

    rest: str
    names: tuple[str, ...] = ()
    organization: str = ""
    date: str = ""
    title: str = ""
    sure: bool = False
    guessed: bool = False


def _take_heads(text: str) -> _Parts | None:
    """Read authors or an organization, and the year after them; return None if there are none."""
    if found := take_authors(text):
        parts = _Parts(text[found.end :], found.names, sure=found.sure)
    elif match := ORGANIZATION.match(text):
        parts = _Parts(text[match.end() :], organization=match["name"].strip(), sure=True)
    else:
        return None
    parts.rest = EDITOR_MARK.sub("", parts.rest)
    if year := YEAR_FIRST.match(parts.rest):
        place = parse_place((year["date"] or year["year"]).rstrip("abcdef"))
        parts.date, parts.rest, parts.sure = place.date if place else "", parts.rest[year.end() :], True
    return parts


def _take_title(parts: _Parts, *, commas: bool) -> None:
    """Read the title; ``commas`` is whether it may end at a comma."""
    begins = parts.rest.lstrip()[:1]
    quoted = QUOTED.match(parts.rest.lstrip(EDGES))
    later = QUOTED.search(parts.rest) if parts.names and not quoted else None
    if later and (further := split_names(parts.rest[: later.start()])):
        # names in lowercase before a title in quotation marks
        parts.names, parts.rest = (*parts.names, *further), parts.rest[later.start() :]
        quoted = QUOTED.match(parts.rest)
    whole = parts.rest
    rest = parts.rest.lstrip(EDGES)
    if quoted:
        parts.title, parts.rest, parts.sure = quoted["title"], rest[quoted.end() :], True
    else:
        may_end = begins in (",", ":", ";") or not parts.sure or not SENTENCE_END.search(rest.rstrip("."))
        fewest = 1 if parts.date else FEWEST_TITLE_WORDS
        end, begin = _find_title_end(rest, fewest, commas=commas and may_end)
        parts.title, parts.rest = rest[:end], rest[begin:]
        parts.sure |= begins == ":"
    parts.title = KIND_NOTE.sub("", parts.title).strip(EDGES)
    is_venue = _is_firm_venue(parts.title) and not parts.rest.strip(EDGES + "0123456789")
    if not parts.sure and len(parts.names) > 1 and (not parts.title or is_venue):
        # "Ada Rye, Deep Bread, ICML 2020": what looks like the last name is the title
        *names, parts.title = parts.names
        parts.names, parts.rest, parts.guessed = tuple(names), whole, True


def _is_no_title(parts: _Parts, place: Place) -> bool:
    words = len(parts.title.split())
    named = parse_place(parts.title)
    if not parts.title or (named and named.date and (words < 5 or names_venue(named.venue or "x"))):
        return True
    return words < FEWEST_TITLE_WORDS and not (parts.sure and (place.venue or parts.date))


def parse_reference(text: str) -> Reference | None:
    """Return the parts of a reference that begins with its authors or an organization, or None.

    The text is plain, without markup; line breaks do not matter.
    """
    text = " ".join(NUMBER.sub("", text[:LONGEST_REFERENCE]).split())
    text, doi, addresses = _take_links(text)
    match = PLACE_LAST.search(text.rstrip(EDGES))
    last = match["place"] if match and (listed := parse_place(match["place"])) and listed.venue else ""
    if match and last:
        text = text[: match.start()]  # "Ada Rye, Bread: a survey (JAIR 1996)"
    parts = _take_heads(text)
    if parts is None:
        return None
    _take_title(parts, commas=not last)
    tail = f"{last}. {parts.rest}" if last else parts.rest
    if (match := PLACE_LAST.search(parts.title)) and parse_place(match["place"]):
        parts.title, tail = parts.title[: match.start()].strip(EDGES), f"{match['place']}. {tail}"
    published = read_publication(tail)
    place = published.place
    if _is_no_title(parts, place):
        return None
    return Reference(
        title=parts.title,
        authors=parts.names,
        organization=parts.organization,
        venue=place.venue,
        date=parts.date or place.date,
        doi=doi,
        arxiv=place.arxiv,
        remark=place.remark,
        addresses=addresses,
        details=published.details,
        type=published.type,
        sure=parts.sure or bool(place.date or place.venue or place.arxiv),
        guessed=parts.guessed,
    )
