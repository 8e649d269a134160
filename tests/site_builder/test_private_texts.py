"""Private notes, and why a record needs a review, are for the curator only."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from lists import build_list, make_list

from generator.site_builder.builder import SiteBuilder
from generator.site_builder.source_tree import write_source_tree
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site
from generator.storage.writing import dump

SECRETS = ("Caraway", "Cardamom")
"""Words of a private note and of a review; the record has neither."""


def make_secretive_list(root: Path) -> Folder:
    folder = Folder(make_list(root).parent)
    record = folder.papers / "no.yml"
    record.write_text(record.read_text("utf-8") + dump({"review": f"{SECRETS[1]} may be wrong."}), "utf-8")
    folder.private.mkdir()
    (folder.private / "no.md").write_text(f"**{SECRETS[0]}** is better.\n", encoding="utf-8")
    return folder


def unpack(path: Path) -> bytes:
    data = path.read_bytes()
    return (
        gzip.decompress(data)
        if path.suffix == ".gz"
        else zlib.decompress(data)
        if path.suffix == ".bin"
        else data
    )


def find_secrets(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            text = unpack(path).lower()
            yield from (f"{path.name}: {word}" for word in SECRETS if word.lower().encode() in text)


def test_no_file_of_a_site_has_private_texts(tmp_path: Path) -> None:
    folder = make_secretive_list(tmp_path / "list")
    site = build_list(folder.root / "mkdocs.yml", tmp_path / "site")
    assert "Not reviewed yet" in (site / "papers" / "no" / "index.html").read_text(encoding="utf-8")
    assert list(find_secrets(site)) == []
    write_source_tree(folder, tmp_path / "tree")
    assert list(find_secrets(tmp_path / "tree")) == []


def test_the_preview_shows_the_curator_both(tmp_path: Path) -> None:
    folder = make_secretive_list(tmp_path / "list")
    site = SiteBuilder(folder).build(load_site(folder.root / "mkdocs.yml"), local=True)
    page = site.render("papers/no.md").write()
    assert "<strong>Caraway</strong> is better." in page
    assert "Cardamom may be wrong." in page
