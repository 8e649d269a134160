"""Atom feeds (RFC 4287) of the list and of each topic, and all of them in OPML 2.0.

OPML (http://opml.org/spec2.opml) has the topics under their groups.

Entries are dated by the day on which the paper was added to the list, newest first. The time of day only
keeps papers of one day apart: https://validator.w3.org/feed/docs/warning/DuplicateUpdated.html. If the site
has an address, an entry's id is the permanent address of the paper's page; otherwise it is a name-based UUID,
and links are paths from the root of the site. The summary is the one-sentence summary; the content is the
summary and the abstract as escaped HTML. In the feed of a topic, papers with a summary have no content.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from html import escape as escape_html
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.exports import paths
from generator.exports.references import Reference, page_url
from generator.model.catalog import Catalog, Site
from generator.model.history import Change
from generator.text.cleaning import clean
from generator.text.translation import _

FEED_LENGTH: Final = 100
"""Most entries of a feed; the newest are kept."""
NO_DATE: Final = "1990-01-01"
"""Date of papers without any date, so that they never look new; W3C's validator questions older dates."""
SECONDS_OF_DAY: Final = 86_400


class Feeds:
    """The feeds of a list.

    Args:
        catalog: the list.
        references: slug -> the paper as something to cite.
    """

    def __init__(self, catalog: Catalog, references: Mapping[str, Reference]) -> None:
        self._catalog = catalog
        self._references = references

    @cached_property
    def _times(self) -> Mapping[str, str]:
        return find_added_times(self._catalog.changes, self._references.values())

    def write(self) -> str:
        """Write the feed of the whole list."""
        site = self._catalog.site
        return self._write(
            self._references, path=paths.feed(), page="", title=site.name, subtitle=site.description
        )

    def write_topic(self, topic_id: str) -> str:
        """Write the feed of one topic, with every paper of the topic, primary or not."""
        topic = self._catalog.taxonomy.topics[topic_id]
        members = [paper.slug for paper in self._catalog.by_topic[topic_id]]
        title = f"{topic.title} – {self._catalog.site.name}"
        path, page = paths.feed(topic_id), f"topics/{topic_id}/"
        return self._write(members, path=path, page=page, title=title, subtitle=topic.scope)

    def write_author(self, slug: str) -> str:
        """Write the feed of an author of several papers."""
        author = self._catalog.authors.by_slug[slug]
        members = [paper.slug for paper in author.papers]
        title = f"{author.name} – {self._catalog.site.name}"
        path, page = paths.author_feed(slug), f"authors/{slug}/"
        return self._write(members, path=path, page=page, title=title, subtitle="")

    def _write(self, slugs: Iterable[str], *, path: str, page: str, title: str, subtitle: str) -> str:
        site = self._catalog.site
        newest = sorted(slugs, key=lambda slug: self._times[slug], reverse=True)[:FEED_LENGTH]
        updated = self._times[newest[0]] if newest else f"{NO_DATE}T00:00:00Z"
        subtitle = clean(subtitle)
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<?xml-stylesheet type="text/css" href="{"../" * path.count("/")}assets/css/feed.css"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language)}>',
            f"  <id>{escape(_make_id(site, path))}</id>",
            f"  <title>{escape(clean(title))}</title>",
            f"  <subtitle>{escape(subtitle)}</subtitle>" if subtitle else "",
            f"  <updated>{updated}</updated>",
            f"  <author><name>{escape(clean(site.author) or clean(site.name))}</name></author>",
            _write_link("self", _address(site, path), "application/atom+xml"),
            _write_link("alternate", _address(site, page), "text/html"),
            _explain(site, page),
            *(
                _write_entry(site, self._references[slug], self._times[slug], brief=bool(page))
                for slug in newest
            ),
            "</feed>",
        ]
        return "\n".join(line for line in lines if line) + "\n"


