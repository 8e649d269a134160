"""A small valid list to which attacks add hostile files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from attack.processes import GENERATOR, MKDOCS

__all__ = ["PAPERS", "SECRET", "build_command", "command", "digest_files", "make_small_list"]

SECRET = "the-secret-outside-of-the-list"
"""Content of a file outside the list; it must never be published."""

TOPICS = """\
groups:
  - id: bread
    title: Bread
    topics:
      - {id: doughs, title: Doughs, scope: What is kneaded.}
      - {id: ovens, title: Ovens, scope: What is hot.}
"""
PAPERS = {
    "rye-doughs": """\
title: Rye Doughs
authors: [Ada Baker]
published: 2024-01-05
links: {doi: 10.1000/rye}
topics: [doughs]
kind: method
tldr: Rye needs acid.
abstract: We add acid to rye.
added: 2024-02-03
""",
    "steam-and-crust": """\
title: Steam and Crust
authors: [Bo Miller, Ada Baker]
published: 2023-01-05
links: {arxiv: "2301.00002"}
topics: [ovens]
kind: survey
tldr: Steam makes the crust shine.
abstract: We survey steam.
added: 2024-02-03
""",
}
"""Two records."""


def make_small_list(root: Path) -> Path:
    """Make the list in the new folder ``root``, with a secret file next to it; return ``root``."""
    from lists import make_list, own_config

    make_list(root, content=None)
    own_config(root, {"site_url": "https://bread.example.org/list/"})
    content = root / "content"
    (content / "topics.yml").write_text(TOPICS, encoding="utf-8")
    for folder in ("papers", "captures"):
        (content / folder).mkdir()
    for slug, text in PAPERS.items():
        (content / "papers" / f"{slug}.yml").write_text(text, encoding="utf-8")
    (root.parent / "secret.txt").write_text(f"title: {SECRET}\n", encoding="utf-8")
    return root


def command(root: Path, *arguments: str | Path) -> tuple[str | Path, ...]:
    """Return a ``reading-list`` command for a list."""
    return (*GENERATOR, "--root", root, *arguments)


def build_command(root: Path, out: Path) -> tuple[str | Path, ...]:
    """Return the command that builds a list into ``out``."""
    return (*MKDOCS, "build", "--quiet", "--config-file", root / "mkdocs.yml", "--site-dir", out)


def digest_files(folder: Path) -> dict[str, str]:
    """Return path -> digest of every regular file below a folder, without the lock."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name == ".lock":
            continue
        found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
