"""Entry types and publication fields of BibTeX and biblatex, in the terms of CSL.

The biblatex manual defines them: https://ctan.org/pkg/biblatex, sections 2.1 and 2.2.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from generator.readers.labeled_notes import Notes

TYPES: Final = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "review": "review",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "booklet": "pamphlet",
    "manual": "book",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "bathesis": "thesis",
    "report": "report",
    "techreport": "report",
    "unpublished": "manuscript",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "standard": "standard",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "preprint": "article",
    "presentation": "speech",
    "video": "motion_picture",
    "movie": "motion_picture",
    "audio": "song",
    "music": "song",
    "film": "motion_picture",
    "talk": "speech",
    "softwareversion": "software",
    "webpage": "webpage",
    "web_page": "webpage",  # this and the next three: Mendeley
    "book_section": "chapter",
    "magazine_article": "article-magazine",
    "newspaper_article": "article-newspaper",
    "image": "graphic",
    "artwork": "graphic",
    "letter": "personal_communication",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
}
SUBTYPES: Final = {
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "tvepisode": "broadcast",
    "tvbroadcast": "broadcast",
}
"""Values of ``entrysubtype`` that make the type more specific."""
GENRES: Final = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "techreport": "Technical report",
}
"""Genre of an entry without a ``type``."""
BIBLATEX_GENRES: Final = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""Keywords of biblatex that stand for a ``type``."""
PLAIN_GENRES: Final = ("thesis", "report", "standard")
"""Values of ``type`` that this site writes and that add nothing to the entry type."""
PREPRINTS: Final = ("article", "misc", "unpublished", "online", "techreport")
"""Entry types used for preprints."""
NUMBERED: Final = ("report", "patent", "standard", "legislation", "manuscript")
"""CSL types whose ``number`` is not that of an issue."""
PUBLICATION_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "volume": ("volume",),
    "pages": ("pages", "eid", "articleno", "article-number"),
    "series": ("series",),
    "edition": ("edition",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "place": ("address", "location"),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "language": ("language", "langid"),
}
"""Part of the publication -> the fields that may hold it, in order of preference."""


ANNOTATED: Final = (
    "volume", "issue", "number", "pages", "series", "edition", "publisher", "place", "isbn", "issn",
)  # fmt: skip
"""Parts of the publication that can be labeled lines of ``annote``."""


def find_type(entry_type: str, fields: Mapping[str, str], *, on_arxiv: bool, has_venue: bool) -> str | None:
    """Return the CSL type of an entry; an article or ``@misc`` that is only on arXiv is a preprint."""
    if on_arxiv and not has_venue and entry_type in PREPRINTS:
        return "article"
    subtype = SUBTYPES.get(fields.get("entrysubtype", "").strip().lower())
    if subtype and entry_type in ("article", "video"):
        return subtype
    volume = fields.get("booktitle", "").strip()
    if entry_type == "book" and volume and volume != fields.get("title", "").strip():
        return "chapter"
    if entry_type == "article" and volume and not ("journal" in fields or "journaltitle" in fields):
        return "paper-conference"
    return TYPES.get(entry_type)


def add_annotated_parts(publication: Mapping[str, object], notes: Notes) -> dict[str, object]:
    """Add the parts that this site's exports have in ``annote``, since biblatex has no field for them."""
    annotated = {part: notes[part][0] for part in ANNOTATED if part in notes and not publication.get(part)}
    return {**publication, **annotated}


def is_preprint_report(entry_type: str, genre: str) -> bool:
    """Return whether an entry is a report of type ``Preprint``, whose institution is the server."""
    return entry_type in ("techreport", "report") and genre.strip().lower() == "preprint"


def describe_publication(
    entry_type: str, decode: Callable[[str], str], editors: Sequence[str]
) -> dict[str, object]:
    """Return the publication details of an entry, under the names in ``Publication``.

    Args:
        entry_type: the entry type in lowercase.
        decode: returns a field as text, or an empty text if the entry lacks it.
        editors: names in the order in which they are printed.
    """
    found: dict[str, object] = {
        name: next((text for field in fields if (text := decode(field).strip())), "")
        for name, fields in PUBLICATION_FIELDS.items()
    }
    csl_type = TYPES.get(entry_type)
    number, issue = decode("number"), decode("issue")
    if csl_type in NUMBERED:
        found["number"] = number
    else:
        found["issue"] = number or issue
    if csl_type in ("thesis", "report"):
        genre = decode("type")
        found["genre"] = BIBLATEX_GENRES.get(genre.lower(), genre) or GENRES.get(entry_type, "")
        if genre.strip().lower() in PLAIN_GENRES:
            found["genre"] = ""
    if is_preprint_report(entry_type, decode("type")):
        found |= {"genre": "", "publisher": decode("publisher")}
    if editors:
        found["editors"] = editors
    return found


EPRINTS: Final = {
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "jstor": "https://www.jstor.org/stable/{}",
    "hdl": "https://hdl.handle.net/{}",
    "hal": "https://hal.science/{}",
}
"""Address of an ``eprint`` by its lowercase ``eprinttype``."""
# 12345678, hal-01234567, 2118559, 1721.1/12345
EPRINT = re.compile(r"[\w./-]{1,100}\Z", re.ASCII)


def list_eprint_addresses(fields: Mapping[str, str]) -> list[str]:
    """Return the addresses that ``eprint``, ``pmid`` and ``pmcid`` stand for, except arXiv's."""
    kind = (fields.get("eprinttype") or fields.get("archiveprefix", "")).lower()
    named = [
        (EPRINTS.get(kind, ""), fields.get("eprint", "")),
        (EPRINTS["pubmed"], fields.get("pmid", "")),
        ("https://pmc.ncbi.nlm.nih.gov/articles/{}/", fields.get("pmcid", "") or fields.get("pmc", "")),
    ]
    return [address.format(id_) for address, id_ in named if address and EPRINT.match(id_)]
