"""``reading-list new``: from nothing, or from a bibliography, to a list that passes its checks."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from built_pages import find_broken_links, read_built_site
from click.testing import CliRunner, Result
from folder_contents import read_files

from generator.cli import main
from generator.cli import new as new_module
from generator.scaffold.wheel import Wheel

SOURDOUGH = ("wild yeast", "lactic acid bacteria", "starter culture", "slow fermentation", "rye flour")
OVENS = ("steam injection", "baking stone", "oven spring", "radiant heat", "crust color")


def write_bibliography(path: Path, *, keywords: bool = False) -> Path:
    """Write 24 papers: half about sourdough, half about ovens."""
    entries = []
    for number in range(24):
        field, words = ("sourdough", SOURDOUGH) if number % 2 else ("oven", OVENS)
        first, second = words[number % 5], words[(number + 2) % 5]
        entries.append(
            f"@article{{baker{number},\n  author = {{Baker, B{chr(97 + number)}}},\n"
            f"  year = {1990 + number},\n"
            f"  title = {{Notes {number + 1} on {first} and {second} in {field} bread}},\n"
            + (f"  keywords = {{{'bread_making, ' if number < 20 else ''}{field}s}},\n" if keywords else "")
            + f"  journal = {{Journal of {field.title()} Studies}}\n}}\n"
        )
    path.write_text("\n".join(entries), encoding="utf-8")
    return path


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that runs `reading-list new` in an empty folder, with a wheel of three bytes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        new_module, "make_wheel", lambda: Wheel("curated_reading_list-9.9-py3-none-any.whl", b"abc")
    )

    def run(*arguments: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(main, ["new", *arguments], input=answers)

    return run


def make_environment(folder: Path) -> Path:
    """Make a virtual environment with the packages of this one except the generator; return its programs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"_?(?:curated_)?reading_list|__pycache__", path.name):
            (packages / path.name).symlink_to(path)
    return folder / "bin"


def run_commands(commands: list[str], root: Path, path: str) -> str:
    """Run shell commands as a workflow does, but without a package index; return what they print."""
    environment = {"PATH": path, "HOME": str(root.parent), "PIP_NO_INDEX": "1", "LANG": "C.UTF-8"}
    output = ""
    for command in commands:
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        output += done.stdout
    return output


def list_commands(workflow: Path, job: str) -> list[str]:
    steps = yaml.safe_load(workflow.read_text())["jobs"][job]["steps"]
    return [step["run"] for step in steps if "run" in step]


def test_workflows_of_a_new_list_check_and_build_it(wheel: Path, tmp_path: Path) -> None:
    """The wheel makes a list, whose copy of the wheel builds it in a clean environment, without an edit."""
    write_bibliography(tmp_path / "refs.bib")
    url = "https://ada.github.io/bread-list/"
    new = f"{sys.executable} -m generator new bread-list --from refs.bib --url {url}"
    said = run_commands([f"PYTHONPATH={wheel} {new}"], tmp_path, os.environ["PATH"])
    assert "24 papers in 2 topics, from groups of similar papers:" in said

    root = tmp_path / "bread-list"
    commands = list_commands(root / ".github/workflows/check.yml", "check")
    assert set(commands) == set(list_commands(root / ".github/workflows/publish.yml", "build"))
    path = f"{make_environment(tmp_path / 'venv')}:/usr/bin:/bin"
    said = run_commands(commands, root, path)
    assert "24 records" in said or "0 errors" in said
    site = read_built_site(root / "site", url)
    assert site.pages[""].texts("//h1") == ["Bread list"]
    assert sum(name.startswith("papers/") for name in site.pages) == 24
    assert find_broken_links(site) == []
    preview = (root / "site/assets/images/preview.png").read_bytes()
    assert struct.unpack(">II", preview[16:24]) == (1200, 630)
    assert len((root / "mkdocs.yml").read_text().splitlines()) <= 25
    assert "Everything is up to date." in run_commands(["reading-list upgrade"], root, path)


def test_papers_are_filed_by_keywords_if_they_have_any(new, tmp_path: Path) -> None:
    refs = write_bibliography(tmp_path / "refs.bib", keywords=True)
    done = new("list", "--from", str(refs))
    assert done.exit_code == 0, done.output
    assert "24 papers in 3 topics, from headings, collections or keywords:" in done.output
    assert "     20  Bread making\n     12  Ovens\n" in done.output
    papers = [path.read_text() for path in (tmp_path / "list/content/papers").glob("*.yml")]
    assert sum("topics: [sourdoughs" in paper for paper in papers) == 12
    assert sum("keyword 'ovens'" in paper for paper in papers) == 12


def test_list_without_papers_is_valid(new, tmp_path: Path) -> None:
    assert new("my_bread-list").exit_code == 0
    done = CliRunner().invoke(main, ["--root", "my_bread-list", "check"])
    assert done.exit_code == 0, done.output
    assert 'site_name: "My bread list"' in (tmp_path / "my_bread-list/mkdocs.yml").read_text()


def test_a_person_at_a_terminal_is_asked(new, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_module, "is_terminal", lambda: True)
    done = new("list", answers='Flour: "a list"\nada.example.org\nhttps://ada.example.org/flour/\nde\n')
    assert done.exit_code == 0, done.output
    assert "expected an address such as https://" in done.output
    settings = (tmp_path / "list/mkdocs.yml").read_text()
    for line in (r'site_name: "Flour: \"a list\""', '"https://ada.example.org/flour/"', "language: de"):
        assert line in settings
    assert "Eine Leseliste" in settings
    about = (tmp_path / "list/content/pages/about.md").read_text()
    assert "# Über die Liste" in about
    assert '*Flour: "a list"* ist eine Leseliste.' in about
    assert new("other", "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["full"], "full: expected an empty folder (got one with thesis.tex). Choose another folder"),
        (["full/thesis.tex"], "full/thesis.tex: expected a folder (got a file)."),
        (
            ["list", "--from", "missing.bib"],
            "missing.bib: The file cannot be read: No such file or directory",
        ),
        (["list", "--from", "full/thesis.tex"], "full/thesis.tex"),
        (["list", "refs.bib"], "To import a file, use --from."),
        (["list", "--language", "Deutsch"], "expected the code of a language, such as en, de or pt-BR"),
        (["list", "--name", "  "], "expected a name (got no text)"),
    ],
)
def test_nothing_is_written_if_anything_is_wrong(
    new, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.tex").write_text("Unfinished.")
    before = read_files(tmp_path)
    done = new(*arguments)
    assert done.exit_code in (1, 2)
    assert message in done.output
    assert read_files(tmp_path) == before
    assert not (tmp_path / "list").exists()


def test_list_can_start_in_a_new_repository(new, tmp_path: Path) -> None:
    (tmp_path / "list/.git").mkdir(parents=True)
    done = new("list")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "list/mkdocs.yml").is_file()
