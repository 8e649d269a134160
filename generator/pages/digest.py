"""The digest: what came onto the list since a day, as Markdown and as the body of an HTML e-mail.

Both say the same in the same order: papers by topic, then moves, mergers and what was left out. The
templates are ``digest.md.jinja`` and ``digest.html.jinja``. The HTML needs no style sheet and sets no
colours, so that it reads in light and dark mail programs alike; all data in it are escaped, all
addresses absolute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.curation.change_log import Day, Merge, Move, group_by_topic, list_days
from generator.exports import collect_references, paths
from generator.exports.citation import abbreviate_authors
from generator.exports.references import Reference, page_url
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.pages.rendering import Renderer
from generator.text.cleaning import clean
from generator.text.markdown import escape_link_target, escape_markdown

__all__ = ["Digest", "Item", "Link", "Section", "build_digest", "render_html", "render_markdown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to an address; the address is absolute, or empty where there is none."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of news: what it is about, the facts of it, where else to go, a summary."""

    title: Link
    facts: str = ""
    links: tuple[Link, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """News of one kind under a heading."""

    title: Link
    entries: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What both renderings say.

    Attributes:
        title: heading and subject.
        summary: one sentence with the numbers.
        notes: sentences by the curator, newest first.
        sections: new papers by topic, then moves, mergers and what was left out.
        links: where to go from here.
    """

    title: str
    summary: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]


def build_digest(catalogue: Catalogue, since: str) -> Digest:
    """Collect what changed on ``since`` (ISO 8601) and after it."""
    days = list_days(catalogue, since=since)
    added = [paper for day in days for paper in day.added]
    sections = [*_list_papers(catalogue, added), *_list_changes(catalogue, days)]
    numbers = [
        _count(len(added), "new paper", "new papers"),
        _count(sum(len(day.moved) for day in days), "moved to another topic"),
        _count(sum(len(day.merged) for day in days), "merged with another record"),
        _count(sum(len(day.excluded) for day in days), "left off the list"),
    ]
    summary = ", ".join(number for number in numbers if number)
    site = catalogue.site
    return Digest(
        title=f"{clean(site.name)}: what is new since {since}",
        summary=f"{summary}." if summary else f"Nothing has changed since {since}.",
        notes=tuple(clean(note) for day in days for note in day.notes),
        sections=tuple(sections),
        links=(
            Link(text="The whole list", address=page_url(site.url, "")),
            Link(text="Feed", address=page_url(site.url, paths.feed())),
        )
        if site.url
        else (),
    )


def render_markdown(catalogue: Catalogue, since: str) -> str:
    """Render the digest as Markdown (CommonMark); markup in the data is escaped.

    Raises:
        ContentError: the template is faulty.
    """
    digest = _map_texts(build_digest(catalogue, since), escape_markdown, escape_link_target)
    return Renderer().fill("digest.md.jinja", {"digest": digest})


def render_html(catalogue: Catalogue, since: str) -> str:
    """Render the digest as a complete HTML document with inline styles, to send as an e-mail's body.

    Raises:
        ContentError: the template is faulty.
    """
    return Renderer().fill("digest.html.jinja", {"digest": build_digest(catalogue, since)})


def _list_papers(catalogue: Catalogue, papers: Iterable[Paper]) -> Iterable[Section]:
    references = collect_references(catalogue)
    for topic, group in group_by_topic(papers, catalogue.taxonomy):
        title = (
            Link(text=clean(topic.title), address=_address(catalogue, f"topics/{topic.id}/"))
            if topic
            else Link(text="Without a topic", address="")
        )
        yield Section(title=title, entries=tuple(_describe(references[paper.slug]) for paper in group))


def _list_changes(catalogue: Catalogue, days: Iterable[Day]) -> Iterable[Section]:
    def name(paper: Paper) -> Link:
        return Link(text=clean(paper.title), address=_address(catalogue, f"papers/{paper.slug}/"))

    def move(change: Move) -> Item:
        facts = f"{clean(change.old_title)} → {clean(change.new_title)}"
        return Item(title=name(change.paper), facts=facts)

    def merge(change: Merge) -> Item:
        return Item(title=name(change.into), facts=f"takes in {change.slug}")

    days = list(days)
    kinds = (
        ("Moved to another topic", [move(change) for day in days for change in day.moved]),
        ("Merged", [merge(change) for day in days for change in day.merged]),
        (
            "Left off the list",
            [
                Item(title=Link(text=clean(left.title), address=""), facts=clean(left.reason))
                for day in days
                for left in day.excluded
            ],
        ),
    )
    for title, entries in kinds:
        if entries:
            yield Section(title=Link(text=title, address=""), entries=tuple(entries))


def _describe(ref: Reference) -> Item:
    place = " ".join(part for part in (ref.venue, str(ref.year or "")) if part)
    links = (("Paper", ref.url if ref.page else ""), ("Code", next(iter(ref.code), "")))
    return Item(
        title=Link(text=ref.title, address=ref.page or ref.url),
        facts=", ".join(part for part in (abbreviate_authors(ref), place) if part),
        links=tuple(Link(text=text, address=address) for text, address in links if address),
        summary=ref.tldr,
    )


def _address(catalogue: Catalogue, path: str) -> str:
    return page_url(catalogue.site.url, path) if catalogue.site.url else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one}" if number else ""


def _map_texts(digest: Digest, text: Callable[[str], str], address: Callable[[str], str]) -> Digest:
    """Return the digest with every text and every address escaped."""

    def link(value: Link) -> Link:
        return Link(text=text(value.text), address=address(value.address))

    def item(value: Item) -> Item:
        return Item(
            title=link(value.title),
            facts=text(value.facts),
            links=tuple(map(link, value.links)),
            summary=text(value.summary),
        )

    return Digest(
        title=text(digest.title),
        summary=text(digest.summary),
        notes=tuple(map(text, digest.notes)),
        sections=tuple(
            Section(title=link(section.title), entries=tuple(map(item, section.entries)))
            for section in digest.sections
        ),
        links=tuple(map(link, digest.links)),
    )
