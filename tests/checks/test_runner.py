"""Every check is run, and every entry of a capture depends on its own record."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import signal
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
import yaml
from killed_processes import start_children

from generator import checks
from generator.checks import CHECKS, CheckedList, find_problems, run_checks
from generator.checks.captures import check_entries
from generator.curation.captures import read_captures
from generator.model.rules import RULES
from generator.storage.documents import Locator
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

MODULES = [import_module(f"generator.checks.{module.name}") for module in iter_modules(checks.__path__)]


def test_every_function_named_check_is_run() -> None:
    functions = {
        function
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    }
    assert functions == set(CHECKS)
    assert len(CHECKS) == len(functions)


def test_every_check_says_which_rule_it_enforces() -> None:
    assert [check for check in CHECKS if not (check.__doc__ or "").strip()] == []


def test_whichever_record_is_removed_its_entries_are_reported(made_up_copy: Folder) -> None:
    catalog = load_catalog(made_up_copy)
    captures = read_captures(made_up_copy)
    assert len(catalog.papers) > 3
    for slug, paper in catalog.papers.items():
        rest = {other: record for other, record in catalog.papers.items() if other != slug}
        checked = CheckedList(
            catalog=catalog.model_copy(update={"papers": rest}),
            captures=captures,
            locate=Locator(made_up_copy),
        )
        expected = {f"content/captures/{ref.capture}:{checked.entries[ref].line}" for ref in paper.captures}
        assert {str(problem.place) for problem in check_entries(checked)} == expected
        assert {str(problem.place) for problem in run_checks(checked)} >= expected


BIB = "".join(
    f"@article{{k{n}, title={{Rye loaf number {n}}}, year={{2024}}, doi={{10.1000/{n}}}}}\n" for n in range(9)
)
IMPORT = f"""
from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.storage.folder import Folder
source = SourceFile(label="x.bib", name="x.bib", data={BIB.encode()!r})
watch()
import_files(Folder(base.parent), [source], ImportOptions(today="2031-01-01"))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_check_after_a_killed_import_sees_the_list_before_or_after_it(made_up_copy: Folder) -> None:
    base = made_up_copy.base
    original = base.with_name("original")
    shutil.copytree(base, original)
    before = find_problems(made_up_copy)
    with start_children("generator.curation.importing") as run_child:
        assert run_child(base, 0, IMPORT) == 0
        after = find_problems(made_up_copy)
        assert after != before
        for fatal in (3, 7, 9, 20):
            shutil.rmtree(base)
            shutil.copytree(original, base)
            assert run_child(base, fatal, IMPORT) == -signal.SIGKILL
            assert find_problems(made_up_copy) in (before, after), fatal


def test_captures_in_subfolders_are_not_skipped_silently(made_up_copy: Folder) -> None:
    assert find_problems(made_up_copy) == ()
    for name in ("2024/rye.bib", ".hidden/rye.bib"):
        path = made_up_copy.captures / name
        path.parent.mkdir()
        path.write_text("@article{a, title={Rye}}", encoding="utf-8")
    (problem,) = find_problems(made_up_copy)
    assert str(problem) == (
        "content/captures/2024/rye.bib: Captures in subfolders are not read."
        " Move the file to content/captures/."
    )
    assert problem.severity == "warning"


def test_front_matter_of_handwritten_pages_is_checked(made_up_copy: Folder) -> None:
    page = made_up_copy.pages / "deep.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"---\nx: {'[' * 50_000}{']' * 50_000}\n---\n", encoding="utf-8")
    page.with_name(".draft.md").write_text("---\nx: [\n---\n", encoding="utf-8")
    (problem,) = find_problems(made_up_copy)
    assert str(problem.place) == "content/pages/deep.md:2"
    assert "nested more than 50 levels deep" in problem.message


def set_options(folder: Folder, options: dict[str, Any]) -> None:
    plugins = [{"reading-list": options}]
    text = yaml.safe_dump({"site_name": "Bread", "plugins": plugins})
    folder.root.joinpath("mkdocs.yml").write_text(text, encoding="utf-8")


FACTS = ("authors", "published", "topics", "kind", "tldr")
"""Fields of a record that a list need not have."""


def test_a_new_list_needs_only_titles_and_may_ask_for_more(made_up_copy: Folder) -> None:
    path = made_up_copy.papers / "no.yml"
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({k: v for k, v in record.items() if k not in FACTS}), encoding="utf-8")

    def list_levels() -> dict[str, str]:
        problems = find_problems(made_up_copy)
        return {p.rule: p.severity for p in problems if p.place and p.place.file == "content/papers/no.yml"}

    set_options(made_up_copy, {})
    assert list_levels() == {"missing-topics": "warning"}
    wanted = dict.fromkeys(("authors", "date", "kind", "summary", "question"), "error") | {"topics": "off"}
    set_options(made_up_copy, {"checks": {f"missing-{name}": level for name, level in wanted.items()}})
    assert list_levels() == {f"missing-{name}": "error" for name in wanted if name != "topics"}
    path.write_text(f"{path.read_text(encoding='utf-8')}review: Look at this.\n", encoding="utf-8")
    assert set(list_levels().values()) == {"warning"}


def test_every_rule_is_used() -> None:
    source = "".join(inspect.getsource(module) for module in MODULES)
    assert set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source)) >= set(RULES)
