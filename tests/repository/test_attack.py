"""The collection of attacks works, and notices when one gets through."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from attack.exports import find_export_flaws
from attack.payloads import TEXTS
from attack.processes import Ended, find_flaw

SAFE = "<!doctype html><title>Bread</title><h1>Bread</h1><a href='https://bread.example.org'>x</a>"
VULNERABLE = (
    "<script>pwn(1)</script>",
    "<img src=x onerror=pwn(2)>",
    "<img src=https://evil.example.org/x.png>",
    "<a href=javascript:pwn(3)>x</a>",
    "<b onclick=pwn(4)>x</b>",
    "<base href=https://evil.example.org/>",
    "<link rel=preconnect href=https://evil.example.org>",
)


def run_attack(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "attack", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def write_site(folder: Path, *pages: str) -> Path:
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    return folder


def test_a_vulnerable_page_is_caught(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", SAFE, *(SAFE + text for text in VULNERABLE))
    done = run_attack("site", "--site", site, "--out", tmp_path / "out")
    assert done.returncode == 1, done.stdout + done.stderr
    failures = json.loads((tmp_path / "out" / "failures.json").read_text(encoding="utf-8"))
    assert {failure["case"] for failure in failures} == {f"/{n}.html" for n in range(1, 1 + len(VULNERABLE))}
    # scripts run, requests sent
    (row,) = [line.split() for line in done.stdout.splitlines() if line.startswith("site ")]
    assert row[1] == str(1 + len(VULNERABLE))
    assert (row[4], row[5]) == ("2", "1"), done.stdout


def test_a_safe_page_and_refused_records_pass(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", SAFE)
    options = ("--site", site, "--case", "of Python", "--out", tmp_path / "out")
    done = run_attack("site", "records", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing got through" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("flaw", "facts"),
    [
        ("", {}),
        ("", {"code": 1, "output": "content/topics.yml:1: expected a list\n"}),
        ("hangs", {"hung": True, "code": -9}),
        ("is killed by SIGSEGV", {"code": -11}),
        (
            "shows a traceback: ValueError: x",
            {"code": 1, "output": "Traceback (most recent call last)\nValueError: x"},
        ),
        ("says nothing", {"code": 1}),
        ("exits with 3", {"code": 3, "output": "x"}),
        ("prints '\\x1b'", {"output": "a\n\x1b[31mb"}),
        ("prints '::error file=x::'", {"output": "a\n::error file=x::y"}),
        ("31 s of processor time", {"cpu": 31.0}),
        ("takes 2000 MB", {"megabytes": 2000.0}),
    ],
)
def test_what_no_command_may_do_is_noticed(flaw: str, facts: dict[str, object]) -> None:
    quiet = {"command": (), "code": 0, "output": "", "seconds": 1.0, "cpu": 1.0, "megabytes": 1.0}
    found = find_flaw(Ended(**{**quiet, **facts}))  # type: ignore[arg-type]
    assert flaw in found
    assert bool(found) == bool(flaw)


def test_harmful_exports_are_noticed(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "all.bib").write_text("@misc{a, title = {\\input{/etc/passwd}}}\n", encoding="utf-8")
    (exports / "all.ris").write_text("TY  - JOUR\nTI  - x\nER  - \nTY  - JOUR\nER  - \n", encoding="utf-8")
    (exports / "all.csv").write_text("key,title\r\na,=1+1\r\n", encoding="utf-8")
    (exports / "all.json").write_text('[{"id": "a"}', encoding="utf-8")
    found = "\n".join(find_export_flaws(tmp_path, []))
    for flaw in ("runs TeX", "2 entries instead of 0", "a formula: '=1+1'", "all.json: cannot be read"):
        assert flaw in found


def test_texts_differ() -> None:
    assert len(set(TEXTS)) == len(TEXTS) > 100
