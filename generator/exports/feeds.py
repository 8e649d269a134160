"""Atom feeds (RFC 4287) of the list and of each topic, and all of them in OPML 2.0.

OPML (http://opml.org/spec2.opml) has the topics under their groups.

Entries are dated by the day on which the paper was added to the list, newest first. If the site has an
address, an entry's id is the permanent address of the paper's page; otherwise it is a name-based UUID, and
links are paths from the root of the site. The summary is the one-sentence summary; the content is the
summary and the abstract as escaped HTML. In the feed of a topic, papers with a summary have no content.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from html import escape as escape_html
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.exports import paths
from generator.exports.references import Reference, page_url
from generator.model.catalog import Catalog, Site
from generator.model.history import Change
from generator.text.cleaning import clean

FEED_LENGTH: Final = 100
"""Most entries of a feed; the newest are kept."""
NO_DATE: Final = "1970-01-01"
"""Date of papers without any date, so that they never look new."""


def write_feed(catalog: Catalog, references: Mapping[str, Reference]) -> str:
    """Write the feed of the whole list, given its references by slug."""
    site = catalog.site
    members = list(references.values())
    return _write(catalog, members, topic_id=None, title=site.name, subtitle=site.description)


def write_topic_feed(catalog: Catalog, references: Mapping[str, Reference], topic_id: str) -> str:
    """Write the feed of one topic, with every paper of the topic, primary or not."""
    topic = catalog.taxonomy.topics[topic_id]
    members = [references[paper.slug] for paper in catalog.by_topic[topic_id]]
    title = f"{topic.title} – {catalog.site.name}"
    return _write(catalog, members, topic_id=topic_id, title=title, subtitle=topic.scope)


def find_added_dates(changes: Iterable[Change], references: Iterable[Reference]) -> dict[str, str]:
    """Return slug -> ISO date (YYYY-MM-DD) on which each paper was added to the list.

    It is the record's own date, or else that in the change log, or else that of first publication.
    """
    logged: dict[str, str] = {}
    for change in changes:
        for slug in change.added:
            logged.setdefault(slug, change.date)
    dates = {ref.slug: ref.added or logged.get(ref.slug) or ref.published or NO_DATE for ref in references}
    # 2024-07 becomes 2024-07-01
    return {slug: date + NO_DATE[len(date) :] for slug, date in dates.items()}


def _write(
    catalog: Catalog, references: Sequence[Reference], *, topic_id: str | None, title: str, subtitle: str
) -> str:
    site = catalog.site
    path, page = paths.feed(topic_id), f"topics/{topic_id}/" if topic_id else ""
    dates = find_added_dates(catalog.changes, references)
    by_slug = sorted(references, key=lambda reference: reference.slug)
    newest = sorted(by_slug, key=lambda reference: dates[reference.slug], reverse=True)[:FEED_LENGTH]
    updated = dates[newest[0].slug] if newest else NO_DATE
    subtitle = clean(subtitle)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{escape(_make_id(site, path))}</id>",
        f"  <title>{escape(clean(title))}</title>",
        f"  <subtitle>{escape(subtitle)}</subtitle>" if subtitle else "",
        f"  <updated>{updated}T00:00:00Z</updated>",
        f"  <author><name>{escape(clean(site.author) or clean(site.name))}</name></author>",
        _write_link("self", _address(site, path), "application/atom+xml"),
        _write_link("alternate", _address(site, page), "text/html"),
        *(_write_entry(site, ref, dates[ref.slug], brief=bool(topic_id)) for ref in newest),
        "</feed>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _write_entry(site: Site, ref: Reference, date: str, *, brief: bool) -> str:
    page = f"papers/{ref.slug}/"
    content = "" if brief and ref.tldr else _write_content(ref)
    lines = [
        "  <entry>",
        f"    <id>{escape(_make_id(site, page))}</id>",
        f"    <title>{escape(ref.title)}</title>",
        f"    <published>{date}T00:00:00Z</published>",
        f"    <updated>{date}T00:00:00Z</updated>",
        "  " + _write_link("alternate", _address(site, page), "text/html"),
        "  " + _write_link("related", ref.url) if ref.url else "",
        *(f"    <author><name>{escape(name)}</name></author>" for name in ref.creators),
        *(
            f"    <category term={quoteattr(id_)} label={quoteattr(title)}/>"
            for id_, title in zip(ref.topic_ids, ref.topics, strict=True)
        ),
        f"    <summary>{escape(ref.tldr)}</summary>" if ref.tldr else "",
        f'    <content type="html">{escape(content)}</content>' if content else "",
        "  </entry>",
    ]
    return "\n".join(line for line in lines if line)


def _write_content(ref: Reference) -> str:
    """Write venue, summary, abstract and links as HTML."""
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
    return page_url(site.url or "/", path)


def _make_id(site: Site, path: str) -> str:
    """Return the id of a feed or an entry: its address, or a UUID while the site has none."""
    if site.url:
        return page_url(site.url, path)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"reading-list:{site.name}:{path}").urn


def _write_link(relation: str, address: str, media_type: str = "") -> str:
    type_ = f' type="{media_type}"' if media_type else ""
    return f'  <link rel="{relation}" href={quoteattr(address)}{type_}/>'


def write_opml(catalog: Catalog) -> str:
    """Write the list of feeds; addresses are absolute if the site has one, else from its root."""
    site = catalog.site
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean(site.name))}</title></head>",
        "  <body>",
        _write_outline(site, clean(site.name), paths.feed(), "", indent=4),
    ]
    for group in catalog.taxonomy.groups:
        title = quoteattr(clean(group.title))
        lines.append(f"    <outline text={title} title={title}>")
        lines += [
            _write_outline(site, clean(topic.title), paths.feed(topic.id), f"topics/{topic.id}/", indent=6)
            for topic in group.topics
        ]
        lines.append("    </outline>")
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines)


def _write_outline(site: Site, title: str, feed: str, page: str, *, indent: int) -> str:
    return (
        f'{" " * indent}<outline type="rss" text={quoteattr(title)} title={quoteattr(title)} '
        f"xmlUrl={quoteattr(_address(site, feed))} htmlUrl={quoteattr(_address(site, page))}/>"
    )
