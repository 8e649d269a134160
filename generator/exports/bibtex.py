r"""BibTeX (http://www.bibtex.org/Format/), for classic BibTeX, biblatex and reference managers alike.

============== ===========================================================================================
Fact           Where it goes
============== ===========================================================================================
type           the entry type in :data:`ENTRY_TYPES`; a preprint is a ``@techreport`` of its server, since
               reference managers have no type for preprints and bibliographies then name the server
key aliases    ``ids``, separated by commas, which biblatex accepts as keys
title          ``title``; words whose capitals matter in braces
authors        ``author``, joined by ``and``, each as ``Family, Given`` or ``Family, Jr., Given``
organization   ``author``, in a second pair of braces, also next to people (``The ATLAS Collaboration``)
no author      ``key``, by which BibTeX sorts entries without authors
cited date     ``year``, ``month`` and ``day``
container      ``booktitle``, ``journal`` or ``howpublished``: the full title, or else the venue
publication    ``volume``, ``number``, ``pages``, ``publisher`` (``school``, ``institution``), ``series``, …
status         ``note``: ``Retracted``
arXiv          ``eprint`` with ``eprinttype`` (and ``eprintclass`` if the identifier has one)
DOI            ``doi``, with braces and backslashes percent-encoded
address        ``url``: where to read it
topics, tags   ``keywords``, separated by commas; a title with a comma in braces
abstract       ``abstract``
summary        ``annote``, its first line
all else       further lines of ``annote``, which is not printed: ``Published: …``, ``Source code: …``; biber
               would warn about fields of our own
============== ===========================================================================================

An entry to copy has only what a bibliography prints. There, a preprint is ``@misc`` with ``archiveprefix``,
as on arXiv.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from generator.exports.latex import escape_latex, protect_capitals
from generator.exports.references import Reference
from generator.text.dates import MONTH_ABBREVIATIONS
from generator.text.names import Name

ENTRY_TYPES: Final = {
    "article": "techreport",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
    "standard": "techreport",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "patent": "patent",
}
"""The entry types: those of classic BibTeX, and ``patent``, which biblatex needs for the number of a patent.

