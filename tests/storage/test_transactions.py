"""Several files changed as one: killed at every step, edited meanwhile, written by two at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from folder_contents import read_files as state
from killed_processes import RunChild, start_children

from generator.errors import ContentError
from generator.storage.transactions import JOURNAL, LOCK, check_settled, commit, locked, settle

ROOT = Path(__file__).resolve().parents[2]

OLD = {"a.yml": b"old a\n", "papers/b.yml": b"old b\n", "papers/gone.yml": b"to go\n"}
NEW = {"a.yml": b"new a\n", "papers/b.yml": b"new b\n", "papers/deep/c.yml": b"new c\n"}
CHANGES = {**NEW, "papers/gone.yml": None}


def fill(base: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_bytes(data)
    return base


def paths(base: Path, changes: Mapping[str, bytes | None]) -> dict[Path, bytes | str | None]:
    return {base / name: data for name, data in changes.items()}


@pytest.fixture(scope="module")
def run_child() -> Iterator[RunChild]:
    with start_children("generator.storage.transactions") as run:
        yield run


def test_all_files_change_and_nothing_is_left_behind(tmp_path: Path) -> None:
    base = fill(tmp_path, OLD)
    changed = commit(base, paths(base, CHANGES))
    assert state(base) == NEW
    assert sorted(path.name for path in changed) == ["a.yml", "b.yml", "c.yml", "gone.yml"]
    assert commit(base, paths(base, CHANGES)) == ()


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_process_killed_at_any_step_leaves_the_old_or_the_new_state(
    tmp_path: Path, run_child: RunChild
) -> None:
    task = (
        "from generator.storage.transactions import commit\n"
        f"changes = {{base / name: data for name, data in {CHANGES!r}.items()}}\n"
        "watch()\ncommit(base, changes)\n"
    )
    states = set()
    for fatal in range(1, 60):
        base = fill(tmp_path / str(fatal), OLD)
        status = run_child(base, fatal, task)
        if status == 0:
            assert state(base) == NEW
            break
        assert status == -signal.SIGKILL
        settle(base)
        found = state(base)
        with locked(base):  # takes away what was left of a change that never was
            pass
        found = state(base)
        assert found in (OLD, NEW), f"step {fatal}"
        states.add(found == NEW)
        commit(base, paths(base, CHANGES))
        assert state(base) == NEW, f"step {fatal}, run again"
    else:
        raise AssertionError("the change never came to its end")
    assert states == {True, False}
    assert fatal > 8


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_completing_a_change_can_be_killed_too(tmp_path: Path, run_child: RunChild) -> None:
    task = "from generator.storage.transactions import settle\nwatch()\nsettle(base)\n"
    cut_off = (
        "from generator.storage import transactions\n"
        "import os\n"
        "transactions._settle = lambda base, real=transactions._settle:"
        " os.kill(os.getpid(), 9) if (base / transactions.JOURNAL).exists() else real(base)\n"
        f"transactions.commit(base, {{base / name: data for name, data in {CHANGES!r}.items()}})\n"
    )
    for fatal in range(1, 60):
        base = fill(tmp_path / str(fatal), OLD)
        assert run_child(base, 0, cut_off) == -signal.SIGKILL
        assert (base / JOURNAL).exists()
        if fatal > 1:
            assert state(base).items() >= OLD.items()
        status = run_child(base, fatal, task)
        settle(base)
        assert state(base) == NEW
        if status == 0:
            break
    assert 6 < fatal < 59


def test_a_file_edited_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    base = fill(tmp_path, OLD)
    with pytest.raises(ContentError, match=r"a\.yml: The file was edited in the meantime"):
        commit(base, paths(base, CHANGES), before={base / "a.yml": b"what was read\n"})
    assert state(base) == OLD


def test_a_file_edited_after_a_crash_keeps_the_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = fill(tmp_path, OLD)
    with monkeypatch.context() as patch:
        unlink = Path.unlink

        def fail_for_the_journal(path: Path, missing_ok: bool = False) -> None:
            if path.name == JOURNAL:
                raise OSError(5, "cut off")
            unlink(path, missing_ok=missing_ok)

        patch.setattr(Path, "unlink", fail_for_the_journal)
        with pytest.raises(ContentError, match="kept in the journal"):
            commit(base, paths(base, CHANGES))
    (base / "a.yml").write_bytes(b"by hand\n")
    settle(base)
    assert state(base) == {**NEW, "a.yml": b"by hand\n"}


@pytest.mark.parametrize("name", ["../out.yml", "/etc/out.yml", "papers/../../out.yml", JOURNAL, LOCK])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    base = fill(tmp_path / "content", OLD)
    with pytest.raises(ContentError, match="expected a path inside the content folder"):
        commit(base, {base / name: b"x", base / "a.yml": b"new"})
    assert state(base) == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    base = fill(tmp_path / "content", OLD)
    (tmp_path / "elsewhere").mkdir()
    (base / "captures").symlink_to(tmp_path / "elsewhere")
    (base / "link.yml").symlink_to(tmp_path / "elsewhere" / "x.yml")
    for name in ("captures/x.txt", "link.yml"):
        with pytest.raises(ContentError, match="inside the content folder"):
            commit(base, {base / name: b"x"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"something else\n",
        b'[{"path": "a.yml", "before": null, "after": "b',
        b'[{"path": "a.yml", "before": null, "after": "%"}]',
        b'[{"path": "a.yml", "before": null}]',
        b'[{"path": "../a.yml", "before": null, "after": null}]',
        b'[{"path": "/a.yml", "before": null, "after": null}]',
    ],
)
def test_a_journal_that_is_none_is_refused_and_nothing_touched(tmp_path: Path, journal: bytes) -> None:
    base = fill(tmp_path, OLD)
    (base / JOURNAL).write_bytes(journal)
    with pytest.raises(ContentError, match="journal of an interrupted change is damaged"):
        settle(base)
    assert state(base) == {**OLD, JOURNAL: journal}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    base = fill(tmp_path, OLD)
    (base / "papers" / "deep").write_bytes(b"a file where a folder is wanted")
    with pytest.raises(ContentError, match="cannot be written"):
        commit(base, {base / "papers" / "deep" / "c.yml": b"x", base / "a.yml": b"new"})


def test_a_second_process_waits_or_says_so(tmp_path: Path) -> None:
    base = fill(tmp_path, OLD)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from generator.storage.transactions import locked\n"
            "with locked(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()",
            str(base),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        told: list[str] = []
        with (
            pytest.raises(ContentError, match="Another process holds the lock"),
            locked(base, patience=0.1, waiting=lambda: told.append("waiting")),
        ):
            pass
        assert told == ["waiting"]
    finally:
        holder.stdin.close()
        holder.wait(timeout=20)
        holder.stdout.close()
    with locked(base, patience=0), locked(base, patience=0):
        pass  # within one process it can be taken again


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    base = fill(tmp_path, {"count.json": b"[]"})
    task = (
        "import json, sys; from pathlib import Path\n"
        "from generator.storage.transactions import commit, locked\n"
        "base = Path(sys.argv[1]); path = base / 'count.json'\n"
        "for number in range(15):\n"
        "    with locked(base):\n"
        "        commit(base, {path: json.dumps([*json.loads(path.read_text()), sys.argv[2]])})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    children = [
        subprocess.Popen([sys.executable, "-c", task, str(base), name], env=environment) for name in "ab"
    ]
    assert [child.wait(timeout=60) for child in children] == [0, 0]
    assert sorted(json.loads((base / "count.json").read_text())) == ["a"] * 15 + ["b"] * 15


def test_only_written_files_are_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("flushes every file system of the machine")

    monkeypatch.setattr(os, "sync", fail, raising=False)
    base = fill(tmp_path, OLD)
    commit(base, paths(base, CHANGES))
    assert state(base) == NEW


def test_checking_for_an_interrupted_change_reports_it_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = fill(tmp_path, OLD)
    with monkeypatch.context() as patch:
        patch.setattr("generator.storage.transactions._settle", lambda base: None)
        commit(base, paths(base, CHANGES))
    before = state(base)
    with pytest.raises(ContentError, match="A change was interrupted"):
        check_settled(base, patience=0)
    assert state(base) == before
    settle(base)
    check_settled(base)
    assert state(base) == NEW


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_a_link_in_the_place_of_a_draft_is_not_followed(tmp_path: Path) -> None:
    base = fill(tmp_path / "content", OLD)
    outside = tmp_path / "outside.txt"
    outside.write_text("precious\n", encoding="utf-8")
    for draft in (f"{JOURNAL}.tmp", ".a.yml.new", "papers/.b.yml.new"):
        (base / draft).symlink_to(outside)
    commit(base, paths(base, CHANGES))
    assert outside.read_text(encoding="utf-8") == "precious\n"
    assert state(base) == NEW
