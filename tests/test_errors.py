"""Messages about files, whatever the files are called."""

from __future__ import annotations

import pytest

from generator.errors import ContentError, Place, Problem


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("content/papers/crème brûlée.yml", "content/papers/crème brûlée.yml:3: expected a title"),
        ("a\n::error::b.yml", "a\\n::error::b.yml:3: expected a title"),
        ("\x1b]0;a\x07.yml", "\\x1b]0;a\\x07.yml:3: expected a title"),
        ("\u202elmy.a", "\\u202elmy.a:3: expected a title"),
        ("\udcff.yml", "\\udcff.yml:3: expected a title"),
    ],
)
def test_name_of_a_file_is_shown_on_one_line_without_control_characters(name: str, shown: str) -> None:
    assert str(ContentError(Problem(Place(name, 3), "expected a title"))) == shown
