"""File names of captures."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.curation.capture_names import sanitize_name


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "..\\..\\evil.txt", ".hidden", "con.txt", "a/b.bib", "", ".", "..", "ä ö.txt",
     "x" * 300, "-rf.txt", "nul", "a\0b.txt", "line\nbreak.txt", "\u202etxt.exe", "💥.bib"],
)  # fmt: skip
def test_sanitized_names_are_safe_on_every_system(name: str) -> None:
    safe = sanitize_name(name)
    assert Path(safe).name == safe
    assert safe.isascii()
    assert safe[0].isalnum()
    assert len(safe) <= 80
    assert safe.partition(".")[0].lower() not in {"con", "nul"}
