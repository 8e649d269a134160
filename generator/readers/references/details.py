"""The parts of a reference after its title: venue, date, volume, issue, pages, publisher and kind."""

import re
from dataclasses import dataclass, field, replace

from generator.readers.references.places import ARXIV_TEXT, DATE, Place, parse_place

# vol. 521  ·  no. 7553  ·  pp. 436–444  ·  pages 4171–4186
DETAILS = re.compile(
    r"[,;\s(]*\b(?:vol(?:ume|\.)?\s*(?P<volume>\d[\w-]*)"
    r"|(?:no|num(?:ber)?|issue|iss)\b\.?\s*(?P<issue>\d[\w-]*)"
    r"|(?:pp?|pages?|S|article(?: no\.?)?)\b\.?\s*"
    r"(?P<pages>[A-Za-z]?\d[\w.:]*\s?[-–—]{1,2}\s?[A-Za-z]?\d[\w.:]*|e?\d+))",
    re.I,
)
# 521(7553), 436–444  ·  521 (7553): 436-44  ·  3: 9-44  ·  ;33:1877-901
JOURNAL = re.compile(
    r"[,;\s]+(?P<volume>\d{1,5})\s?(?:\((?P<issue>[\w–-]{1,12})\))?\s?"
    r"(?:[,:]\s?(?P<pages>[A-Za-z]?\d[\w.]*(?:\s?[-–—]{1,2}\s?[A-Za-z]?\d[\w.]*)?))?(?=[\s.,;(]|\Z)"
)
# 12, 3 (2019), 41–58: volume and issue, as ACM prints them
VOLUME_ISSUE = re.compile(r"[,\s]+(?P<volume>\d{1,4}), (?P<issue>\d{1,4})(?= \((?:\w+\.? )?(?:19|20)\d\d\))")
BARE_PAGES = re.compile(r"[,:\s]+(?P<pages>\d{1,6}\s?[–—-]{1,2}\s?\d{1,6})(?=[\s.,;)]|\Z)")
# In: Guyon, I., et al. (eds.)  ·  , ed. Ada Rye
EDITORS = re.compile(r"\bIn:?\s[^()]{2,300}\(eds?\.?\)[,:.]?\s*|,?\s?\beds?\.(?: by)?\s[^.,]{2,200}", re.I)
# [Paper presentation]
KIND_NOTE = re.compile(
    r"\s*\[(?:preprint|paper presentation|conference (?:paper|session)|computer software|data ?set)[^\]]*\]",
    re.I,
)
# what ends a venue: removed details, a bracket, or a sentence, but not an abbreviation such as "Trans."
VENUE_END = re.compile(
    r"¶|[(\[](?=[^()]*(?:[)\]]|$))|;"
    r"|(?<!\b\w)(?<!\b[A-Za-z]{3})(?<!\b[A-Za-z]{4})(?<!\b[A-Za-z]{5})(?<!\b[A-Za-z]{6})\.\s(?=[A-ZÀ-Þ])"
)
THESIS = re.compile(r"\b(?:ph\.?\s?d\.?|doctoral|master'?s?)\s(?:thesis|dissertation)\b", re.I)
# Cambridge, MA, USA: MIT Press
PUBLISHER = re.compile(
    r"(?:(?P<place>[A-Z][\w., ]{2,40}):\s)?"
    r"(?P<name>[^:]{0,80}?\b(?:press|verlag|publish(?:ers|ing)|springer|wiley|elsevier"
    r"|mcgraw[- ]hill|o'reilly|routledge|birkhäuser|addison[- ]wesley|prentice[- ]hall|pearson)\b[^:]{0,40})",
    re.I,
)
EDGES = " \t\n.,;:"
MOST_VENUE_WORDS = 25


@dataclass(frozen=True, slots=True)
class Published:
    """Where and when a work appeared; ``details`` are fields of a publication, ``type`` is a CSL type."""

    place: Place = field(default_factory=Place)
    details: dict[str, str] = field(default_factory=dict)
    type: str = ""


def _take_details(text: str) -> tuple[str, dict[str, str]]:
    """Return the text after a title without volume, issue and pages, and these details."""
    found: dict[str, str] = {}
    for pattern in (DETAILS, VOLUME_ISSUE, JOURNAL, BARE_PAGES):
        if pattern is JOURNAL and ("volume" in found or DATE.fullmatch(text.strip(EDGES))):
            continue
        for match in list(pattern.finditer(text)):
            if pattern is JOURNAL and len(match["volume"]) == 4 and not match["pages"] and not match["issue"]:
                continue  # a year
            for name, value in match.groupdict().items():
                if value:
                    found.setdefault(name, re.sub(r"\s?[-–—]+\s?", "–", value.strip(".")))
            text = text.replace(match[0], " ¶ ", 1)
            if pattern is not DETAILS:
                break
    return text, found


def _find_date(text: str) -> tuple[str, str]:
    """Return the most precise date in a text, and the text with only the year left of it."""
    best = max(DATE.finditer(text), key=lambda match: len(match[0]), default=None)
    if best is None:
        return "", text
    place = parse_place(best[0])
    if len(best[0]) > len("2020"):
        text = text[: best.start()] + best[0][-4:] + text[best.end() :]
    return place.date if place else "", text


def read_publication(text: str) -> Published:
    """Return the publication in the part of a reference after its title."""
    arxiv = ARXIV_TEXT.search(text)
    text = EDITORS.sub(" ", KIND_NOTE.sub(" ", text))
    text = ARXIV_TEXT.sub(" ", text) if arxiv else text
    date, text = _find_date(text)
    text, details = _take_details(text)
    if thesis := THESIS.search(text):
        details["genre"] = thesis[0]
        text = f"{text[: thesis.start()]} {text[thesis.end() :]}"
    head = VENUE_END.split(text.strip(EDGES), maxsplit=1)[0]
    place = parse_place(head) or parse_place(head.split(",")[0])
    if place is None and (date or details):
        venue = " ".join(DATE.sub(" ", head).split()).strip(EDGES + "()[]–-")
        venue = re.sub(r"\Ain:?\s+", "", venue, flags=re.I).split(" . ")[0].strip(EDGES)
        place = Place(venue=venue if venue[:1].isupper() or venue[:1].isdigit() else "")
    place = place or Place()
    place = replace(place, date=date or place.date, arxiv=arxiv["id"] if arxiv else "")
    if len(place.venue.split()) > MOST_VENUE_WORDS:
        place = replace(place, venue="")
    return _find_publisher(place, details)


def _find_publisher(place: Place, details: dict[str, str]) -> Published:
    """Return a place as a publication; a publisher or university as venue means a book or a thesis."""
    if "genre" in details:
        return Published(replace(place, venue=""), details | {"publisher": place.venue}, "thesis")
    match = PUBLISHER.fullmatch(place.venue)
    if match and not {"volume", "issue", "pages"} & details.keys():
        parts = {"publisher": match["name"].strip(), "place": (match["place"] or "").strip()}
        return Published(replace(place, venue=""), details | parts, "book")
    return Published(place, details)
