"""EndNote XML, which has the fields of RIS under other names.

Zotero, Mendeley and Papers write it, too. Its document type definition comes with EndNote.
"""

from typing import Any, Final

from generator.readers.collector import Collector
from generator.readers.ris_fields import ENDNOTE_TYPES, add_record
from generator.readers.tagged_lines import Record, dot_initials
from generator.readers.xml_tree import begins_like_xml, parse_xml

NAME = "EndNote XML"

RIS_TAGS: Final = {
    "contributors/authors/author": "AU", "contributors/secondary-authors/author": "A2",
    "contributors/tertiary-authors/author": "A3", "titles/title": "TI", "titles/secondary-title": "T2",
    "titles/tertiary-title": "T3", "titles/alt-title": "J2", "titles/short-title": "ST",
    "periodical/full-title": "JF", "periodical/abbr-1": "JA", "pages": "SP", "volume": "VL", "number": "IS",
    "issue": "IS", "edition": "ET", "keywords/keyword": "KW", "dates/year": "PY",
    "dates/pub-dates/date": "DA", "pub-location": "CY", "publisher": "PB", "isbn": "SN",
    "electronic-resource-num": "DO", "abstract": "AB", "notes": "N1", "research-notes": "RN", "label": "ID",
    "urls/related-urls/url": "UR", "urls/web-urls/url": "UR", "urls/pdf-urls/url": "L1",
    "accession-num": "AN", "work-type": "M3", "custom1": "C1", "custom3": "C3", "custom7": "C7",
    "language": "LA",
}  # fmt: skip
"""Path of an element -> the RIS tag with the same meaning."""
NAME_TAGS = ("AU", "A2", "A3")
MARKUP: Final = {"superscript": "sup", "subscript": "sub"}
"""Face of a style -> HTML tag."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is EndNote XML."""
    return begins_like_xml(text, "xml", "records") and "<ref-type" in text


def _read_text(element: Any) -> str:
    """Return the text of an element, with its superscripts and subscripts as HTML."""
    parts = [element.text or ""]
    for child in element:
        text = _read_text(child)
        tag = MARKUP.get(child.get("face") or "")
        parts += [f"<{tag}>{text}</{tag}>" if tag and text else text, child.tail or ""]
    return "".join(parts)


def read(text: str, collector: Collector) -> None:
    """Add the records of a file; malformed XML is reported."""
    root, offset = parse_xml(text, collector)
    for element in root.iter("{*}record") if root is not None else ():
        type_ = element.find("{*}ref-type")
        name = "" if type_ is None else type_.get("name") or ""
        pairs = [("TY", ENDNOTE_TYPES.get(name.lower(), ""))]
        for path, tag in RIS_TAGS.items():
            found = element.findall("/".join(f"{{*}}{part}" for part in path.split("/")))
            values = filter(None, (_read_text(one).strip() for one in found))
            pairs += [(tag, dot_initials(value) if tag in NAME_TAGS else value) for value in values]
        add_record(collector, Record(line=(element.sourceline or 1) + offset, pairs=pairs))
