"""Reviewing many papers at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from bread_list import make_list, run, write_file, write_record
from folder_contents import read_files

from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

TOPICS = """\
groups:
  - id: bread
    title: Bread
    topics:
      - {id: doughs, title: Doughs, scope: What is kneaded.}
      - {id: ovens, title: Ovens, scope: What is hot.}
"""
FLOURS = ("Rye", "Wheat", "Spelt", "Oat", "Barley", "Millet", "Maize", "Rice", "Teff", "Emmer")
METHODS = (
    "Mixing",
    "Folding",
    "Resting",
    "Shaping",
    "Baking",
    "Cooling",
    "Drying",
    "Icing",
    "Eating",
    "Sale",
)


def make_bibliography() -> str:
    """300 papers: 100 about kneading, 100 about ovens, 100 about nothing on the list; and two duplicates."""
    entries = []
    for number in range(300):
        flour, method = FLOURS[number % 10], METHODS[number // 10 % 10]
        keyword = ("Doughs", "Ovens", "Prices")[number // 100]
        title = f"{method} {flour} Loaves {('by Hand', 'in Old Ovens', 'for Sale')[number // 100]}"
        venue = "Journal of Loaves" if number % 3 else "Bread Days"
        entries.append(
            f"@article{{key{number}, title={{{title}}}, author={{Baker{number}, Ada}},"
            f" year={{{2000 + number % 20}}}, journal={{{venue}}}, keywords={{{keyword}}}}}"
        )
    for number in (0, 1):
        entries.append(entries[number].replace("{key", "{again").replace(" by Hand", " by Hands"))
    return "\n".join(entries)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a list with 302 imported papers, read only."""
    folder = make_list(tmp_path_factory.mktemp("large") / "list")
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
    done = run(folder, "import", write_file(folder, "large.bib", make_bibliography()))
    assert "302 new" in done.output
    return folder.root


@pytest.fixture
def large(imported: Path, tmp_path: Path) -> Folder:
    """A copy of that list."""
    ignore = shutil.ignore_patterns(".cache")
    return Folder(shutil.copytree(imported, tmp_path / "large", ignore=ignore))


def test_three_hundred_imported_papers_are_reviewed_with_a_few_commands(large: Folder) -> None:
    def count_unreviewed() -> int:
        return sum(paper.review is not None for paper in load_catalog(large).papers.values())

    imported = read_files(large.base)
    shown = run(large, "review").output
    assert len(shown.splitlines()) < 150
    assert "1–20 of 302 records. Next: --page 2" in shown
    assert re.search(r"doughs +\d+ +Topics are suggested", shown)
    assert "302 records to review, 2 possible duplicates" in shown
    assert "301–302 of 302 records.\n" in run(large, "review", "--page", "16").output

    # all papers of a topic
    done = run(large, "confirm", "--unreviewed", "--topic", "ovens", "-q", "keyword:ovens")
    assert "100 papers:" in done.output
    assert "… and 90 more" in done.output
    assert done.output.endswith("Confirmed 100 papers. `reading-list undo` takes it back.\n")
    assert count_unreviewed() == 202

    # kinds by query, topics by another one
    done = run(large, "set", "--query", 'venue:"bread days" keyword:ovens', "--kind", "application")
    assert "33 papers:" in done.output
    of_kind = [paper for paper in load_catalog(large).papers.values() if paper.kind]
    assert {(paper.kind, paper.venue, paper.keywords) for paper in of_kind} == {
        (("application",), "Bread Days", ("Ovens",))
    }
    run(large, "set", "-q", "keyword:prices year:2000-2001", "--topics", "ovens,doughs", "--confirm")
    assert count_unreviewed() == 192

    # the rest is excluded, all but one, with a file that a command wrote and a person edited
    listed = run(large, "review", "--slugs", "-q", "keyword:prices").output
    assert len(listed.splitlines()) == 90
    file = write_file(large, "out.txt", "# out\n" + listed.split("\n", 1)[1])
    before = read_files(large.base)
    done = run(large, "exclude", "--file", file, "--reason", "Not about bread.")
    assert "Excluded 89 papers." in done.output
    catalog = load_catalog(large)
    assert len(catalog.papers) == 302 - 89
    assert len(catalog.exclusions) == len(catalog.changes[-1].excluded) == 89
    assert "large.bib" not in run(large, "check").output

    assert run(large, "undo").output == "Undone: Excluded 89 papers.\n"
    assert read_files(large.base) == before
    for _ in range(3):
        run(large, "undo")
    assert read_files(large.base) == imported
    assert "There is nothing to undo" in run(large, "undo").stderr


def test_possible_duplicates_are_answered_in_a_file(large: Folder) -> None:
    questions = run(large, "review", "--duplicates").output
    pairs = re.findall(r"^\? (\S+) (\S+)$", questions, re.MULTILINE)
    assert len(pairs) == 2
    (one, other), (third, fourth) = pairs
    file = write_file(large, "pairs.txt", questions)
    assert "There is nothing to write." in run(large, "decide", file).output
    answers = questions.replace(f"? {one}", f"same {one}").replace(f"? {third}", f"different {third}")
    done = run(large, "decide", write_file(large, "pairs.txt", f"{answers} keep {other}\n"))
    assert done.exit_code == 1
    answers = answers.replace(f"same {one} {other}", f"same {one} {other} keep {other}")
    done = run(large, "decide", write_file(large, "pairs.txt", answers))
    assert "2 answers: 1 same, 1 different" in done.output
    assert "Merged 1 record, and recorded 1 pair as different papers." in done.output
    catalog = load_catalog(large)
    assert one not in catalog.papers
    assert catalog.redirects == {one: other}
    assert {third, fourth} <= set(catalog.papers)
    assert "0 possible duplicates" in run(large, "review").output


