"""Every check is run, and every entry of a capture depends on its own record."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules

from generator import checks
from generator.checks import CHECKS, CheckedList, run_checks
from generator.checks.captures import check_entries
from generator.curation.captures import read_captures
from generator.storage.documents import Locator
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_every_function_named_check_is_run() -> None:
    modules = [import_module(f"generator.checks.{module.name}") for module in iter_modules(checks.__path__)]
    functions = {
        function
        for module in modules
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