All else is ``misc``.
"""
OWN_TYPES: Final = frozenset((
    "article", "article-journal", "paper-conference", "book", "chapter", "thesis", "report", "manuscript",
    "pamphlet", "patent", "document",
))  # fmt: skip
"""The types that are clear from the entry type; others are named in ``annote``."""
CONTAINERS: Final = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
PUBLISHERS: Final = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "misc": "organization",
}
UNCOMMON_PARTS: Final = ("volume", "issue", "series", "edition", "isbn", "issn")
MISFITS: Final = {
    "article": ("publisher", "place", "edition", "isbn"),
    "inproceedings": ("edition", "issn"),
    "incollection": ("issn",),
    "book": ("issn",),
    "techreport": UNCOMMON_PARTS,
    "phdthesis": (*UNCOMMON_PARTS, "number"),
    "mastersthesis": (*UNCOMMON_PARTS, "number"),
    "patent": (*UNCOMMON_PARTS, "pages", "publisher"),
    "booklet": (*UNCOMMON_PARTS, "number", "publisher"),
    "misc": (*UNCOMMON_PARTS, "number", "pages"),
    "unpublished": (*UNCOMMON_PARTS, "number", "pages", "publisher"),
}
"""Parts of the publication without a biblatex field in such entries, which are lines of ``annote``."""
GENRES: Final = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "techreport": "Technical report",
}
"""What styles print for an entry without ``type``."""
PLAIN_GENRES: Final = {"thesis": "Thesis", "report": "Report", "standard": "Standard"}
"""The ``type`` of works of unknown genre, so that styles do not print one of :data:`GENRES`."""


def write_entry(reference: Reference) -> str:
    """Write one entry with all facts, ending in a line break, for files that move a list."""
    ref = reference
    entry_type = _find_entry_type(ref)
    date = ref.date_parts
    fields = {
        **_list_cited(ref, entry_type),
        "eprinttype": "arXiv" if ref.arxiv else "",
        "eprintclass": ref.arxiv_category,
        "day": str(date[2]) if len(date) > 2 else "",
        "ids": ", ".join(ref.key_aliases),
        "doi": _write_doi(ref),
        "url": ref.url,
        "keywords": ", ".join(map(_write_keyword, ref.subjects)),
        "annote": escape_latex("\n".join(_list_annotations(ref, entry_type, has_day=len(date) > 2))),
        "abstract": escape_latex(ref.abstract),
    }
    if ref.type == "article":
        fields["type"] = "Preprint"
        fields["institution"] = escape_latex(ref.venue or ("arXiv" if ref.arxiv else ""))
        fields["number"] = f"arXiv:{ref.arxiv}" if ref.arxiv and not ref.venue else fields["number"]
        fields["howpublished"] = ""
    return _join(entry_type, ref.key, fields)


def write_short_entry(reference: Reference) -> str:
    """Write one entry with what a bibliography prints, ending in a line break, for a LaTeX document."""
    ref = reference
    entry_type = "misc" if ref.type == "article" else _find_entry_type(ref)
    doi = _write_doi(ref)
    fields = {
        **_list_cited(ref, entry_type, mathematics=True),
        "archiveprefix": "arXiv" if ref.arxiv else "",
        "primaryclass": ref.arxiv_category,
        "doi": doi,
        "url": "" if doi else ref.url,
    }
    return _join(entry_type, ref.key, fields)


def _join(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    # months are abbreviations that BibTeX knows, and must not be in braces
    lines = [
        f"  {name} = {value},\n" if name == "month" else f"  {name} = {{{value}}},\n"
        for name, value in fields.items()
        if value
    ]
    return "".join([f"@{entry_type}{{{key},\n", *lines, "}\n"])


def _find_entry_type(ref: Reference) -> str:
    if ref.type == "thesis" and "master" in (ref.publication.genre or "").lower():
        return "mastersthesis"
    entry_type = ENTRY_TYPES.get(ref.type, "misc")
    if ref.type == "document" and ref.container and (ref.publication.volume or ref.publication.pages):
        return "article"
    return "misc" if entry_type == "incollection" and not ref.container else entry_type


def _list_cited(ref: Reference, entry_type: str, *, mathematics: bool = False) -> dict[str, str]:
    """Return the fields that a bibliography prints, except addresses."""
    date = ref.date_parts
    names = " and ".join(map(_write_name, ref.authors))
    fields = {
        "title": protect_capitals(ref.title, mathematics=mathematics),
        "author": names or (f"{{{escape_latex(ref.organization)}}}" if ref.organization else ""),
        "key": "" if ref.creators else escape_latex(ref.title.partition(": ")[0], mathematics=mathematics),
        CONTAINERS.get(entry_type, "howpublished"): _write_container(ref.container),
        "year": str(ref.year or ""),
        "month": MONTH_ABBREVIATIONS[date[1] - 1] if len(date) > 1 else "",
        "number": "",
        "type": "" if ref.publication.genre else PLAIN_GENRES.get(ref.type, ""),
    }
    if ref.publication:
        fields |= _list_publication(ref, entry_type)
    return fields | {"eprint": ref.arxiv, "note": ref.status.capitalize()}


@lru_cache(maxsize=2**10)
def _write_container(title: str) -> str:
    return escape_latex(title)


def _list_publication(ref: Reference, entry_type: str) -> dict[str, str]:
    found = ref.publication
    if entry_type in MISFITS:
        found = found.model_copy(update=dict.fromkeys(MISFITS[entry_type]))
    genre = found.genre or ""
    fields = {
        "editor": " and ".join(map(_write_name, ref.editors)),
        "volume": found.volume,
        "number": found.number or found.issue,
        "pages": (found.pages or "").replace("–", "--"),
        "series": found.series,
        "edition": found.edition,
        "type": "" if genre == GENRES.get(entry_type) else genre,
        PUBLISHERS.get(entry_type, "publisher"): found.publisher,
        "address": found.place,
        "isbn": found.isbn,
        "issn": found.issn,
        "language": found.language,
    }
    ready = ("editor", "pages")
    return {name: value if name in ready else escape_latex(value) for name, value in fields.items() if value}


def _list_annotations(ref: Reference, entry_type: str, *, has_day: bool) -> list[str]:
    """Return the lines of ``annote``: the summary, and facts for which there is no field."""
    lines = [f"{label}: {value}" for label, value in ref.extras if label not in ("arXiv", "TL;DR", "Status")]
    is_told = ref.type in OWN_TYPES and entry_type in (ENTRY_TYPES.get(ref.type, "misc"), "mastersthesis")
    own_type = [] if is_told else [f"Type: {ref.type}"]
    written = [*filter(None, [ref.tldr]), *own_type, *_list_misfits(ref, entry_type), *lines]
    # Zotero does not export the day; but a date alone is not worth a note
    return [*written, f"Published: {ref.published}"] if written and has_day else written


def _list_misfits(ref: Reference, entry_type: str) -> list[str]:
    values = ((part, getattr(ref.publication, part)) for part in MISFITS.get(entry_type, ()))
    return [
        f"{part.upper() if part in ('isbn', 'issn') else part.capitalize()}: {value}"
        for part, value in values
        if value
    ]


def _write_doi(ref: Reference) -> str:
    return ref.doi.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


@lru_cache(maxsize=2**14)
def _write_name(name: Name) -> str:
    """Return ``Family, Given``; in braces if it is an organization, or has a comma or an ``and``."""
    words = name.printed.casefold().split(" ")
    is_split = "and" in words or words == ["others"] or ("," in name.printed and not name.suffix)
    if is_split or name.is_organization:
        return f"{{{escape_latex(name.printed)}}}"
    if not name.given:
        # lowercase words are a particle only if others follow
        whole = escape_latex(name.printed)
        return f"{{{whole}}}" if name.particle or name.suffix else whole
    return ", ".join(escape_latex(part) for part in (name.full_family, name.suffix, name.given) if part)


def _write_keyword(title: str) -> str:
    return f"{{{escape_latex(title)}}}" if "," in title or ";" in title else escape_latex(title)
