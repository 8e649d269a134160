"""Files are replaced as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.storage.files import write_text


def test_file_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "a.yml"
    write_text(path, "one\n")
    assert path.read_text(encoding="utf-8") == "one\n"

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ContentError, match="No space left on device"):
        write_text(path, "two\n")
    assert [item.name for item in path.parent.iterdir()] == ["a.yml"]
    assert path.read_text(encoding="utf-8") == "one\n"
