"""Lists as they come from Windows: other line ends, and folders with any name."""

from __future__ import annotations

from pathlib import Path

from bread_list import run
from lists import build_list, make_list

from generator.storage.folder import Folder

BIB = (
    "@article{a, title={Oat Doughs of the North}, author={Baker, Ada}, year={2024}, doi={10.1000/oat}}\r\n"
    "@article{b, title={Spelt in Steam}, author={Miller, Bo}, year={2023}, doi={10.1000/spelt}}\r\n"
)
NAME = "Größe #1 100%20 $HOME 'q' & {x} [y] 清单"


def list_mixed(folder: Folder) -> list[str]:
    """Return the YAML files in which any line ends as on Unix."""
    files = {path: path.read_bytes() for path in folder.base.rglob("*.yml")}
    return sorted(path.name for path, data in files.items() if data.count(b"\n") != data.count(b"\r\n"))


def use_windows_line_ends(folder: Folder) -> None:
    for path in (folder.root / "mkdocs.yml", *folder.base.rglob("*.yml"), *folder.pages.rglob("*.md")):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def test_edits_keep_the_line_ends_of_windows(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "list")
    make_list(folder.root)
    file = folder.root / "new.bib"
    file.write_bytes(BIB.encode())
    use_windows_line_ends(folder)
    assert run(folder, "import", "--no-look-up", file).exit_code == 0
    # new records are written as everywhere
    assert list_mixed(folder) == ["oat-doughs-of-the-north.yml", "spelt-in-steam.yml"]
    assert (folder.captures / "new.bib").read_bytes() == BIB.encode()
    use_windows_line_ends(folder)
    for command in (
        ("rename", "oat-doughs-of-the-north", "oat-doughs"),
        ("same", "oat-doughs", "spelt-in-steam"),
        ("exclude", "new.bib#1", "--reason", "Off topic."),
    ):
        result = run(folder, *command)
        assert result.exit_code == 0, result.output
        # the file of decisions is new
        assert list_mixed(folder) in ([], ["decisions.yml"]), command


def test_folders_may_have_any_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path / NAME)
    make_list(folder.root)
    about = folder.pages / "about.md"
    about.write_text(f"---\ntitle: All about it\n---\n{about.read_text('utf-8')}", encoding="utf-8")
    use_windows_line_ends(folder)
    file = folder.root / f"{NAME}.bib"
    file.write_bytes(BIB.encode())
    assert run(folder, "import", "--no-look-up", file).exit_code == 0
    assert "expected" not in run(folder, "check").output
    site = build_list(folder.root / "mkdocs.yml", tmp_path / "site" / NAME)
    assert "<title>All about it" in (site / "about" / "index.html").read_text("utf-8")
    assert (site / "papers" / "oat-doughs-of-the-north" / "index.html").is_file()
