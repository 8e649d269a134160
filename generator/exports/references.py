"""What a citation of a paper says, worked out once and then written by every format.

A :class:`Reference` is a paper seen as something to cite: its key, its type, the year it is cited by,
its authors with family and given names apart. Text in it is clean: white space collapsed, no control
characters, so that no format has to think of them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from slugify import slugify

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.cleaning import clean as clean_text

__all__ = ["Name", "Reference", "ReferenceType", "clean", "collect_references", "page_url", "split_name"]

ReferenceType = Literal["conference", "workshop", "journal", "preprint", "unknown"]

# "two\n\nparagraphs"
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# "Jr.", "Sr", "III"
NAME_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?\Z|(?:II|III|IV)\Z")
# "hep-th/9901001"
OLD_ARXIV_ID = re.compile(r"(?P<category>[a-z-]+(?:\.[A-Z]{2})?)/\d{7}\Z")
PREPRINT_SERVERS: Final = frozenset({"arxiv", "corr", "biorxiv", "medrxiv", "preprint", "ssrn"})
"""Names, in lower case, that are preprint servers whatever the table of venues says."""
STOP_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can do does for from how in into is it its of on or our that the "
        "their this to toward towards via we what when where which who why with",
    )
)
"""Title words that say too little to stand in a citation key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name in its parts, split by BibTeX's rule.

    Attributes:
        printed: the name as it stands in the record, white space collapsed.
        given: everything before the particle; empty when there is one word only.
        particle: lower-case words before the family name, such as ``van den``.
        family: the family name; the whole name where it cannot be split.
        suffix: ``Jr.``, ``III``; empty mostly.
    """

    printed: str
    given: str
    particle: str
    family: str
    suffix: str

    @property
    def full_family(self) -> str:
        """Particle and family name."""
        return f"{self.particle} {self.family}" if self.particle else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A paper as something to cite.

    Attributes:
        slug: the paper's slug.
        key: citation key, unique on the list.
        type: what it was published as.
        title: title in Unicode.
        authors: the authors in order; empty when unknown.
        organization: the organization named where there are no authors.
        author_count: number of authors where only that is known.
        year: the year it is cited by: the venue's where it has one, else that of first publication.
        published: first publication as precisely as known (YYYY, YYYY-MM or YYYY-MM-DD).
        venue: conference or journal.
        venue_year: year of the venue.
        arxiv: arXiv identifier without version.
        doi: DOI without resolver.
        openreview: OpenReview forum id.
        url: where the paper can be read; empty when nothing is known.
        page: absolute address of the paper's page on the site; empty when the site has no address.
        code: repositories.
        project: project pages.
        other: other addresses.
        topic_ids: ids of the topics, the primary one first.
        topics: their titles.
        kind: what the paper mainly is.
        tldr: the one-sentence summary.
        abstract: the abstract; paragraphs apart by an empty line.
        added: when it came onto the list.
    """

    slug: str
    key: str
    type: ReferenceType
    title: str
    authors: tuple[Name, ...]
    organization: str
    author_count: int | None
    year: int | None
    published: str
    venue: str
    venue_year: int | None
    arxiv: str
    doi: str
    openreview: str
    url: str
    page: str
    code: tuple[str, ...]
    project: tuple[str, ...]
    other: tuple[str, ...]
    topic_ids: tuple[str, ...]
    topics: tuple[str, ...]
    kind: str
    tldr: str
    abstract: str
    added: str

    @property
    def published_parts(self) -> tuple[int, ...]:
        """Year, month and day of first publication, as far as known."""
        return tuple(int(part) for part in self.published.split("-")) if self.published else ()

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Date it is cited by: a preprint's is that of first publication, a venue's is its year.

        The month of first publication is the preprint's; when the venue's issue came is not known.
        """
        if self.year is None:
            return ()
        published = self.published_parts
        at_venue = self.type in ("conference", "workshop", "journal")
        return published if published and published[0] == self.year and not at_venue else (self.year,)

    @property
    def published_apart(self) -> str:
        """Date of first publication where :attr:`date_parts` does not tell it; else empty."""
        return "" if self.published_parts == self.date_parts else self.published

    @property
    def arxiv_category(self) -> str:
        """Category of an arXiv identifier of the old form (``hep-th/9901001``); else empty."""
        match = OLD_ARXIV_ID.match(self.arxiv)
        return match["category"] if match else ""

    @property
    def doi_url(self) -> str:
        """Address of the DOI's resolver; empty without a DOI."""
        return f"https://doi.org/{quote(self.doi, safe='/:;().,-_+@=*~!')}" if self.doi else ""

    @property
    def extras(self) -> tuple[tuple[str, str], ...]:
        """Facts that RIS and CSL-JSON have no field for, as label and value, one per note line."""
        pairs = [
            ("arXiv", self.arxiv),
            ("OpenReview", self.openreview),
            ("Published", self.published_apart),
            ("Authors", str(self.author_count or "")),
            *(("Code", url) for url in self.code),
            *(("Project", url) for url in self.project),
            *(("Link", url) for url in self.other),
            ("Kind", self.kind),
            ("TL;DR", self.tldr),
        ]
        return tuple(pair for pair in pairs if pair[1])


def clean(text: str | None) -> str:
    """Return text in NFC on one line, control characters removed; empty for None."""
    return clean_text(text) if text else ""


