"""The digest: what changed on the list since a day, as Markdown and as the body of an HTML email.

Both have the same content in the same order: new papers by topic, then moved, merged and excluded ones. The
HTML needs no style sheet and sets no colors, so that it suits light and dark email programs; all addresses
are absolute.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.curation.change_log import Day, group_by_topic, list_days
from generator.exports import collect_references, paths
from generator.exports.citation import abbreviate_authors
from generator.exports.references import Reference, page_url
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.addresses import TextLink, paper_address, topic_address
from generator.pages.rendering import Renderer
from generator.text.cleaning import clean
from generator.text.translation import _, ngettext, speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news: what it is about, facts, where else to go, and a summary."""

    title: TextLink
    facts: str = ""
    links: tuple[TextLink, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """News of one kind below a heading."""

    title: TextLink
    entries: tuple[Item, ...]


def render_markdown(catalog: Catalog, since: str) -> str:
    """Render what changed on the day ``since`` (ISO 8601) and later as CommonMark; markup is escaped.

    Raises:
        ContentError: the template has an error.
    """
    with speak(catalog.translator):
        return Renderer().fill("digest.md.jinja", _make_model(catalog, since))


def render_html(catalog: Catalog, since: str) -> str:
    """Render the same as a complete HTML document with inline styles, for the body of an email.

    Raises:
        ContentError: the template has an error.
    """
    with speak(catalog.translator):
        return Renderer().fill("digest.html.jinja", _make_model(catalog, since))


def _make_model(catalog: Catalog, since: str) -> dict[str, Any]:
    days = list_days(catalog, since=since)
    added = [paper for day in days for paper in day.added]
    moved = sum(len(day.moved) for day in days)
    merged = sum(len(day.merged) for day in days)
    excluded = sum(len(day.excluded) for day in days)
    numbers = [
        ngettext("%(count)s new paper", "%(count)s new papers", len(added)) if added else "",
        ngettext("%(count)s moved to another topic", "%(count)s moved to another topic", moved)
        if moved
        else "",
        ngettext("%(count)s merged into another record", "%(count)s merged into another record", merged)
        if merged
        else "",
        ngettext("%(count)s excluded", "%(count)s excluded", excluded) if excluded else "",
    ]
    summary = ", ".join(filter(None, numbers))
    site = catalog.site
    links = (
        TextLink(_("The whole list"), page_url(site.url, "")),
        TextLink(_("Feed"), page_url(site.url, paths.feed())),
    )
    return {
        "title": _("%(name)s: what’s new since %(date)s", name=clean(site.name), date=since),
        "summary": f"{summary}." if summary else _("Nothing has changed since %(date)s.", date=since),
        "notes": [clean(note) for day in days for note in day.notes],
        "sections": [*_list_added(catalog, added), *_list_changes(catalog, days)],
        "links": links if site.url else (),
    }


def _list_added(catalog: Catalog, papers: Iterable[Paper]) -> Iterator[Section]:
    references = collect_references(catalog)
    for topic, group in group_by_topic(papers, catalog.taxonomy):
        address = _absolute(catalog, topic_address(topic.id).path) if topic else ""
        title = TextLink(clean(topic.title) if topic else _("Without a topic"), address)
        yield Section(title, tuple(_describe(references[paper.slug]) for paper in group))


def _list_changes(catalog: Catalog, days: Iterable[Day]) -> Iterator[Section]:
    def find_title(topic: str) -> str:
        topics = catalog.taxonomy.topics
        return clean(topics[topic].title if topic in topics else topic)

    def link(paper: Paper) -> TextLink:
        return TextLink(clean(paper.title), _absolute(catalog, paper_address(paper.slug).path))

    moved, merged, excluded = [], [], []
    for day in days:
        for move in day.moved:
            facts = _("%(old)s → %(new)s", old=find_title(move.old), new=find_title(move.new))
            moved.append(Item(title=link(move.paper), facts=facts))
        merged += [
            Item(title=link(paper), facts=_("now includes %(name)s", name=slug)) for slug, paper in day.merged
        ]
        excluded += [Item(title=TextLink(clean(title)), facts=clean(why)) for title, why in day.excluded]
    headings = {
        _("Moved to another topic"): moved,
        _("Merged"): merged,
        _("Excluded"): excluded,
    }
    for heading, entries in headings.items():
        if entries:
            yield Section(TextLink(heading), tuple(entries))


def _describe(reference: Reference) -> Item:
    place = " ".join(part for part in (reference.venue, str(reference.year or "")) if part)
    links = (
        TextLink(_("Paper"), reference.url if reference.page else ""),
        TextLink(_("Code"), next(iter(reference.code), "")),
    )
    return Item(
        title=TextLink(reference.title, reference.page or reference.url),
        facts=", ".join(part for part in (abbreviate_authors(reference), place) if part),
        links=tuple(link for link in links if link.address),
        summary=reference.tldr,
    )


def _absolute(catalog: Catalog, path: str) -> str:
    return page_url(catalog.site.url, path) if catalog.site.url else ""
