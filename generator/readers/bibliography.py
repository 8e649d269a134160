"""What the readers of bibliographies share: names, dates and identifiers.

A bibliography gives one year, by which a work is cited. It becomes ``venue_year`` if there is a venue, and
``published`` if month or day are known or there is no venue: ``published`` is the date of first publication,
and the year of a proceedings volume does not tell that.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from generator.model.paper import MATERIAL
from generator.model.publication import CSL_TYPES, STATUSES
from generator.readers.collector import Collector
from generator.readers.labeled_notes import Notes, strip_markup
from generator.text.dates import parse_month
from generator.text.identifiers import date_of_arxiv_id, doi_url, find_dois, identify, parse_arxiv_id
from generator.text.links import CODE_ADDRESS, find_addresses
from generator.text.paper_sites import is_pdf
from generator.text.preprints import is_arxiv_venue, is_publication_venue
from generator.text.titles import split_notice

# arXiv:2410.05434 [cs], as Zotero writes it into notes and extras; arXiv: hep-th/9901001
ARXIV_ANYWHERE = re.compile(
    r"(?:arxiv(?:\s?id)?:\s{0,3}|arxiv\.org/(?:abs|pdf|html)/|abs/|10\.48550/arxiv\.)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?!\d)",
    re.I,
)
# https://openreview.net/forum?id=8-8k3okjpY
OPENREVIEW = re.compile(r"https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=(?P<id>[\w-]{4,60})", re.ASCII)
OPENREVIEW_ID = re.compile(r"[\w-]{4,60}\Z", re.ASCII)
# https://doi.org/10.1145/3357384.3357879  ·  http://doi.acm.org/10.1145/…
DOI_RESOLVER = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org|doi\.(?:acm|ieeecomputersociety)\.org|doi-org\.[\w.-]+)/10\.", re.I
)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.I)
# 73, as in "Authors: 73"
AUTHOR_COUNT = re.compile(r"[1-9]\d{0,5}\Z", re.ASCII)
# 2024-07-04, 2024/07/04/, 2024/07, 2024, "2024/7/4"
NUMERIC_DATE = re.compile(
    r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})?(?:[-/](?P<day>\d{1,2})?)?)?(?:[T/ ].*)?\Z"
)


ARXIV_PARTS = ("volume", "issue", "pages", "number", "publisher")
"""Parts of a publication in which programs keep arXiv identifiers, such as ``abs/1706.03762``."""


def join_name(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """Return the parts of a name in the order in which they are printed."""
    return " ".join(filter(None, map(str.strip, (given, particle, family, suffix))))


def make_date(year: object, month: object = None, day: object = None) -> str | None:
    """Return an ISO date as precise as its parts are valid; None without a year."""
    try:
        y = int(str(year).strip())
    except ValueError:
        return None
    if not 1600 <= y <= 2999:
        return None
    m = parse_month(str(month or ""))
    if m is None:
        return f"{y:04}"
    try:
        return date(y, m, int(str(day).strip())).isoformat()
    except ValueError:
        return f"{y:04}-{m:02}"


def parse_date(text: str) -> str | None:
    """Return a date such as ``2024/07/04`` or ``2024-07`` in ISO form; None if it is not one."""
    match = NUMERIC_DATE.match(text.strip()[:60])
    return make_date(match["year"], match["month"], match["day"]) if match else None


def find_identifiers(
    *,
    eprint: str = "",
    doi: str = "",
    openreview: str = "",
    addresses: Iterable[str] = (),
    others: Iterable[str] = (),
) -> dict[str, Any]:
    """Return ``arxiv``, ``doi``, ``openreview`` and ``other`` from the places where bibliographies keep them.

    Args:
        eprint: a field that holds an arXiv identifier, with or without ``arXiv:``.
        doi: a field that holds a DOI, possibly as an address or with words around it; one of arXiv's own
            DOIs (``10.48550/arXiv.…``) counts as the identifier.
        openreview: a field that holds an OpenReview id.
        addresses: web addresses; those that only repeat the identifiers are left out of ``other``.
        material: addresses of PDFs, slides and so on, by their field in records.
        others: texts in which ``arXiv:…`` can occur.
    """
    arxiv = parse_arxiv_id(eprint)
    dois = list(find_dois(doi))
    openreview = openreview.strip()
    kept: list[str] = []
    for address in addresses:
        kind, value = identify(address) or ("", "")
        if match := OPENREVIEW.match(address):
            openreview = openreview or match["id"]
        if kind == "arxiv":
            arxiv = arxiv or value
        if kind == "doi" and (DOI_RESOLVER.match(address) or not dois):
            dois.append(value)
        is_known = value in (arxiv, *dois) or (match and match["id"] == openreview)
        if not is_known or (is_pdf(address) and kind == "doi"):
            kept.append(address)
    for found in filter(None, map(parse_arxiv_id, dois)):
        arxiv = arxiv or found
    dois = [found for found in dict.fromkeys(dois) if not ARXIV_DOI.match(found)]
    for other in others:
        if not arxiv and (match := ARXIV_ANYWHERE.search(other)):
            arxiv = parse_arxiv_id(match["id"])
    return {
        "arxiv": arxiv,
        "doi": dois[0] if dois else None,
        "openreview": openreview if OPENREVIEW_ID.match(openreview) else None,
        "other": [*kept, *map(doi_url, dois[1:])],
    }


def _find_addresses(texts: Iterable[str]) -> list[str]:
    return [address for text in texts for address in find_addresses(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work as a bibliography describes it; title, abstract and venues may contain HTML.

    Attributes:
        authors: names in the order in which they are printed.
        organization: the organization that takes the place of authors.
        author_count: the number of authors, as printed.
        venues: where it was published, in order of preference; preprint servers are skipped.
        cited: the ISO date by which it is cited.
        first: the ISO date of first publication.
        type: the CSL type.
        publication: volume, pages and so on, under the names in
            :class:`~generator.model.publication.Publication`.
        others: texts in which ``arXiv:…`` can occur.
        remark: the source's own remark about the work.
    """

    title: str
    abstract: str = ""
    authors: Sequence[str] = ()
    organization: str | None = None
    author_count: str = ""
    venues: Iterable[str] = ()
    cited: str | None = None
    first: str | None = None
    type: str | None = None
    publication: Mapping[str, object] = field(default_factory=dict)
    status: str | None = None
    key: str = ""
    key_aliases: Sequence[str] = ()
    tags: Sequence[str] = ()
    notes: Notes = field(default_factory=dict)
    eprint: str = ""
    doi: str = ""
    openreview: str = ""
    addresses: Sequence[str] = ()
    others: Sequence[str] = ()
    code: Sequence[str] = ()
    project: Sequence[str] = ()
    material: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remark: str = ""

    def note(self, label: str) -> str:
        """Return the first value of a label in the notes; empty if there is none."""
        return next(iter(self.notes.get(label, ())), "")

    def list_notes(self, *labels: str) -> list[str]:
        """Return all values of some labels in the notes."""
        return [value for label in labels for value in self.notes.get(label, ())]

    def list_repositories(self) -> list[str]:
        """Return the addresses of code, including those in the notes."""
        return [*self.code, *self.list_notes("code", "source code", "repository", "github")]

    def list_projects(self) -> list[str]:
        """Return the addresses of project pages, including those in the notes."""
        return [*self.project, *self.list_notes("project", "homepage")]

    def list_material(self) -> dict[str, list[str]]:
        """Return the addresses of PDFs, slides and so on, including those in the notes, by their field."""
        return {
            name: _find_addresses([*self.material.get(name, ()), *self.list_notes(name)]) for name in MATERIAL
        }