def find_added_times(changes: Iterable[Change], references: Iterable[Reference]) -> dict[str, str]:
    """Return slug -> time (RFC 3339) at which each paper was added to the list, different for each.

    The date is the record's own, or else that in the change log, or else that of first publication. The time
    of day is made up: later changes are newer and, within a change, slugs earlier in the alphabet are. So
    papers that are logged later on the same day change no other times.
    """
    logged: dict[str, tuple[int, str]] = {}
    for number, change in enumerate(changes):
        for slug in change.added:
            logged.setdefault(slug, (number, change.date))
    keys: dict[str, tuple[str, int]] = {}
    for ref in references:
        number, log_date = logged.get(ref.slug, (-1, ""))
        date = ref.added or log_date or ref.published or NO_DATE
        # 2024-07 becomes 2024-07-01
        keys[ref.slug] = max(date + NO_DATE[len(date) :], NO_DATE), number
    times: dict[str, str] = {}
    oldest_first = sorted(sorted(keys, reverse=True), key=lambda slug: keys[slug])
    for date, slugs in groupby(oldest_first, key=lambda slug: keys[slug][0]):
        same_day = list(slugs)
        unit = "seconds" if len(same_day) <= SECONDS_OF_DAY else "milliseconds"
        day = datetime.fromisoformat(date)
        for number, slug in enumerate(same_day):
            times[slug] = f"{(day + timedelta(**{unit: number})).isoformat(timespec=unit)}Z"
    return times


def _write_entry(site: Site, ref: Reference, time: str, *, brief: bool) -> str:
    page = f"papers/{ref.slug}/"
    content = "" if brief and ref.tldr else _write_content(ref)
    summary = " ".join(filter(None, (f"{ref.status.capitalize()}." if ref.status else "", ref.tldr)))
    lines = [
        "  <entry>",
        f"    <id>{escape(_make_id(site, page))}</id>",
        f"    <title>{escape(ref.title)}</title>",
        f"    <published>{time}</published>",
        f"    <updated>{time}</updated>",
        "  " + _write_link("alternate", _address(site, page), "text/html"),
        "  " + _write_link("related", ref.url) if ref.url else "",
        *(f"    <author><name>{escape(name)}</name></author>" for name in ref.creators),
        *(
            f"    <category term={quoteattr(id_)} label={quoteattr(title)}/>"
            for id_, title in zip(ref.topic_ids, ref.topics, strict=True)
        ),
        f"    <summary>{escape(summary)}</summary>" if summary else "",
        f'    <content type="html">{escape(content)}</content>' if content else "",
        "  </entry>",
    ]
    return "\n".join(line for line in lines if line)


def _explain(site: Site, page: str) -> str:
    """Write what a reader sees who opens the feed in a browser; feed readers ignore it."""
    text = _("This is a feed. Paste its address into a feed reader to see new papers there.")
    links = ((_("Read it on the site"), page), (_("More ways to follow"), "feeds/"))
    anchors = (f"<a href={quoteattr(_address(site, path))}>{escape(label)}</a>" for label, path in links)
    paragraphs = f"<p>{escape(text)}</p><p>{' '.join(anchors)}</p>"
    return f'  <div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>'


def _write_content(ref: Reference) -> str:
    """Write venue, summary, abstract and links as HTML."""
    place = " ".join(part for part in (ref.venue, str(ref.year or "")) if part)
    paragraphs = [f"<p><strong>{ref.status.capitalize()}.</strong></p>"] if ref.status else []
    paragraphs += [f"<p><em>{escape_html(place)}</em></p>"] if place else []
    if ref.tldr:
        paragraphs.append(f"<p><strong>{escape_html(ref.tldr)}</strong></p>")
    paragraphs += [f"<p>{escape_html(text)}</p>" for text in ref.abstract.split("\n\n") if text]
    links = [(_("Paper"), ref.url), *((_("Code"), url) for url in ref.code)]
    anchors = [f'<a href="{escape_html(url)}">{escape_html(label)}</a>' for label, url in links if url]
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
        lines.append(f"    <outline text={title}>")
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
