"""The publication details on the page of a paper."""

import re

from generator.model.paper import Paper
from generator.model.publication import CslType, Publication, Status
from generator.text.plurals import make_ordinal

STATUS_NOTES: dict[Status, str] = {
    "retracted": "The publisher has retracted this paper.",
    "withdrawn": "This paper has been withdrawn.",
    "corrected": "The publisher has corrected this paper.",
    "expression of concern": "The publisher has issued an expression of concern about this paper.",
}
PLAIN_TYPES: frozenset[CslType] = frozenset({"article", "article-journal", "paper-conference", "document"})
"""Types that are clear from the venue, and for which editors and publisher are minor details."""
TYPE_LABELS: dict[CslType, str] = {
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "entry-dictionary": "dictionary entry",
    "entry-encyclopedia": "encyclopedia entry",
    "legal_case": "legal case",
    "motion_picture": "film",
    "musical_score": "musical score",
    "personal_communication": "personal communication",
    "post-weblog": "blog post",
    "review-book": "book review",
    "webpage": "web page",
}
"""Plain names of types whose CSL names are not everyday English."""

# 436–444
PAGE_RANGE = re.compile(r"\d+[–-]\d+")
# 2nd ed., Revised edition, 3. Auflage
NAMED_EDITION = re.compile(r"\bed\b|edition|auflage|édition", re.I)


def describe_venue(paper: Paper) -> str:
    """Return venue, volume, issue, pages and year: ``Nature 521(7553), 436–444``, ``ICLR 2020, pp. 1–12``.

    After a volume, the year is left out if it is that of first publication, which the page shows anyway.
    """
    found, venue, year = paper.publication, paper.venue, str(paper.venue_year or "")
    if not venue:
        return ""
    if not found.volume:
        issue = f"no. {found.issue}" if found.issue else ""
        pages = f"pp. {found.pages}" if found.pages and PAGE_RANGE.match(found.pages) else found.pages
        return ", ".join(part for part in (f"{venue} {year}".rstrip(), issue, pages) if part)
    volume = f"{venue} {found.volume}{f'({found.issue})' if found.issue else ''}"
    year = "" if (paper.published or "").startswith(year) else f" ({year})"
    return f"{volume}, {found.pages}{year}" if found.pages else f"{volume}{year}"


def list_publication_facts(paper: Paper) -> tuple[str, ...]:
    """Return the kind of publication; for books and the like, also editors, edition and publisher."""
    found = paper.publication
    label = found.genre or ("" if paper.type in PLAIN_TYPES or not paper.type else _name_type(paper.type))
    kind = " ".join(part for part in (label, found.number) if part)
    return tuple(filter(None, (kind, *(() if _is_plain(paper) else _describe_edition(found)))))


def list_publication_details(paper: Paper) -> tuple[str, ...]:
    """Return the other publication details, such as the full title of the proceedings."""
    found = paper.publication
    return tuple(
        filter(
            None,
            (
                found.container,
                *(_describe_edition(found) if _is_plain(paper) else ()),
                found.pages if not paper.venue else "",
                f"ISBN {found.isbn}" if found.isbn else "",
                f"ISSN {found.issn}" if found.issn else "",
                f"language: {found.language}" if found.language else "",
            ),
        )
    )


def _is_plain(paper: Paper) -> bool:
    return paper.type is None or paper.type in PLAIN_TYPES


def _name_type(type_: CslType) -> str:
    return TYPE_LABELS.get(type_, type_)


def _describe_edition(found: Publication) -> tuple[str, ...]:
    """Return editors, edition, series, and publisher with place."""
    *others, last = found.editors or ("",)
    editors = f"{', '.join(others)} and {last}" if others else last
    return (
        f"edited by {editors}" if editors else "",
        _describe_number(found.edition) if found.edition else "",
        found.series or "",
        ", ".join(part for part in (found.publisher, found.place) if part),
    )


def _describe_number(edition: str) -> str:
    """Return ``2nd edition`` for ``2``, ``2nd`` and ``2nd edition``."""
    if edition.isdecimal():
        edition = make_ordinal(edition)
    return edition if NAMED_EDITION.search(edition) else f"{edition} edition"
