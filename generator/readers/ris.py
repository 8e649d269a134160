"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)) from Zotero, EndNote, publishers and this site.

:mod:`generator.readers.ris_fields` knows what the tags mean; those of this site's own exports are defined in
:mod:`generator.exports.ris`.
"""

import re

from generator.readers.collector import Collector
from generator.readers.ris_fields import add_record
from generator.readers.tagged_lines import Layout, split_records

NAME = "RIS"

# any tag of RIS
TAG = (
    r"A[1-4BDNUV]|BT|C[1-8ANTY]|D[ABIOP]|E[DPRT]|I[DS]|J[12AFO]|KW|L[1-4ABK]|M[1-3]|N[12V]|OP|P[BPUY]|R[INP]"
    r"|S[ENPTV]|T[1-3AITY]|UR|V[LO]|Y[12]"
)
# TY  - JOUR  ·  TY - JOUR; any two letters are a tag if the width is right
LINE = re.compile(
    rf"[\s\ufeff]{{0,20}}(?P<tag>[A-Z][A-Z0-9](?=  -(?:\s|\Z))|{TAG})[ \t]{{1,8}}-(?:\s|\Z)(?P<value>.*)"
)
LAYOUT = Layout(tag=LINE, first="TY", last="ER", titles=frozenset(("TI", "T1", "CT", "BT")))
BEGINNING = re.compile(r"^[\s\ufeff]{0,20}TY[ \t]{1,8}-(?:\s|\Z)", re.M)
# "AU  - Lee, Ann"
COMMON_TAG = re.compile(r"^(?:ER|AU|TI|T1|PY) {1,2}- ", re.M)
FEWEST_TAGS = 3


def recognizes(text: str) -> bool:
    """Return whether ``text`` has records of RIS."""
    return bool(BEGINNING.search(text)) or len(COMMON_TAG.findall(text[:50_000])) >= FEWEST_TAGS


def read(text: str, collector: Collector) -> None:
    """Add the records of a RIS file; whatever is not a record is a problem."""
    for record in split_records(text, LAYOUT, collector):
        add_record(collector, record)
