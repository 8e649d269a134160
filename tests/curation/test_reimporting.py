"""Importing a new version of a file: records follow it where nobody has changed them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bread_list import load_record, run, write_file
from folder_contents import read_files

from generator.checks import find_problems
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

TITLES = ("Rye Doughs", "Steam and Crust", "Oat Bread", "Wheat Starch", "Spelt Loaves", "Barley Malt")


def make_bib(*titles: str, **fields: str) -> str:
    """Return a bibliography; a title is used as a key as well, unless it is ``key=title``."""
    entries = []
    for title in titles:
        key, _, name = title.rpartition("=")
        key = key or name.split()[0].lower()
        more = f", {fields[key]}" if key in fields else ""
        entries.append(f"@article{{{key}, title={{{name}}}, author={{Baker, Ada}}, year={{2024}}{more}}}\n")
    return "".join(entries)


def list_errors(folder: Folder) -> list[str]:
    """Return the errors that a check finds, and warnings about captures."""
    found = find_problems(folder)
    return [str(each) for each in found if each.severity == "error" or "capture" in each.message]


@pytest.fixture
def imported(bread: Folder) -> Folder:
    """The list after the import of a bibliography."""
    text = make_bib(*TITLES, rye="journal={Bread}, pages={1--2}, keywords={sour}")
    assert run(bread, "import", write_file(bread, "refs.bib", text)).exit_code == 0
    return bread


def test_a_new_version_updates_what_nobody_changed(imported: Folder) -> None:
    steam = imported.papers / "steam-and-crust.yml"
    steam.write_text(steam.read_text("utf-8").replace("Steam and Crust", "Steam and the Crust"), "utf-8")
    new = make_bib(
        "wheat=Wheat Starches", "New Bread", "steam=Steam and Crusts", "Barley Malt", "Oat Bread",
        "Rye Doughs",
        rye="journal={Bread}, pages={1--9}, keywords={acid}, doi={10.1000/rye}",
    )  # fmt: skip
    done = run(imported, "import", write_file(imported, "refs.bib", new))
    assert done.exit_code == 0, done.output
    assert "6 papers, replaces content/captures/refs.bib" in done.output
    assert "1 new, 5 known, 2 updated, 1 gone, 0 completed" in done.output
    text = " ".join(done.output.split())
    assert "Steam and the Crust Steam and Crusts" in text, "the difference is shown, both ways"
    assert "Spelt Loaves still on the list" in text
    assert "reading-list exclude spelt-loaves --reason" in text
    assert [path.name for path in imported.captures.iterdir()] == ["refs.bib"]
    rye = load_record(imported, "rye-doughs")
    assert (rye.publication.pages, rye.keywords, rye.links.doi) == ("1–9", ("acid",), "10.1000/rye")
    assert load_record(imported, "wheat-starch").title == "Wheat Starches"
    assert load_record(imported, "steam-and-crust").title == "Steam and the Crust"
    assert load_record(imported, "spelt-loaves").captures == ()
    assert [str(ref) for ref in rye.captures] == ["refs.bib#6"]
    assert list_errors(imported) == []
    assert run(imported, "exclude", "spelt-loaves", "--reason", "No spelt.").exit_code == 0
    assert list_errors(imported) == []
    before = read_files(imported.base)
    again = run(imported, "import", imported.root / "refs.bib")
    assert "already stored as content/captures/refs.bib" in again.output
    assert read_files(imported.base) == before


def test_deleted_papers_can_be_removed_unless_another_capture_lists_them(imported: Folder) -> None:
    assert run(imported, "import", write_file(imported, "other.bib", make_bib("Oat Bread"))).exit_code == 0
    file = write_file(imported, "refs.bib", make_bib(*TITLES[:2], *TITLES[3:5]))
    dry = run(imported, "import", "--dry-run", "--remove-deleted", file)
    assert "would replace content/captures/refs.bib" in dry.output
    assert "barley-malt" in load_catalog(imported).papers
    done = run(imported, "import", "--remove-deleted", file)
    for result in (dry, done):
        text = " ".join(result.output.split())
        assert "Barley Malt removed" in text
        assert "Oat Bread still in other.bib" in text
    papers = load_catalog(imported).papers
    assert ("barley-malt" in papers, "oat-bread" in papers) == (False, True)
    assert load_catalog(imported).changes[-1].removed == ("barley-malt",)
    assert list_errors(imported) == []


def test_a_file_is_recognized_under_another_name_by_its_content(imported: Folder) -> None:
    assert run(imported, "import", write_file(imported, "Refs (1).bib", make_bib(*TITLES[:5]))).exit_code == 0
    assert [path.name for path in imported.captures.iterdir()] == ["refs.bib"]
    other = make_bib("Other Bread", "rye=Rye Doughs", "More Bread")
    done = run(imported, "import", write_file(imported, "refs.bib", other))
    assert "stored as content/captures/refs-2.bib" in done.output, "another list with the same name"
    forced = run(
        imported, "import", write_file(imported, "new.bib", make_bib("rye=Rye Doughs")), "--as", "refs.bib"
    )
    assert "replaces content/captures/refs.bib" in forced.output
    assert list_errors(imported) == []


def test_an_excluded_paper_stays_excluded_under_a_new_title(imported: Folder) -> None:
    assert run(imported, "exclude", "oat-bread", "--reason", "No oats.").exit_code == 0
    new = make_bib(*TITLES[:2], "oat=Bread from Oats", *TITLES[3:])
    done = run(imported, "import", write_file(imported, "refs.bib", new))
    assert "0 new" in done.output
    assert [(each.title, each.reason) for each in load_catalog(imported).exclusions] == [
        ("Oat Bread", "No oats."),
        ("Bread from Oats", "No oats."),
    ]
    assert [line for line in list_errors(imported) if "No capture contains" not in line] == []


def test_a_key_that_moved_to_another_paper_does_not_change_the_record(imported: Folder) -> None:
    text = make_bib(*TITLES[1:]) + "@article{rye, title={Ovens of Rome}, author={Potter, Cy}, year={1999}}\n"
    done = run(imported, "import", write_file(imported, "refs.bib", text))
    assert "1 new, 5 known, 0 updated, 1 gone" in done.output
    assert load_record(imported, "rye-doughs").title == "Rye Doughs"


@pytest.mark.parametrize("setting", ["clean", "as-is", "none"])
def test_private_parts_of_captures(bread: Folder, setting: str) -> None:
    options = f"plugins:\n  - reading-list:\n      captures: {setting}\n"
    (bread.root / "mkdocs.yml").write_text(f"site_name: Bread\n{options}", "utf-8")
    text = make_bib(*TITLES, rye="file={/Users/ada/rye.pdf}, annote={Dull.}")
    file = write_file(bread, "refs.bib", text)
    done = run(bread, "import", file)
    kept = {path.name: path.read_text("utf-8") for path in bread.captures.glob("*")}
    if setting == "clean":
        assert "stored as content/captures/refs.bib without private parts (1 annote, 1 file)" in done.output
        assert kept == {"refs.bib": make_bib(*TITLES).replace("year={2024}}", "year={2024}, }", 1)}
    elif setting == "as-is":
        assert kept == {"refs.bib": text}
    else:
        assert kept == {}
        assert "not kept" in done.output
        assert load_record(bread, "rye-doughs").evidence["authors"] == "refs.bib"
    assert list_errors(bread) == []
    before = read_files(bread.base)
    assert run(bread, "import", file).exit_code == 0
    assert read_files(bread.base) == before


def test_captures_with_private_parts_are_reported_and_cleaned(bread: Folder) -> None:
    text = make_bib(*TITLES, rye="file={/Users/ada/rye.pdf}")
    assert run(bread, "import", write_file(bread, "refs.bib", make_bib(*TITLES))).exit_code == 0
    stored = bread.captures / "refs.bib"
    stored.write_text(text, "utf-8")
    result = run(bread, "check")
    assert "content/captures/refs.bib: warning: This capture has private parts: 1 file." in result.output
    assert "reading-list clean-captures" in result.output
    done = run(bread, "clean-captures")
    assert "content/captures/refs.bib: removed 1 file" in done.output
    assert "/Users" not in stored.read_text("utf-8")
    assert list_errors(bread) == []
    assert "No capture has private parts." in run(bread, "clean-captures").output


def test_windows_line_ends_stay(bread: Folder, tmp_path: Path) -> None:
    text = make_bib(*TITLES, rye="file={C:\\\\Users\\\\ada\\\\rye.pdf}").replace("\n", "\r\n")
    assert run(bread, "import", write_file(bread, "refs.bib", text)).exit_code == 0
    kept = (bread.captures / "refs.bib").read_bytes()
    assert kept.count(b"\r\n") == kept.count(b"\n") == len(TITLES)
