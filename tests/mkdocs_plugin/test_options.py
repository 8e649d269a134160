"""The options of the plugin: typed, and wrong ones are named with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from lists import build_list, make_list, own_config
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from generator.errors import ContentError
from generator.storage.site_settings import load_site

ROOT_PAGES = Path("content") / "pages"


def write_config(root: Path, options: dict[str, Any] | None) -> Path:
    (root / ROOT_PAGES).mkdir(parents=True)
    return own_config(root, options=options)


def test_options_have_defaults(tmp_path: Path) -> None:
    path = write_config(tmp_path, None)
    site = load_site(path)
    assert (site.edit_uri, site.unreviewed, site.contact) == ("edit/main/content/papers/", "show", "")
    assert "script-src 'self';" in site.policy


def test_options_reach_the_commands_and_the_build(tmp_path: Path) -> None:
    options = {
        "edit_uri": "-/edit/x/",
        "unreviewed": "hide",
        "preview": "a.png",
        "contact": "a@b.org",
        "content_security_policy": {"frame-src": "https://video.example.org"},
    }
    path = write_config(tmp_path, options)
    site = load_site(path)
    assert (site.edit_uri, site.unreviewed, site.contact) == ("-/edit/x/", "hide", "a@b.org")
    assert "frame-src https://video.example.org" in site.policy


@pytest.mark.parametrize(
    "options",
    [
        {"unreviewed": "perhaps"},
        {"edit_uri": ["a"]},
        {"edituri": "a"},
        {"contact": 3},
        {"content_security_policy": {"script-src": "self"}},
        {"checks": {"unknown-topic": "off"}},
        {"link_providers": ["https://a.example.org/{doi}"]},
        {"kinds": ["a"]},
    ],
    ids=["choice", "type", "unknown", "number", "policy", "level", "providers", "kinds"],
)
def test_wrong_options_are_named_with_their_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, options: dict[str, Any]
) -> None:
    path = write_config(tmp_path, options)
    (key,) = options
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"    {key}:"))
    with pytest.raises(ContentError, match=rf"^mkdocs\.yml:{line}: .*plugins\.reading-list\..*") as error:
        load_site(path)
    with pytest.raises(Abort):
        build(load_config(str(path)))
    assert caplog.messages[-1] == str(error.value)


def test_all_wrong_options_are_named_together(tmp_path: Path) -> None:
    path = write_config(tmp_path, {"contact": 3, "edituri": "a"})
    with pytest.raises(ContentError) as error:
        load_site(path)
    assert [str(problem).partition(": ")[2] for problem in error.value.problems] == [
        "plugins.reading-list.contact: expected text (got 3)",
        "expected a known key (got 'plugins.reading-list.edituri'). Did you mean 'edit_uri'?",
    ]


def test_commands_take_plugins_as_a_mapping_too(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    data = {"site_name": "Bread", "plugins": {"search": {}, "reading-list": {"contact": "a@b.org"}}}
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert load_site(path).contact == "a@b.org"


def test_settings_in_their_former_place_are_not_ignored(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: Bread\nextra:\n  reading_list:\n    unreviewed: hide\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"mkdocs\.yml:3: expected these settings below 'plugins"):
        load_site(path)


def test_wrong_checks_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    text = "site_name: Bread\nplugins:\n- reading-list:\n    checks:\n      missing-summary: off\n"
    path.write_text(text, encoding="utf-8")
    assert load_site(path).checks == {"missing-summary": "off"}
    path.write_text(f"{text}      missing-sumary: error\n      latex: none\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_site(path)
    assert str(error.value).splitlines() == [
        "mkdocs.yml:6: plugins.reading-list.checks.missing-sumary: expected the name of a check "
        "(got 'missing-sumary'). Did you mean 'missing-summary'?",
        "mkdocs.yml:7: plugins.reading-list.checks.latex: expected 'off', 'warning' or 'error' (got 'none')",
    ]
    path.write_text(f"{text}      unknown-topic: off\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"expected at least 'error' for 'unknown-topic' \(got 'off'\)"):
        load_site(path)


@pytest.mark.parametrize(
    "pattern",
    [
        "http://a.example.org/{doi}",
        "https://a.example.org/",
        "https://{title}/x",
        "https://{doi}.example.org/",
        "https://a.example.org{doi}",
        "javascript:{title}",
        "https://a.example.org/{title.__class__}",
        'https://a.example.org/"><script>{doi}',
        "//a.example.org/{doi}",
        "https://a.example.org/{abstract}",
    ],
)
def test_unsafe_addresses_of_providers_are_refused(tmp_path: Path, pattern: str) -> None:
    path = write_config(tmp_path, {"link_providers": {"Bakers": ["https://b.example.org/{doi}", pattern]}})
    with pytest.raises(
        ContentError, match=r"^mkdocs\.yml:\d+: plugins\.reading-list\.link_providers\.Bakers.1: "
    ):
        load_site(path)


def test_an_unknown_language_is_named_with_its_line(tmp_path: Path) -> None:
    config = make_list(tmp_path / "list")
    text = config.read_text(encoding="utf-8").replace("theme:\n", "theme:\n  language: deutsch\n")
    config.write_text(text, encoding="utf-8")
    line = text.splitlines().index("  language: deutsch") + 1
    with pytest.raises(ConfigurationError, match=rf"mkdocs.yml:{line}: .* such as de .* \(got 'deutsch'\)"):
        build_list(config, tmp_path / "site")
