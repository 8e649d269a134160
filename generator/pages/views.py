"""Page models: which pages there are, what stands on them in which order, and at which addresses.

A view decides; a template lays out. Every text in a model is plain text unless its name ends in
``_markdown``; the templates escape it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from generator.curation.change_log import Day, group_by_topic, list_days
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.model.taxonomy import PathStep, ReadingPath, Topic
from generator.text.dates import MONTHS
from generator.text.titles import title_key
from generator.text.urls import arxiv_pdf_url, arxiv_url, doi_url, hugging_face_url, openreview_url

__all__ = [
    "Address",
    "Card",
    "Link",
    "Page",
    "Parts",
    "TopicLink",
    "list_facts",
    "make_card",
    "nav_sections",
    "pages",
    "paper_address",
]

# ------------------------------------------------------------------------------------------ addresses


@dataclass(frozen=True, slots=True)
class Address:
    """Address of a page or file below the site's root, such as ``topics/pruning/`` or ``feed.xml``."""

    path: str

    def seen_from(self, page: str) -> str:
        """Return this address relative to the page at address ``page`` (``""`` is the home page)."""
        up = "../" * page.count("/")
        return f"{up}{self.path}" or "./"


def page_address(source: str) -> str:
    """Return the address of the page whose Markdown is ``source``: ``papers/x.md`` -> ``papers/x/``."""
    stem = source.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('index')}" if stem.endswith("/index") else f"{stem}/"


def topic_address(id_: str) -> Address:
    """Return the address of a topic's page."""
    return Address(f"topics/{id_}/")


def paper_address(slug: str) -> Address:
    """Return the address of a paper's page, which never changes."""
    return Address(f"papers/{slug}/")


def year_address(year: int | None) -> Address:
    """Return the address of a year's page."""
    return Address(f"years/{year or 'unknown'}/")


# --------------------------------------------------------------------------------------------- models


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link out of the site.

    Attributes:
        label: what it leads to, such as ``arXiv``.
        url: absolute address.
        kind: ``paper``, ``pdf``, ``code``, ``project``, ``data`` or ``search``.
        title: what a reader should know before following it.
    """

    label: str
    url: str
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """A topic as a page shows it: its title, address and the group it belongs to."""

    id: str
    title: str
    address: Address
    group: str
    group_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper as every list shows it."""

    slug: str
    title: str
    address: Address
    authors: str
    all_authors: tuple[str, ...]
    year: int | None
    published: str
    date: str
    venue: str
    kind: str
    topics: tuple[TopicLink, ...]
    tldr: str
    abstract: str
    links: tuple[Link, ...]
    searches: tuple[Link, ...]
    has_code: bool
    unreviewed: str
    coins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a reading path."""

    number: int
    card: Card
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Cards below one heading."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSummary:
    """A topic among others: what belongs there and how much there is."""

    link: TopicLink
    scope: str
    count: int
    further: int
    code: int
    newest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """A group of topics."""

    id: str
    title: str
    number: int
    topics: tuple[TopicSummary, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page.

    Attributes:
        source: path of its Markdown below ``docs_dir``, such as ``papers/x.md``.
        template: name of the template that lays it out.
        title: plain text.
        description: plain text, one or two sentences.
        model: what the template shows.
        meta: further front matter, such as citation tags; values are plain text.
        local: the page is for the curator: not for the published site.
    """

    source: str
    template: str
    title: str
    description: str
    model: dict[str, Any]
    meta: dict[str, Any] = field(default_factory=dict)
    local: bool = False

    @property
    def address(self) -> str:
        """Address of the page below the site's root."""
        return page_address(self.source)


# ---------------------------------------------------------------------------------------------- cards


def short_authors(paper: Paper, *, most: int = 3) -> str:
    """Return the authors in few words: names, or what is known in their place."""
    if paper.authors:
        shown = paper.authors if len(paper.authors) <= most else paper.authors[: most - 1]
        rest = len(paper.authors) - len(shown)
        return ", ".join(shown) + (f" and {rest} more" if rest else "")
    parts = []
    if paper.organization:
        parts.append(paper.organization.name)
    if paper.author_count:
        parts.append("1 author" if paper.author_count == 1 else f"{paper.author_count} authors")
    return " · ".join(parts)


