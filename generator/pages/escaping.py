"""Text as it has to be written on pages: escaped, and on one line.

Text is always on one line, so that none can begin a Markdown block.
"""

import html
import json
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from generator.pages.addresses import Address
from generator.text.markdown import encode_for_markdown

# the soft hyphen and the line separator, which YAML does not allow in double-quoted text
UNPRINTABLE = re.compile("[\x7f-\x9f\u00a0\u00ad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# [SMEAR](paper:soft-merging-of-experts) · [pruning](topic:pruning-sparsity) · [code](https://example.org/x)
LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]+)\]"
    r"\((?:(?P<kind>paper|topic):(?P<id>[a-z0-9-]+)"
    r"|(?P<url>https?://[^\s()<>\"'`\\]+(?:\([^\s()<>\"'`\\]*\)[^\s()<>\"'`\\]*)*))\)"
)


def encode_text(text: object) -> Markup:
    """Return text as Markdown that shows exactly that text, on one line."""
    plain = text.unescape() if isinstance(text, Markup) else str(text)
    return Markup(encode_for_markdown(plain))  # noqa: S704 - every special character is an entity


def encode_json(value: object) -> Markup:
    """Return a value as JSON that is YAML too (https://yaml.org/spec/1.2.2/#12-relation-to-json)."""
    text = json.dumps(value, ensure_ascii=False)
    return Markup(UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))  # noqa: S704


def encode_lines(text: object) -> Markup:
    """Return text for a ``<pre>``, escaped, its line ends as entities."""
    return Markup("&#10;".join(html.escape(str(text)).splitlines()))  # noqa: S704


def escape_values(value: Any) -> Any:
    """Return text, or a list of such values, with all text in it escaped for HTML unless it is ``Markup``."""
    if isinstance(value, str):
        return str(value) if isinstance(value, Markup) else html.escape(value)
    if isinstance(value, list | tuple):
        return [escape_values(item) for item in value]
    return value


def join_lines(value: Any) -> Any:
    """Return printed text on one line; None becomes an empty text."""
    if isinstance(value, str) and not isinstance(value, Markup) and ("\n" in value or "\r" in value):
        return " ".join(value.split())
    return "" if value is None else value


def render_links(text: str, to: Callable[[Address], str]) -> Markup:
    """Return text as HTML in which the Markdown links are links; everything else is escaped.

    Args:
        text: plain text with links to papers and topics of the list, or to other sites.
        to: returns an address relative to the page.
    """
    parts, end = [], 0
    for match in LINK.finditer(text):
        address = match["url"] or to(Address(f"{match['kind']}s/{match['id']}/"))
        words = html.escape(match["words"])
        parts += [html.escape(text[end : match.start()]), f'<a href="{html.escape(address)}">{words}</a>']
        end = match.end()
    joined = "".join([*parts, html.escape(text[end:])])
    return Markup(" ".join(joined.split()))  # noqa: S704 - escaped above
