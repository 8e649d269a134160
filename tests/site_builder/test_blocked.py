"""Authors learn what the Content-Security-Policy keeps their pages from doing."""

from __future__ import annotations

import pytest

from generator.model.security_policy import make_policy
from generator.site_builder.blocked import find_blocked

PLAIN = {"theme": {"font": False}}


def blocked(page: str, option: dict[str, str] | None = None) -> list[tuple[str, str]]:
    found = find_blocked(page, make_policy(PLAIN, option))
    return [(directive, source) for _, directive, source in found]


@pytest.mark.parametrize(
    ("page", "directive", "source"),
    [
        ("<script>go()</script>", "script-src", "'unsafe-inline'"),
        ("<SCRIPT type=module>go()</SCRIPT>", "script-src", "'unsafe-inline'"),
        ("<b onclick='go()'>x</b>", "script-src", "'unsafe-inline'"),
        ("<script async src='https://a.example.org/x/y.js'></script>", "script-src", "https://a.example.org"),
        ("<script src='//a.example.org/y.js'></script>", "script-src", "https://a.example.org"),
        ("<script src='data:,x'></script>", "script-src", "data:"),
        ("<style>x{}</style>", "style-src", "'unsafe-inline'"),
        ("<link rel=stylesheet href=https://a.example.org/x.css>", "style-src", "https://a.example.org"),
        ("<img src=https://a.example.org/x.png>", "img-src", "https://a.example.org"),
        ("<img srcset='x.png, https://a.example.org/x.png 2x'>", "img-src", "https://a.example.org"),
        ("<video poster=https://a.example.org/x.png></video>", "img-src", "https://a.example.org"),
        ("<iframe src=https://a.example.org/v></iframe>", "frame-src", "https://a.example.org"),
        ("<form action=https://a.example.org/></form>", "form-action", "https://a.example.org"),
    ],
)
def test_what_is_blocked_is_named_with_what_would_allow_it(page: str, directive: str, source: str) -> None:
    assert blocked(page) == [(directive, source)]
    assert blocked(page, {directive: source}) == []
    assert list(find_blocked(page, "")) == []


def test_what_the_site_itself_has_is_allowed() -> None:
    page = """<script src="../assets/x.js" type="module"></script><script type="application/json">{}</script>
    <link rel="stylesheet" href="x.css"><link rel="canonical" href="https://a.example.org/">
    <img src="data:image/png;base64,AA"><form action="browse/"><a href="https://a.example.org/">x</a>"""
    assert blocked(page) == []


def test_sources_cover_paths_and_hosts() -> None:
    page = "<script src='https://cdn.a.example.org/lib/x.js'></script>"
    for source in ("https://cdn.a.example.org/lib/", "*.a.example.org", "cdn.a.example.org", "https:"):
        assert blocked(page, {"script-src": source}) == [], source
    for source in ("https://cdn.a.example.org/other/", "*.b.example.org", "example.org", "http:"):
        assert blocked(page, {"script-src": source}) != [], source


def test_diagrams_are_named() -> None:
    page = '<pre class="mermaid"><code>x</code></pre>'
    needed = [("script-src", "https://unpkg.com"), ("style-src", "'unsafe-inline'")]
    assert blocked(page) == needed
    assert blocked(page, dict(needed)) == []


def test_what_analytics_load_later_is_named() -> None:
    assert blocked('<script id="__analytics">go()</script>') == [
        ("script-src", "'unsafe-inline'"),
        ("script-src", "https://www.googletagmanager.com"),
        ("connect-src", "https://*.google-analytics.com"),
    ]
    option = {
        "script-src": "'unsafe-inline' https://www.googletagmanager.com",
        "connect-src": "https://*.google-analytics.com",
    }
    assert blocked('<script id="__analytics">go()</script>', option) == []