def readable_date(date: str | None) -> str:
    """Return a partial date in words: ``2024-07-04`` -> ``4 July 2024``."""
    if not date:
        return ""
    parts = date.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def venue_label(paper: Paper) -> str:
    """Return venue and its year, such as ``ICLR 2020``; empty where no venue is known."""
    if not paper.venue:
        return ""
    return f"{paper.venue} {paper.venue_year}" if paper.venue_year else paper.venue


# https://github.com/owner/name/tree/main -> owner/name
REPOSITORY = re.compile(r"https?://(?:www\.)?(?P<host>[^/]+)/(?P<path>[^/]+/[^/#?]+)")


def outside_links(paper: Paper) -> tuple[Link, ...]:
    """Return the links to the paper itself, its code and its pages, the most direct first."""
    found: list[Link] = []
    arxiv = paper.links.arxiv
    if arxiv:
        found.append(Link(label="arXiv", url=arxiv_url(arxiv), kind="paper", title=f"arXiv:{arxiv}"))
        found.append(Link(label="PDF", url=arxiv_pdf_url(arxiv), kind="pdf", title="PDF at arXiv"))
    if paper.links.doi:
        found.append(
            Link(
                label="DOI",
                url=doi_url(paper.links.doi),
                kind="paper",
                title=f"doi:{paper.links.doi}",
            )
        )
    if paper.links.openreview:
        found.append(
            Link(
                label="OpenReview",
                url=openreview_url(paper.links.openreview),
                kind="paper",
                title="Reviews and discussion at OpenReview",
            )
        )
    if arxiv:
        found.append(
            Link(
                label="Hugging Face",
                url=hugging_face_url(arxiv),
                kind="paper",
                title="Discussion, models and data sets at Hugging Face",
            )
        )
    for url in paper.links.code:
        match = REPOSITORY.match(url)
        found.append(Link(label="Code", url=url, kind="code", title=match["path"] if match else url))
    found += [Link(label="Project", url=url, kind="project", title=url) for url in paper.links.project]
    found += [Link(label="Link", url=url, kind="data", title=url) for url in paper.links.other]
    return tuple(found)


def search_links(paper: Paper) -> tuple[Link, ...]:
    """Return searches by title, for a paper of which no identifier is known; empty for any other."""
    if paper.links.arxiv or paper.links.doi:
        return ()
    words = quote_plus(paper.title)
    return tuple(
        Link(label=label, url=url, kind="search", title=f"Search {label} for this title")
        for label, url in (
            ("Hugging Face", f"https://huggingface.co/papers?q={words}"),
            ("arXiv", f"https://arxiv.org/search/?query={words}&searchtype=title"),
            ("Semantic Scholar", f"https://www.semanticscholar.org/search?q={words}"),
        )
    )


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers by date, the newest first; undated ones last; at a tie by title and slug."""
    ordered = sorted(papers, key=lambda paper: (title_key(paper.title), paper.slug))
    return sorted(ordered, key=lambda paper: sort_date(paper), reverse=True)


def sort_date(paper: Paper) -> str:
    """Return a text that sorts papers by date: the date as known, else the year, else nothing."""
    return paper.published or (str(paper.year) if paper.year else "")


class _Cards:
    """Makes each paper's card once, and topic links once."""

    def __init__(self, catalogue: Catalogue, coins: dict[str, str]) -> None:
        self.catalogue = catalogue
        self.coins = coins
        self.topics: dict[str, TopicLink] = {}
        for number, group in enumerate(catalogue.taxonomy.groups, 1):
            for topic in group.topics:
                self.topics[topic.id] = TopicLink(
                    id=topic.id,
                    title=topic.title,
                    address=topic_address(topic.id),
                    group=group.title,
                    group_number=(number - 1) % 8 + 1,
                )
        self._cards: dict[str, Card] = {}

    def __call__(self, paper: Paper) -> Card:
        if paper.slug not in self._cards:
            self._cards[paper.slug] = Card(
                slug=paper.slug,
                title=paper.title,
                address=paper_address(paper.slug),
                authors=short_authors(paper),
                all_authors=paper.authors,
                year=paper.year,
                published=paper.published or "",
                date=readable_date(paper.published),
                venue=venue_label(paper),
                kind=paper.kind or "",
                topics=tuple(self.topics[id_] for id_ in paper.topics if id_ in self.topics),
                tldr=paper.tldr or "",
                abstract=paper.abstract,
                links=outside_links(paper),
                searches=search_links(paper),
                has_code=bool(paper.links.code),
                unreviewed=paper.review or "",
                coins=self.coins.get(paper.slug, ""),
            )
        return self._cards[paper.slug]

    def list(self, papers: Iterable[Paper]) -> tuple[Card, ...]:
        return tuple(self(paper) for paper in papers)


