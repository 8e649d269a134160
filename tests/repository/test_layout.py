"""The layout of the generator: packages in one import order, short modules and functions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from layout import GENERATOR, GUIDE, ROOT, find_modules, find_violations, with_table
from tables import TABLES, render


@pytest.mark.parametrize("path", find_modules(), ids=lambda path: str(path.relative_to(GENERATOR)))
def test_module_follows_the_layout(path: Path) -> None:
    assert find_violations(path.read_text(encoding="utf-8"), path) == []


def test_contributing_has_the_current_table() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert with_table(guide) == guide, "run `make layout`"


@pytest.mark.parametrize(
    ("module", "source", "violation"),
    [
        ("text/words.py", "import yaml", "only storage may import yaml"),
        ("exports/ris.py", "def f():\n    from jinja2 import Template", "only pages may import jinja2"),
        ("cli/check.py", "from mkdocs.config import load_config", "only mkdocs_plugin may import mkdocs"),
        ("text/words.py", "from generator import model, pages", "(got generator.pages)"),
        ("text/words.py", "from .. import pages", "(got generator.pages)"),
        ("readers/ris.py", "from ..services import http", "(got generator.services)"),
        ("readers/ris.py", "import importlib\nimportlib.import_module('generator.cli')", "comes after it"),
        (
            "model/paper.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import generator.storage",
            "comes after it",
        ),
        ("checks/links.py", "from content.plugins import x", "may not import from content/"),
        ("pages/home.py", "import datetime\nd = datetime.date.today()", "may not read the clock"),
        ("plugins/x.py", "", "missing from PACKAGES"),
        ("text/words.py", "x = 1\n" * 351, "351 lines (at most 350)"),
        ("text/words.py", "def f():\n" + "    x = 1\n" * 50, "51 lines (at most 50)"),
        ("text/words.py", "def f(a, b, *c, d, e, f, g): pass", "7 parameters (at most 6)"),
    ],
)
def test_violations_are_found(module: str, source: str, violation: str) -> None:
    assert any(violation in found for found in find_violations(source, GENERATOR / module))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("readers/ris.py", "from generator.readers import fields\nfrom . import other"),
        ("storage/records.py", "import yaml\nfrom generator.model.paper import Paper"),
        ("cli/add.py", "from generator.curation import x\nfrom datetime import date\nd = date.today()"),
        ("text/words.py", "from generator import __version__"),
        ("text/words.py", "class A:\n    def f(self, a, b, c, d, e, f): pass"),
    ],
)
def test_allowed_code_is_not_reported(module: str, source: str) -> None:
    assert find_violations(source, GENERATOR / module) == []


@pytest.mark.parametrize("name", TABLES)
def test_tables_in_the_docs_are_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == render(name), "run 'make layout'"
