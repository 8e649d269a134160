"""Values are found again in their files, and so are mistakes in front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_typed_record import HAND
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.storage.documents import Locator, check_front_matter, parse_document
from generator.storage.folder import Folder


def test_locator_finds_keys_items_and_text(made_up_copy: Folder) -> None:
    made_up_copy.file("papers/no.yml").write_text(HAND, encoding="utf-8")
    locate = Locator(made_up_copy)
    for where, text, line in (
        ((), "", 2),
        (("published",), "", 4),
        (("topics", 1), "", 6),
        (("links", "code"), "", 8),
        (("links", "doi"), "", 7),
        (("notes",), "not a comment", 12),
        (("notes",), "nowhere", 9),
        (("captures", 0, "position"), "", 15),
        (("kind",), "", 3),
    ):
        place = locate.paper("no", *where, text=text)
        assert place.file == "content/papers/no.yml"
        assert place.line == line if where else place.line in (1, 2, 3), (where, place)
    assert str(locate.paper("gone", "title")) == "content/papers/gone.yml"


LINES = (
    "a: b",
    "a:",
    "b: [~, '', null, 1, No]",
    "c: {d: e, d: f}",
    "- g",
    "  h: !!int 5",
    "? [i]",
    "j: !k l",
    "<<: 2",
)


@given(st.lists(st.sampled_from(LINES), max_size=6))
def test_possible_aliases_change_nothing_else(lines: list[str]) -> None:
    """A text that might have aliases is read in another way, and says the same."""
    text = "\n".join(lines)
    assert parse(f"{text}\n# none") == parse(f"{text}\n# * and &")


def parse(text: str) -> object:
    try:
        return parse_document(text, "a.yml").data
    except ContentError as error:
        return [str(problem) for problem in error.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: a\nb: [\n---\n", "about.md:4: expected front matter in YAML (while parsing"),
        ("---\ntitle: a\nb: \x01\n---\n", "about.md:3: expected front matter in YAML (control characters"),
        ("---\n- a\n---\n", "about.md:2: expected front matter of keys with values"),
    ],
)
def test_front_matter_that_cannot_be_read_is_an_error_with_the_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "about.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_front_matter(path, "about.md")
    assert str(caught.value).startswith(message)
