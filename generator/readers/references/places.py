"""Venues and dates as printed in lists: ``CVPR'17``, ``ICML 2020 Workshop``, ``arXiv 2023.10``."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.readers.bibliography import make_date
from generator.text.dates import MONTH_ABBREVIATIONS, parse_month
from generator.text.preprints import is_arxiv_venue

MONTH = rf"(?:{'|'.join(MONTH_ABBREVIATIONS)})[a-z]{{0,6}}\.?"
YEAR_NUMBER = r"(?:1[89]\d\d|20[0-4]\d)"
# 2023/05  ·  2023-05-10  ·  2023.5  ·  May 2023  ·  16 Oct 2015  ·  Oct 10, 2023  ·  05/2023  ·  2023
DATE = re.compile(
    rf"(?<![\w./-])(?:(?P<y1>{YEAR_NUMBER})(?:\s?[./-]\s?(?P<m1>0?[1-9]"
    rf"|1[0-2])(?:\s?[./-]\s?(?P<d1>[0-3]?\d))?)?"
    rf"|(?P<d2>[0-3]?\d)?(?:st|nd|rd|th)?\s?(?P<m2>{MONTH})\s?(?P<d3>[0-3]?\d(?:st|nd|rd"
    rf"|th)?(?:[-–]\d\d?)?(?=,|\s\d{{4}}))?,?\s{{0,3}}(?P<y2>{YEAR_NUMBER})"
    rf"|(?P<m3>0?[1-9]|1[0-2])/(?P<y3>{YEAR_NUMBER})"
    rf"|(?P<y4>{YEAR_NUMBER})[, ]{{1,2}}(?P<m4>{MONTH})(?:\s(?P<d4>[0-3]?\d))?)(?![\w/]|[-–]\d"
    rf"|\.\d)",
    re.I,
)
# ICLR2020  ·  CVPR'17  ·  TPAMI' 16  ·  EMNLP’23  ·  ICML18
SHORT_YEAR = re.compile(
    r"(?:(?<=[A-Z]{2})(?P<full>(?:19|20)\d\d)(?!\w)|(?<=[A-Za-z])\s?['’‘`]\s?(?P<short>\d\d)|(?<=[A-Z]{2})(?P<bare>\d\d)"
    r"|(?<=[A-Z]{3})\s(?P<last>\d\d)(?=\W*\Z))(?!\d)['’]?"
)
# an acronym: NeurIPS, TPAMI, PNAS, KDD, BMVC, WWW, L4DC, S&P
ACRONYM = re.compile(
    r"(?:[A-Z][a-z]{0,6}){2,8}[A-Z]?s?\Z|[A-Z][A-Z0-9&-]{1,14}\Z|\d?[A-Z]{1,3}\d?[A-Z]{1,5}\Z"
)
VENUE_WORDS = re.compile(
    r"\b(?:proc(?:eedings|\.)|conf(?:erence|\.)|journal|j\.|transactions|trans\.|workshops?"
    r"|symposium|letters|lett\."
    r"|annals|advances in|bulletin|magazine|archives?|quarterly|meeting|congress|lecture notes"
    r"|notices|findings of"
    r"|pnas|ieee|acm|springer|elsevier|ar[xv]iv|arvix|biorxiv"
    r"|medrxiv|chemrxiv|psyarxiv|engrxiv|openreview|preprint|corr|ssrn|hal|technical report"
    r"|tech\.? ?report|ph\.?d\.?|master'?s|thesis"
    r"|dissertation|university press|mit press|usenix|neurips|press)(?!\w)",
    re.I,
)
# words that names of venues begin with, or end with if they are short
FIRST_WORDS = re.compile(
    r"(?:international|annual|nature|science|cell|lancet|the lancet|plos|npj|frontiers in"
    r"|current opinion in)\b|(?:\w+ ){1,2}(?:reviews?|rev\.)\Z",
    re.I,
)
# remarks on a paper at a venue, which are not part of the venue's name
DISTINCTIONS = re.compile(
    r"[,;:(\[\s]*\b(?:(?:long|short|full)?\s?(?:oral|spotlight|poster"
    r"|highlight)s?(?: presentation)?|(?:long|short) paper"
    r"|best (?:student )?paper(?: award)?(?: runner[- ]up| finalist| candidate| nomination)?"
    r"|outstanding paper(?: award)?"
    r"|award|honou?rable mention|under review|accepted|to appear|in press|submitted(?: to)?)\b[)\]\s]*",
    re.I,
)
# arXiv:1511.00561  ·  arXiv preprint arXiv:1511.00561v2 [cs.CV]  ·  arXiv, abs/1511.00561
ARXIV_TEXT = re.compile(
    r"(?:ar[xv]iv(?: e-?print| preprint)?[,:]?\s*)?(?:arxiv\s?:\s?|abs/)(?P<id>\d{4}\.\d{4,5}"
    r"|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\s?\[[\w.-]+\])?",
    re.I,
)
# "Proceedings of the 2019 Conference", whose year is part of the name
YEAR_WITHIN = re.compile(r"\b(?:of|the) (?P<year>(?:19|20)\d\d)\b(?=\s\w)")
# Nature 521.7553
VOLUME_LAST = re.compile(r"\s\d{1,4}[.(]\d{1,5}\)?\Z")
# "(BIBM " that was "(BIBM 2016)"
UNCLOSED = re.compile(r"\(\s*([^()]{2,20}?)\s*\)?\Z")
EDGES = " \t\n.,;:|()[]{}'’\"“”–—-/*_·•"
MOST_VENUE_WORDS = 14
LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a work appeared; ``date`` is ISO 8601, as precise as printed.

    ``sure`` is whether the venue looks like one or has a year; ``remark`` is ``Oral`` and the like.
    """

    venue: str = ""
    date: str = ""
    arxiv: str = ""
    remark: str = ""
    sure: bool = False

    @property
    def year(self) -> int | None:
        """The year."""
        return int(self.date[:4]) if self.date else None


