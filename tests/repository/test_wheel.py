"""The wheel alone builds a list with its own templates, far from this repository."""

import os
import subprocess
import sys
from pathlib import Path

from lists import make_list


def run(wheel: Path, root: Path, *arguments: str) -> str:
    """Run a Python module with the wheel instead of the checkout, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(wheel), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_wheel_holds_the_templates_and_builds_a_list_with_its_own(wheel: Path, tmp_path: Path) -> None:
    root = tmp_path / "list"
    make_list(root)
    templates = root / "templates"
    (templates / "overrides" / "partials").mkdir(parents=True)
    (templates / "years.md.jinja").write_text(
        "# All those years\n\n{% import 'default/_macros.html.jinja' as macros %}Counted by hand.\n",
        encoding="utf-8",
    )
    (templates / "overrides" / "partials" / "footer.html").write_text("<footer>Rise well.</footer>\n")
    (templates / "overrides" / "main.html").write_text(
        '{% extends "list.html" %}\n{% block announce %}Open day on Sunday{% endblock %}\n'
    )
    assert (wheel / "generator" / "templates" / "overrides" / "list.html").is_file()
    run(wheel, root, "generator", "build", "--out", str(tmp_path / "site"))
    years = (tmp_path / "site" / "years" / "index.html").read_text(encoding="utf-8")
    assert "Counted by hand." in years
    paper = (tmp_path / "site" / "papers" / "no" / "index.html").read_text(encoding="utf-8")
    for text in ("Rise well.", "Open day on Sunday", "citation_title", "Content-Security-Policy"):
        assert text in paper
    assert (tmp_path / "site" / "assets" / "css" / "site.css").is_file()
    run(wheel, root, "generator", "generate", "--out", str(tmp_path / "tree"))
    overrides = tmp_path / "tree" / "overrides"
    assert (overrides / "partials" / "footer.html").read_text() == "<footer>Rise well.</footer>\n"
    assert (overrides / "list.html").is_file()


def test_error_in_a_template_of_the_list_names_its_file_and_line(tmp_path: Path) -> None:
    root = tmp_path / "list"
    make_list(root)
    (root / "templates").mkdir()
    (root / "templates" / "years.md.jinja").write_text("# Years\n\n{{ nobody() }}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "templates/years.md.jinja:3: expected a template that can be filled" in done.stderr
    assert "Traceback" not in done.stderr
