"""Which file becomes which capture."""

from __future__ import annotations

from bread_list import BIB, run, write_file

from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue


def test_a_file_stored_under_another_name_is_not_stored_again(bread: Folder) -> None:
    assert run(bread, "import", "-", input=BIB.encode()).exit_code == 0
    (name,) = [path.name for path in bread.captures.iterdir()]
    assert name.startswith("stdin-")
    again = run(bread, "import", write_file(bread, "other.bib", BIB))
    assert f"already stored as content/captures/{name}" in again.output
    assert [path.name for path in bread.captures.iterdir()] == [name]


def test_a_file_whose_name_is_taken_gets_a_number(bread: Folder) -> None:
    (bread.root / "more").mkdir()
    one, other = (
        write_file(bread, "x.bib", BIB),
        write_file(bread, "more/X.bib", BIB.replace("Rye", "Oat").replace("rye", "oat")),
    )
    assert run(bread, "import", one, other).exit_code == 0
    assert sorted(path.name for path in bread.captures.iterdir()) == ["X-2.bib", "x.bib"]
    assert {ref.capture for ref in load_catalogue(bread).papers["steam-and-crust"].captures} == {
        "x.bib",
        "X-2.bib",
    }