# ---------------------------------------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What other rooms contribute to the pages.

    Attributes:
        coins: slug -> HTML element that carries the paper's ContextObject.
        meta: slug -> front matter of the paper's page: citation tags and JSON-LD.
        citations: slug -> texts of the paper's citation by format.
        related: slug -> neighbours, each with the shared words that explain it.
        pages: whole pages that other rooms make.
    """

    coins: dict[str, str] = field(default_factory=dict)
    meta: dict[str, dict[str, Any]] = field(default_factory=dict)
    citations: dict[str, dict[str, str]] = field(default_factory=dict)
    related: dict[str, Sequence[tuple[str, Sequence[str]]]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()


def pages(catalogue: Catalogue, parts: Parts | None = None, *, papers: bool = True) -> tuple[Page, ...]:
    """Return every generated page of the list, in a fixed order.

    Args:
        catalogue: the list.
        parts: what other rooms contribute to pages; nothing where None.
        papers: whether the pages of single papers are wanted as well.
    """
    parts = parts or Parts()
    cards = _Cards(catalogue, parts.coins)
    found = [_home(catalogue, cards), _topics_index(catalogue, cards)]
    found += [_topic(catalogue, cards, topic) for topic in catalogue.taxonomy.topics.values()]
    found.append(_years_index(catalogue, cards))
    found += [_year(catalogue, cards, year) for year in catalogue.by_year]
    if papers:
        found += [_paper(catalogue, cards, paper, parts) for paper in catalogue.papers.values()]
    found += [
        _browse(catalogue, cards),
        _library(catalogue, cards),
        _feeds(catalogue, cards),
        _whats_new(catalogue, cards),
        *parts.pages,
    ]
    return tuple(found)


def make_card(catalogue: Catalogue, paper: Paper) -> Card:
    """Return the card of one paper, for a page that another room makes."""
    return _Cards(catalogue, {})(paper)


def group_summaries(catalogue: Catalogue, cards: _Cards) -> tuple[GroupSummary, ...]:
    groups = []
    for number, group in enumerate(catalogue.taxonomy.groups, 1):
        topics = []
        for topic in group.topics:
            papers = catalogue.by_topic[topic.id]
            primary = [paper for paper in papers if paper.primary_topic == topic.id]
            years = [paper.year for paper in papers if paper.year]
            topics.append(
                TopicSummary(
                    link=cards.topics[topic.id],
                    scope=topic.scope,
                    count=len(primary),
                    further=len(papers) - len(primary),
                    code=sum(1 for paper in primary if paper.links.code),
                    newest=max(years, default=None),
                )
            )
        groups.append(
            GroupSummary(
                id=group.id,
                title=group.title,
                number=(number - 1) % 8 + 1,
                topics=tuple(topics),
                count=sum(topic.count for topic in topics),
            )
        )
    return tuple(groups)


def _steps(cards: _Cards, steps: Iterable[PathStep]) -> tuple[Step, ...]:
    known = [step for step in steps if step.paper in cards.catalogue.papers]
    return tuple(
        Step(number=number, card=cards(cards.catalogue.papers[step.paper]), why=step.why)
        for number, step in enumerate(known, 1)
    )


def _home(catalogue: Catalogue, cards: _Cards) -> Page:
    papers = catalogue.papers.values()
    added = sorted({paper.added for paper in papers if paper.added}, reverse=True)
    latest = newest_first(paper for paper in papers if added and paper.added == added[0])
    years = [paper.year for paper in papers if paper.year]
    return Page(
        source="index.md",
        template="home.md.jinja",
        title=catalogue.site.name,
        description=catalogue.site.description,
        model={
            "count": len(catalogue.papers),
            "topic_count": len(catalogue.taxonomy.topics),
            "code_count": sum(1 for paper in papers if paper.links.code),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "groups": group_summaries(catalogue, cards),
            "paths": tuple(_path(cards, path) for path in catalogue.taxonomy.paths),
            "added_on": readable_date(added[0]) if added else "",
            "added_count": len(latest),
            "latest": cards.list(latest[:6]),
        },
        meta={"hide": ["navigation", "toc"]},
    )


def _path(cards: _Cards, path: ReadingPath) -> dict[str, Any]:
    return {
        "id": path.id,
        "title": path.title,
        "introduction": path.introduction,
        "steps": _steps(cards, path.steps),
    }


def _topics_index(catalogue: Catalogue, cards: _Cards) -> Page:
    return Page(
        source="topics/index.md",
        template="topics.md.jinja",
        title="Topics",
        description=f"All {len(catalogue.taxonomy.topics)} topics of the list by group.",
        model={"groups": group_summaries(catalogue, cards), "count": len(catalogue.papers)},
    )


def by_years(cards: _Cards, papers: Iterable[Paper]) -> tuple[Section, ...]:
    table: dict[int | None, list[Paper]] = {}
    for paper in newest_first(papers):
        table.setdefault(paper.year, []).append(paper)
    return tuple(
        Section(
            id=f"year-{year or 'unknown'}",
            title=str(year) if year else "Year unknown",
            cards=cards.list(group),
        )
        for year, group in table.items()
    )


def _topic(catalogue: Catalogue, cards: _Cards, topic: Topic) -> Page:
    papers = catalogue.by_topic[topic.id]
    primary = [paper for paper in papers if paper.primary_topic == topic.id]
    further = [paper for paper in papers if paper.primary_topic != topic.id]
    shared: dict[str, int] = {}
    for paper in papers:
        for other in paper.topics:
            if other != topic.id and other in cards.topics:
                shared[other] = shared.get(other, 0) + 1
    neighbours = sorted(shared, key=lambda id_: (-shared[id_], id_))[:4]
    return Page(
        source=f"topics/{topic.id}.md",
        template="topic.md.jinja",
        title=topic.title,
        description=topic.scope,
        model={
            "topic": cards.topics[topic.id],
            "scope": topic.scope,
            "introduction_markdown": topic.introduction or "",
            "path": _steps(cards, topic.path),
            "sections": by_years(cards, primary),
            "count": len(primary),
            "further": cards.list(newest_first(further)),
            "code": sum(1 for paper in primary if paper.links.code),
            "neighbours": [(cards.topics[id_], shared[id_]) for id_ in neighbours],
        },
        meta={"feed": f"feeds/{topic.id}.xml"},
    )


def _years_index(catalogue: Catalogue, cards: _Cards) -> Page:
    most = max((len(papers) for papers in catalogue.by_year.values()), default=1)
    return Page(
        source="years/index.md",
        template="years.md.jinja",
        title="Years",
        description="The papers of the list by year of first publication.",
        model={
            "years": [
                {
                    "label": str(year) if year else "Unknown",
                    "address": year_address(year),
                    "count": len(papers),
                    "share": round(100 * len(papers) / most, 1),
                }
                for year, papers in catalogue.by_year.items()
            ]
        },
    )


def _year(catalogue: Catalogue, cards: _Cards, year: int | None) -> Page:
    papers = catalogue.by_year[year]
    sections = []
    for group in catalogue.taxonomy.groups:
        ids = [topic.id for topic in group.topics]
        chosen = newest_first(paper for paper in papers if paper.primary_topic in ids)
        if chosen:
            sections.append(Section(id=group.id, title=group.title, cards=cards.list(chosen)))
    rest = newest_first(paper for paper in papers if paper.primary_topic not in cards.topics)
    if rest:
        sections.append(Section(id="no-topic", title="Without a topic", cards=cards.list(rest)))
    years = list(catalogue.by_year)
    place = years.index(year)
    return Page(
        source=f"years/{year or 'unknown'}.md",
        template="year.md.jinja",
        title=str(year) if year else "Year unknown",
        description=(
            f"The {len(papers)} papers of the list first published in {year}."
            if year
            else f"The {len(papers)} papers of the list whose year is not known yet."
        ),
        model={
            "year": year,
            "count": len(papers),
            "sections": tuple(sections),
            "newer": years[place - 1] if place else None,
            "newer_address": year_address(years[place - 1]) if place else None,
            "older": years[place + 1] if place + 1 < len(years) else None,
            "older_address": year_address(years[place + 1]) if place + 1 < len(years) else None,
            "has_older": place + 1 < len(years),
            "has_newer": place > 0,
        },
    )


def _paper(catalogue: Catalogue, cards: _Cards, paper: Paper, parts: Parts) -> Page:
    repo = catalogue.site.repo_url.rstrip("/")
    edit = f"{repo}/{catalogue.site.edit_uri.strip('/')}/{paper.slug}.yml" if repo else ""
    steps = [
        (cards.topics[topic.id], number, len(topic.path))
        for topic in catalogue.taxonomy.topics.values()
        for number, step in enumerate(topic.path, 1)
        if step.paper == paper.slug
    ]
    return Page(
        source=f"papers/{paper.slug}.md",
        template="paper.md.jinja",
        title=paper.title,
        description=paper.tldr or paper.abstract[:200],
        model={
            "card": cards(paper),
            "authors": paper.authors,
            "author_count": paper.author_count,
            "organization": paper.organization,
            "date": readable_date(paper.published),
            "venue": venue_label(paper),
            "question": paper.question or "",
            "notes": paper.notes or "",
            "evidence": sorted(paper.evidence.items()),
            "captures": paper.captures,
            "added": readable_date(paper.added),
            "edit_url": edit,
            "steps": steps,
            "citations": parts.citations.get(paper.slug, {}),
            "related": [
                (cards(catalogue.papers[slug]), tuple(words))
                for slug, words in parts.related.get(paper.slug, ())
                if slug in catalogue.papers
            ],
        },
        meta={"hide": ["navigation"], **parts.meta.get(paper.slug, {})},
    )


def list_facts(catalogue: Catalogue) -> dict[str, list[Any]]:
    """Return what a list made in the browser shows of each paper beside what the search knows.

    Returns:
        Slug -> [venue and its year, date in words, 1 where it awaits a review, links, searches]; each
        link is [kind, label, address, title]. As in a card that is laid out here.
    """

    def shown(link: Link) -> list[str]:
        return [link.kind, link.label, link.url, link.title]

    return {
        paper.slug: [
            venue_label(paper),
            readable_date(paper.published),
            int(bool(paper.review)),
            [shown(link) for link in outside_links(paper)],
            [shown(link) for link in search_links(paper)],
        ]
        for paper in catalogue.papers.values()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value by which papers can be filtered.

    Attributes:
        value: as it stands in an address; ``unknown`` for papers that lack a value.
        label: what a reader sees.
        count: number of papers on the whole list that have it.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What papers can be filtered by; the values stand in groups, most often a single one without title."""

    name: str
    title: str
    groups: tuple[tuple[str, int, tuple[FacetValue, ...]], ...]