def find_date(text: str) -> tuple[str, str]:
    """Return the last date in a text in ISO form, and the text without it; empty if there is none."""
    matches = list(DATE.finditer(text))
    if matches:
        match = max(matches, key=lambda m: (len(m[0]) > 4, m.start()))
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        month = match["m1"] or match["m2"] or match["m3"] or match["m4"]
        day = re.sub(r"\D.*", "", match["d1"] or match["d2"] or match["d3"] or match["d4"] or "")
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return make_date(year, month, day) or "", rest
    if short := SHORT_YEAR.search(text):
        number = int(short["full"] or short["short"] or short["bare"] or short["last"])
        century = 0 if short["full"] else 2000 if number < 70 else 1900
        return str(century + number), f"{text[: short.start()]} {text[short.end() :]}"
    return "", text


def has_venue_words(text: str) -> bool:
    """Return whether a text has words found only in names of venues, such as "Proceedings"."""
    return bool(VENUE_WORDS.search(text) or (len(text.split()) <= 6 and FIRST_WORDS.match(text)))


def names_venue(text: str) -> bool:
    """Return whether a text looks like the name of a venue without a date."""
    words = text.split()
    if not 1 <= len(words) <= MOST_VENUE_WORDS or (text[0].islower() and not VENUE_WORDS.match(text)):
        return False
    if (
        "et al" in text
        or text.count(",") > 2
        or (text.count(",") and text.count(". ") and not re.search(r"\b[A-Z]\w{1,7}\. ", text))
    ):
        return False
    if ":" in text and len(words) > 5:
        return False
    return has_venue_words(text) or (
        len(words) <= 3 and any(ACRONYM.match(word) for word in words) and words[0][0].isupper()
    )


@lru_cache(maxsize=4096)
def parse_place(text: str) -> Place | None:
    """Return the venue and date if a short text consists of nothing else; otherwise None."""
    text = text[:LONGEST_PLACE].strip(EDGES)
    if not text:
        return None
    place = Place()
    if match := ARXIV_TEXT.search(text):
        place = Place(arxiv=match["id"], sure=True)
        text = f"{text[: match.start()]} {text[match.end() :]}"
    within = YEAR_WITHIN.search(text)
    date, rest = (within["year"], text) if within else find_date(text)
    remarks = [match[0].strip(EDGES) for match in DISTINCTIONS.finditer(rest)]
    rest = DISTINCTIONS.sub(" ", rest)
    venue = " ".join(rest.split()).strip(EDGES).replace("( )", "").replace("()", "").strip(EDGES)
    venue = re.sub(r"\A(?:in(?::|\s)\s*|published (?:in|at|on)\s|@)", "", venue, flags=re.I).strip(EDGES)
    venue = UNCLOSED.sub(r"(\1)", venue)
    venue = VOLUME_LAST.sub("", "" if venue.lower() in ("in", "at") else venue)
    place = replace(place, date=date, remark=", ".join(remarks))
    if not venue:
        return replace(place, sure=True) if date or place.arxiv else None
    if parse_month(venue) and len(venue) <= 9 and date:
        return replace(place, sure=True)
    is_preprint = is_arxiv_venue(venue) or re.fullmatch(r"ar[xv]iv|arvix|preprint|arxiv\.org", venue, re.I)
    if is_preprint:
        return replace(place, sure=True)
    has_form = names_venue(venue)
    if not has_form and not (date and _may_be_venue(venue)):
        return None
    return replace(place, venue=venue, sure=has_form or bool(date))


def _may_be_venue(text: str) -> bool:
    """Return whether a text next to a date may name a venue: a few capitalized words, not a sentence."""
    words = text.split()
    small = {"of", "the", "on", "and", "in", "for", "to", "de", "&", "at", "und", "für", "la"}
    lower = [word for word in words if word[0].islower() and word not in small]
    begins = words[0][0].isupper() or bool(ACRONYM.match(words[0]))
    return len(words) <= 8 and begins and not lower and not re.search(r"[!?,:]|\.\s", text)