def split_name(printed: str) -> Name:
    """Split a name printed as ``Given Family`` by BibTeX's rule.

    The last word is the family name, lower-case words before it its particle (``Aäron van den Oord``),
    a closing ``Jr.`` or ``III`` the suffix. A name of one word, or one with a comma that does not set a
    suffix apart, is a family name as a whole: nothing is guessed.
    """
    printed = clean(printed)
    words = printed.split(" ")
    suffix = ""
    if len(words) > 2 and NAME_SUFFIX.match(words[-1]):
        suffix = words.pop()
        words[-1] = words[-1].removesuffix(",")
    if len(words) == 1 or any("," in word for word in words) or not words[-1]:
        return Name(printed=printed, given="", particle="", family=printed, suffix="")
    lower = [place for place, word in enumerate(words[:-1]) if _begins_lower(word)]
    first, last = (lower[0], lower[-1] + 1) if lower else (len(words) - 1, len(words) - 1)
    return Name(
        printed=printed,
        given=" ".join(words[:first]),
        particle=" ".join(words[first:last]),
        family=" ".join(words[last:]),
        suffix=suffix,
    )


def _begins_lower(word: str) -> bool:
    for character in word:
        if character.isalpha():
            return character.islower()
    return False


def page_url(site_url: str, path: str) -> str:
    """Return the absolute address of a path of the site; the path itself when the site has none."""
    return f"{site_url.rstrip('/')}/{path}" if site_url else path


def collect_references(catalogue: Catalogue) -> Mapping[str, Reference]:
    """Work out the references of all papers: slug -> reference, in the order of the slugs."""
    keys = _assign_keys(catalogue.papers.values())
    types = catalogue.venue_types
    topics = catalogue.taxonomy.topics
    return {
        paper.slug: _build_reference(
            paper,
            key=keys[paper.slug],
            type_=_reference_type(paper, types),
            site_url=catalogue.site.url,
            topics=tuple(clean(topics[id_].title) if id_ in topics else id_ for id_ in paper.topics),
        )
        for paper in catalogue.papers.values()
    }


def _build_reference(
    paper: Paper, *, key: str, type_: ReferenceType, site_url: str, topics: tuple[str, ...]
) -> Reference:
    links = paper.links
    published = paper.published or ""
    year = paper.venue_year if paper.venue and paper.venue_year else paper.year
    return Reference(
        slug=paper.slug,
        key=key,
        type=type_,
        title=clean(paper.title) or paper.slug,
        authors=tuple(split_name(name) for name in paper.authors if clean(name)),
        organization=clean(paper.organization.name) if paper.organization and not paper.authors else "",
        author_count=None if paper.authors else paper.author_count,
        year=year,
        published=published,
        venue=clean(paper.venue),
        venue_year=paper.venue_year,
        arxiv=links.arxiv or "",
        doi=clean(links.doi),
        openreview=clean(links.openreview),
        url=_reading_address(paper),
        page=page_url(site_url, f"papers/{paper.slug}/") if site_url else "",
        code=links.code,
        project=links.project,
        other=links.other,
        topic_ids=paper.topics,
        topics=topics,
        kind=paper.kind or "",
        tldr=clean(paper.tldr),
        abstract="\n\n".join(filter(None, map(clean, PARAGRAPH_BREAK.split(paper.abstract)))),
        added=paper.added or "",
    )


def _reference_type(paper: Paper, types: Mapping[str, str]) -> ReferenceType:
    if paper.venue:
        known = types.get(paper.venue)
        if known in ("conference", "workshop", "journal", "preprint"):
            return known  # type: ignore[return-value]
        words = set(re.findall(r"\w+", paper.venue.casefold()))
        return "preprint" if words and words <= PREPRINT_SERVERS else "unknown"
    return "preprint" if paper.links.arxiv else "unknown"


def _reading_address(paper: Paper) -> str:
    links = paper.links
    if links.arxiv:
        return f"https://arxiv.org/abs/{links.arxiv}"
    if links.openreview:
        return f"https://openreview.net/forum?id={quote(clean(links.openreview), safe='')}"
    if links.doi:
        return f"https://doi.org/{quote(clean(links.doi), safe='/:;().,-_+@=*~!')}"
    return next(iter((*links.project, *links.other, *links.code)), "")


def _assign_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """Give every paper its key, such as ``chen2019fast``.

    A key is made of the record alone: first author's family name (or the organization's first word), year
    of first publication, first telling word of the title; three words of the title and the year where
    nobody is named. Where two papers would have the same, the one that came onto the list first has it,
    and the other takes further words of its own title: a paper that is added later never changes the key
    of one that is there.
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in sorted(papers, key=lambda paper: (paper.added or "9999", paper.slug)):
        stem, words = _key_parts(paper)
        candidates = [stem + "".join(words[:count]) for count in range(1, len(words) + 1)]
        candidates.append(stem + paper.slug.replace("-", ""))
        key = next((candidate for candidate in candidates if candidate not in taken), "")
        number = 2
        while not key or key in taken:
            key = f"{candidates[-1]}x{number}"
            number += 1
        taken.add(key)
        keys[paper.slug] = key
    return keys


def _key_parts(paper: Paper) -> tuple[str, list[str]]:
    title = slugify(paper.title).split("-")
    telling = [word for word in title if word and word not in STOP_WORDS]
    words = [word for word in telling if not word.isdigit()] or telling or paper.slug.split("-")
    if paper.authors:
        who = slugify(split_name(paper.authors[0]).family, separator="")
    elif paper.organization:
        who = slugify(paper.organization.name).split("-")[0]
    else:
        who = ""
    year = str(paper.year or "")
    if not who:
        who, words = "".join(words[:3]), ["", *words[3:]]
    return f"{who}{year}", words
