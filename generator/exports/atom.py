"""Atom feeds (RFC 4287): the whole list, and each topic.

Entries are dated by the day on which the paper came onto the list, newest first. With a site address,
an entry's id is the permanent address of the paper's page; without one (a list that is not published
yet) it is a name-based UUID of the slug, and links are paths from the root of the site. The summary is
the one-sentence summary, the content the summary and the abstract as escaped HTML.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from html import escape as escape_html
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.exports import paths
from generator.exports.references import Reference, clean, page_url
from generator.model.catalogue import Catalogue, Site

__all__ = ["LONGEST_FEED", "added_dates", "write", "write_topic"]

LONGEST_FEED: Final = 500
"""Entries that a feed holds at most: the newest ones."""
DAWN: Final = "1970-01-01"
"""Date of what has no date at all, so that it never shows as news."""


def write(
    catalogue: Catalogue, references: Mapping[str, Reference], dates: Mapping[str, str] | None = None
) -> str:
    """Write the feed of the whole list.

    Args:
        catalogue: the list.
        references: its references, from ``collect_references``.
        dates: ``added_dates(catalogue)``, where the caller has them already.
    """
    return _write_feed(
        catalogue.site,
        references.values(),
        dates or added_dates(catalogue),
        path=paths.feed(),
        page="",
        title=catalogue.site.name,
        subtitle=catalogue.site.description,
    )


def write_topic(
    catalogue: Catalogue,
    references: Mapping[str, Reference],
    topic_id: str,
    dates: Mapping[str, str] | None = None,
) -> str:
    """Write the feed of one topic: every paper that has it, primary or not."""
    topic = catalogue.taxonomy.topics[topic_id]
    return _write_feed(
        catalogue.site,
        [references[paper.slug] for paper in catalogue.by_topic[topic_id]],
        dates or added_dates(catalogue),
        path=paths.feed(topic_id),
        page=f"topics/{topic_id}/",
        title=f"{topic.title} – {catalogue.site.name}",
        subtitle=topic.scope,
    )


def added_dates(catalogue: Catalogue) -> dict[str, str]:
    """Return slug -> ISO date (YYYY-MM-DD) on which each paper came onto the list.

    The record's own date comes first, then the log of changes, then first publication.
    """
    logged: dict[str, str] = {}
    for change in catalogue.changes:
        for slug in change.added:
            logged.setdefault(slug, change.date)
    return {
        paper.slug: _full_date(paper.added or logged.get(paper.slug) or paper.published or DAWN)
        for paper in catalogue.papers.values()
    }


def _full_date(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _write_feed(
    site: Site,
    references: Iterable[Reference],
    dates: Mapping[str, str],
    *,
    path: str,
    page: str,
    title: str,
    subtitle: str,
) -> str:
    def recency(reference: Reference) -> tuple[int, str]:
        return (-int(dates[reference.slug].replace("-", "")), reference.slug)

    newest = sorted(references, key=recency)[:LONGEST_FEED]
    updated = max((dates[reference.slug] for reference in newest), default=DAWN)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{escape(_feed_id(site, path))}</id>",
        f"  <title>{escape(clean(title))}</title>",
        f"  <subtitle>{escape(clean(subtitle))}</subtitle>" if clean(subtitle) else "",
        f"  <updated>{updated}T00:00:00Z</updated>",
        f"  <author><name>{escape(clean(site.author) or clean(site.name))}</name></author>",
        _link("self", _address(site, path), "application/atom+xml"),
        _link("alternate", _address(site, page), "text/html"),
        *(_entry(site, reference, dates[reference.slug]) for reference in newest),
        "</feed>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _entry(site: Site, ref: Reference, date: str) -> str:
    address = _address(site, f"papers/{ref.slug}/")
    names = [name.printed for name in ref.authors] or ([ref.organization] if ref.organization else [])
    lines = [
        "  <entry>",
        f"    <id>{escape(_entry_id(site, ref.slug))}</id>",
        f"    <title>{escape(ref.title)}</title>",
        f"    <published>{date}T00:00:00Z</published>",
        f"    <updated>{date}T00:00:00Z</updated>",
        "  " + _link("alternate", address, "text/html"),
        "  " + _link("related", ref.url) if ref.url else "",
        *(f"    <author><name>{escape(name)}</name></author>" for name in names),
        *(
            f"    <category term={quoteattr(id_)} label={quoteattr(title)}/>"
            for id_, title in zip(ref.topic_ids, ref.topics, strict=True)
        ),
        f"    <summary>{escape(ref.tldr)}</summary>" if ref.tldr else "",
        f'    <content type="html">{escape(_content(ref))}</content>',
        "  </entry>",
    ]
    return "\n".join(line for line in lines if line)


def _content(ref: Reference) -> str:
    """HTML of an entry: facts, summary, abstract; all data escaped."""
    place = " ".join(part for part in (ref.venue, str(ref.year or "")) if part)
    paragraphs = [f"<p><em>{escape_html(place)}</em></p>"] if place else []
    if ref.tldr:
        paragraphs.append(f"<p><strong>{escape_html(ref.tldr)}</strong></p>")
    paragraphs += [f"<p>{escape_html(text)}</p>" for text in ref.abstract.split("\n\n") if text]
    links = [("Paper", ref.url), *(("Code", url) for url in ref.code)]
    anchors = [f'<a href="{escape_html(url)}">{label}</a>' for label, url in links if url]
    if anchors:
        paragraphs.append(f"<p>{' · '.join(anchors)}</p>")
    return "".join(paragraphs) or f"<p>{escape_html(ref.title)}</p>"


def _address(site: Site, path: str) -> str:
    return page_url(site.url, path) if site.url else f"/{path}"


def _feed_id(site: Site, path: str) -> str:
    return page_url(site.url, path) if site.url else _uuid(site, path)


def _entry_id(site: Site, slug: str) -> str:
    return _feed_id(site, f"papers/{slug}/")


def _uuid(site: Site, path: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"reading-list:{site.name}:{path}").urn


def _link(relation: str, address: str, media_type: str = "") -> str:
    type_ = f' type="{media_type}"' if media_type else ""
    return f'  <link rel="{relation}" href={quoteattr(address)}{type_}/>'
