"""``reading-list upgrade``: the files around a list get a new version, and what people changed stays."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folder_contents import read_files

from generator.cli import main
from generator.cli import new as new_module
from generator.cli import upgrade as upgrade_module
from generator.scaffold import move
from generator.scaffold.wheel import Wheel

Run = Callable[..., Result]
OLD = Wheel("curated_reading_list-0.0.1-py3-none-any.whl", b"old")
NEW = Wheel("curated_reading_list-9.9-py3-none-any.whl", b"new")
CHECK = ".github/workflows/check.yml"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a list that `reading-list new` made with an old version."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new_module, "make_wheel", lambda: OLD)
    monkeypatch.setattr(upgrade_module, "make_wheel", lambda: NEW)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    assert run("new", "list").exit_code == 0
    monkeypatch.chdir(tmp_path / "list")
    for name in (CHECK, f".reading-list/{CHECK}"):
        path = Path(name)
        path.write_text(path.read_text().replace("timeout-minutes: 20", "timeout-minutes: 5"))
    return run


def test_new_version_is_merged_with_what_people_changed(run: Run) -> None:
    Path("content/pages/about.md").write_text("# About\n\nOurs.\n")
    content = read_files(Path("content"))
    Path(CHECK).write_text(Path(CHECK).read_text().replace("name: Check\n", "name: Our check\n", 1))
    Path(".gitignore").write_text(Path(".gitignore").read_text() + "/drafts/\n")
    Path(".github/link-check.toml").unlink()
    before = read_files(Path())
    shown = run("upgrade", "--dry-run")
    assert read_files(Path()) == before
    done = run("upgrade")
    assert done.exit_code == 0, done.output
    for output in (shown.output, done.output):
        assert f"{CHECK}: updated (merged with your changes)" in output
        assert "-    timeout-minutes: 5\n+    timeout-minutes: 20" in output
        assert ".github/link-check.toml" not in output
    assert "name: Our check\n" in Path(CHECK).read_text()
    assert "timeout-minutes: 20" in Path(CHECK).read_text()
    assert Path(".gitignore").read_text().endswith("/drafts/\n")
    assert not Path(".github/link-check.toml").exists()
    assert [path.name for path in Path("wheels").iterdir()] == [NEW.name]
    assert f"./wheels/{NEW.name}" in Path("requirements.txt").read_text()
    assert read_files(Path("content")) == content
    assert run("upgrade").output == "Everything is up to date.\n"


def test_conflict_is_marked_and_nothing_is_lost(run: Run) -> None:
    Path(CHECK).write_text(Path(CHECK).read_text().replace("timeout-minutes: 5", "timeout-minutes: 99"))
    Path(".reading-list/.github/link-check.toml").write_text("# as it was\n")
    Path(".github/link-check.toml").unlink()
    done = run("upgrade")
    assert done.exit_code == 1
    assert ".github/link-check.toml: stays deleted, as you left it\n" in done.output
    assert ".github/: 1 file removed" not in done.output
    assert f"{CHECK}: conflicts with your changes" in done.output
    text = Path(CHECK).read_text()
    assert re.search(r"<<<<<<< yours\n.*: 99\n=======\n.*: 20\n>>>>>>> the new version\n", text)
    again = run("upgrade")
    assert again.exit_code == 1
    assert f"{CHECK}: It still has conflicts from an earlier upgrade" in again.output
    assert Path(CHECK).read_text() == text


def test_file_that_reading_list_did_not_write_stays(run: Run) -> None:
    Path(f".reading-list/{CHECK}").unlink()
    Path(CHECK).write_text("name: Ours\n")
    done = run("upgrade")
    assert f"{CHECK}: yours stays" in done.output
    assert Path(CHECK).read_text() == "name: Ours\n"


def test_other_folders_are_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("upgrade")
    assert done.exit_code == 1
    assert "expected the folder of a list" in done.output


def test_records_follow_their_entries_when_a_reader_numbers_them_anew(run: Run) -> None:
    titles = ("On rye", "On oats", "On spelt")
    entries = [f"@article{{key{n}, title = {{{title}}}, year = 2001}}\n" for n, title in enumerate(titles)]
    Path("refs.bib").write_text("".join(entries))
    assert run("import", "refs.bib", "--no-look-up").exit_code == 0
    for number, name in ((1, "on-rye"), (2, "on-oats")):
        path = Path(f"content/papers/{name}.yml")
        path.write_text(path.read_text().replace(f"position: {number}", f"position: {number + 1}"))
    record = Path("content/papers/on-spelt.yml")
    record.write_text(record.read_text().replace("position: 3", "position: 1"))
    done = run("upgrade")
    assert "content/papers/on-oats.yml: refs.bib#3 is now refs.bib#2" in done.output
    assert "3 records corrected: the numbers of entries in captures have changed." in done.output
    assert "position: 3" in record.read_text()


def git(*arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


OLD_SETTINGS = """\
site_name: Loaves
site_dir: site
strict: false

