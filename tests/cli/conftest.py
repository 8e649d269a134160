"""What the tests of the commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from bread_list import make_list

from generator.storage.folder import Folder


@pytest.fixture
def bread(tmp_path: Path) -> Folder:
    """A list about bread without papers."""
    return make_list(tmp_path / "list")
