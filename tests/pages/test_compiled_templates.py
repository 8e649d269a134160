"""Compiled templates are kept for later builds, but never at the expense of this one or of safety."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pages.rendering import Renderer, _open_template_cache

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have a folder for each user")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, which all users share."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    _open_template_cache.cache_clear()
    yield tmp_path
    _open_template_cache.cache_clear()


def test_a_folder_that_can_no_longer_be_written_is_no_error(temporary: Path) -> None:
    renderer = Renderer()
    (folder,) = temporary.iterdir()
    shutil.rmtree(folder)
    assert renderer.environment.get_template("browse.md.jinja") is not None


def test_what_another_user_planted_is_not_run(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (temporary / f"_jinja2-cache-{os.getuid()}").symlink_to(elsewhere)
    assert Renderer().environment.bytecode_cache is None
    assert list(elsewhere.iterdir()) == []
