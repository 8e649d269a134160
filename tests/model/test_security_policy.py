"""The site's Content-Security-Policy."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.security_policy import find_policy_flaws, make_policy, parse_policy


def policy(option: Any = None, **config: Any) -> dict[str, list[str]]:
    return parse_policy(make_policy({"theme": {"name": "material", "font": False}, **config}, option))


def test_only_the_site_itself_is_allowed() -> None:
    allowed = policy()
    assert allowed["default-src"] == ["'none'"]
    assert allowed["base-uri"] == ["'none'"]
    for name in ("script-src", "style-src", "connect-src", "form-action", "font-src"):
        assert allowed[name] == ["'self'"], name
    assert allowed["img-src"] == ["'self'", "data:"]
    assert not {"frame-src", "object-src"} & set(allowed)


def test_hosts_of_scripts_and_styles_in_the_settings_are_allowed() -> None:
    scripts = [
        "js/own.js",
        "https://cdn.example.org/math.js",
        {"path": "//b.example.org/x.js", "defer": True},
    ]
    allowed = policy(extra_javascript=scripts, extra_css=["own.css", "https://cdn.example.org/math.css"])
    assert allowed["script-src"] == ["'self'", "https://cdn.example.org", "https://b.example.org"]
    assert allowed["style-src"] == ["'self'", "https://cdn.example.org"]
    assert allowed["font-src"] == ["'self'", "https://cdn.example.org"]


def test_fonts_of_the_theme_are_allowed() -> None:
    theme = {"name": "material", "font": {"text": "Lato"}}
    allowed = parse_policy(make_policy({"theme": theme}, None))
    assert "https://fonts.googleapis.com" in allowed["style-src"]
    assert allowed["font-src"] == ["'self'", "https://fonts.gstatic.com"]


def test_the_option_adds_sources() -> None:
    option = {
        "frame-src": "https://video.example.org",
        "script-src": ["https://a.example.org", "'unsafe-eval'"],
    }
    assert list(find_policy_flaws(option)) == []
    allowed = policy(option)
    assert allowed["frame-src"] == ["https://video.example.org"]
    assert allowed["script-src"] == ["'self'", "https://a.example.org", "'unsafe-eval'"]


def test_a_site_may_have_no_policy() -> None:
    assert list(find_policy_flaws(False)) == []
    assert make_policy({}, False) == ""


@pytest.mark.parametrize(
    ("option", "flaw"),
    [
        (True, "expected sources by directive, or false"),
        ("script-src x", "expected sources by directive, or false"),
        ({"scripts": "x"}, "expected one of default-src, script-src"),
        ({"frame-ancestors": "'none'"}, "which only works as an HTTP header"),
        (
            {"script-src": "self"},
            "https://cdn.example.org or 'self' in script-src (got 'self')",
        ),
        ({"script-src": "https://a.example.org; object-src *"}, "got 'https://a.example.org;'"),
        ({"img-src": ['">x']}, "'self' in img-src (got"),
        ({"img-src": 3}, "'self' in img-src (got"),
        ({"img-src": ["a b.example.org"]}, "'self' in img-src (got"),
    ],
)
def test_a_wrong_option_is_explained(option: Any, flaw: str) -> None:
    assert any(flaw in found for found in find_policy_flaws(option)), list(find_policy_flaws(option))