def _drop_identifiers(publication: Mapping[str, object]) -> dict[str, object]:
    """Return a publication without values that only say the work is on arXiv, or repeat its DOI as pages."""
    return {
        name: value
        for name, value in publication.items()
        if not isinstance(value, str)
        or not (
            (name == "pages" and find_dois(value))
            or (
                name in ARXIV_PARTS
                and (parse_arxiv_id(value) or ARXIV_ANYWHERE.match(value) or is_arxiv_venue(value))
            )
        )
    }


def _find_date(
    collector: Collector, line: int, cited: str | None, venue: str, arxiv: str | None
) -> str | None:
    """Return the date of first publication, given the date in citations and the arXiv identifier."""
    date = cited if cited and (len(cited) > 4 or not venue) else None
    if not arxiv:
        return date
    posted = date_of_arxiv_id(arxiv)
    if cited and not date and cited < posted[:4]:
        # at its venue in 2020, on arXiv two years later
        return cited
    if date and posted < date[:7] and not date.startswith(posted[:4]) and not venue:
        expected = f"expected a date no later than {posted}, when arXiv:{arxiv} appeared"
        collector.report(line, f"{expected} (got {date}; used {posted})", severity="warning")
    return posted if not date or date == posted[:4] or posted < date[:7] else date


def parse_type(text: str) -> str | None:
    """Return the CSL type with this name, also for Zotero's ``preprint``; None for any other text."""
    name = text.strip().lower()
    return "article" if name == "preprint" else name if name in CSL_TYPES and name != "document" else None


