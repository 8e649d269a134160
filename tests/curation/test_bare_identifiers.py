"""Looking up the papers of a file that holds only identifiers."""

from __future__ import annotations

from bread_list import load_record, run
from fake_services import FakeServices
from folder_contents import read_files

from generator.storage.folder import Folder


def test_identifiers_are_looked_up(fake: FakeServices, bread_days: Folder) -> None:
    file = bread_days.root / "ids.txt"
    file.write_text(
        "2401.00001\nhttps://arxiv.org/abs/2401.00002\n2401.09999\n10.1000/steam\n", encoding="utf-8"
    )
    done = run(bread_days, "import", str(file), fake=fake)
    assert "3 new" in done.output
    assert "reading-list add 2401.09999" in done.output
    paper = load_record(bread_days, "rye-doughs-acid-and-salt")
    assert [str(ref) for ref in paper.captures] == ["ids.txt#1"]
    assert paper.evidence["authors"] == "arXiv API"
    assert load_record(bread_days, "steam-and-crust").evidence["authors"] == "Crossref"
    before = read_files(bread_days.base)
    assert "0 new, 3 known" in run(bread_days, "import", str(file), fake=fake).output
    assert "0 new, 3 known" in run(bread_days, "import", "--no-look-up", str(file)).output
    assert read_files(bread_days.base) == before


def test_without_a_network_they_are_listed(bread_days: Folder) -> None:
    file = bread_days.root / "ids.txt"
    file.write_text("2401.00001\n", encoding="utf-8")
    done = run(bread_days, "import", str(file))
    assert "0 new" in done.output
    assert "reading-list add 2401.00001" in done.output
    assert "Not all identifiers were looked up. arXiv cannot be reached." in done.stderr
