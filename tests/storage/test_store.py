"""YAML and values: strict reading with lines, careful writing that leaves alone what it does not change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model.catalogue import Catalogue
from generator.model.entry import CaptureRef, Organization
from generator.model.paper import KINDS, Links, Paper
from generator.storage.store import (
    SCHEMA_LINE,
    Folder,
    Locator,
    dump_changes,
    dump_exclusions,
    dump_paper,
    dump_redirects,
    dump_taxonomy,
    load_catalogue,
    load_paper,
    load_papers,
    load_site,
    load_taxonomy,
    update_paper,
    write_text,
)


def refusals(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_paper(text, slug="x", label="x.yml")
    return [str(problem) for problem in caught.value.problems]


# ------------------------------------------------------------------------------------------- strictness


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: a\nkind: method\ntitle: b",
            "x.yml:3: expected each key once (got 'title' again, first in line 1)",
        ),
        (
            "title: a\nlinks:\n  doi: 10.1234/a\n  doi: 10.1234/b",
            "x.yml:4: expected each key once (got 'doi'",
        ),
        ("title: a\n\ntitel: b", "x.yml:3: expected a known key (got 'titel')"),
        ("title: a\nlinks:\n  arxive: x", "x.yml:3: expected a known key (got 'links.arxive')"),
        ("title: a\nslug: b", "x.yml:2: expected no key 'slug'"),
        ("tldr: a", "x.yml:1: expected the key 'title' (got none)"),
        ("title: !!python/object/apply:os.system [ls]", "x.yml:1: expected no YAML tag"),
        ("title: a\nnotes: !secret b", "x.yml:2: expected no YAML tag (got '!secret')"),
        ("title: a\nnotes: !!binary aGk=", "x.yml:2: expected no YAML tag"),
        ("title: &t a\nnotes: *t", "x.yml:1: expected no YAML alias"),
        ("title: a\nlinks: {doi: 10.1234/a", "x.yml:"),
        ("title: a\n\tkind: b", "x.yml:2: expected YAML"),
        ("- title: a", "x.yml:1: expected keys such as title"),
        ("", "x.yml:1: expected keys such as title"),
        ("title: a\nkind: essay", "x.yml:2: kind: expected 'method', 'system'"),
        (
            "title: a\npublished: 2024-13",
            "x.yml:2: published: expected a month between 01 and 12 (got '2024-13')",
        ),
        ("title: a\npublished: 2023-02-29", "x.yml:2: published: expected a day that exists"),
        ("title: a\nauthors: Ada", "x.yml:2: authors: expected a list (got 'Ada')"),
        ("title: a\nauthors:\n- Ada\n- [b]", "x.yml:4: authors.1: expected text"),
        ("title: a\nauthor_count: four", "x.yml:2: author_count: expected a whole number (got 'four')"),
        ("title: a\nlinks: https://a.example.org", "x.yml:2: links: expected keys with values"),
        (
            "title: a\nlinks:\n  code:\n  - https://a.example.org/b\n  - javascript:alert(1)",
            "x.yml:5: links.code.1:",
        ),
        ("title: a\ntopics: [b, b]", "expected each topic once (got b, b)"),
        ("title: a\ncaptures:\n- {capture: c.txt, position: 0}", "x.yml:3: captures.0.position: expected"),
        ("? [a, b]\n: c", "x.yml:1: expected a plain key (got a collection)"),
        ("title: ''", "x.yml:1: title: expected some text"),
        ('title: "\\ud800"', "x.yml:"),
        ("title: a\x00b", "x.yml:1: expected YAML"),
        ("title: " + "[" * 3000, "x.yml"),
    ],
)
def test_refused_with_its_line(text: str, expected: str) -> None:
    assert any(expected in message for message in refusals(text)), refusals(text)


def test_anchor_without_alias_is_refused() -> None:
    """An anchor is of no use in a record, and what a later alias would repeat nobody sees."""
    assert "x.yml:2: expected no YAML alias" in refusals("title: a\nauthors: &x [b]\nevidence: {c: *x}")[0]


def test_all_faults_of_a_record_come_together() -> None:
    found = refusals("title: a\nkind: essay\ntitel: b\npublished: soon\n")
    assert [message.partition(": ")[0] for message in found] == ["x.yml:2", "x.yml:3", "x.yml:4"]


def test_faults_of_all_files_come_together(made_up_copy: Folder) -> None:
    for name, old, new in (
        ("papers/no.yml", "kind: theory", "kind: essay"),
        ("topics.yml", "title: Dough", "titel: Dough"),
        ("excluded.yml", "reason:", "raeson:"),
        ("changes.yml", "date: 2031-03-11", "date: someday"),
    ):
        path = made_up_copy.file(name)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (made_up_copy.papers / "No Slug.yml").write_text("title: a\n", encoding="utf-8")
    (made_up_copy.papers / "readme.txt").write_text("a\n", encoding="utf-8")
    (made_up_copy.papers / "latin.yml").write_bytes(b"title: a\nnotes: caf\xe9\n")
    with pytest.raises(ContentError) as caught:
        load_catalogue(made_up_copy)
    text = str(caught.value)
    for place in (
        "content/papers/no.yml:8: kind",
        "content/topics.yml:4",
        "content/excluded.yml:",
        "content/changes.yml:",
        "content/papers/No Slug.yml: expected a file name",
        "content/papers/readme.txt: expected records to end in .yml",
        "content/papers/latin.yml:2: expected text in UTF-8 (got the byte 0xe9)",
    ):
        assert place in text
    assert "Traceback" not in text


def test_missing_mkdocs_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"mkdocs\.yml: expected a file that can be read"):
        load_site(tmp_path / "mkdocs.yml")


def test_tags_of_mkdocs_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    text = "site_name: A list\nsite_url: https://a.example.org/\nx: !!python/name:os.system\ny: !ENV HOME\n"
    path.write_text(text, encoding="utf-8")
    assert (load_site(path).name, load_site(path).url) == ("A list", "https://a.example.org/")


# ---------------------------------------------------------------------------------------- plain scalars


@pytest.mark.parametrize(
    "title", ["No", "1984", "2024-07-04", "1e5", "0x1F", "null and void", "true", "~ten", "="]
)
def test_plain_words_are_text(title: str) -> None:
    assert load_paper(f"title: {title}", slug="x", label="x.yml").title == title


@pytest.mark.parametrize("blank", ["", "~", "null", "   # to do"])
def test_key_without_value_is_a_key_that_is_not_there(blank: str) -> None:
    text = "title: a\n" + "".join(
        f"{name}: {blank}\n" for name in Paper.model_fields if name not in ("slug", "title")
    )
    assert load_paper(text, slug="x", label="x.yml") == Paper(slug="x", title="a")


def test_one_address_or_many() -> None:
    one = load_paper("title: a\nlinks: {code: https://a.example.org/b}", slug="x", label="x.yml")
    many = load_paper("title: a\nlinks: {code: [https://a.example.org/b]}", slug="x", label="x.yml")
    assert one == many


def test_line_ends_and_byte_order_mark_make_no_difference(made_up_copy: Folder, made_up: Catalogue) -> None:
    for path in made_up_copy.papers.glob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_papers(made_up_copy) == dict(made_up.papers)


# ----------------------------------------------------------------------------------------- round trips

# anything a person may type, but for what YAML cannot hold and surrounding white space
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=200,
).map(str.strip).filter(bool)  # fmt: skip
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DATES = st.one_of(
    st.dates().filter(lambda day: 1600 <= day.year <= 2999).map(lambda day: day.isoformat()),
    st.sampled_from(["1999", "2024", "2024-07", "1600-01"]),
)
URLS = st.sampled_from(
    ["https://a.example.org/b_c", "http://b.example.org/?q=1#x", "https://c.example.org:80/~d"]
)


@st.composite
def papers(draw: Any) -> Paper:
    def maybe(strategy: Any) -> Any:
        return draw(st.none() | strategy)

    return Paper(
        slug="x",
        title=draw(TEXT),
        authors=tuple(draw(st.lists(TEXT, max_size=3))),
        author_count=maybe(st.integers(1, 5000)),
        organization=maybe(st.builds(Organization, name=TEXT, account=st.none() | TEXT)),
        published=maybe(DATES),
        venue=maybe(TEXT),
        venue_year=maybe(st.integers(1600, 2999)),
        links=Links(
            arxiv=maybe(st.sampled_from(["2410.05434", "math/0211159", "0704.0001"])),
            doi=maybe(st.sampled_from(["10.1234/a(b)", "10.5555/é;x"])),
            openreview=maybe(TEXT),
            code=tuple(draw(st.lists(URLS, max_size=2, unique=True))),
            other=tuple(draw(st.lists(URLS, max_size=1))),
        ),
        topics=tuple(draw(st.lists(SLUGS, max_size=3, unique=True))),
        kind=maybe(st.sampled_from(KINDS)),
        tldr=maybe(TEXT),
        abstract=draw(st.just("") | TEXT),
        notes=maybe(st.lists(TEXT, min_size=1, max_size=3).map("\n\n".join)),
        review=maybe(TEXT),
        added=maybe(DATES),
        evidence=draw(st.dictionaries(TEXT, TEXT, max_size=2)),
        captures=tuple(
            draw(st.lists(st.builds(CaptureRef, capture=TEXT, position=st.integers(1, 999)), max_size=2))
        ),
    )


@given(papers())
def test_record_survives_writing_and_reading(paper: Paper) -> None:
    text = dump_paper(paper)
    assert text.startswith(SCHEMA_LINE)
    assert load_paper(text, slug="x", label="x.yml") == paper
    assert dump_paper(load_paper(text, slug="x", label="x.yml")) == text


@given(papers(), papers())
def test_update_gives_the_new_record_or_says_that_it_cannot(old: Paper, new: Paper) -> None:
    text = dump_paper(old)
    try:
        after = update_paper(text, old, new, label="x.yml")
    except ContentError as error:
        assert "expected a layout" in str(error)
    else:
        assert load_paper(after, slug="x", label="x.yml") == new


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    try:
        paper = load_paper(text, slug="x", label="x.yml")
    except ContentError as error:
        assert all(problem.place and problem.place.file == "x.yml" for problem in error.problems)
    else:
        assert load_paper(dump_paper(paper), slug="x", label="x.yml") == paper


def test_other_files_survive_writing_and_reading(made_up_copy: Folder, made_up: Catalogue) -> None:
    made_up_copy.file("topics.yml").write_text(dump_taxonomy(made_up.taxonomy), encoding="utf-8")
    made_up_copy.file("changes.yml").write_text(dump_changes(made_up.changes), encoding="utf-8")
    made_up_copy.file("excluded.yml").write_text(dump_exclusions(made_up.exclusions), encoding="utf-8")
    made_up_copy.file("redirects.yml").write_text(dump_redirects(made_up.redirects), encoding="utf-8")
    assert load_catalogue(made_up_copy, made_up.site) == made_up
    assert load_taxonomy(made_up_copy) == made_up.taxonomy


def test_fields_stand_in_the_order_of_a_reader(made_up: Catalogue) -> None:
    text = dump_paper(made_up.papers["wild-levain-mixed-cultures-for-cold-kitchens"])
    keys = [line.partition(":")[0] for line in text.split("\n") if line and line[0].isalpha()]
    assert keys == ["title", "authors", "published", "venue", "venue_year", "links", "topics", "kind", "tldr",
                    "abstract", "added", "evidence", "captures"]  # fmt: skip
    assert "\ntopics: [sourdough]\n" in text
    assert "\npublished: 2024-01-09\n" in text
    assert "\n- {capture: first.txt, position: 1}\n" in text


# ------------------------------------------------------------------------------------- careful updates

HAND = """\
# yaml-language-server: $schema=../../generator/schemas/paper.schema.json
# Ada sent this one.
title:   'A  title,   as typed'   # keep the spaces
published:        # look this up
topics: [ b,
          a ]     # b first!
