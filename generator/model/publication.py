"""How and where a work was published, in the terms of the Citation Style Language (CSL 1.0.2).

Types and variables: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
"""

import re
from typing import Literal, get_args

from pydantic import Field

from generator.model.fields import Name, Record, Title
from generator.model.limits import MOST_AUTHORS
from generator.text.preprints import is_preprint_venue

CslType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
"""The kind of publication; ``article`` is a preprint."""
CSL_TYPES: frozenset[str] = frozenset(get_args(CslType))

Status = Literal["retracted", "withdrawn", "corrected", "expression of concern"]
"""What a publisher has announced about a work."""
STATUSES: frozenset[str] = frozenset(get_args(Status))


class Publication(Record):
    """Details about a publication that citations need besides the venue."""

    container: Title | None = Field(
        None, description="Full title of the journal, proceedings or book, if 'venue' is a shorter name"
    )
    volume: Name | None = None
    issue: Name | None = Field(None, description="Issue within the volume")
    pages: Name | None = Field(None, description="Pages or article number, such as 436–444")
    number: Name | None = Field(None, description="Number of a report, patent or standard")
    series: Title | None = Field(None, description="Book or proceedings series")
    edition: Name | None = Field(None, description="Edition, such as 2nd or Revised")
    editors: tuple[Name, ...] = Field((), description="Editors' names as printed", max_length=MOST_AUTHORS)
    publisher: Title | None = Field(None, description="Publisher, or the institution of a thesis or report")
    place: Name | None = Field(None, description="Place of publication")
    genre: Name | None = Field(None, description="Kind of thesis or report, such as PhD thesis")
    isbn: Name | None = None
    issn: Name | None = None
    language: Name | None = Field(None, description="Language, preferably as a code such as en or de-AT")

    def __bool__(self) -> bool:
        return any(self.__dict__.values())


# Proceedings of the 3rd Workshop on Bread; Proc. NIPS
CONFERENCE = re.compile(
    r"\b(?:proceedings of the|proc(?:\.|\b)|conf(?:\.|\b)|conference|symposium|workshops?|congress|colloquium"
    r"|meeting)(?!\w)",
    re.I,
)
# Journal of Bread, J. Bread Res., IEEE Trans. Ovens, Bread Letters, Proceedings of the IEEE
JOURNAL = re.compile(
    r"\b(?:journal|j\.|transactions|trans\.|letters|lett\.|reviews?|annals|magazine|nature|science"
    r"|proceedings of the (?:national academy|royal society|vldb"
    r"|ieee(?!.*(?:conference|symposium|workshop|computer society))))"
    r"(?!\w)",
    re.I,
)
# NeurIPS, CVPR 2020; not JMLR and TPAMI, which may be journals
CONFERENCE_ACRONYM = re.compile(r"(?![JT])[A-Z][a-z]*[A-Z][A-Za-z]{1,8}(?:[ '’]\d{2,4})?\Z")


def guess_type(venue: str, publication: Publication) -> CslType:
    """Return the type of a work, guessed from its venue, volume and pages; ``document`` if unclear."""
    if is_preprint_venue(venue):
        return "article"
    name = f"{venue} {publication.container or ''}"
    if JOURNAL.search(name):
        return "article-journal"
    if CONFERENCE.search(name) or CONFERENCE_ACRONYM.match(venue):
        return "paper-conference"
    return "article-journal" if publication.volume and (publication.issue or publication.issn) else "document"
