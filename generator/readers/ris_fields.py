"""The meaning of RIS tags, which depends on the type of the record.

EndNote's own formats have the same fields, so their readers use this module, too.
Programs disagree about some tags; where they do, this follows Zotero.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.model.publication import CslType
from generator.readers.bibliography import Work, add_work
from generator.readers.citation_parts import (
    YEAR,
    join_pages,
    parse_printed_date,
    split_serial_numbers,
    title_case,
)
from generator.readers.collector import Collector
from generator.readers.labeled_notes import parse_notes
from generator.readers.tagged_lines import Record, dot_initials, order_name
from generator.text.identifiers import parse_doi
from generator.text.preprints import is_preprint_venue

TYPES: Final[Mapping[str, CslType]] = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic",
    "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case",
    "CHAP": "chapter", "CHART": "graphic", "CLSWK": "classic", "COMP": "software", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary",
    "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia", "FIGURE": "figure", "GOVDOC": "report", "HEAR": "hearing",
    "ICOMM": "personal_communication", "INPR": "article-journal", "JFULL": "periodical",
    "JOUR": "article-journal", "LEGAL": "legal_case", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MUSIC": "song", "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication", "RPRT": "report", "SER": "book",
    "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
    "UNBILL": "bill", "UNPB": "article", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
"""RIS type -> CSL type; ``GEN`` and unknown types have none."""
ENDNOTE_TYPES: Final = {
    "aggregated database": "AGGR", "ancient text": "ANCIENT", "artwork": "ART", "audio": "SOUND",
    "audiovisual material": "VIDEO", "bill": "BILL", "blog": "BLOG", "book": "BOOK", "book section": "CHAP",
    "case": "CASE", "catalog": "BOOK", "chart or table": "CHART", "classical work": "CLSWK",
    "computer program": "COMP", "conference paper": "CPAPER", "conference proceedings": "CONF",
    "dataset": "DATA", "dictionary": "DICT", "edited book": "EDBOOK", "electronic article": "EJOUR",
    "electronic book": "EBOOK", "electronic book section": "ECHAP", "encyclopedia": "ENCYC",
    "equation": "FIGURE", "figure": "FIGURE", "film or broadcast": "MPCT", "government document": "GOVDOC",
    "hearing": "HEAR", "interview": "PCOMM", "journal article": "JOUR", "legal rule or regulation": "STAT",
    "magazine article": "MGZN", "manuscript": "MANSCPT", "map": "MAP", "music": "MUSIC",
    "newspaper article": "NEWS", "online database": "DBASE", "online multimedia": "ELEC", "pamphlet": "PAMP",
    "patent": "PAT", "personal communication": "PCOMM", "report": "RPRT", "serial": "SER",
    "standard": "STAND", "statute": "STAT", "thesis": "THES", "unpublished work": "UNPD", "web page": "ELEC",
}  # fmt: skip
"""Name of an EndNote reference type -> RIS type."""
WITHOUT_VENUE = frozenset(
    ("book", "classic", "report", "software", "map", "thesis", "standard", "bill", "patent")
)
"""Types whose ``T2`` is a series or a department."""
NUMBERED = frozenset(("report", "patent", "standard"))
PREPRINTS = frozenset((None, "article-journal", "manuscript", "report", "webpage"))
"""Types that programs give to preprints."""

# <p>arXiv: 2401.00001<br/>Code: …</p>, as Zotero writes notes
LINE_BREAK = re.compile(r"<(?:/?(?:p|div|li|ul|h\d)|br)\b[^<>]{0,200}>", re.I)
# Proceedings Title: Annual Conference on Bread, as ProCite writes it into notes
PROCITE_TITLE = re.compile(r"Proceedings Title:\s{0,9}(\S.*)")
NAMES = re.compile(r"[\n;]")
KEYWORDS = re.compile(r"[\n;]")
COMMA = re.compile(r",")
# old files separate addresses with semicolons
ADDRESSES = re.compile(r"\n|;\s*(?=https?:)")
ADDRESS_TAGS = ("UR", "LK", "L1", "L2", "L4")
# Vaswani2017; not 12, the number of a record, nor 10.1145/1, a DOI
KEY = re.compile(r"(?!10\.\d{4})(?=[\w.:/+-]*[A-Za-z])[A-Za-z0-9][\w.:/+-]*\Z", re.ASCII)
# 12  ·  3-4
ISSUE = re.compile(r"\d[\w/() –-]{0,15}\Z")
NOT_EVIDENCE = frozenset(("AB", "N2", "TI", "T1", "TT", "AU", "A1", "KW", "CR"))
"""Tags with texts that may mention other papers."""


def split_note(note: str) -> str:
    """Return a note with line breaks instead of paragraphs in HTML, as Zotero writes them."""
    text = LINE_BREAK.sub("\n", note)
    return html.unescape(text) if text != note else note


def _list_authors(record: Record) -> list[str]:
    """Return the names in ``AU`` and ``A1`` in order, each once."""
    tags: dict[str, str] = {}
    names: list[str] = []
    for tag, value in record.pairs:
        if tag in ("AU", "A1"):
            names += [
                name for name in NAMES.split(value) if name.strip() and tags.setdefault(name, tag) == tag
            ]
    if _is_from_web_of_science(record):
        names = [dot_initials(name) for name in names]
    return [order_name(html.unescape(name)) for name in names]


def _find_cited_date(record: Record) -> str | None:
    """Return the most precise date in the year of ``PY``, which is the year in citations."""
    year = YEAR.search(record.first("PY"))
    dates = [parse_printed_date(text, year[0] if year else "") for text in record.all("DA", "Y1", "PY")]
    found = [text for text in dates if text and (not year or text.startswith(year[0]))]
    return max(found, key=len, default=None) if year else next(iter(found), None)


def _is_from_web_of_science(record: Record) -> bool:
    """Return whether ``C1`` and ``C3`` are addresses and affiliations."""
    return record.first("AN").startswith("WOS:")


def _list_venues(record: Record, type_: str | None) -> list[str]:
    """Return where the work was published, the preferred name first."""
    tags = [] if type_ in WITHOUT_VENUE else ["T2"]
    if type_ == "paper-conference" and not _is_from_web_of_science(record):
        tags.append("C3")
    tags += ["JF", "BT", "JO"]
    if not type_ or type_.startswith(("article", "paper", "chapter")):
        tags += ["JA", "J2", "J1"]
    titles = (PROCITE_TITLE.match(note) for note in record.all("N1"))
    names = [*record.all(*tags), *(title[1] for title in titles if title)]
    return (
        [title_case(name, record.first("JI")) for name in names] if _is_from_web_of_science(record) else names
    )


def _list_keywords(record: Record) -> list[str]:
    """Return the keywords; a value with several commas is a list, one with a single comma may be a name."""
    keywords = record.split(KEYWORDS, "KW")
    return COMMA.split(keywords[0]) if len(keywords) == 1 and keywords[0].count(",") > 1 else keywords


def _describe_publication(record: Record, type_: str | None, venues: Sequence[str]) -> dict[str, object]:
    """Return the fields of :class:`~generator.model.publication.Publication`; empty ones too."""
    editors = record.split(NAMES, "A3" if type_ == "book" else "A2", "ED")
    if record.first("TY") == "EDBOOK":
        editors = record.split(NAMES, "AU", "A1") + editors
    numbers = split_serial_numbers(*record.all("SN"))
    is_article = type_ == "article-journal"
    pages = join_pages(record.first("SP"), record.first("EP"))
    # for a whole book, a single number is the number of pages
    if type_ in ("book", "thesis") and "–" not in pages:
        pages = ""
    full_titles = record.all("C3" if type_ == "paper-conference" else "JF")
    return {
        "container": next((title for title in venues[1:] if title in full_titles and title != venues[0]), ""),
        "volume": record.first("VL", "VO"),
        "issue": "" if type_ in NUMBERED else record.first("IS") or _find_issue(record, type_),
        "pages": pages or record.first("C7"),
        "number": record.first("SN" if not numbers else "IS", "IS", "M1") if type_ in NUMBERED else "",
        "publisher": record.first("PB", "PU"),
        "place": record.first("CY", "PP") or _find_conference_place(record, type_),
        "series": record.first("T2" if type_ in ("book", "report", "software") else "T3", "T3"),
        "edition": "" if is_article else record.first("ET"),
        "editors": [order_name(html.unescape(name)) for name in editors],
        "language": record.first("LA"),
        "genre": record.first("M3") if type_ in ("thesis", "report", "manuscript") else "",
        **numbers,
    }


def _find_issue(record: Record, type_: str | None) -> str:
    """Return the issue of a journal from the tag in which EndNote writes it."""
    issue = record.first("M1")
    return issue if type_ == "article-journal" and ISSUE.match(issue) else ""


def _find_conference_place(record: Record, type_: str | None) -> str:
    has_place = type_ == "paper-conference" and not _is_from_web_of_science(record)
    return record.first("C1") if has_place else ""


def _refine_type(record: Record, type_: CslType | None, venues: Sequence[str]) -> CslType | None:
    """Return the type, refined by the rest of the record."""
    names = [*venues, *record.all("AN", "UR", "DO")]
    if all(map(is_preprint_venue, venues)) and any("arxiv" in name.lower() for name in names):
        return "article" if type_ in PREPRINTS else type_
    # Zotero writes unknown types as articles without a journal
    in_journal = bool(venues or record.all("VL", "IS", "SN"))
    return None if type_ == "article-journal" and not in_journal else type_


def add_record(collector: Collector, record: Record) -> None:
    """Add an RIS record as a work."""
    type_ = TYPES.get(record.first("TY").upper())
    # papers in volumes of a series, as Scopus exports them
    if record.first("TY") == "SER" and "SP" in record.values:
        type_ = "chapter"
    notes = parse_notes(*map(split_note, record.all("N1", "RN", "M2")))
    organization = next(iter(notes.get("organization", ())), None)
    doi = next(filter(parse_doi, record.all("DO", "DI", "M3", "L3", "L1")), record.first("DO"))
    venues = _list_venues(record, type_)
    work = Work(
        title=record.first("TI", "T1", "CT", "ST") or (record.first("BT") if type_ in WITHOUT_VENUE else ""),
        abstract=record.first("AB", "N2"),
        authors=[] if organization or record.first("TY") == "EDBOOK" else _list_authors(record),
        organization=organization,
        venues=venues,
        cited=_find_cited_date(record),
        notes=notes,
        doi=doi,
        addresses=record.split(ADDRESSES, *ADDRESS_TAGS),
        others=[value for tag, value in record.pairs if tag not in NOT_EVIDENCE],
        type=_refine_type(record, type_, venues),
        publication=_describe_publication(record, type_, venues),
        key=next(filter(KEY.match, record.all("ID")), ""),
        tags=_list_keywords(record),
    )
    add_work(collector, record.line, work)
