"""Messages of MkDocs say in which file and line the error is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import build_list, make_list

from generator.site_builder.messages import find_place


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Doc file 'about.md' contains a link 'gone.md', but the target is not found",
            "content/pages/about.md:2",
        ),
        ("Config value 'theme': Unrecognised theme name: 'materiel'.", "mkdocs.yml:4"),
        ("Config value 'plugins': Plugin 'reading-list' option 'contact': Expected type", "mkdocs.yml:3"),
        (
            "A reference to 'gone.md' is included in the 'nav' configuration, which …",
            "mkdocs.yml:5",
        ),
        ("Building documentation...", None),
    ],
)
def test_places_of_messages(tmp_path: Path, message: str, expected: str | None) -> None:
    config_file = tmp_path / "mkdocs.yml"
    config_file.write_text(
        "site_name: contact\nplugins:\n- reading-list: {contact: 3}\ntheme: materiel\nnav: [gone.md]\n",
        encoding="utf-8",
    )
    pages = tmp_path / "content" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About\nSee [this](gone.md).\n", encoding="utf-8")
    place = find_place(message, config_file, pages)
    assert (place and str(place)) == expected


def test_what_a_page_cannot_do_fails_the_strict_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = make_list(tmp_path / "list")
    page = config.parent / "content" / "pages" / "about.md"
    script = '<script src="https://stats.example.org/x.js"></script>'
    page.write_text(f"# About\n\nSee\n[the cellar](cellar.md).\n\n{script}\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        build_list(config, tmp_path / "site")
    (blocked,) = [message for message in caplog.messages if "Content-Security-Policy" in message]
    assert "about.md: browsers will block https://stats.example.org/x.js" in blocked
    assert 'content_security_policy: {script-src: "https://stats.example.org"}' in blocked
    assert any(
        message.startswith("content/pages/about.md:4: ") and "'cellar.md'" in message
        for message in caplog.messages
    ), caplog.messages


@pytest.mark.parametrize("name", ["assets/js/site.js", "topics/index.md"])
def test_what_takes_the_place_of_a_generated_file_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Nobody can replace a script of the site without a warning."""
    config = make_list(tmp_path / "list")
    file = config.parent / "content" / "pages" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        build_list(config, tmp_path / "site")
    assert f"{name} replaces the generated file of the same name" in caplog.text
