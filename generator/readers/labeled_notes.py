"""Labeled lines in the notes of bibliographies, and the markup in their texts."""

import html
import re
from collections.abc import Mapping, Sequence

# Code: https://…  ·  TL;DR: …  ·  DOI: 10.1145/…   as in the notes of exports and in Zotero's "Extra"
NOTE_LINE = re.compile(
    r"^(?P<label>arXiv|DOI|OpenReview|Published|Authors|(?:Source )?[Cc]ode|Project|Link|Kind|TL;DR"
    r"|PDF|Slides|Video|Poster|Blog|Organization|Venue|Type|Status|Repository|GitHub|Homepage"
    r"|Citation Key|PMID|Issue|Volume|Number|Pages|Series|Edition|Publisher|Place|ISBN|ISSN)\s?:"
    r"\s*(?P<value>\S.*)$",
    re.M,
)
# A summary. Published: 2019-08 Source code: https://…   (Zotero joins the lines of notes in BibTeX);
# not the "Document Type: Article" of EBSCO
JOINED_LINE = re.compile(
    r"\s(?=Published: \d{4}|(?:Source code|Project|PDF|Slides|Video|Poster|Blog|Link): https?://"
    r"|OpenReview: [\w-]{4,60}(?:\s|\Z)|Authors: \d{1,6}(?:\s|\Z)|(?:Kind|Venue): \w|(?:Type|Status): [a-z])"
)
# <i>k</i>-means  ·  CO<sub>2</sub>  ·  <span class="nocase">…</span>
MARKUP = re.compile(
    r"<(?P<end>/?)(?P<tag>i|b|em|strong|sub|sup|sc|span|p|br|jats:\w+)(?:\s[^<>]{0,300})?/?>", re.I
)

Notes = Mapping[str, Sequence[str]]
"""Labeled lines of notes: lowercase label -> values."""


def _replace_tag(match: re.Match[str]) -> str:
    tag = match["tag"].lower().removeprefix("jats:")
    if tag in ("sub", "sup"):
        return "}" if match["end"] else ("_{" if tag == "sub" else "^{")
    return " " if tag in ("p", "br", "title") else ""


def strip_markup(text: str) -> str:
    """Return a text without its HTML tags and entities; subscripts and superscripts become LaTeX."""
    return html.unescape(MARKUP.sub(_replace_tag, text))


def parse_notes(*notes: str) -> Notes:
    """Return the labeled lines of notes, such as ``Code: https://…`` and ``DOI: 10.1145/…``."""
    found: dict[str, list[str]] = {}
    for note in notes:
        text = strip_markup(note).strip() if "</" in note else note
        for match in NOTE_LINE.finditer(JOINED_LINE.sub("\n", text)):
            found.setdefault(match["label"].lower(), []).append(match["value"].strip())
    return found
