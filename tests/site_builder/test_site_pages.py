"""The built site of the made-up list has what every site must have, and is the same when built again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from built_pages import BuiltSite
from lists import build_list
from site_checks import CHECKS

from generator.model.catalog import Catalog


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_site(check: Callable[[BuiltSite, Catalog], None], bread: BuiltSite, bread_list: Catalog) -> None:
    check(bread, bread_list)


def test_building_twice_gives_the_same_files(
    bread: BuiltSite, bread_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the second build is made on another day
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    again = build_list(bread_config, tmp_path / "again")
    first, second = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (bread.folder, again)
    )
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
