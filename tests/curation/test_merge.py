"""Merging two records of one paper, or recording that they are different papers."""

from __future__ import annotations

from bread_list import TOPICS, run, write_file, write_record, write_topics_with_path
from folder_contents import read_files

from generator.curation.review import find_undecided_pairs
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

RENAMED = """\
@article{c, title={Rye Doughs and Acid}, author={Baker, Ada}, year={2025}, journal={Journal of Bread}}
"""


def import_possible_duplicate(bread: Folder) -> tuple[str, str]:
    write_topics_with_path(bread)
    write_record(
        bread,
        "rye-doughs",
        title="Rye Doughs with Acid",
        authors=["Ada Baker"],
        added="2001-01-01",
        topics=["doughs"],
    )
    (bread.pages / "about.md").write_text("See [it](paper:rye-doughs-and-acid).\n", encoding="utf-8")
    done = run(bread, "import", write_file(bread, "c.bib", RENAMED))
    assert "1 possible duplicate," in done.output
    assert "reading-list same rye-doughs rye-doughs-and-acid" in done.output
    assert "reading-list different rye-doughs rye-doughs-and-acid" in done.output
    return "rye-doughs", "rye-doughs-and-acid"


def test_a_rejected_pair_is_not_reported_again(bread: Folder) -> None:
    one, other = import_possible_duplicate(bread)
    assert len(find_undecided_pairs(load_catalog(bread))) == 1
    assert run(bread, "different", one, other).exit_code == 0
    assert find_undecided_pairs(load_catalog(bread)) == ()
    before = read_files(bread.base)
    assert run(bread, "different", other, one).exit_code == 0
    assert read_files(bread.base) == before
    assert run(bread, "rename", other, "acid-rye").exit_code == 0
    assert find_undecided_pairs(load_catalog(bread)) == ()


def test_a_merged_record_redirects_and_its_title_is_still_recognized(bread: Folder) -> None:
    one, other = import_possible_duplicate(bread)
    done = run(bread, "same", other, one)
    assert done.output == "Merged rye-doughs-and-acid into rye-doughs.\n"
    catalog = load_catalog(bread)
    assert set(catalog.papers) == {"rye-doughs"}
    merged = catalog.papers["rye-doughs"]
    assert (merged.title, merged.venue, merged.topics) == (
        "Rye Doughs with Acid",
        "Journal of Bread",
        ("doughs",),
    )
    assert merged.evidence["venue"] == "c.bib"
    assert catalog.redirects == {"rye-doughs-and-acid": "rye-doughs"}
    assert catalog.changes[-1].merged == {"rye-doughs-and-acid": "rye-doughs"}
    assert "paper:rye-doughs)" in (bread.pages / "about.md").read_text(encoding="utf-8")
    assert (bread.base / "topics.yml").read_text(encoding="utf-8") == TOPICS
    # the title that is gone is known from other captures too, and nobody is asked again
    other_capture = RENAMED.replace("2025", "2026").replace("{c,", "{d,")
    again = run(bread, "import", write_file(bread, "d.bib", other_capture))
    assert "0 new, 1 known" in again.output
    assert "0 possible duplicates" in again.output
    repeated = run(bread, "same", one, other)
    assert repeated.exit_code == 0
    assert "already one record" in repeated.output


def test_keep_chooses_the_record_that_stays(bread: Folder) -> None:
    one, other = import_possible_duplicate(bread)
    assert run(bread, "same", one, other, "--keep", other).exit_code == 0
    catalog = load_catalog(bread)
    assert set(catalog.papers) == {other}
    assert catalog.redirects == {one: other}
    text = (bread.base / "topics.yml").read_text(encoding="utf-8")
    assert text == TOPICS.replace("paper:rye-doughs", f"paper:{other}").replace(
        "paper: rye-doughs", f"paper: {other}"
    )


def test_two_records_in_one_reading_path_are_not_merged(bread: Folder) -> None:
    one, other = import_possible_duplicate(bread)
    text = TOPICS.replace(
        "            why: begins\n",
        f"            why: begins\n          - paper: {other}\n            why: x\n",
    )
    (bread.base / "topics.yml").write_text(text, encoding="utf-8")
    before = read_files(bread.base)
    done = run(bread, "same", one, other)
    assert done.exit_code == 1
    assert "The reading path of topic doughs would contain rye-doughs twice" in done.stderr
    assert read_files(bread.base) == before


def test_a_merged_paper_stays_related_to_the_same_papers(bread: Folder) -> None:
    write_record(
        bread, "old", related=[{"paper": "new", "why": "both"}, {"paper": "steam", "why": "both hot"}]
    )
    write_record(bread, "new", related=[{"paper": "loaves", "why": "both rise"}])
    write_record(bread, "steam", related=[{"paper": "new", "why": "slows it"}, {"paper": "old", "why": "x"}])
    write_record(bread, "loaves")
    assert run(bread, "same", "old", "new", "--keep", "old").exit_code == 0
    papers = load_catalog(bread).papers
    related = {slug: {other.paper: other.why for other in paper.related} for slug, paper in papers.items()}
    assert related == {
        "old": {"steam": "both hot", "loaves": "both rise"},
        "steam": {"old": "slows it"},
        "loaves": {},
    }