theme:
  name: material
  custom_dir: templates/overrides
  font: false
  language: de
  favicon: assets/bun.svg

plugins:
  - reading-list:
      unreviewed: hide

watch:
  - content
  - templates

nav:
  - Home: index.md
  - Ours: about.md
"""


@pytest.fixture
def copy(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository from before the generator was a package, with another list in it."""
    copy = tmp_path / "copy"
    files = {
        "mkdocs.yml": OLD_SETTINGS,
        "pyproject.toml": '[project]\nname = "reading-list"\n',
        "generator/__init__.py": "",
        "generator/cli/main.py": "print()\n",
        "Makefile": "site:\n",
        ".github/workflows/deploy.yml": "name: Deploy\n",
        "templates/home.md.jinja": "# Old home\n",
        "templates/topic.md.jinja": "# {{ page.title }}, our way\n",
        "README.md": "# Our loaves\n",
        "content/topics.yml": "groups: []\n",
        "content/pages/about.md": "# About\n",
        "content/papers/on-rye.yml": "title: On rye\nadded: 2026-01-01\ntags: [rye, Ideas / Later]\n"
        "review: >-\n  Is it about\n  rye?\nevidence:\n  tags: refs.bib\n",
    }
    for name, text in files.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text)
    monkeypatch.chdir(copy)
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Start")
    known = tmp_path / "known.txt"
    unchanged = git("rev-parse", "HEAD:templates/home.md.jinja")[:12]
    known.write_text(move.KNOWN.read_text() + unchanged + "\n")
    monkeypatch.setattr(move, "KNOWN", known)
    return copy


def test_copy_of_the_repository_becomes_a_list(run: Run, copy: Path) -> None:
    done = run("upgrade")
    assert done.exit_code == 0, done.output
    assert "generator/: 2 files removed" in done.output
    assert "templates/topic.md.jinja: yours stays and replaces the generator's" in done.output
    assert "1 record updated: imported keywords are in 'keywords'" in done.output
    hidden = {".cache", ".git", ".github", ".gitignore", ".gitattributes"}
    here = {path.name for path in copy.iterdir()} - hidden
    assert here == {
        *(".reading-list", "README.md", "content", "mkdocs.yml", "requirements.txt", "templates", "wheels")
    }
    assert [path.name for path in (copy / "templates").iterdir()] == ["topic.md.jinja"]
    record = (copy / "content/papers/on-rye.yml").read_text()
    assert record.endswith(
        'keywords: [rye, Ideas / Later]\nreview: "Is it about rye?"\nevidence:\n  keywords: refs.bib\n'
    )
    assert (copy / "README.md").read_text() == "# Our loaves\n"
    kept = OLD_SETTINGS
    for part in ("site_dir: site\n", "strict: false\n\n", "  custom_dir: templates/overrides\n"):
        kept = kept.replace(part, "")
    kept = kept.replace("  font: false\n", "").replace("watch:\n  - content\n  - templates\n\n", "")
    assert (copy / "mkdocs.yml").read_text() == kept
    check = run("check")
    assert "0 errors" in check.output or "No problems" in check.output, check.output
    assert run("upgrade").output.endswith("Everything is up to date.\n")


def test_changes_that_are_not_committed_are_safe(run: Run, copy: Path) -> None:
    (copy / "generator/cli/main.py").write_text("print(1)\n")
    before = read_files(copy)
    done = run("upgrade")
    assert done.exit_code == 1
    assert "Commit them first." in done.output
    assert read_files(copy) == before
