"""The command as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from bread_list import run, write_file
from click.testing import CliRunner

from generator.cli import main
from generator.cli.main import COMMANDS
from generator.storage.folder import Folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {command} ")
    description = result.output.split("\n\n")[1].strip()
    assert description.endswith(".")


def test_an_error_is_one_line_and_no_traceback(bread: Folder) -> None:
    done = run(bread, "rename", "rye", "rye-bread")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "There is no record 'rye'.\n")


@pytest.mark.parametrize("what", ["\x1b]0;x\x07\x1b[31mrye", "nothing\u202e"])
def test_an_error_never_controls_the_terminal(bread: Folder, what: str) -> None:
    done = run(bread, "exclude", what, "--reason", "No bread.")
    assert done.exit_code == 1
    assert done.stderr.strip().isprintable(), done.stderr


def test_a_title_is_no_command_to_github(bread: Folder) -> None:
    """A stranger's suggestion is imported by a workflow."""
    titles = ("::error file=a::Rye", "##[error]Rye", "Rye ::error::", f"{'Rye ' * 24}##[error]x")
    text = "".join(f"TY  - JOUR\nTI  - {title}\nPY  - 2024\nER  - \n\n" for title in titles)
    path = write_file(bread, "new.ris", text)
    done = run(bread, "import", "--no-look-up", path)
    assert "error]Rye" in done.output
    assert "::" not in done.output
    assert "##[" not in done.output


@pytest.mark.parametrize("command", [["exclude", "rye-doughs", "--reason"], ["log", "--note"]])
@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_a_sentence_to_publish_cannot_be_empty(bread: Folder, command: list[str], text: str) -> None:
    done = run(bread, *command, text)
    assert done.exit_code == 2
    assert "expected a sentence (got no text)" in done.stderr


def test_an_interrupted_command_says_so(bread: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(main.commands, "stats", click.Command("stats", callback=interrupt))
    done = run(bread, "stats")
    assert (done.exit_code, done.stderr) == (130, "Stopped.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full device")
@pytest.mark.parametrize(
    ("command", "redirection", "message"),
    [
        ("stats", ">/dev/full", "The output cannot be written: No space left on device.\n"),
        ("import -", "<&-", "standard input: It is closed.\n"),
        ("stats", ">&-", ""),
    ],
)
def test_output_and_input_that_are_closed_or_full(
    bread: Folder, repository: Path, command: str, redirection: str, message: str
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m generator {command} {redirection}', sys.executable],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(repository), "PYTHONUNBUFFERED": ""},
        cwd=bread.root,
    )
    assert (done.returncode, done.stderr) == (1 if message else 0, message)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_while_modules_load_prints_no_traceback(repository: Path, tmp_path: Path) -> None:
    interrupt = "import signal\n\nsignal.raise_signal(signal.SIGINT)\n"
    (tmp_path / "click.py").write_text(interrupt, encoding="utf-8")
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, function = project["scripts"]["reading-list"].split(":")
    path = os.pathsep.join([str(tmp_path), str(repository)])
    for arguments in (["-c", f"from {module} import {function}; {function}()"], ["-m", "generator"]):
        done = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
            cwd=tmp_path,
        )
        assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_starting_the_command_does_not_load_scikit_learn(repository: Path) -> None:
    code = """
import sys
from generator.cli import main
assert all(main.get_command(None, name) for name in main.list_commands(None))
print({"sklearn", "scipy"} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repository
    )
    assert done.stdout == "set()\n"
