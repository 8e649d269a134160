"""Writing the pages to a folder for other site generators."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from generator.site_builder.builder import SiteBuilder
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site


def test_generate_writes_the_pages_of_the_site(bread_config: Path, tmp_path: Path) -> None:
    folder = Folder(bread_config.parent)
    out = tmp_path / "pages"

    def generate() -> str:
        done = CliRunner().invoke(main, ["--root", str(folder.root), "generate", "--out", str(out)])
        assert done.exit_code == 0, done.output
        return done.output

    generate()
    site = SiteBuilder(folder).build(load_site(bread_config))
    for source in (*site.sources, *site.papers):
        markdown = site.render(source).write()
        assert (out / source).read_text(encoding="utf-8") == markdown
    for path, data in site.make_files():
        assert (out / path).read_bytes() == data
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.rglob("*") if path.is_file()}
    generate()
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.rglob("*") if path.is_file()}
    assert {path for path in after if path.name[0] != "." and after[path] != before.get(path)} == set()
    # files of an earlier run are removed, and no others
    record = folder.papers / "short-lived.yml"
    record.write_text("title: Short-lived\ntopics: [sourdough]\n", encoding="utf-8")
    try:
        generate()
        assert (out / "papers" / "short-lived.md").is_file()
    finally:
        record.unlink()
    (out / "own.txt").write_text("mine", encoding="utf-8")
    generate()
    assert not (out / "papers" / "short-lived.md").exists()
    assert (out / "own.txt").read_text(encoding="utf-8") == "mine"


def test_generate_rejects_a_folder_with_other_files(bread_config: Path, tmp_path: Path) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["--root", str(bread_config.parent), "generate", "--out", str(out)])
    assert done.exit_code == 1
    assert "expected an empty folder" in done.output
    assert [path.name for path in out.iterdir()] == ["letter.txt"]