def _facets(catalogue: Catalogue) -> tuple[Facet, ...]:
    papers = catalogue.papers.values()

    def values(counts: Counter[str | None], names: Iterable[str]) -> tuple[FacetValue, ...]:
        known = [FacetValue(value=name, label=name, count=counts[name]) for name in names]
        unknown = FacetValue(value="unknown", label="Unknown", count=counts[None])
        return (*known, unknown) if unknown.count else tuple(known)

    def plain(name: str, title: str, counts: Counter[str | None], names: Iterable[str]) -> Facet:
        return Facet(name=name, title=title, groups=(("", 0, values(counts, names)),))

    topics = Counter(topic for paper in papers for topic in paper.topics)
    without = sum(1 for paper in papers if not any(id_ in catalogue.taxonomy.topics for id_ in paper.topics))
    groups = [
        (
            group.title,
            number % 8 + 1,
            tuple(
                FacetValue(value=topic.id, label=topic.title, count=topics[topic.id])
                for topic in group.topics
            ),
        )
        for number, group in enumerate(catalogue.taxonomy.groups)
    ]
    if without:
        groups.append(("", 0, (FacetValue(value="unknown", label="Unknown", count=without),)))
    kinds = Counter(paper.kind for paper in papers)
    venues = Counter(paper.venue for paper in papers)
    years = Counter(str(paper.year) if paper.year else None for paper in papers)
    code = Counter(bool(paper.links.code) for paper in papers)
    return (
        Facet(name="topic", title="Topic", groups=tuple(groups)),
        plain("year", "Year", years, sorted((year for year in years if year), reverse=True)),
        plain("kind", "Kind", Counter(kinds), sorted(kind for kind in kinds if kind)),
        Facet(
            name="code",
            title="Code",
            groups=(
                (
                    "",
                    0,
                    (
                        FacetValue(value="yes", label="Has code", count=code[True]),
                        FacetValue(value="no", label="No code known", count=code[False]),
                    ),
                ),
            ),
        ),
        plain(
            "venue",
            "Venue",
            venues,
            sorted((venue for venue in venues if venue), key=lambda venue: (-venues[venue], venue)),
        ),
    )


