"""The publication details on the page of a paper."""

import re

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.model.publication import CslType, Publication, Status
from generator.text.dates import format_date
from generator.text.plurals import make_ordinal
from generator.text.translation import _, format_list, translatable

STATUS_NOTES: dict[Status, str] = {
    "retracted": translatable("The publisher has retracted this paper."),
    "withdrawn": translatable("This paper has been withdrawn."),
    "corrected": translatable("The publisher has corrected this paper."),
    "expression of concern": translatable(
        "The publisher has issued an expression of concern about this paper."
    ),
}
STATUS_LABELS: dict[Status, str] = {
    "retracted": translatable("Retracted"),
    "withdrawn": translatable("Withdrawn"),
    "corrected": translatable("Corrected"),
    "expression of concern": translatable("Expression of concern"),
}
PLAIN_TYPES: frozenset[CslType] = frozenset({"article", "article-journal", "paper-conference", "document"})
"""Types that are clear from the venue, and for which editors and publisher are minor details."""
TYPE_LABELS: dict[CslType, str] = {
    "article-magazine": translatable("magazine article"),
    "article-newspaper": translatable("newspaper article"),
    "bill": translatable("bill"),
    "book": translatable("book"),
    "broadcast": translatable("broadcast"),
    "chapter": translatable("chapter"),
    "classic": translatable("classic"),
    "collection": translatable("collection"),
    "dataset": translatable("dataset"),
    "entry": translatable("entry"),
    "entry-dictionary": translatable("dictionary entry"),
    "entry-encyclopedia": translatable("encyclopedia entry"),
    "event": translatable("event"),
    "figure": translatable("figure"),
    "graphic": translatable("graphic"),
    "hearing": translatable("hearing"),
    "interview": translatable("interview"),
    "legal_case": translatable("legal case"),
    "legislation": translatable("legislation"),
    "manuscript": translatable("manuscript"),
    "map": translatable("map"),
    "motion_picture": translatable("film"),
    "musical_score": translatable("musical score"),
    "pamphlet": translatable("pamphlet"),
    "patent": translatable("patent"),
    "performance": translatable("performance"),
    "periodical": translatable("periodical"),
    "personal_communication": translatable("personal communication"),
    "post": translatable("post"),
    "post-weblog": translatable("blog post"),
    "regulation": translatable("regulation"),
    "report": translatable("report"),
    "review": translatable("review"),
    "review-book": translatable("book review"),
    "software": translatable("software"),
    "song": translatable("song"),
    "speech": translatable("speech"),
    "standard": translatable("standard"),
    "thesis": translatable("thesis"),
    "treaty": translatable("treaty"),
    "webpage": translatable("web page"),
}
"""Names of the types that pages show."""

# 436–444
PAGE_RANGE = re.compile(r"\d+[–-]\d+")
# 2nd ed., Revised edition, 3. Auflage
NAMED_EDITION = re.compile(r"\bed\b|edition|auflage|édition", re.I)


def describe_citations(catalog: Catalog) -> str:
    """Return where citations are from, and as of when; empty if there are none."""
    source, date = catalog.citations.source, catalog.citations.date
    if not source or not date:
        return source or ""
    return _("%(source)s, %(date)s", source=source, date=format_date(date))


def name_status(status: Status | None) -> str:
    """Return the name of a status, such as ``Retracted``; empty for None."""
    return _(STATUS_LABELS[status]) if status else ""


def describe_venue(paper: Paper) -> str:
    """Return venue, volume, issue, pages and year: ``Nature 521(7553), 436–444``, ``ICLR 2020, pp. 1–12``.

    After a volume, the year is left out if it is that of first publication, which the page shows anyway.
    """
    found, venue, year = paper.publication, paper.venue, str(paper.venue_year or "")
    if not venue:
        return ""
    if not found.volume:
        issue = _("no. %(number)s", number=found.issue) if found.issue else ""
        pages = found.pages
        if pages and PAGE_RANGE.match(pages):
            pages = _("pp. %(pages)s", pages=pages)
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
                _("language: %(language)s", language=found.language) if found.language else "",
            ),
        )
    )


def _is_plain(paper: Paper) -> bool:
    return paper.type is None or paper.type in PLAIN_TYPES


def _name_type(type_: CslType) -> str:
    return _(TYPE_LABELS.get(type_, type_))


def _describe_edition(found: Publication) -> tuple[str, ...]:
    """Return editors, edition, series, and publisher with place."""
    return (
        _("edited by %(editors)s", editors=format_list(found.editors)) if found.editors else "",
        _describe_number(found.edition) if found.edition else "",
        found.series or "",
        ", ".join(part for part in (found.publisher, found.place) if part),
    )


def _describe_number(edition: str) -> str:
    """Return ``2nd edition`` for ``2``, ``2nd`` and ``2nd edition``."""
    if NAMED_EDITION.search(edition):
        return edition
    ordinal = make_ordinal(edition) if edition.isdecimal() else edition
    return _("%(ordinal)s edition", ordinal=ordinal)