def test_what_is_left_of_the_possible_duplicates_is_different(large: Folder) -> None:
    assert "2 pairs as different papers" in run(large, "different", "--since", "last-import").output
    assert "0 possible duplicates" in run(large, "review", "--all").output


def test_chains_of_the_same_paper_are_merged_at_once(bread: Folder) -> None:
    for slug in ("rye", "rye-2", "rye-3"):
        write_record(bread, slug, notes=f"See [it](paper:{slug}).")
    before = read_files(bread.base)
    wrong = b"same rye-2 rye-3\nsame rye rye-3\ndifferent rye rye-2\nsame rye wheat\n"
    done = run(bread, "decide", "-", input=wrong)
    assert done.stderr.splitlines() == [
        "standard input:3: Both slugs lead to rye: these records have been merged.",
        "standard input:4: There is no record 'wheat'.",
    ]
    assert read_files(bread.base) == before
    assert run(bread, "decide", "-", input=b"same rye-2 rye-3\nsame rye rye-3\n").exit_code == 0
    catalog = load_catalog(bread)
    assert set(catalog.papers) == {"rye"}
    assert catalog.redirects == {"rye-2": "rye", "rye-3": "rye"}
    assert [change.merged for change in catalog.changes] == [{"rye-3": "rye-2", "rye-2": "rye"}]
    assert run(bread, "check").output.count("redirect") == 0
    assert "expected 'same' or 'different'" in run(bread, "decide", "-", input=b"equal a b\n").stderr


def test_a_person_at_a_terminal_is_asked_before_several_papers_change(bread: Folder) -> None:
    for slug in ("rye", "wheat"):
        write_record(bread, slug, topics=["doughs"], review="Look.")
    before = read_files(bread.base)
    with patch("generator.cli.selecting.is_terminal", lambda: True):
        asked = run(bread, "confirm", "--unreviewed", input=b"n\n")
        assert "2 papers:\n  rye: Rye\n  wheat: Wheat\nConfirm them? [y/N]: n" in asked.output
        assert asked.exit_code == 1
        assert read_files(bread.base) == before
        assert "Confirmed rye." in run(bread, "confirm", "rye").output
        assert "Confirmed wheat." in run(bread, "confirm", "--topic", "doughs").output
        run(bread, "undo")
        run(bread, "undo")
        assert "Confirmed 2 papers." in run(bread, "confirm", "rye", "wheat", "--yes").output


def test_a_dry_run_shows_the_changes_and_writes_nothing(bread: Folder) -> None:
    write_record(bread, "rye", topics=["doughs"], review="Look.")
    before = read_files(bread.base)
    done = run(bread, "set", "rye", "--kind", "method", "--field", "notes=Good.", "--dry-run")
    assert "+kind: method\n" in done.output
    assert "+notes: Good.\n" in done.output
    assert "nothing was written" in done.output
    gone = run(bread, "exclude", "rye", "--reason", "Dull.", "--dry-run").output
    assert "deleted: content/papers/rye.yml\nnew: content/changes.yml" in gone.replace(
        "new: content/excluded.yml\n", ""
    )
    assert read_files(bread.base) == before


def test_what_check_will_report_of_new_values_is_said_after_saving_them(bread: Folder) -> None:
    write_record(bread, "rye", topics=["doughs"], tldr="Old, and without a full stop")
    write_record(bread, "wheat", topics=["doughs"])
    fields = ["why_read=It is short.", f"who_can_skip={'crumb ' * 26}", "question=Acid and bran"]
    done = run(bread, "set", "rye", *(part for field in fields for part in ("--field", field)))
    assert (done.exit_code, "Changed rye.\n" in done.stdout) == (0, True)
    heading, *lines = done.stderr.splitlines()
    assert heading == "This was saved, but `reading-list check` will report:"
    assert [line.partition("warning: ")[2] for line in lines if "warning" in line] == [
        "The field 'who_can_skip' has 26 words; at most 25 are allowed. [advice-style]",
        "The paper has both 'why_read' and 'who_can_skip'. [advice-style]",
        "The question ends in 'bran', without a question mark. [question-style]",
    ]
    fine = run(bread, "set", "rye", "wheat", "--field", "question=Why bran?", "--yes")
    assert (fine.exit_code, fine.stderr) == (0, "")
    assert "a must-read, but has" in run(bread, "set", "rye", "--field", "must_read=yes").stderr


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["confirm"], "No papers given. Name them, or use --query"),
        (["set", "rye"], "No change given. Use --topics, --kind"),
        (["set", "rye", "--field", "notes"], "expected NAME=VALUE (got 'notes')"),
        (["set", "rye", "--kind", "methods"], "Did you mean 'method'?"),
        (["set", "rye", "--add", "topics=oven"], "There is no topic 'oven'"),
        (["set", "rye", "--field", "related=wheat"], "itself. Edit content/papers/rye.yml."),
        (["exclude", "--reason", "x"], "No papers given"),
        (["different", "rye"], "Name at least two papers."),
        (["confirm", "ry"], "There is no record 'ry'."),
        (["confirm", "--file", "missing.txt"], "missing.txt"),
    ],
)
def test_unclear_commands_change_nothing(bread: Folder, command: list[str], message: str) -> None:
    write_record(bread, "rye", topics=["doughs"], review="Look.")
    before = read_files(bread.base)
    done = run(bread, *command)
    assert done.exit_code in (1, 2)
    assert message in done.stderr
    assert read_files(bread.base) == before
