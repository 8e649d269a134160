"""Renaming, merging and splitting topics."""

from __future__ import annotations

import pytest
from bread_list import run, write_file
from folder_contents import read_files

from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


@pytest.fixture
def linked(made_up_copy: Folder) -> Folder:
    """The made-up list, with more links to the topic sourdough."""
    folder = made_up_copy
    page = "# About\n\n[a](topic:sourdough) [b](topics/sourdough.md) [c](topic:sourdough-2) [d](https://x.org/topics/sourdough/)\n"
    folder.pages.mkdir(exist_ok=True)
    (folder.pages / "about.md").write_text(page, encoding="utf-8")
    slug = load_catalog(folder).by_topic["flour-milling"][0].slug
    run(folder, "set", slug, "--field", "notes=See [starters](topic:sourdough).")
    # from here on, the log knows the topics of all papers
    run(folder, "log")
    return folder


def list_problems(folder: Folder) -> set[str]:
    """What `check` says, without lines, which change."""
    output = run(folder, "check").output
    return {line.split(": ", 1)[-1] for line in output.splitlines() if line.startswith("content/")}


def topics_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {slug: paper.topics for slug, paper in catalog.papers.items()}


def test_a_renamed_topic_is_renamed_everywhere(linked: Folder) -> None:
    before, old, problems = read_files(linked.base), load_catalog(linked), list_problems(linked)
    done = run(linked, "topics", "rename", "sourdough", "starters", "--title", "Starters")
    assert done.output.startswith("Renamed sourdough to starters.")
    new = load_catalog(linked)
    assert topics_of(new) == {
        slug: tuple("starters" if id_ == "sourdough" else id_ for id_ in ids)
        for slug, ids in topics_of(old).items()
    }
    assert (linked.base / "topics.yml").read_text(encoding="utf-8") == (
        before["topics.yml"]
        .decode()
        .replace("  - id: sourdough\n", "  - id: starters\n    aliases: [sourdough]\n")
        .replace("title: Sourdough cultures\n", "title: Starters\n")
        .replace("](topic:sourdough)", "](topic:starters)")
    )
    page = (linked.pages / "about.md").read_text(encoding="utf-8")
    assert page.endswith(
        "[a](topic:starters) [b](topics/starters.md) [c](topic:sourdough-2) [d](https://x.org/topics/sourdough/)\n"
    )
    notes = [paper.notes for paper in new.papers.values() if paper.notes]
    assert "See [starters](topic:starters)." in notes
    assert list_problems(linked) == problems
    assert run(linked, "log").output == "The change log is up to date.\n"
    # and back again
    assert run(linked, "topics", "rename", "starters", "sourdough").exit_code == 0
    assert load_catalog(linked).taxonomy.topics["sourdough"].aliases == ("starters",)
    run(linked, "undo")
    run(linked, "undo")
    assert read_files(linked.base) == before


def test_a_merged_topic_leads_to_the_other_one(linked: Folder) -> None:
    old, problems = load_catalog(linked), list_problems(linked)
    note = "All about dough is in one topic now."
    done = run(linked, "topics", "merge", "sourdough", "flour-milling", "--note", note)
    assert "The introduction and the reading path of sourdough were removed." in done.output
    new = load_catalog(linked)
    merged = new.taxonomy.topics["flour-milling"]
    assert merged.aliases == ("sourdough",)
    assert "Sourdough cultures" in merged.words
    assert merged.introduction is not None
    assert "](topic:sourdough)" not in merged.introduction
    members = {paper.slug for id_ in ("sourdough", "flour-milling") for paper in old.by_topic[id_]}
    assert {paper.slug for paper in new.by_topic["flour-milling"]} == members
    assert new.changes[-1] == new.changes[-1].model_copy(update={"note": note, "moved": {}, "added": ()})
    assert list_problems(linked) <= problems
    assert run(linked, "log").output == "The change log is up to date.\n"


WORK = """    read_first:
    - title: A Field Guide to Wheat
      authors: [Ada Krume]
      year: 1984
      url: https://wheat.example.org/
      why: It names what every mill takes for granted.
"""


def test_works_to_read_first_move_with_the_papers(linked: Folder) -> None:
    path = linked.file("topics.yml")
    head, topic, rest = path.read_text(encoding="utf-8").partition("  - id: sourdough\n")
    path.write_text(head + topic + WORK + rest, encoding="utf-8")
    works = load_catalog(linked).taxonomy.topics["sourdough"].read_first
    assert [work.title for work in works] == ["A Field Guide to Wheat"]
    done = run(linked, "topics", "merge", "sourdough", "flour-milling")
    assert done.exit_code == 0, done.stderr
    topics = load_catalog(linked).taxonomy.topics
    assert "sourdough" not in topics
    assert topics["flour-milling"].read_first == works


def test_a_split_topic_keeps_what_nobody_selects(linked: Folder) -> None:
    old = load_catalog(linked)
    members = [paper.slug for paper in old.by_topic["flour-milling"]]
    file = write_file(linked, "bran.txt", f"{members[1]}  # this one\n")
    done = run(linked, "topics", "split", "flour-milling", "--into", f"bran=@{file}")
    assert f"Split flour-milling: 1 in bran, {len(members) - 1} left." in done.output
    new = load_catalog(linked)
    assert [paper.slug for paper in new.by_topic["bran"]] == [members[1]]
    assert new.taxonomy.topics["bran"].title == "Bran"
    assert new.taxonomy.aliases == old.taxonomy.aliases
    assert members[1] not in {step.paper for step in new.taxonomy.topics["flour-milling"].path}
    assert run(linked, "log").output == "The change log is up to date.\n"
    assert "bran" in {id_ for change in new.changes for id_ in change.filed.values()}


