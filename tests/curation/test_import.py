"""The curator's commands on files: import, decisions, renaming, exclusion; interrupted and at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_transactions import run_child, state

from generator.analysis.suggestion import Suggestion
from generator.cli import main
from generator.curation.capture_names import sanitize_name
from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.curation.review import find_undecided_pairs, hide_unreviewed, list_to_review
from generator.errors import ContentError, ReadingListError
from generator.model.catalogue import Catalogue, Site
from generator.model.paper import Paper
from generator.storage.store import Folder, dump_paper, load_catalogue, load_paper

TODAY = "2030-01-02"
TOPICS = """\
# the topics
groups:
  - id: bread
    title: Bread
    topics:
      - id: doughs
        title: Doughs
        scope: What is kneaded.
        introduction: Begin with [rye](paper:rye-doughs).
        path:
          - paper: rye-doughs  # the first
            why: begins
      - id: ovens
        title: Ovens
        scope: What is hot.
"""

BIB = """\
@article{a, title={Rye Doughs}, author={Baker, Ada}, year={2024}, doi={10.1000/rye}}
@article{b, title={Steam and Crust}, author={Miller, Bo and Baker, Ada}, year={2023}, eprint={2301.00002},
  archiveprefix={arXiv}}
"""


@pytest.fixture
def bread(tmp_path: Path) -> Folder:
    """An empty list with two topics."""
    root = tmp_path / "list"
    (root / "content" / "pages").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    (root / "content" / "topics.yml").write_text(
        TOPICS.partition("        introduction")[0], encoding="utf-8"
    )
    return Folder(root)


def call(folder: Folder, *arguments: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder.root), *map(str, arguments)], input=input)


def put(folder: Folder, name: str, text: str | bytes) -> Path:
    path = folder.root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def record(folder: Folder, slug: str, **facts: object) -> Paper:
    paper = Paper.model_validate({"slug": slug, "title": slug.replace("-", " ").title(), **facts})
    folder.papers.mkdir(parents=True, exist_ok=True)
    (folder.papers / f"{slug}.yml").write_text(dump_paper(paper), encoding="utf-8")
    return paper


def load(folder: Folder) -> Catalogue:
    return load_catalogue(folder)


# ----------------------------------------------------------------------------------------- the command


def test_import_says_what_it_did_and_a_second_run_changes_nothing(bread: Folder) -> None:
    record(bread, "steam-and-crust", notes="mine")
    file = put(bread, "Library (1).bib", BIB)
    first = call(bread, "import", file)
    assert first.exit_code == 0, first.output
    assert "detected as BibTeX, 2 papers, stored as content/captures/Library-1.bib" in first.output
    assert "1 new, 1 known, 1 completed, 0 excluded, 0 possible duplicates, 0 errors" in first.output
    assert "authors (Library-1.bib)" in " ".join(first.output.split())
    assert (bread.captures / "Library-1.bib").read_bytes() == file.read_bytes()
    catalogue = load(bread)
    steam = catalogue.papers["steam-and-crust"]
    assert (steam.authors, steam.notes) == (("Bo Miller", "Ada Baker"), "mine")
    assert catalogue.papers["rye-doughs"].added == catalogue.changes[0].date
    assert catalogue.changes[0].added == ("rye-doughs",)
    assert catalogue.changes[0].sources == ("Library-1.bib",)
    before = state(bread.base)
    second = call(bread, "import", file)
    assert "already stored as content/captures/Library-1.bib" in second.output
    assert "0 new, 2 known, 0 completed" in second.output
    assert state(bread.base) == before


def test_dry_run_and_json_write_nothing_and_say_the_same(bread: Folder) -> None:
    file = put(bread, "x.bib", BIB)
    before = state(bread.base)
    dry = call(bread, "import", "--dry-run", file)
    assert "2 new" in dry.output
    assert "(dry run: nothing was written)" in dry.output
    told = json.loads(call(bread, "import", "--dry-run", "--json", file).stdout)
    assert [new["slug"] for new in told["new"]] == ["rye-doughs", "steam-and-crust"]
    assert told["written"] is False
    assert state(bread.base) == before


def test_standard_input_and_the_same_bytes_under_another_name(bread: Folder) -> None:
    assert call(bread, "import", "-", input=BIB.encode()).exit_code == 0
    (name,) = [path.name for path in bread.captures.iterdir()]
    assert name.startswith("stdin-")
    again = call(bread, "import", put(bread, "other.bib", BIB))
    assert f"already stored as content/captures/{name}" in again.output
    assert [path.name for path in bread.captures.iterdir()] == [name]


def test_another_file_of_a_name_that_is_taken_gets_a_number(bread: Folder) -> None:
    (bread.root / "more").mkdir()
    one, other = (
        put(bread, "x.bib", BIB),
        put(bread, "more/X.bib", BIB.replace("Rye", "Oat").replace("rye", "oat")),
    )
    assert call(bread, "import", one, other).exit_code == 0
    assert sorted(path.name for path in bread.captures.iterdir()) == ["X-2.bib", "x.bib"]
    assert {ref.capture for ref in load(bread).papers["steam-and-crust"].captures} == {"x.bib", "X-2.bib"}


def test_a_file_that_is_none_is_refused_and_the_others_read(bread: Folder) -> None:
    good, bad = put(bread, "x.bib", BIB), put(bread, "shopping.txt", "milk\neggs\n")
    done = call(bread, "import", bad, good, bread.root / "missing.txt")
    assert done.exit_code == 1
    assert "2 new" in done.output
    assert "shopping.txt:1: expected a supported format (got 'milk')" in done.stderr
    assert "missing.txt: The file cannot be read: No such file" in done.stderr
    assert [path.name for path in bread.captures.iterdir()] == ["x.bib"]
    assert "Traceback" not in done.output


def test_a_faulty_list_is_not_written_to(bread: Folder) -> None:
    record(bread, "rye-doughs")
    (bread.papers / "broken.yml").write_text("title: [", encoding="utf-8")
    before = state(bread.base)
    done = call(bread, "import", put(bread, "x.bib", BIB))
    assert done.exit_code == 1
    assert "content/papers/broken.yml:" in done.stderr
    assert state(bread.base) == before


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "..\\..\\evil.txt", ".hidden", "con.txt", "a/b.bib", "", ".", "..", "ä ö.txt",
     "x" * 300, "-rf.txt", "nul", "a\0b.txt", "line\nbreak.txt", "\u202etxt.exe", "💥.bib"],
)  # fmt: skip
def test_names_of_captures_are_plain(name: str) -> None:
    safe = sanitize_name(name)
    assert Path(safe).name == safe
    assert safe.isascii()
    assert safe[0].isalnum()
    assert len(safe) <= 80
    assert safe.partition(".")[0].lower() not in {"con", "nul"}


# -------------------------------------------------------------------------- suggestions and the review


def test_new_papers_wait_for_a_person(bread: Folder) -> None:
    def suggest(catalogue: Catalogue):  # type: ignore[no-untyped-def]
        return lambda paper: Suggestion(
            topics=("doughs",) if "Rye" in paper.title else (), reason="rye" if "Rye" in paper.title else ""
        )

    report = import_files(bread, [put(bread, "x.bib", BIB)], ImportOptions(today=TODAY, train=suggest))
    assert report.plan.reasons["rye-doughs"] == "rye"
    catalogue = load(bread)
    waiting = list_to_review(catalogue)
    assert [(item.paper.slug, [topic.id for topic in item.topics]) for item in waiting] == [
        ("rye-doughs", ["doughs"]),
        ("steam-and-crust", []),
    ]
    assert waiting[0].reason.startswith("Topics are suggested: rye")
    path = bread.papers / "rye-doughs.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    confirmed = [line for line in lines if not line.startswith(("review:", "  Topics", "  this"))]
    path.write_text("".join(confirmed), encoding="utf-8")
    assert [item.paper.slug for item in list_to_review(load(bread))] == ["steam-and-crust"]
    import_files(bread, [bread.captures / "x.bib"], ImportOptions(today="2031-01-01", train=suggest))
    assert [item.paper.slug for item in list_to_review(load(bread))] == ["steam-and-crust"]


@pytest.mark.parametrize("setting", ["show", "hide", "refuse"])
def test_unreviewed_papers_are_shown_hidden_or_refused(bread: Folder, setting: str) -> None:
    (bread.base / "topics.yml").write_text(TOPICS, encoding="utf-8")
    record(bread, "rye-doughs", topics=["doughs"], review="Look.")
    record(bread, "steam-and-crust", topics=["ovens"])
    (bread.root / "mkdocs.yml").write_text(
        f"site_name: Bread\nplugins:\n- reading-list:\n    unreviewed: {setting}\n", encoding="utf-8"
    )
    catalogue = load(bread)
    assert len(catalogue.by_topic["doughs"]) == 1
    if setting == "refuse":
        with pytest.raises(ContentError, match=r"content/papers/rye-doughs\.yml: expected a reviewed record"):
            hide_unreviewed(catalogue)
        return
    shown = hide_unreviewed(catalogue)
    assert ("rye-doughs" in shown.papers) is (setting == "show")
    assert len(shown.by_topic["doughs"]) == (setting == "show")
    assert len(shown.taxonomy.topics["doughs"].path) == (setting == "show")


def test_a_setting_that_is_none_is_refused(bread: Folder) -> None:
    (bread.root / "mkdocs.yml").write_text(
        "site_name: Bread\nplugins:\n- reading-list: {unreviewed: perhaps}\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"mkdocs\.yml:3: .*expected show, hide or refuse"):
        load(bread)


# ------------------------------------------------------------------------------- one paper or two


RENAMED = """\
@article{c, title={Rye Doughs and Acid}, author={Baker, Ada}, year={2025}, journal={Journal of Bread}}
"""


def near_pair(bread: Folder) -> tuple[str, str]:
    (bread.base / "topics.yml").write_text(TOPICS, encoding="utf-8")
    record(
        bread,
        "rye-doughs",
        title="Rye Doughs with Acid",
        authors=["Ada Baker"],
        added="2001-01-01",
        topics=["doughs"],
    )
    (bread.pages / "about.md").write_text("See [it](paper:rye-doughs-and-acid).\n", encoding="utf-8")
    done = call(bread, "import", put(bread, "c.bib", RENAMED))
    assert "1 possible duplicate," in done.output
    assert "reading-list same rye-doughs rye-doughs-and-acid" in done.output
    assert "reading-list different rye-doughs rye-doughs-and-acid" in done.output
    return "rye-doughs", "rye-doughs-and-acid"


def test_different_is_asked_once(bread: Folder) -> None:
    one, other = near_pair(bread)
    assert len(find_undecided_pairs(load(bread))) == 1
    assert call(bread, "different", one, other).exit_code == 0
    assert find_undecided_pairs(load(bread)) == ()
    before = state(bread.base)
    assert call(bread, "different", other, one).exit_code == 0
    assert state(bread.base) == before
    assert call(bread, "rename", other, "acid-rye").exit_code == 0
    assert find_undecided_pairs(load(bread)) == ()


def test_same_merges_redirects_and_is_known_again(bread: Folder) -> None:
    one, other = near_pair(bread)
    done = call(bread, "same", other, one)
    assert done.output == "Merged rye-doughs-and-acid into rye-doughs.\n"
    catalogue = load(bread)
    assert set(catalogue.papers) == {"rye-doughs"}
    merged = catalogue.papers["rye-doughs"]
    assert (merged.title, merged.venue, merged.topics) == (
        "Rye Doughs with Acid",
        "Journal of Bread",
        ("doughs",),
    )
    assert merged.evidence["venue"] == "c.bib"
    assert catalogue.redirects == {"rye-doughs-and-acid": "rye-doughs"}
    assert catalogue.changes[-1].merged == {"rye-doughs-and-acid": "rye-doughs"}
    assert "paper:rye-doughs)" in (bread.pages / "about.md").read_text(encoding="utf-8")
    assert (bread.base / "topics.yml").read_text(encoding="utf-8") == TOPICS
    # the title that is gone is known from other captures too, and nobody is asked again
    other_capture = RENAMED.replace("2025", "2026").replace("{c,", "{d,")
    again = call(bread, "import", put(bread, "d.bib", other_capture))
    assert "0 new, 1 known" in again.output
    assert "0 possible duplicates" in again.output
    repeated = call(bread, "same", one, other)
    assert repeated.exit_code == 0
    assert "already one record" in repeated.output


def test_same_keeps_the_one_that_is_chosen(bread: Folder) -> None:
    one, other = near_pair(bread)
    assert call(bread, "same", one, other, "--keep", other).exit_code == 0
    catalogue = load(bread)
    assert set(catalogue.papers) == {other}
    assert catalogue.redirects == {one: other}
    text = (bread.base / "topics.yml").read_text(encoding="utf-8")
    assert text == TOPICS.replace("paper:rye-doughs", f"paper:{other}").replace(
        "paper: rye-doughs", f"paper: {other}"
    )


def test_a_reading_path_that_names_both_is_mended_first(bread: Folder) -> None:
    one, other = near_pair(bread)
    text = TOPICS.replace(
        "            why: begins\n",
        f"            why: begins\n          - paper: {other}\n            why: x\n",
    )
    (bread.base / "topics.yml").write_text(text, encoding="utf-8")
    before = state(bread.base)
    done = call(bread, "same", one, other)
    assert done.exit_code == 1
    assert "The reading path of topic doughs would contain rye-doughs twice" in done.stderr
    assert state(bread.base) == before


def test_an_entry_with_identifiers_of_two_records_is_a_question(bread: Folder) -> None:
    record(bread, "rye-doughs", links={"arxiv": "2301.00001"})
    record(bread, "steam-and-crust", links={"doi": "10.1000/rye"})
    both = "@article{a, title={Rye Doughs}, doi={10.1000/rye}, eprint={2301.00001}, archiveprefix={arXiv}}\n"
    done = call(bread, "import", put(bread, "x.bib", both))
    assert "0 new, 1 known" in done.output
    assert "one entry has identifiers of both (x.bib#1)" in done.output
    assert "reading-list same rye-doughs steam-and-crust" in done.output


# ---------------------------------------------------------------------------------- names and exclusion


def test_rename_leaves_a_redirect_and_mends_what_names_it(bread: Folder) -> None:
    (bread.base / "topics.yml").write_text(TOPICS, encoding="utf-8")
    record(bread, "rye-doughs", citation_key="rye2024")
    record(bread, "rye-doughs-and-acid", notes="After [it](paper:rye-doughs).")
    text = (bread.papers / "rye-doughs.yml").read_text(encoding="utf-8") + "# a remark\n"
    (bread.papers / "rye-doughs.yml").write_text(text, encoding="utf-8")
    (bread.base / "redirects.yml").write_text("# moved\nold-rye: rye-doughs  # why\n", encoding="utf-8")
    assert call(bread, "rename", "rye-doughs", "rye").exit_code == 0
    catalogue = load(bread)
    assert set(catalogue.papers) == {"rye", "rye-doughs-and-acid"}
    assert catalogue.redirects == {"old-rye": "rye", "rye-doughs": "rye"}
    assert (bread.papers / "rye.yml").read_text(encoding="utf-8") == text
    assert "# why" in (bread.base / "redirects.yml").read_text(encoding="utf-8")
    assert catalogue.papers["rye-doughs-and-acid"].notes == "After [it](paper:rye)."
    topics = (bread.base / "topics.yml").read_text(encoding="utf-8")
    assert topics == TOPICS.replace("(paper:rye-doughs)", "(paper:rye)").replace(
        "paper: rye-doughs ", "paper: rye "
    )
    # and back again
    assert call(bread, "rename", "rye", "rye-doughs").exit_code == 0
    assert load(bread).redirects == {"old-rye": "rye-doughs", "rye": "rye-doughs"}
    assert (bread.base / "topics.yml").read_text(encoding="utf-8") == TOPICS


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("../rye", "expected a slug"),
        ("Rye", "expected a slug"),
        ("rye/../x", "expected a slug"),
        ("steam", "is taken by another record"),
        ("gone", "redirects to steam"),
        ("x" * 200, "at most 120"),
    ],
)
def test_rename_refuses_what_is_no_slug_or_taken(bread: Folder, new: str, message: str) -> None:
    record(bread, "rye")
    record(bread, "steam")
    (bread.base / "redirects.yml").write_text("gone: steam\n", encoding="utf-8")
    before = state(bread.base)
    done = call(bread, "rename", "rye", new)
    assert done.exit_code == 1
    assert message in done.stderr
    assert state(bread.base) == before


def test_an_unknown_slug_names_the_nearest(bread: Folder) -> None:
    record(bread, "rye-doughs")
    assert "Did you mean rye-doughs?" in call(bread, "rename", "rye-dough", "x").stderr


def test_exclude_takes_a_record_off_and_keeps_it_off(bread: Folder) -> None:
    file = put(bread, "x.bib", BIB)
    call(bread, "import", file)
    done = call(bread, "exclude", "x.bib#2", "--reason", "No bread.")
    assert done.output == "Excluded steam-and-crust.\n"
    catalogue = load(bread)
    assert set(catalogue.papers) == {"rye-doughs"}
    assert [(item.title, item.reason) for item in catalogue.exclusions] == [("Steam and Crust", "No bread.")]
    assert catalogue.changes[-1].excluded == {"Steam and Crust": "No bread."}
    again = call(bread, "import", file)
    assert "0 new, 1 known, 0 completed, 1 excluded" in again.output
    before = state(bread.base)
    assert call(bread, "exclude", "steam and crust", "--reason", "No bread.").exit_code == 0
    assert state(bread.base) == before
    assert "Give a title, a slug" in call(bread, "exclude", "Nothing Such", "--reason", "x").stderr


def test_exclude_refuses_a_record_that_a_path_names(bread: Folder) -> None:
    (bread.base / "topics.yml").write_text(TOPICS, encoding="utf-8")
    record(bread, "rye-doughs")
    done = call(bread, "exclude", "rye-doughs", "--reason", "x")
    assert done.exit_code == 1
    assert "Remove it there first" in done.stderr
    assert (bread.papers / "rye-doughs.yml").exists()


# ------------------------------------------------------------------------------ interrupted and at once

IMPORT = (
    "from pathlib import Path\n"
    "from generator.curation.importing import ImportOptions, import_files\n"
    "from generator.storage.store import Folder\n"
    "watch()\n"
    "import_files(Folder(base.parent), [base.parent / 'x.bib'], ImportOptions(today='2030-01-02'))\n"
)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_an_import_killed_at_any_step_can_be_run_again(bread: Folder, tmp_path: Path) -> None:
    record(bread, "steam-and-crust")
    put(bread, "x.bib", BIB)
    old = state(bread.base)
    whole = Folder(shutil.copytree(bread.root, tmp_path / "whole"))
    import_files(whole, [whole.root / "x.bib"], ImportOptions(today=TODAY))
    new = state(whole.base)
    # every step of commit itself is killed in test_transactions; here every other one of a whole import
    for fatal in range(1, 60, 2):
        copy = Folder(shutil.copytree(bread.root, tmp_path / str(fatal)))
        done = run_child(copy.base, fatal, IMPORT)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        load(copy)  # what any other command or a build does
        found = {name: data for name, data in state(copy.base).items() if name != ".journal.tmp"}
        assert found in (old, new), f"step {fatal}"
        import_files(copy, [copy.root / "x.bib"], ImportOptions(today=TODAY))
        assert state(copy.base) == new, f"step {fatal}"
    assert 8 < fatal < 59


def test_two_imports_at_once_bring_both_onto_the_list(bread: Folder) -> None:
    for number in range(2):
        put(
            bread,
            f"{number}.bib",
            "".join(
                f"@article{{k{n}, title={{Loaf {n} of Batch {number} with Seeds}}, year={{2024}}}}\n"
                for n in range(40)
            )
            + BIB,
        )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    children = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "generator",
                "--root",
                str(bread.root),
                "import",
                str(bread.root / f"{n}.bib"),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(2)
    ]
    outputs = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    catalogue = load(bread)
    assert len(catalogue.papers) == 82
    assert len(catalogue.papers["rye-doughs"].captures) == 2
    assert sorted(slug for change in catalogue.changes for slug in change.added) == sorted(catalogue.papers)


# ---------------------------------------------------------------------------------------- hostile input

NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "!!python/object:os.system", "&a *a",
        "---\ntitle: x\n---", "../../etc/passwd", "..\\..\\x", "con", "\x00", "\x1b[31m", "\u202e", "\u00ad",
        "# heading", "[x](javascript:alert(1))", "- item", ": colon", "'quote", '"double', "no", "null",
        "1984", "2024-01-01", "|", ">", "%TAG", "\\", "\t", "é" * 3, "Part II", "\U0001f600", "x" * 700,
        "}", "{", "@", "~", "=", "`", "\x85", "\u2028", "\ufeff", "\udc80",
    ]
)  # fmt: skip
WORDS = st.one_of(NASTY, st.text(max_size=12), st.sampled_from(["Rye", "Doughs", "Steam", "and", "Crust"]))
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@st.composite
def csl(draw: st.DrawFn) -> bytes:
    items = []
    for _ in range(draw(st.integers(0, 4))):
        item: dict[str, object] = {
            "type": "article",
            "title": draw(TITLES),
            "issued": {"date-parts": [[2024]]},
        }
        if draw(st.booleans()):
            item["abstract"] = draw(TITLES)
        if draw(st.booleans()):
            item["author"] = [{"family": draw(WORDS), "given": draw(WORDS)}]
        if draw(st.booleans()):
            item["DOI"] = draw(st.one_of(WORDS, st.just("10.1000/rye")))
        if draw(st.booleans()):
            item["container-title"] = draw(TITLES)
        if draw(st.booleans()):
            item["URL"] = draw(st.one_of(WORDS, st.just("https://github.com/a/b")))
        items.append(item)
    return json.dumps(items).encode()


@st.composite
def bibliography(draw: st.DrawFn) -> bytes:
    entries = [
        f"@article{{k{n}, title={{{draw(TITLES)}}}, author={{{draw(TITLES)}}}, year={{{draw(WORDS)}}}}}"
        for n in range(draw(st.integers(0, 4)))
    ]
    return "\n".join(entries).encode("utf-8", "surrogatepass")


@st.composite
def listing(draw: st.DrawFn) -> bytes:
    blocks = ["Daily Papers"]
    for _ in range(draw(st.integers(0, 4))):
        blocks += [draw(TITLES), draw(TITLES), f"  • {draw(st.integers(0, 9))} authors", "·", "Jan 9, 2024 4"]
    return "\n\n".join(blocks).encode("utf-8", "surrogatepass")


FILES = st.one_of(
    csl(),
    bibliography(),
    listing(),
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(FILES, min_size=1, max_size=3), st.one_of(NASTY, st.text(max_size=20)))
@example([b""], "x")
@example([b"\xff\xfe" + "Daily Papers".encode("utf-16-le")], "x")
@example([b'[{"type": "article", "title": "' + b"x" * 1_000_000 + b'"}]'], "../../x")
def test_hostile_files_do_no_harm(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], name: str
) -> None:
    root = tmp_path_factory.mktemp("hostile")
    (root / "content").mkdir()
    (root / "content" / "topics.yml").write_text(
        TOPICS.partition("        introduction")[0], encoding="utf-8"
    )
    folder = Folder(root)
    site = Site(name="Bread")
    (root / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    files = [
        SourceFile(label=name, name=f"{name}{number}.txt", data=data) for number, data in enumerate(contents)
    ]
    try:
        report = import_files(folder, files, ImportOptions(today=TODAY))
    except ReadingListError as error:  # said, not crashed; and nothing written
        raise AssertionError(f"the import was refused as a whole: {error}") from error
    assert sorted(path.name for path in root.iterdir()) == ["content", "mkdocs.yml"]
    assert {path.name for path in folder.base.iterdir()} <= {
        ".lock", "topics.yml", "papers", "captures", "changes.yml"
    }  # fmt: skip
    catalogue = load_catalogue(folder, site)
    assert set(catalogue.papers) == {paper.slug for paper in report.plan.new}
    for paper in report.plan.new:
        assert (
            load_paper((folder.papers / f"{paper.slug}.yml").read_text("utf-8"), slug=paper.slug, label="x")
            == paper
        )
    before = state(folder.base)
    again = import_files(folder, files, ImportOptions(today="2031-01-01"))
    assert not again.plan.new
    assert state(folder.base) == before
    captures = sorted(folder.captures.glob("*")) if folder.captures.is_dir() else []
    third = import_files(folder, captures, ImportOptions(today="2031-01-01"))
    assert not third.plan.new
    assert state(folder.base) == before
