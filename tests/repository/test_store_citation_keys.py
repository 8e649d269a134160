"""Storing citation keys in a list that has none."""

from __future__ import annotations

from pathlib import Path

from store_citation_keys import store_keys

from generator.storage.folder import Folder

BREAD = """\
# a comment
title: Fast {0}   # another
authors: [Bo Chen]
published: 2019
added: {1}
captures: []
"""


def test_the_oldest_record_gets_the_shortest_key_and_nothing_else_changes(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.papers.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    folder.file("topics.yml").write_text(
        "groups: [{id: g, title: G, topics: [{id: t, title: T, scope: S}]}]\n", encoding="utf-8"
    )
    later, first = folder.papers / "a.yml", folder.papers / "b.yml"
    later.write_text(BREAD.format("Cake", "2026-01-02"), encoding="utf-8")
    first.write_text(BREAD.format("Bread", "2026-01-01"), encoding="utf-8")
    assert store_keys(folder) == 2
    assert first.read_text(encoding="utf-8") == BREAD.format("Bread", "2026-01-01").replace(
        "captures", "citation_key: chen2019fast\ncaptures"
    )
    assert "citation_key: chen2019fastcake\n" in later.read_text(encoding="utf-8")
    assert store_keys(folder) == 0