links:            # checked
    code: https://a.example.org/b   # by hand
notes: |
  One line.

  # not a comment
tldr: "Said by a person."
captures:
  - { capture: a.txt, position: 3 }   # the first

# The end.
"""


def updated(text: str, **changes: Any) -> str:
    old = load_paper(text, slug="x", label="x.yml")
    links = old.links.model_copy(update=changes.pop("links", {}))
    return update_paper(text, old, old.model_copy(update={**changes, "links": links}), label="x.yml")


def test_blanks_are_filled_and_every_other_line_stays() -> None:
    after = updated(
        HAND,
        authors=("Ada Krume", "José Teig"),
        published="2024-07",
        abstract=("Flour. " * 30).strip(),
        links={"arxiv": "2410.05434"},
        evidence={"published": "b.txt"},
        captures=(CaptureRef(capture="a.txt", position=3), CaptureRef(capture="b.txt", position=1)),
    )
    lines = after.split("\n")
    for line in HAND.rstrip("\n").split("\n"):
        if not line.startswith("published:"):
            assert line in lines, line
    assert "# look this up" in lines
    assert "published: 2024-07" in lines
    assert "    arxiv: '2410.05434'" in lines
    assert "  - {capture: b.txt, position: 1}" in lines
    assert after.endswith("# The end.\n")
    assert lines.index("authors:") == lines.index("title:   'A  title,   as typed'   # keep the spaces") + 1


def test_nothing_to_change_changes_no_byte() -> None:
    for text in (HAND, HAND.rstrip("\n"), HAND + "\n\n", HAND.replace("\n", "\r\n"), "\ufeff" + HAND):
        assert updated(text) == text


def test_line_ends_stay_as_they_are() -> None:
    windows = HAND.replace("\n", "\r\n")
    after = updated(windows, authors=("Ada",), published="2024")
    assert after == updated(HAND, authors=("Ada",), published="2024").replace("\n", "\r\n")
    assert "\n" not in after.replace("\r\n", "")


def test_empty_lines_at_the_end_stay() -> None:
    assert updated(HAND + "\n\n", published="2024") == updated(HAND, published="2024") + "\n\n"


def test_layout_that_cannot_be_kept_is_refused() -> None:
    """Better no fact than a broken record."""
    text = "{title: a, links: {doi: 10.1234/a}}\n"
    with pytest.raises(ContentError, match=r"x\.yml: expected a layout"):
        updated(text, authors=("Ada",))


# ----------------------------------------------------------------------------------------------- files


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
