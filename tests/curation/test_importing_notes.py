"""Importing a folder of notes and a README: files without papers are skipped, remarks become notes."""

from __future__ import annotations

from bread_list import run, write_file
from bread_list import write_record as write

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

NOTE = "---\ntitle: {title}\nauthors: [Ada Rye]\nyear: 2020\ndoi: 10.1234/{doi}\n---\nMy thoughts.\n"


def test_the_markdown_files_of_a_folder_are_imported(bread: Folder) -> None:
    vault = bread.root / "vault"
    for name, text in {
        "papers/Deep Proofing.md": NOTE.format(title="Deep Proofing of Doughs", doi="a"),
        "papers/Crusts.md": NOTE.format(title="Crusts Before 1900", doi="b"),
        "2024-01-01.md": "Baked bread.\n",
        ".trash/Old.md": NOTE.format(title="Thrown Away", doi="c"),
        "papers/loaf.png": "x",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    result = run(bread, "import", vault)
    assert result.exit_code == 0, result.output
    assert set(load_catalog(bread).papers) == {"crusts-before-1900", "deep-proofing-of-doughs"}
    assert "found no papers in 1 of 3 Markdown files: 2024-01-01.md" in " ".join(result.output.split())
    assert (bread.captures / "Deep-Proofing.md").exists()


def test_a_folder_without_notes_is_refused(bread: Folder) -> None:
    (bread.root / "empty").mkdir()
    result = run(bread, "import", bread.root / "empty")
    assert result.exit_code == 1
    assert "expected a file or a folder with Markdown files" in " ".join(result.output.split())


def test_remarks_become_the_notes_of_new_records_only(bread: Folder) -> None:
    write(bread, "steam-and-crust", title="Steam and Crust", notes="mine")
    lines = (
        "[Steam and Crust](https://doi.org/10.1234/s) - A remark.",
        "[Rye Doughs](https://doi.org/10.1234/r) - A good start for `List<T>`, see [x](y).",
    )
    file = write_file(bread, "README.md", "# Bread\n\n" + "".join(f"- {line}\n" for line in lines))
    result = run(bread, "import", file)
    assert result.exit_code == 0, result.output
    papers = load_catalog(bread).papers
    assert papers["steam-and-crust"].notes == "mine"
    assert papers["rye-doughs"].notes == "A good start for List&lt;T>, see x."
    assert papers["rye-doughs"].evidence["notes"] == "README.md"
