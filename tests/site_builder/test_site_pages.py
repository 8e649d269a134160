"""The built site of the made-up list has what every site must have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from built_pages import BuiltSite
from site_checks import CHECKS

from generator.model.catalogue import Catalogue


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_site(check: Callable[[BuiltSite, Catalogue], None], bread: BuiltSite, bread_list: Catalogue) -> None:
    check(bread, bread_list)
