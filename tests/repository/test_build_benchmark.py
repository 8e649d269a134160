"""The benchmark of builds works on a tiny list: its folders build, its edits show, its figures add up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.build import parse_options
from bench.list_folders import OWN_SIZE, write_list
from bench.plain import write_plain_site
from bench.processes import CAN_READ_MEMORY, measure_memory, run_timed
from bench.saves import EDITS, edit_page, measure_saves
from bench.targets import judge, write_table

# A process has 60 MB for itself while its child has 40 MB more.
CHILD = "own = b'x' * 40_000_000; sum(range(9_000_000))"
PARENT = f"import subprocess, sys; own = b'x' * 60_000_000; subprocess.run([sys.executable, '-c', {CHILD!r}])"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "list"
    write_list(folder, 6)
    return folder


def test_list_and_plain_site_have_a_page_for_every_paper(tiny: Path) -> None:
    slugs = {path.stem for path in (tiny / "content" / "papers").glob("*.yml")}
    assert len(slugs) == 6
    plain = tiny.with_name("plain")
    write_plain_site(tiny, plain)
    run_timed([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "out"], plain)
    assert {path.parent.name for path in (plain / "out" / "papers").glob("*/index.html")} == slugs
    assert (plain / "out" / "search" / "search_index.json").is_file()


def test_every_edit_shows_on_the_page_it_names(tiny: Path) -> None:
    pages = {}
    for kind, choose in EDITS.items():
        edit = choose(tiny, 1)
        edit.save(edit.file.read_text(encoding="utf-8"), f"changed{kind}")
        pages[kind] = edit.page
    assert len(set(pages.values())) == 3, "record, topic and page differ; a template is shown by a topic"
    run_timed([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "out"], tiny)
    for kind, page in pages.items():
        assert f"changed{kind}" in (tiny / "out" / page / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not CAN_READ_MEMORY, reason="only Linux reports the memory of processes")
def test_a_save_is_seen_by_a_running_server(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.saves.EDITS", {"page": edit_page})
    assert [len(seconds) for seconds in measure_saves(tiny, 1).values()] == [1]
    assert "changedpage0" in (tiny / "content" / "pages" / "about.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not CAN_READ_MEMORY, reason="only Linux reports the memory of processes")
def test_memory_of_all_processes_is_added_up(tmp_path: Path) -> None:
    peak = measure_memory([sys.executable, "-c", PARENT], tmp_path)
    assert peak is not None
    assert 100_000_000 < peak < 200_000_000


def test_program_that_fails_stops_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        run_timed([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        (1.44, None, "1.4 s"),
        (0.5, 0.5, "0.5 s (≤ 0.5: met)"),
        (12345, 15000, "12,345.0 s (≤ 15000: met)"),
        (0.6, 0.5, "0.6 s (≤ 0.5: missed)"),
        (None, 0.5, "not measured"),
    ],
)
def test_figure_is_shown_with_its_target(value: float | None, limit: float | None, text: str) -> None:
    assert judge(value, " s", limit, 1) == text


def test_table_is_markdown() -> None:
    assert write_table(["a", "b"], [["1", "two"]]) == "| a | b   |\n| - | --- |\n| 1 | two |"


def test_options_choose_what_is_measured() -> None:
    everything = parse_options([])
    assert (everything.sizes, everything.curve[-1]) == ([OWN_SIZE, 10_000], 30_000)
    quick = parse_options(["--quick"])
    assert (quick.sizes, quick.curve, quick.pairs) == ([OWN_SIZE], [], 1)
    chosen = parse_options(["--sizes=", "--curve", "1000,3000"])
    assert (chosen.sizes, chosen.curve) == ([], [1000, 3000])
