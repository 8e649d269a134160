"""PubMed's format (https://www.nlm.nih.gov/bsd/mms/medlineelements.html), also written by ERIC."""

import re
from typing import Final

from generator.readers.bibliography import Work, add_work
from generator.readers.citation_parts import join_pages, parse_printed_date, split_serial_numbers
from generator.readers.collector import Collector
from generator.readers.tagged_lines import Layout, Record, dot_initials, order_name, split_records

NAME = "PubMed"

LAYOUT = Layout(
    tag=re.compile(r"(?=.{4}-)(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}-(?P<value>.*)"), first="PMID", blank=True
)
# PMID- 25744111  ·  OWN - ERIC
BEGINNING = re.compile(r"^(?:PMID- ?\d{1,15}\s*$|OWN - [A-Z]{2,20}\s*$)", re.M)
TITLE = re.compile(r"^B?TI {1,2}- ", re.M)
# Lee AB Jr
SHORT_NAME = re.compile(
    r"(?P<family>.{1,200}) (?P<initials>[A-Z]{1,4})(?: (?P<suffix>Jr|Sr|\d[nr]d|I{2,3}))?\Z"
)
# 10.1016/j.puhe.2015.01.018 [doi]
LABELED = re.compile(r"(?P<value>\S{1,500}) \[(?P<label>\w{1,20})\]\Z")
# e1042 [pii]
ARTICLE_NUMBER = re.compile(r"e?\d{1,9} \[pii\]")
FINAL_PERIOD = re.compile(r"(?<!\.)\.\Z")
KEYWORDS = re.compile(r"\n")
TYPES: Final = {
    "preprint": "article", "book": "book", "books": "book", "book chapter": "chapter",
    "dissertations/theses": "thesis", "academic dissertation": "thesis", "dataset": "dataset",
    "technical report": "report", "journal articles": "article-journal", "reports": "report",
    "video-audio media": "motion_picture",
}  # fmt: skip
"""Publication type -> CSL type, the most specific first; all others are articles."""
STATUS_BY_TYPE: Final = {
    "retracted publication": "retracted", "corrected and republished article": "corrected",
}  # fmt: skip
STATUS_BY_TAG: Final = {"RIN": "retracted", "ECI": "expression of concern", "EIN": "corrected"}
"""Tags that point to a notice -> status, the most serious first."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` has PubMed records."""
    return bool(BEGINNING.search(text) and TITLE.search(text))


def _order_short_name(name: str) -> str:
    """Return ``Lee AB`` as ``A. B. Lee``."""
    match = SHORT_NAME.match(name)
    if not match:
        return name
    initials = " ".join(f"{letter}." for letter in match["initials"])
    return " ".join(filter(None, (initials, match["family"], match["suffix"])))


def _list_authors(record: Record) -> tuple[list[str], str | None]:
    """Return the names of authors, or the one group instead of them."""
    people = "FAU" if "FAU" in record.values else "AU"
    names = [
        value
        if tag == "CN"
        else order_name(dot_initials(value))
        if "," in value
        else _order_short_name(value)
        for tag, value in record.pairs
        if tag in (people, "CN") and value not in ("et al.", "")
    ]
    groups = record.all("CN")
    return ([], groups[0]) if len(names) == 1 and groups else (names, None)


def _find_type(record: Record) -> str | None:
    kinds = {kind.lower().split(" - ")[0] for kind in record.all("PT")}
    known = next((TYPES[kind] for kind in TYPES if kind in kinds), None)
    if known == "report" and record.all("VI", "IS", "ISSN"):
        return "article-journal"
    return known or (
        "article-journal" if record.all("JT", "TA") else "chapter" if record.all("BTI") else None
    )


def _find_status(record: Record) -> str | None:
    by_type = (STATUS_BY_TYPE.get(kind.lower()) for kind in record.all("PT"))
    by_tag = (status for tag, status in STATUS_BY_TAG.items() if tag in record.values)
    return next((status for status in (*by_type, *by_tag) if status), None)


def _add(collector: Collector, record: Record) -> None:
    authors, organization = _list_authors(record)
    type_ = _find_type(record)
    # where ERIC has the publisher of works that are not in a journal
    journals = record.all("JT", "TA") if type_ not in ("book", "thesis", "report") else []
    labeled = [match for value in record.all("LID", "AID") if (match := LABELED.match(value))]
    numbers = (match["value"] for match in labeled if ARTICLE_NUMBER.match(match[0]))
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{record.first('PMID')}/" if "PMID" in record.values else ""
    tags = [tag.replace("*", "") for tag in record.split(KEYWORDS, "OT", "MH")]
    work = Work(
        title=FINAL_PERIOD.sub("", record.first("TI", "BTI", "TT")),
        abstract=record.first("AB", "OAB"),
        authors=authors,
        organization=organization,
        venues=[*journals, *(record.all("BTI") if "TI" in record.values else [])],
        cited=parse_printed_date(record.first("DP")),
        first=parse_printed_date(record.first("DEP")),
        doi=next((match["value"] for match in labeled if match["label"] == "doi"), ""),
        addresses=[pubmed, *record.all("LID", "AID")],
        others=record.all("SO", "GN", "CON", "UIN"),
        type=type_,
        publication={
            "volume": record.first("VI"),
            "issue": record.first("IP"),
            "pages": join_pages(record.first("PG")) or next(numbers, ""),
            "publisher": record.first("PB") or ("" if journals else record.first("JT")),
            "place": record.first("PL") if "BTI" in record.values else "",
            "series": record.first("CTI"),
            "edition": record.first("EN"),
            "editors": [order_name(name) for name in record.all("FED") or record.all("ED")],
            "language": record.first("LA"),
            **split_serial_numbers(*record.all("IS", "ISSN", "ISBN")),
        },
        tags=tags,
        status=_find_status(record),
    )
    add_work(collector, record.line, work)


def read(text: str, collector: Collector) -> None:
    """Add the records of a PubMed file; report anything else."""
    for record in split_records(text, LAYOUT, collector):
        _add(collector, record)