def _browse(catalogue: Catalogue, cards: _Cards) -> Page:
    return Page(
        source="browse.md",
        template="browse.md.jinja",
        title="Browse",
        description=f"Search, filter, sort and export all {len(catalogue.papers)} papers.",
        model={"count": len(catalogue.papers), "facets": _facets(catalogue)},
        meta={"hide": ["navigation", "toc"]},
    )


def _library(catalogue: Catalogue, cards: _Cards) -> Page:
    paths = [_path(cards, path) | {"address": Address("#start-here")} for path in catalogue.taxonomy.paths]
    paths += [
        {
            "title": topic.title,
            "steps": _steps(cards, topic.path),
            "address": Address(f"topics/{topic.id}/#reading-path"),
        }
        for topic in catalogue.taxonomy.topics.values()
    ]
    return Page(
        source="library.md",
        template="library.md.jinja",
        title="My library",
        description="The papers you starred, read or want to read, and your notes, in your browser only.",
        model={"count": len(catalogue.papers), "paths": [path for path in paths if path["steps"]]},
        meta={"hide": ["navigation", "toc"]},
    )


def _feeds(catalogue: Catalogue, cards: _Cards) -> Page:
    return Page(
        source="feeds.md",
        template="feeds.md.jinja",
        title="Follow and export",
        description="Feeds of the whole list and of each topic, and files for reference managers.",
        model={
            "groups": group_summaries(catalogue, cards),
            "years": [(str(year or "unknown"), year_address(year)) for year in catalogue.by_year],
            "count": len(catalogue.papers),
        },
        meta={"hide": ["navigation"]},
    )


