"""An export of this site in RIS, imported into Zotero and exported from there, still says the same."""

from __future__ import annotations

import re

from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog
from generator.model.entry import Entry
from generator.readers import decode, read

KEPT = (
    "title", "authors", "organization", "author_count", "venue", "venue_year", "published", "abstract",
    "arxiv", "doi", "openreview", "code", "project", "tags",
)  # fmt: skip
FIELD = re.compile(r"^([A-Z][A-Z0-9])  - (.*(?:\n(?![A-Z][A-Z0-9]  - ).*)*)", re.M)
MARKUP = re.compile(r"<[^>]+>")


def rewrite_as_zotero(text: str) -> str:
    """Return RIS as Zotero 7 exports what it has imported.

    It turns notes into HTML, completes dates with slashes, drops keys, and takes unknown types for articles.
    """
    lines: list[str] = []
    for record in text.replace("\r\n", "\n").split("ER  - \n"):
        fields: list[tuple[str, str]] = FIELD.findall(record)
        values = dict(reversed(fields))
        if not fields:
            continue
        type_ = values["TY"] if values["TY"] not in ("GEN", "UNPB") else "JOUR"
        date = (values.get("DA") or values.get("PY") or "").strip("/").split("/")
        pairs = [("TY", type_), *((tag, value) for tag, value in fields if tag in ("TI", "AU", "T2"))]
        pairs += [("AB", values.get("AB", "")), ("C3", values.get("C3", "") if type_ == "CONF" else "")]
        if date != [""]:
            pairs += [("DA", "/".join([*date, "", "", ""][:3]) + "/"), ("PY", date[0])]
        pairs += [(tag, values.get(tag, "")) for tag in ("DO", "J2", "UR", "AN")]
        for note in (value for tag, value in fields if tag == "N1"):
            plain = note if MARKUP.search(note) else f"<p>{note}</p>".replace("\n", "<br/>")
            pairs.append(("N1", plain))
        pairs.append(("Y2", "2026/01/02/10:11:12"))
        pairs += [(tag, value) for tag, value in fields if tag == "KW"]
        lines += [f"{tag}  - {value.strip()}" for tag, value in pairs if value] + ["ER  - ", ""]
    return "\r\n".join(lines)


def read_text(text: str) -> tuple[Entry, ...]:
    result = read(decode(text.encode(), name="all.ris"))
    assert not result.problems
    return result.entries


def test_zotero_keeps_everything_in_an_ris_export(made_up: Catalog) -> None:
    text = FORMATS["ris"].write(collect_references(made_up).values())
    direct, through = read_text(text), read_text(rewrite_as_zotero(text))
    assert any(entry.venue for entry in direct)
    for before, after in zip(direct, through, strict=True):
        assert {name: getattr(after, name) for name in KEPT} == {name: getattr(before, name) for name in KEPT}