def test_a_topic_is_split_by_a_plan_that_a_person_has_edited(linked: Folder) -> None:
    members = [paper.slug for paper in load_catalog(linked).by_topic["flour-milling"]]
    plan = write_file(
        linked,
        "plan.txt",
        f"[bran] Bran and germ\n{members[0]}  # a title\n\n[sourdough]\n{members[0]}\n{members[1]}\n",
    )
    done = run(
        linked,
        "topics",
        "split",
        "flour-milling",
        "--plan",
        plan,
        "--rest",
        "mills",
        "--note",
        "Finer topics.",
    )
    assert done.exit_code == 0, done.stderr
    new = load_catalog(linked)
    assert "flour-milling" not in new.taxonomy.topics
    assert new.taxonomy.topics["bran"].title == "Bran and germ"
    assert new.taxonomy.aliases["flour-milling"] == "bran"
    assert new.papers[members[0]].topics[:2] == ("bran", "sourdough")
    assert {paper.slug for paper in new.by_topic["mills"]} == set(members[2:])
    assert "(topic:flour-milling)" not in (linked.base / "topics.yml").read_text(encoding="utf-8")
    assert run(linked, "log").output == "The change log is up to date.\n"
    wrong = write_file(linked, "plan.txt", f"{members[0]}\n")
    assert "plan.txt:1: expected a topic" in run(linked, "topics", "split", "mills", "--plan", wrong).stderr
    wrong = write_file(linked, "plan.txt", "# plan\n\n[oats]\nno-such\n")
    assert "plan.txt:4: There is no record" in run(linked, "topics", "split", "mills", "--plan", wrong).stderr


def test_a_plan_proposes_parts_by_keywords(linked: Folder) -> None:
    members = [paper.slug for paper in load_catalog(linked).by_topic["oven-crust"]]
    run(linked, "set", *members[:2], "--field", "keywords=Steam")
    run(linked, "set", *members[2:], "--field", "keywords=Crust")
    plan = run(linked, "topics", "split", "oven-crust", "--propose").output
    assert "\n[steam] Steam\n" in plan
    done = run(linked, "topics", "split", "oven-crust", "--plan", "-", input=plan.encode())
    assert done.exit_code == 0, done.stderr
    new = load_catalog(linked)
    assert {paper.slug for paper in new.by_topic["steam"]} == set(members[:2])
    assert {paper.slug for paper in new.by_topic["crust"]} == set(members[2:])
    assert set(new.taxonomy.aliases) == {"oven-crust", "ovens"}


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            ["rename", "sourdoughs", "x"],
            "Did you mean 'sourdough'?",
        ),
        (["rename", "sourdough", "Starters"], "expected an id of lowercase letters"),
        (["rename", "sourdough", "index"], "The id index is reserved."),
        (
            ["rename", "sourdough", "flour-milling"],
            "There is a topic flour-milling already.",
        ),
        (["merge", "sourdough", "sourdough"], "expected two topics"),
        (["split", "sourdough"], "Use --into, --plan or --propose."),
        (["split", "sourdough", "--into", "rye"], "expected ID=QUERY or ID=@FILE"),
        (["split", "sourdough", "--into", "rye=nothinglikethis"], "No paper of sourdough would be in rye."),
        (["split", "sourdough", "--into", "sourdough=title:no"], "expected a topic other than sourdough"),
    ],
)
def test_senseless_commands_change_nothing(linked: Folder, command: list[str], message: str) -> None:
    before = read_files(linked.base)
    done = run(linked, "topics", *command)
    assert done.exit_code in (1, 2)
    assert message in done.stderr
    assert read_files(linked.base) == before


def test_a_former_topic_in_a_new_record_is_explained(linked: Folder) -> None:
    slug = load_catalog(linked).by_topic["sourdough"][0].slug
    path = linked.papers / f"{slug}.yml"
    text = path.read_text(encoding="utf-8")
    run(linked, "topics", "rename", "sourdough", "starters")
    path.write_text(text, encoding="utf-8")
    assert "    Write 'starters'.\n" in run(linked, "check").output


def test_an_alias_that_is_in_use_is_an_error(linked: Folder) -> None:
    path = linked.base / "topics.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: sourdough\n", "id: sourdough\n    aliases: [flour-milling]\n"), "utf-8")
    assert "expected an alias that is not in use (got 'flour-milling'" in run(linked, "check").output


def test_topics_whose_layout_allows_no_change_stay(bread: Folder) -> None:
    text = "groups:\n- {id: bread, title: Bread, topics: [{id: doughs, title: D, scope: S.}]}\n"
    bread.file("topics.yml").write_text(text, encoding="utf-8")
    done = run(bread, "topics", "rename", "doughs", "rye")
    assert done.exit_code == 1
    assert "content/topics.yml: The layout of this file does not allow the change" in done.stderr
    assert bread.file("topics.yml").read_text(encoding="utf-8") == text