def _whats_new(catalogue: Catalogue, cards: _Cards) -> Page:
    return Page(
        source="new.md",
        template="new.md.jinja",
        title="What’s new",
        description="What was added, moved, merged and excluded, day by day.",
        model={"changes": [_day(catalogue, cards, day) for day in list_days(catalogue)]},
        meta={"hide": ["navigation"]},
    )


def _day(catalogue: Catalogue, cards: _Cards, day: Day) -> dict[str, Any]:
    groups = [
        (topic.title if topic else "Without a topic", list(cards.list(newest_first(papers))))
        for topic, papers in group_by_topic(day.added, catalogue.taxonomy)
    ]
    return {
        "date": readable_date(day.date),
        "iso": day.date,
        "note": " ".join(day.notes),
        "sources": day.sources,
        "added": len(day.added),
        "groups": groups,
        "moved": [
            (cards(move.paper), cards.topics.get(move.old), cards.topics.get(move.new)) for move in day.moved
        ],
        "merged": [(merge.slug, cards(merge.into)) for merge in day.merged],
        "excluded": [(left.title, left.reason) for left in day.excluded],
    }


def nav_sections(catalogue: Catalogue) -> dict[str, list[Any]]:
    """Return the generated sections of the navigation: topics by group, and years."""
    topics: list[Any] = [{"All topics": "topics/index.md"}]
    for group in catalogue.taxonomy.groups:
        topics.append({group.title: [{topic.title: f"topics/{topic.id}.md"} for topic in group.topics]})
    years: list[Any] = [{"All years": "years/index.md"}]
    years += [
        {str(year) if year else "Unknown": f"years/{year or 'unknown'}.md"} for year in catalogue.by_year
    ]
    return {"topics/": topics, "years/": years}
