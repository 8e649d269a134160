"""Values are found again in their files, and so are mistakes in front matter."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hand_typed_record import HAND
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import find_problems
from generator.errors import ContentError
from generator.storage.documents import Locator, check_front_matter, parse_document
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site


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


NESTED = {
    "lists in brackets": "[" * 100_000,
    "mappings in braces": "{a: " * 100_000,
    "lists on one line": "- " * 100_000,
    "keys that are lists": "? " * 100_000,
    "mappings on their own lines": "".join(f"{' ' * level}a:\n" for level in range(1_000)),
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_an_error_with_the_line(tmp_path: Path, text: str) -> None:
    """libyaml would end the process without a word."""
    line = 50 if text.count("\n") else 1
    with pytest.raises(ContentError) as caught:
        parse_document(text, "a.yml")
    assert str(caught.value) == f"a.yml:{line}: expected YAML (nested more than 50 levels deep)"
    path = tmp_path / "about.md"
    for line_end in ("\n", "\r"):
        path.write_text(line_end.join(["---", *text.splitlines(), "---", ""]), encoding="utf-8", newline="")
        with pytest.raises(ContentError, match=rf"about\.md:{line + 1}: .* more than 50 levels deep"):
            check_front_matter(path, "about.md")
    path.write_text(f"site_name: a\nextra:\n  {'  '.join(text.splitlines(keepends=True))}", encoding="utf-8")
    with pytest.raises(ContentError, match="more than 50 levels deep"):
        load_site(path)


def test_text_in_a_long_file_is_found_without_delay(made_up_copy: Folder) -> None:
    """A file with thousands of mistakes must not take minutes to check."""
    lines = [f"- {{title: t{number}, reason: r{number}}}" for number in range(5000)]
    made_up_copy.file("excluded.yml").write_text("\n".join(lines), encoding="utf-8")
    locate = Locator(made_up_copy)
    locate.find("excluded.yml")
    begun = process_time()
    assert locate.find("excluded.yml", 7, "reason", text="r7").line == 8
    assert locate.find("excluded.yml", 4998, text="nowhere").line == 4999
    assert process_time() - begun < 2


def test_usual_nesting_is_fine() -> None:
    assert parse_document("[" * 49 + "]" * 49, "a.yml").data


def test_aliases_in_front_matter_are_refused(tmp_path: Path) -> None:
    """Nine lines can stand for a billion words."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)), "title: *a29"]
    path = tmp_path / "about.md"
    path.write_text("\n".join(["---", *lines, "---", ""]), encoding="utf-8")
    with pytest.raises(ContentError, match=r"about\.md:3: expected the value itself"):
        check_front_matter(path, "about.md")


def test_files_that_are_too_large_are_named(made_up_copy: Folder) -> None:
    expected = []
    for name, most in (
        ("papers/no.yml", 1),
        ("topics.yml", 20),
        ("captures/first.txt", 50),
        ("pages/about.md", 2),
    ):
        path = made_up_copy.file(name)
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as file:
            file.truncate(most * 1_000_000 + 60_000)
        expected.append(f"content/{name}: expected a file of at most {most} MB (got {most}.1 MB)")
    found = [str(problem) for problem in find_problems(made_up_copy)]
    with pytest.raises(ContentError) as caught:
        check_front_matter(made_up_copy.pages / "about.md", "content/pages/about.md")
    assert sorted([*found, str(caught.value)]) == sorted(expected)
