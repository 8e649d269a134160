"""OPML 2.0 (http://opml.org/spec2.opml): all the feeds in one file, the topics under their groups."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from generator.exports import paths
from generator.exports.references import page_url
from generator.model.catalogue import Catalogue
from generator.text.cleaning import clean

__all__ = ["write_opml"]


def write_opml(catalogue: Catalogue) -> str:
    """Write the list of feeds; addresses are absolute if the site has one, else from its root."""
    site = catalogue.site
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean(site.name))}</title></head>",
        "  <body>",
        _write_outline(site.url, clean(site.name), paths.feed(), "", indent=4),
    ]
    for group in catalogue.taxonomy.groups:
        title = quoteattr(clean(group.title))
        lines.append(f"    <outline text={title} title={title}>")
        lines += [
            _write_outline(
                site.url, clean(topic.title), paths.feed(topic.id), f"topics/{topic.id}/", indent=6
            )
            for topic in group.topics
        ]
        lines.append("    </outline>")
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines)


def _write_outline(site_url: str, title: str, feed: str, page: str, *, indent: int) -> str:
    root = site_url or "/"
    return (
        f'{" " * indent}<outline type="rss" text={quoteattr(title)} title={quoteattr(title)} '
        f"xmlUrl={quoteattr(page_url(root, feed))} htmlUrl={quoteattr(page_url(root, page))}/>"
    )
