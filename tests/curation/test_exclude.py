"""Excluding a paper."""

from __future__ import annotations

from bread_list import BIB, run, write_file, write_record, write_topics_with_path
from folder_contents import read_files

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_an_excluded_paper_is_not_imported_again(bread: Folder) -> None:
    file = write_file(bread, "x.bib", BIB)
    run(bread, "import", file)
    done = run(bread, "exclude", "x.bib#2", "--reason", "No bread.")
    assert done.output == "Excluded steam-and-crust.\n"
    catalog = load_catalog(bread)
    assert set(catalog.papers) == {"rye-doughs"}
    assert [(item.title, item.reason) for item in catalog.exclusions] == [("Steam and Crust", "No bread.")]
    assert catalog.changes[-1].excluded == {"Steam and Crust": "No bread."}
    again = run(bread, "import", file)
    assert "0 new, 1 known, 0 completed, 1 excluded" in again.output
    before = read_files(bread.base)
    assert run(bread, "exclude", "steam and crust", "--reason", "No bread.").exit_code == 0
    assert read_files(bread.base) == before
    assert "Give a title, a slug" in run(bread, "exclude", "Nothing Such", "--reason", "x").stderr


def test_a_record_in_a_reading_path_is_not_excluded(bread: Folder) -> None:
    write_topics_with_path(bread)
    write_record(bread, "rye-doughs")
    done = run(bread, "exclude", "rye-doughs", "--reason", "x")
    assert done.exit_code == 1
    assert "Remove it there first" in done.stderr
    assert (bread.papers / "rye-doughs.yml").exists()


def test_a_record_that_an_introduction_links_to_is_not_excluded(bread: Folder) -> None:
    topics = bread.file("topics.yml")
    path = "paths: [{id: p, title: P, introduction: 'Try [rye](paper:rye-doughs).', steps: []}]\n"
    topics.write_text(topics.read_text(encoding="utf-8") + path, encoding="utf-8")
    write_record(bread, "rye-doughs")
    done = run(bread, "exclude", "rye-doughs", "--reason", "x")
    assert done.exit_code == 1
    assert "content/topics.yml: rye-doughs is named by path p. Remove it there first." in done.stderr


def test_a_list_is_valid_after_an_imported_paper_was_renamed_and_excluded(bread: Folder) -> None:
    run(bread, "import", write_file(bread, "x.bib", BIB))
    assert run(bread, "rename", "steam-and-crust", "steam").exit_code == 0
    run(bread, "exclude", "steam", "--reason", "No bread.")
    assert load_catalog(bread).changes[-1].removed == ("steam", "steam-and-crust")
    assert "There is no paper" not in run(bread, "check").output


def test_another_paper_does_not_get_the_address_of_an_excluded_one(bread: Folder) -> None:
    title = "How Steam in the First Minutes of Baking Changes the Crust of Loaves Made from Flour of"
    for number, (flour, year) in enumerate((("Rye", 1999), ("Wheat", 2020))):
        entry = f"@article{{z{number}, title={{{title} {flour}}}, author={{Zen, Zoe}}, year={{{year}}}}}"
        run(bread, "import", write_file(bread, f"{number}.bib", entry))
        (slug,) = load_catalog(bread).papers
        assert run(bread, "exclude", slug, "--reason", "No bread.").exit_code == 0
    first, second = (change.removed for change in load_catalog(bread).changes if change.removed)
    assert second[0].startswith(first[0])
    assert first != second


def test_a_paper_that_another_names_as_related_is_not_excluded_alone(bread: Folder) -> None:
    write_record(bread, "rye")
    write_record(bread, "steam", related=[{"paper": "rye", "why": "both rise"}])
    done = run(bread, "exclude", "rye", "--reason", "x")
    assert done.exit_code == 1
    assert "content/papers/steam.yml: rye is named by record steam. Remove it there first." in done.stderr
    assert run(bread, "exclude", "rye", "steam", "--reason", "x").exit_code == 0
    assert not load_catalog(bread).papers
