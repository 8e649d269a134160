"""Web of Science: tagged text and tab-delimited files.

Tags: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work
from generator.readers.citation_parts import (
    join_pages,
    parse_printed_date,
    split_serial_numbers,
    title_case,
)
from generator.readers.collector import Collector
from generator.readers.tagged_lines import Layout, Record, dot_initials, order_name, split_records

NAME = "Web of Science"

# any tag of Web of Science
TAG = (
    r"A[BEFRU]|B[ADEFNPS]|C[13ACLNRTY]|D[2AEGILT]|E[ADFIMPR]|F[NPUX]|G[AP]|H[COP]|I[DS]|J[9I]|LA|M[ACQ]|NR|O[AIR]"
    r"|P[2ACDGILMNSTUY]|R[IP]|S[CEINOPU]|T[CI]|U[12T]|V[LR]|W[CE]|Z[123789ABRS]"
)
LAYOUT = Layout(
    tag=re.compile(rf"\ufeff?(?P<tag>{TAG})(?: |\Z)(?P<value>.*)"),
    first="PT", last="ER", ignored=frozenset(("FN", "VR", "EF")),
)  # fmt: skip
BEGINNING = re.compile(r"^\ufeff?PT [A-Z]\s*$", re.M)
END = re.compile(r"^ER\s*$", re.M)
COLUMNS = re.compile(r"\A\ufeff?(?=[^\n]*\tTI[\t\n])(?=[^\n]*\tSO[\t\n])(?:PT\t)?[A-Z][A-Z0-9]\t[^\n]*")

LINES = re.compile(r"\n")
# of a tab-delimited file: Lee, Ann; Li, Bo
NAMES = re.compile(r"[\n;]")
KEYWORDS = re.compile(r";")
# (ann@example.org)
MAIL = re.compile(r"\s{0,5}\([^()\s]{1,100}@[^()\s]{1,100}\)\s*\Z")
# Hidden Bread. (Retracted article. See vol. 3, 2021)
NOTICE = re.compile(r"\s{0,5}\((?:Retracted|Withdrawn|Retraction)\b[^()]{0,200}\)?\Z", re.I)
TYPES: Final = {
    "proceedings paper": "paper-conference", "meeting abstract": "paper-conference",
    "book chapter": "chapter", "book": "book", "data paper": "article-journal",
    "software": "software", "data set": "dataset",
    "preprint": "article", "patent": "patent", "dissertation/thesis": "thesis",
}  # fmt: skip
TYPES_BY_PUBLICATION: Final = {
    "J": "article-journal", "B": "book", "S": "chapter", "C": "paper-conference", "P": "patent",
}  # fmt: skip
STATUS: Final = {
    "retracted publication": "retracted", "withdrawn publication": "withdrawn",
    "publication with expression of concern": "expression of concern",
}  # fmt: skip


def recognizes(text: str) -> bool:
    """Return whether ``text`` is a Web of Science export."""
    return bool(BEGINNING.search(text) and END.search(text)) or bool(COLUMNS.match(text))


def _split_rows(text: str, collector: Collector) -> Iterator[Record]:
    """Yield the rows of a tab-delimited file as records."""
    header, *rows = text.lstrip("\ufeff").split("\n")
    tags = header.split("\t")
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        if not row.strip():
            continue
        if len(cells) > len(tags) + 1:
            got = f"got {len(cells)}: {shorten(row, 60)!r}"
            collector.report(number, f"expected at most {len(tags)} columns ({got})", severity="warning")
        pairs = [(tag, cell.strip()) for tag, cell in zip(tags, cells, strict=False) if cell.strip()]
        yield Record(line=number, pairs=pairs)


def _order(name: str) -> str:
    """Return ``Lee, AB`` as ``A. B. Lee``."""
    return order_name(dot_initials(MAIL.sub("", name)))


def _find_type(record: Record) -> str | None:
    kinds = [kind.strip().lower() for kind in record.first("DT").split(";")]
    found = next((TYPES[kind] for kind in kinds if kind in TYPES), None)
    if not found and "CT" in record.values:
        return "paper-conference"
    return found or TYPES_BY_PUBLICATION.get(record.first("PT"))


def _add(collector: Collector, record: Record) -> None:
    kinds = [kind.strip().lower() for kind in record.first("DT").split(";")]
    names = record.split(NAMES, "AF") or record.split(NAMES, "AU") or record.split(NAMES, "BF", "BA")
    groups = record.split(LINES, "CA")
    type_ = _find_type(record)
    sources = [
        title_case(" ".join(name.split()), record.first("JI")) for name in record.all("SO", "CT", "SE")
    ]
    dates = [parse_printed_date(date, record.first("PY")) for date in record.all("PD", "PY")]
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{record.first('PM')}/" if "PM" in record.values else ""
    work = Work(
        title=NOTICE.sub("", record.first("TI")),
        abstract=record.first("AB"),
        authors=[_order(name) for name in names] + (groups if names else []),
        organization=None if names else next(iter(groups), None),
        venues=sources if type_ not in ("book", "patent") else (),
        cited=max((date for date in dates if date), key=len, default=None),
        first=parse_printed_date(record.first("EA")),
        doi=record.first("DI", "D2"),
        addresses=[pubmed],
        type=type_,
        publication={
            "volume": record.first("VL"),
            "issue": record.first("IS"),
            "pages": join_pages(record.first("BP", "PS"), record.first("EP")) or record.first("AR"),
            "number": record.first("PN") if type_ == "patent" else "",
            "publisher": title_case(record.first("PU"), ""),
            "place": title_case(record.first("PI"), ""),
            "series": record.first("SE"),
            "editors": [_order(name) for name in record.split(NAMES, "BE", "ED")],
            "language": record.first("LA"),
            **split_serial_numbers(*record.all("SN", "EI", "BN")),
        },
        tags=record.split(KEYWORDS, "DE"),
        status=next((STATUS[kind] for kind in kinds if kind in STATUS), None),
    )
    add_work(collector, record.line, work)


def read(text: str, collector: Collector) -> None:
    """Add the records of a Web of Science export; report anything else."""
    is_table = bool(COLUMNS.match(text))
    for record in _split_rows(text, collector) if is_table else split_records(text, LAYOUT, collector):
        _add(collector, record)
