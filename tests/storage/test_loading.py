"""Loading is strict, and every problem has its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog, load_paper, load_papers
from generator.storage.site_settings import load_site


def refusals(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_paper(text, slug="x", label="x.yml")
    return [str(problem) for problem in caught.value.problems]


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
        ("title: &t a\nnotes: *t", "x.yml:1: expected the value itself"),
        ("title: a\nlinks: {doi: 10.1234/a", "x.yml:"),
        ("title: a\n\tkind: b", "x.yml:2: expected YAML"),
        ("- title: a", "x.yml:1: expected keys such as title"),
        ("", "x.yml:1: expected keys such as title"),
        ("title: a\ntype: essay", "x.yml:2: type: expected 'article', "),
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
    assert "x.yml:2: expected the value itself" in refusals("title: a\nauthors: &x [b]\nevidence: {c: *x}")[0]


def test_all_faults_of_a_record_come_together() -> None:
    found = refusals("title: a\ntype: essay\ntitel: b\npublished: soon\n")
    assert [message.partition(": ")[0] for message in found] == ["x.yml:2", "x.yml:3", "x.yml:4"]


def test_faults_of_all_files_come_together(made_up_copy: Folder) -> None:
    for name, old, new in (
        ("papers/no.yml", "kind: theory", "type: essay"),
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
        load_catalog(made_up_copy)
    text = str(caught.value)
    for place in (
        "content/papers/no.yml:8: type",
        "content/topics.yml:4",
        "content/excluded.yml:",
        "content/changes.yml:",
        "content/papers/No Slug.yml: expected a file name",
        "content/papers/readme.txt: expected records to end in .yml",
        "content/papers/latin.yml:2: expected text in UTF-8 (got the byte 0xe9)",
    ):
        assert place in text
    assert "Traceback" not in text


def test_copies_that_editors_leave_are_no_records(made_up_copy: Folder) -> None:
    expected = load_catalog(made_up_copy)
    for name in ("no.yml~", "#no.yml#", ".no.yml.swp"):
        (made_up_copy.papers / name).write_text("title: [", encoding="utf-8")
    (made_up_copy.papers / ".#no.yml").symlink_to("ada@bakery.4711:1700000000")
    assert load_catalog(made_up_copy) == expected


def test_missing_mkdocs_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"mkdocs\.yml: The file cannot be read"):
        load_site(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: Bread: read well\n", "mkdocs.yml:1: expected YAML (mapping values"),
        ("site_name: Bread\nsite_author: A\x01da\n", "mkdocs.yml:2: expected YAML (control characters"),
    ],
)
def test_settings_that_are_not_yaml_are_an_error_with_the_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_site(path)
    assert str(caught.value).startswith(message)


def test_tags_of_mkdocs_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    text = "site_name: A list\nsite_url: https://a.example.org/\nx: !!python/name:os.system\ny: !ENV HOME\n"
    path.write_text(text, encoding="utf-8")
    assert (load_site(path).name, load_site(path).url) == ("A list", "https://a.example.org/")


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


def test_line_ends_and_byte_order_mark_make_no_difference(made_up_copy: Folder, made_up: Catalog) -> None:
    for path in made_up_copy.papers.glob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_papers(made_up_copy) == dict(made_up.papers)


def test_a_record_in_a_subfolder_is_rejected_with_the_remedy(made_up_copy: Folder) -> None:
    (made_up_copy.papers / "2024").mkdir()
    (made_up_copy.papers / "2024" / "rye.yml").write_text("title: Rye\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_catalog(made_up_copy)
    assert str(caught.value) == (
        "content/papers/2024/rye.yml: Records in subfolders are not read. Move the file to content/papers/."
    )


def test_missing_folder_of_records_is_not_an_empty_list(made_up_copy: Folder) -> None:
    made_up_copy.papers.rename(made_up_copy.base / "elsewhere")
    with pytest.raises(ContentError) as caught:
        load_catalog(made_up_copy)
    assert str(caught.value).startswith("content/papers: The folder for records is missing.")
    made_up_copy.papers.mkdir()
    (made_up_copy.papers / ".gitkeep").touch()
    assert load_papers(made_up_copy) == {}


def test_missing_file_of_topics_is_named(made_up_copy: Folder) -> None:
    made_up_copy.file("topics.yml").unlink()
    with pytest.raises(ContentError, match=r"content/topics\.yml: This file is missing"):
        load_catalog(made_up_copy)


def test_reserved_names_are_refused(made_up_copy: Folder) -> None:
    """A record or topic called index would take the place of the page of all of them."""
    (made_up_copy.papers / "index.yml").write_text("title: Index\n", encoding="utf-8")
    topics = made_up_copy.file("topics.yml")
    text = topics.read_text(encoding="utf-8").replace("id: sourdough\n", "id: index\n", 1)
    topics.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_catalog(made_up_copy)
    found = str(caught.value)
    assert "content/topics.yml:" in found
    assert "expected another topic id (got 'index', which is reserved)" in found
    assert (
        "content/papers/index.yml: expected another file name (got 'index', which is reserved)."
        " Rename the file, for example to index-paper.yml." in found
    )
