"""OPML 2.0 (http://opml.org/spec2.opml): all the feeds in one file, the topics under their groups."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from generator.exports import paths
from generator.exports.references import clean, page_url
from generator.model.catalogue import Catalogue

__all__ = ["write"]


def write(catalogue: Catalogue) -> str:
    """Write the subscription list; addresses are absolute where the site has one, else from its root."""
    site = catalogue.site
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean(site.name))}</title></head>",
        "  <body>",
        _feed(catalogue, clean(site.name), paths.feed(), "", indent=4),
    ]
    for group in catalogue.taxonomy.groups:
        title = quoteattr(clean(group.title))
        lines.append(f"    <outline text={title} title={title}>")
        lines += [
            _feed(catalogue, clean(topic.title), paths.feed(topic.id), f"topics/{topic.id}/", indent=6)
            for topic in group.topics
        ]
        lines.append("    </outline>")
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines)


def _feed(catalogue: Catalogue, title: str, path: str, page: str, *, indent: int) -> str:
    root = catalogue.site.url or "/"
    return (
        f'{" " * indent}<outline type="rss" text={quoteattr(title)} title={quoteattr(title)} '
        f"xmlUrl={quoteattr(page_url(root, path))} htmlUrl={quoteattr(page_url(root, page))}/>"
    )
