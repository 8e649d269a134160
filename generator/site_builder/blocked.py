"""Finds what the site's Content-Security-Policy blocks on a page, so that builds can warn about it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from generator.model.security_policy import parse_policy

# start tags that a policy may block
TAG = re.compile(
    r"<(?:script|style|link|img|iframe|frame|object|embed|video|audio|source|form|base)\b[^>]*>"
    r"|<[a-z][^>]*\son[a-z]+\s*=[^>]*>",
    re.I,
)
LOADED = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("iframe", "src"): "frame-src",
    ("object", "data"): "object-src",
    ("embed", "src"): "object-src",
    ("video", "src"): "media-src",
    ("video", "poster"): "img-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("form", "action"): "form-action",
    ("base", "href"): "base-uri",
}
"""Directive by tag and attribute."""

ADDED_LATER = {
    'class="mermaid"': ("Mermaid", {"script-src": "https://unpkg.com", "style-src": "'unsafe-inline'"}),
    'id="__analytics"': (
        "Google Analytics",
        {"script-src": "https://www.googletagmanager.com", "connect-src": "https://*.google-analytics.com"},
    ),
}
"""Names and sources, by directive, of what Material's scripts load when a page has certain markup."""


def find_blocked(page: str, policy: str) -> Iterator[tuple[str, str, str]]:
    """Yield what browsers will block, the directive, and the source that would allow it.

    Args:
        page: HTML.
        policy: the policy; nothing is blocked if it is empty.
    """
    allowed = parse_policy(policy)
    parser = _TagParser()
    for match in TAG.finditer(page):
        parser.feed(match[0])
    needed = list(parser.found)
    for sign, (what, sources) in ADDED_LATER.items():
        if sign in page:
            needed += [(what, directive, source) for directive, source in sources.items()]
    for what, directive, source in needed:
        if allowed and not _is_allowed(source, allowed.get(directive, [])):
            yield what, directive, source if source.startswith("'") else _origin(source)


class _TagParser(HTMLParser):
    """Collects what start tags run or load, with the directive and the source."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def set_cdata_mode(self, *args: Any, **options: Any) -> None:
        """Do nothing: only start tags are fed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        kind = values.get("type", "").lower()
        if tag == "script" and "src" not in values and kind in ("", "module", "text/javascript"):
            self.found.append(("an inline script", "script-src", "'unsafe-inline'"))
        if tag == "style":
            self.found.append(("an inline style sheet", "style-src", "'unsafe-inline'"))
        if tag == "link" and "stylesheet" in values.get("rel", "").split():
            self.found.append((values.get("href", ""), "style-src", values.get("href", "")))
        if tag in ("img", "source"):
            # one.png 1x, https://example.org/two.png 2x
            addresses = [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
            self.found += [(address, "img-src", address) for address in addresses]
        for name, value in values.items():
            if directive := LOADED.get((tag, name)):
                self.found.append((value, directive, value))
            elif name.startswith("on"):
                self.found.append((f'{name}="{value}"', "script-src", "'unsafe-inline'"))


def _is_allowed(source: str, allowed: list[str]) -> bool:
    if source.startswith("'"):
        return source in allowed
    url = urlsplit(source)
    if not url.netloc:
        return f"{url.scheme}:" in allowed if url.scheme else "'self'" in allowed
    address = f"{url.scheme or 'https'}://{url.netloc}{url.path}"
    return any(_covers(one, address) for one in allowed)


def _covers(source: str, address: str) -> bool:
    """Return whether a source in a policy covers a web address."""
    if source.endswith(":"):
        return address.startswith(f"{source}//")
    scheme, _, rest = source.rpartition("://")
    host, _, path = rest.partition("/")
    url = urlsplit(address)
    known = url.netloc.endswith(host[1:]) if host.startswith("*.") else url.netloc == host
    return known and url.scheme == (scheme or "https") and (url.path or "/").startswith(f"/{path}")


def _origin(source: str) -> str:
    url = urlsplit(source)
    if url.netloc:
        return f"{url.scheme or 'https'}://{url.netloc}"
    return f"{url.scheme}:" if url.scheme else "'self'"
