"""Files next to the handwritten pages that run scripts do not go unnoticed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from lists import build_list, make_list, own_config

from generator.checks import find_problems
from generator.errors import ContentError, Problem
from generator.site_builder.source_tree import write_source_tree
from generator.storage.folder import Folder

QUIET = {
    "logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><title>on</title><path d="M0 0"/></svg>',
    "google1a2b.html": b"google-site-verification: google1a2b.html",
    "map.xml": b"<places><place name='on the river'/></places>",
    "wanted.js": b"start()",
    "notes.txt": b"<script>run()</script>",
    "about-us.md": b"# About us\n",
}
LOUD = {
    "assets/more.js": b"start()",
    "module.MJS": b"start()",
    "page.html": b"<p>Hello<script>start()</script>",
    "attribute.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/onload="start()"/>',
    "prefix.svg": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>start()</s:script></s:svg>',
    "link.html": b"<a href=' java&#115;cript&colon;start()'>x</a>",
    "entity.xml": b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>',
    "wide.html": "<script>start()</script>".encode("utf-16"),
    "refresh.htm": b"<meta http-equiv=refresh content='0;url=https://a.example.org'>",
    "style.xml": b'<?xml-stylesheet href="style.xsl" type="text/xsl"?><x/>',
}


def fill(folder: Folder, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder.pages / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.pages / name).write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    make_list(tmp_path)
    own_config(tmp_path, {"extra_javascript": ["wanted.js"]})
    return Folder(tmp_path)


def find_new(folder: Folder, before: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in find_problems(folder) if problem not in before]


def test_check_names_every_file_that_runs_scripts(folder: Folder) -> None:
    before = find_problems(folder)
    fill(folder, QUIET)
    assert find_new(folder, before) == []
    fill(folder, LOUD)
    found = find_new(folder, before)
    assert sorted(str(problem.place) for problem in found) == sorted(f"content/pages/{name}" for name in LOUD)
    assert {problem.severity for problem in found} == {"warning"}
    assert all("extra_javascript" in problem.fix for problem in found)


@pytest.mark.parametrize("name", ["feed.xml", "exports/all.bib", "papers/rye/index.html"])
def test_build_refuses_a_file_in_the_place_of_a_generated_one(
    folder: Folder, name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slug = sorted(path.stem for path in folder.papers.glob("*.yml"))[0]
    name = name.replace("rye", slug)
    fill(folder, {name: b"mine"})
    message = f"content/pages/{name}: The site already has a generated file at {name}."
    with pytest.raises(SystemExit):
        build_list(folder.root / "mkdocs.yml", tmp_path / "site")
    assert message in caplog.text
    with pytest.raises(ContentError, match=re.escape(message)):
        write_source_tree(folder, tmp_path / "tree")


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names that other systems refuse")
def test_file_names_that_are_not_text_are_refused(
    folder: Folder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = {
        "pages/bad\udcff.md": r"pages/bad\udcff.md",
        "pages/\x1b]0;x\x07.md": r"pages/\x1b]0;x\x07.md",
        "captures/a\n::error::b.txt": r"captures/a\n::error::b.txt",
        "papers/\u202exyz.yml": r"papers/\u202exyz.yml",
    }
    for name in names:
        (folder.base / name).write_bytes(b"# Bad\n")
    (folder.pages / "Capture d\u2019e\u0301cran \u00e0 9.41\u202fAM.txt").write_bytes(b"fine")
    said = [
        f"content/{shown}: expected a file name in UTF-8 without control characters."
        for shown in names.values()
    ]
    assert sorted(f"{problem.place}: {problem.message}" for problem in find_problems(folder)) == sorted(said)
    with pytest.raises(SystemExit):
        build_list(folder.root / "mkdocs.yml", tmp_path / "site")
    assert all(message in caplog.text for message in said if "/pages/" in message)