def parse_status(text: str) -> str | None:
    """Return the status that a text names, such as ``retracted``, or None."""
    name = text.strip(" .()[]").lower()
    return name if name in STATUSES else None


def _check_preprint(venue: str, publication: dict[str, object]) -> str | None:
    """Return the type of a work called a preprint: None if its venue is not a preprint server.

    A publisher that is also the venue is a preprint server, and is left out.
    """
    if venue and publication.get("publisher") == venue:
        publication["publisher"] = ""
        return "article"
    return None if is_publication_venue(venue) else "article"


def _find_venue(work: Work, publication: dict[str, object]) -> str:
    """Return the venue; a venue in the notes is the short name of the container."""
    candidates = (strip_markup(venue).strip() for venue in work.venues)
    venue = next((name for name in candidates if name and not is_arxiv_venue(name)), "")
    name = work.note("venue")
    if not name or is_arxiv_venue(name):
        return venue
    if venue and name != venue:
        publication["container"] = venue
    return name


def add_work(collector: Collector, line: int, work: Work) -> None:
    """Add a work to ``collector``; facts missing from its fields are taken from its notes."""
    title, status = split_notice(strip_markup(work.title))
    publication = _drop_identifiers(work.publication)
    venue = _find_venue(work, publication)
    type_ = parse_type(work.note("type")) or work.type
    if work.note("type") == "document":  # unknown, whatever the program had to write
        type_ = None
    if type_ == "article":
        type_ = _check_preprint(venue, publication)
    first = work.first or parse_date(work.note("published"))
    count = work.author_count or work.note("authors")
    material = work.list_material()
    identifiers = find_identifiers(
        eprint=work.eprint,
        doi=work.doi or work.note("doi") or " ".join(find_dois(str(work.publication.get("pages", "")))),
        openreview=work.openreview or work.note("openreview"),
        addresses=_find_addresses((*work.addresses, *work.list_notes("doi", "link"), *material["pdf"])),
        others=[*work.others, *(f"arXiv:{value}" for value in work.list_notes("arxiv"))],
    )
    links = {"code": work.list_repositories(), "project": work.list_projects(), **material}
    # the PDF of an arXiv paper says no more than its identifier
    links["pdf"] = [address for address in material["pdf"] if address in identifiers["other"]]
    known = frozenset(chain.from_iterable(links.values()))
    others = [address for address in identifiers["other"] if address not in known]
    links["code"] += filter(CODE_ADDRESS.fullmatch, others)
    identifiers["other"] = [address for address in others if address not in links["code"]]
    collector.add(
        line,
        title=title,
        abstract=strip_markup(work.abstract),
        authors=work.authors,
        organization=work.organization,
        author_count=int(count) if AUTHOR_COUNT.match(count) else None,
        venue=venue,
        venue_year=int(work.cited[:4]) if venue and work.cited else None,
        published=first or _find_date(collector, line, work.cited, venue, identifiers["arxiv"]),
        type=type_,
        publication=publication,
        status=work.status or parse_status(work.note("status")) or status,
        key=work.key or work.note("citation key"),
        key_aliases=work.key_aliases,
        tags=work.tags,
        notes=work.remark,
        **links,
        **identifiers,
    )
