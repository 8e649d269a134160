"""Refer (https://en.wikipedia.org/wiki/Refer_(software)): .enw files of EndNote, Google Scholar and CNKI."""

import re
from typing import Final

from generator.readers.collector import Collector
from generator.readers.ris_fields import ENDNOTE_TYPES, add_record
from generator.readers.tagged_lines import Layout, Record, split_records

NAME = "Refer"

TAG = re.compile(r"\ufeff?%(?P<tag>[0-9A-Z!@#$&()*+<>?\[\]^~:|=,-])(?:\s|\Z)(?P<value>.*)")
LAYOUT = Layout(tag=TAG, first="0")
OLD_LAYOUT = Layout(tag=TAG, first="0", blank=True)
"""If records have no types, only blank lines separate them."""
TITLE = re.compile(r"^%T \S", re.M)
OTHER = re.compile(r"^\ufeff?%[0ADJ] \S", re.M)
TYPED = re.compile(r"^\ufeff?%0 ", re.M)
# @article{   : BibTeX, in which % begins comments
BIBTEX = re.compile(r"^@\w{1,30}\s{0,9}[{(]", re.M)
RIS_TAGS: Final = {
    "A": "AU", "E": "ED", "T": "TI", "!": "ST", "J": "JF", "B": "T2", "S": "T3", "D": "PY", "8": "DA",
    "V": "VL", "N": "IS", "P": "SP", "I": "PB", "C": "CY", "7": "ET", "9": "M3", "G": "LA", "@": "SN",
    "R": "DO", "M": "AN", "U": "UR", ">": "L1", "X": "AB", "K": "KW", "Z": "N1", "O": "N1", "F": "ID",
}  # fmt: skip
"""Refer tag -> RIS tag with the same meaning."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` has Refer records."""
    return bool(TITLE.search(text) and OTHER.search(text)) and not BIBTEX.search(text)


def _convert(record: Record) -> Record:
    """Return a record with RIS tags."""
    types = (ENDNOTE_TYPES.get(name.lower()) for name in record.all("0"))
    pairs = [("TY", next(filter(None, types), ""))]
    pairs += [(RIS_TAGS[tag], value) for tag, value in record.pairs if tag in RIS_TAGS]
    return Record(line=record.line, pairs=pairs)


def read(text: str, collector: Collector) -> None:
    """Add the records of a Refer file; report anything else."""
    for record in split_records(text, LAYOUT if TYPED.search(text) else OLD_LAYOUT, collector):
        add_record(collector, _convert(record))
